"""Errors are sorted without loss and without a word of a closed set, confidence is held against what was right, stages can be left out."""

import xml.etree.ElementTree as ET
from copy import deepcopy
from dataclasses import replace

import pytest

from quality import ablation, diagram, errors, faults, page, reliability
from quality.reliability import Shown
from quality.running import outcomes
from quality.score import figures, outcome
from quality.sets import BY_NAME

GOLD = BY_NAME["development"].read()


def misread(report):
    """The report's gold as an extraction that misses its first event, invents one, and errs in a date and a label."""
    found = deepcopy(report)
    for event in found["events"]:
        event["confidence"] = {"event": 0.95, "date": 0.8}
    first, second, *_ = found["events"]
    found["events"] = [*found["events"][1:], {**first, "id": "new", "type": "detention", "trigger": {"start": 0, "end": 2}, "places": []}]
    for event in found["events"]:
        event["part_of"] = None
    second["date"] = {**second["date"], "start": "2020-01-01"}
    found["entities"][0]["label"] = "PERSON" if found["entities"][0]["label"] != "PERSON" else "ACTOR"
    return found


@pytest.fixture(scope="module")
def compared():
    return [outcome(report, misread(report)) for report in GOLD if len(report["events"]) > 3]


def test_every_miss_and_false_alarm_is_sorted_once(compared):
    for report in compared:
        found = list(faults.faults(report))
        of = {group: sum(fault.group == group for fault in found) for group in {fault.group for fault in found}}
        assert of.get("events missed", 0) == len(report.events.missed)
        assert of.get("events too many", 0) == len(report.events.extra)
        confused = of.get("entities with another label", 0)
        assert confused + of.get("entities missed", 0) == len(report.overlap.missed)
        assert confused + of.get("entities too many", 0) == len(report.overlap.extra)
        listed = list(errors.lines(report))
        assert sum(line.startswith("missed event") for line in listed) == len(report.events.missed)
    kinds = {(fault.kind, fault.cause) for report in compared for fault in faults.faults(report)}
    assert ("date", "first day") in kinds
    assert ("part of", "not linked") in kinds


def test_a_report_that_is_read_rightly_has_no_faults():
    for report in GOLD:
        assert not list(faults.faults(outcome(report, report)))
        assert not list(errors.lines(outcome(report, report)))


def test_the_page_shows_no_error_of_a_closed_set(compared):
    opened = page.Read(BY_NAME["practice"], [], compared)
    closed = page.Read(replace(BY_NAME["held-out"]), [], compared)
    words = "".join(page._errors([opened]))
    assert "…" in words
    assert "…" not in "".join(page._errors([closed])).replace("[REPORT …]", "")


def test_confidence_is_held_against_what_was_right(compared):
    shown = reliability.records(compared)
    assert len(shown) == sum(len(report.events.pairs) + len(report.events.extra) for report in compared)
    assert sum(each.right for each in shown) == figures(compared)["events_strict"]["tp"]
    dates = reliability.by_field(compared)["date"]
    assert {each.sure for each in dates} == {0.8}
    assert sum(not each.right for each in dates) == len(compared)


def test_buckets_hold_everything_and_tell_how_far_off_they_are():
    shown = [Shown(0.95, right=True)] * 8 + [Shown(0.95, right=False)] * 2 + [Shown(1.0, right=True), Shown(0.62, right=False)]
    found = reliability.buckets(shown)
    assert sum(len(each.shown) for each in found) == len(shown)
    assert [each.low for each in found] == [0.6, 0.95]
    low, high = found[1].interval
    assert low < found[1].right < high
    assert reliability.headline(shown) == reliability.Headline(11, 12, 9)
    assert reliability.calibration_error([Shown(1.0, right=True)]) == 0.0
    assert reliability.calibration_error(shown) == pytest.approx((0.62 + abs(10.5 - 9)) / 12)


def test_the_diagram_is_sound_and_has_a_point_for_each_bucket():
    shown = [Shown(0.97, right=True), Shown(0.81, right=False), Shown(0.55, right=True)]
    drawn = ET.fromstring(diagram.reliability(reliability.buckets(shown), caption="three events"))
    assert len([node for node in drawn.iter() if node.tag.endswith("circle")]) == 3
    assert drawn.get("aria-label") == "three events"


def test_each_stage_can_be_left_out_and_adds_something():
    docs = {}
    some = [report for report in GOLD if report["id"][:3] in {"001", "003", "004", "006", "010", "012", "027"}]
    whole = figures(outcomes(some))
    assert ablation.without(ablation.Stage("everything", ""), some, docs) == whole
    idle = [stage.name for stage in ablation.STAGES if ablation.without(stage, some, docs) == whole]
    assert idle == [], "a seam of these stages is no longer where the program goes through"
    assert figures(outcomes(some)) == whole, "the program is whole again afterwards"
