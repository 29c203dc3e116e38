"""The project's reader and scorer of gold files: the same figures as the contract's own, and faults named."""

import importlib.util
import json
from copy import deepcopy
from random import Random

import pytest

from quality.gold import GoldError, estimate, read
from quality.score import figures, outcome
from quality.sets import BESIDE, BY_NAME, TESTS

GOLD = BY_NAME["development"].folder
needs_the_contracts_own = pytest.mark.skipif(not (BESIDE / "score.py").exists(), reason="the contract's scorer is not beside this checkout")


def beside(name):
    spec = importlib.util.spec_from_file_location(f"beside_{name}", BESIDE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def all_folders():
    return [each.folder for each in BY_NAME.values() if each.folder.is_dir() and not each.closed]


def spoil_entities(report, dice):
    for entity in report["entities"]:
        if dice.random() < 0.2:
            entity["label"] = dice.choice(["ACTOR", "DATE", "WEAPON"])
        if dice.random() < 0.2 and entity["end"] - entity["start"] > 2:
            entity["start"] += 1
    report["entities"] = [entity for entity in report["entities"] if dice.random() < 0.9]


def spoil_event(event, dice):
    changes = {
        "type": dice.choice(["airstrike", "clash", "evacuation", "attack"]),
        "count": dice.choice([None, estimate(7), estimate("3+"), estimate("~9")]),
        "actor": dice.choice([None, "Russian forces", "the Kremlin", "Houthi militants"]),
        "target": dice.choice([None, "Ukraine’s army", "a depot"]),
        "status": dice.choice(["occurred", "repelled", "denied"]),
        "date": {"start": "2023-11-08", "end": dice.choice(["2023-11-08", "2023-11-09", "2023-12-01"])},
        "places": dice.choice([[], [{"text": "the Kharkiv region"}], [{"text": "X", "name": "Kharkiv Oblast"}, {"text": "Izyum"}]]),
        "killed": dice.choice([None, estimate(0), estimate("<=4")]),
        "reported_by": dice.choice([None, "The Ministry", "a mayor"]),
        "disputed_by": dice.choice([None, "Russia"]),
        "places_count": dice.choice([None, 2]),
        "part_of": None,
    }
    for name, value in changes.items():
        if dice.random() < 0.15:
            event[name] = value
    if dice.random() < 0.2:
        event["trigger"] = {"start": event["trigger"]["start"] + 3, "end": event["trigger"]["end"] + 30}


def spoiled(report, dice):
    """A copy with entities and events dropped, doubled and changed, that is still well formed."""
    report = deepcopy(report)
    spoil_entities(report, dice)
    kept = [event for event in report["events"] if dice.random() < 0.85]
    kept += [{**deepcopy(event), "id": f"x{event['id']}", "part_of": None} for event in kept if dice.random() < 0.1]
    for event in kept:
        spoil_event(event, dice)
    ids = {event["id"] for event in kept}
    for event in kept:
        if event["part_of"] not in ids:
            event["part_of"] = None
    dice.shuffle(kept)
    report["events"] = kept
    return report


@needs_the_contracts_own
@pytest.mark.parametrize("folder", all_folders(), ids=lambda folder: folder.name)
def test_gold_files_are_read_as_the_contract_reads_them(folder):
    theirs = beside("gold")
    paths = sorted(folder.glob("**/*.md"))
    assert paths
    for path in paths:
        assert read(path) == json.loads(json.dumps(theirs.read(path))), path.name


@needs_the_contracts_own
@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_the_contracts_scorer(seed):
    theirs, dice = beside("score"), Random(seed)
    gold = {report["id"]: report for report in BY_NAME["development"].read()}
    found = gold if seed == 0 else {key: spoiled(report, dice) for key, report in gold.items()}
    ours = figures(outcome(gold[key], found[key]) for key in gold)
    assert ours == theirs.score(gold, found)
    assert (ours["events_strict"]["f1"] < 0.9) is (seed > 0), "the spoiled extractions must differ from the gold"


def test_the_gold_read_as_an_extraction_is_right_in_everything():
    found = figures(outcome(report, report) for report in BY_NAME["development"].read())
    assert {row["f1"] for name, row in found.items() if name.startswith(("entities", "events", "triggers"))} == {1.0}
    assert all(field["right"] == 1.0 and field["of"] for field in found["fields"].values())
    assert found["daily_counts"]["mean_report_error"] == 0.0


def test_nothing_found_is_scored_as_nothing_right():
    gold = BY_NAME["development"].read()
    found = figures(outcome(report, {**report, "entities": [], "events": []}) for report in gold)
    assert found["events"]["f1"] == 0.0
    assert found["events"]["fn"] == sum(len(report["events"]) for report in gold)


def test_offsets_of_another_text_are_refused():
    report = next(iter(BY_NAME["development"].read()))
    with pytest.raises(GoldError, match="not the gold text"):
        outcome(report, {**report, "text": f" {report['text']}"})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("---\n", "", 1), "no YAML head"),
        (("type: shelling", "type: rain", 1), "no such type: rain"),
        (("trigger: t1", "trigger: t9", 1), "no span with id t9"),
        (("{{ATTACK#t1:", "{{DEED#t1:", 1), "no such label: DEED"),
        (("{{ATTACK#t1:", "{{ATTACK#t1", 1), "mark-up left over"),
        (("id: e1", "id: e1, part_of: e1", 1), "goes in a circle"),
        (("id: e1", "id: e1, part_of: e7", 1), "names no event"),
        (("count: 2", "count: two", 1), "not a count: 'two'"),
        (("date: 2024-01-02", "date: 2024-01-02/2024-01-01", 1), "ends before it starts"),
    ],
)
def test_a_fault_is_told_with_the_name_of_the_file(tmp_path, change, fault):
    sound = (
        "---\nid: r\npublished: 2024-01-02\nstyle: flash\nevents:\n"
        "  - {id: e1, trigger: t1, type: shelling, count: 2, date: 2024-01-02}\n---\n\n{{ATTACK#t1:Shelled}} twice.\n"
    )
    path = tmp_path / "r.md"
    path.write_text(sound, encoding="utf-8")
    assert read(path)["text"] == "Shelled twice.\n"
    path.write_text(sound.replace(*change), encoding="utf-8")
    with pytest.raises(GoldError, match=f"^r.md: .*{fault}"):
        read(path)


def test_the_folders_of_the_sets_lie_in_the_project():
    assert all(each.folder.is_relative_to(TESTS) for each in BY_NAME.values())
    assert len(list(GOLD.glob("*.md"))) == BY_NAME["development"].size
