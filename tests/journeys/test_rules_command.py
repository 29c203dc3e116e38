"""The analyst's own rules from the command line: what is added is followed, and nothing wrong is written."""

import json
from dataclasses import replace

import pytest

from analyst_app.cli import main
from analyst_app.paths import user_paths
from analyst_app.services import library, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import TEXT, extraction, written

REPORT = "Reed Men launched 12 Tumannik at Kupiansk on Monday. Later they shelled Petropavlivka.\n"


@pytest.fixture
def run(capsys, tmp_path):
    def start(*arguments):
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return start


@pytest.fixture
def extracted(run, tmp_path):
    def read():
        (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
        code, out, _ = run("extract", tmp_path / "report.txt", "--published", "2024-05-06")
        assert code == 0
        return json.loads(out)

    return read


def test_rules_are_added_shown_followed_and_handed_on(run, extracted, tmp_path, monkeypatch):
    plain = extracted()
    assert [event["actor"] for event in plain["events"]] == [None]
    assert run("rules", "add", "party", "River Column", "Reed Men", "marsh rats")[0] == 0
    assert run("rules", "add", "weapon", "Tumannik", "--family", "missile_strike")[0] == 0
    assert run("rules", "add", "place", "Petropavlivka", "--id", "geonames:697439")[0] == 0
    _, out, err = run("rules", "show")
    assert out.splitlines() == [
        "Reed Men = the party River Column",
        "marsh rats = the party River Column",
        "Tumannik = a weapon (missile strike)",
        "Petropavlivka = Petropavlivka, Bilhorod-Dnistrovskyi, Odesa, UA",
    ]
    assert str(user_paths().own_rules) in err
    ruled = extracted()
    launched = ruled["events"][0]
    assert (launched["type"], launched["count"]["best"], launched["actor"]) == ("missile_strike", 12, "River Column")
    assert ruled["events"][-1]["places"][0]["admin1"] == "Odesa"
    assert ruled["versions"] != plain["versions"]

    assert run("rules", "export", tmp_path / "mine.toml")[0] == 0
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "colleague"))
    assert run("rules", "add", "organisation", "Reed Men")[0] == 0
    out = run("rules", "import", tmp_path / "mine.toml", "--preview")[1]
    assert "conflict  Reed Men = an organisation, not the party River Column" in out
    assert "3 new, 1 in conflict, 0 known already" in out
    assert len(run("rules", "show")[1].splitlines()) == 1
    assert run("rules", "import", tmp_path / "mine.toml", "--prefer", "theirs")[0] == 0
    assert extracted()["events"] == ruled["events"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "place", "Petropavlivka", "--country", "UA"), "Choose one with --id"),
        (("add", "place", "Qqqqqqq"), "gazetteer lookup"),
        (("add", "place", "Hill 217", "--at", "149,37"), "between -90 and 90"),
        (("add", "party", "..."), "letters"),
        (("import", "nowhere.toml"), "cannot be read"),
        (("export", "nowhere/mine.toml"), "no folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_and_nothing_is_written(run, arguments, says):
    code, _, err = run("rules", *arguments)
    assert code == 1
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert not user_paths().own_rules.exists()


def test_a_file_with_a_fault_is_told_with_its_line_and_stays(run, extracted, tmp_path):
    run("rules", "add", "organisation", "Wolf Watch")
    broken = user_paths().own_rules.read_text(encoding="utf-8").replace("[[organisation]]\nname =", "[[organisation]]\nnames =")
    user_paths().own_rules.write_text(broken, encoding="utf-8")
    line = broken.splitlines().index('names = "Wolf Watch"') + 1
    for arguments in (("rules", "show"), ("rules", "add", "organisation", "Bear Watch"), ("extract", tmp_path / "report.txt")):
        (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
        code, _, err = run(*arguments)
        assert (code, f"Line {line} of “rules.toml”" in err) == (1, True), err
    assert user_paths().own_rules.read_text(encoding="utf-8") == broken


def test_an_own_place_needs_no_gazetteer(run, tmp_path):
    assert run("rules", "add", "place", "Hill 217", "--at", "49.9,37.7", "--country", "UA", "--near", "Oskil", "the Krasna")[0] == 0
    assert run("rules", "show")[1] == "Hill 217 = Hill 217, UA (49.9, 37.7) (near Oskil, Krasna)\n"


def test_corrections_are_told_as_rules(run, tmp_path):
    assert run("rules", "suggest", "--database", tmp_path / "nowhere.sqlite")[0] == 2
    other = extraction("south", text=TEXT.replace("16", "18"), airstrikes=18)
    workbench = Workbench.open(tmp_path / "events.sqlite", settings=Settings(), analyst="Vira")
    try:
        for outcome in library.import_files(workbench, paths=[written(tmp_path, extraction(), other)], confirm=True).outcomes:
            event = review.open_report(workbench, report_id=outcome.report_id).events[-2]
            village = replace(event.event.places[0], admin1="Luhansk", lat=49.2, lon=38.6, place_id="geonames:7")
            review.correct_event(workbench, event_id=event.id, field="places", value=(village,))
    finally:
        workbench.close()
    code, out, _ = run("rules", "suggest", "--database", tmp_path / "events.sqlite")
    assert code == 0
    assert "for “Kupiansk” 2 times.  Kupiansk = Kupiansk, Luhansk, UA" in out
