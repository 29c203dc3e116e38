"""Estimates, spans, dates and the contract's JSON: refused where wrong, the same after a round trip."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.contract import from_json, to_json
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence, break_loops
from analyst_app.domain.ontology import EventType, read_ontology
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.resources import ResourceMissing, resource


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("16", (16, 16, 16)),
        ("11,000+", (11000, 11000, None)),
        ("11 000", (11000, 11000, 11000)),
        ("<=20", (None, 20, 20)),
        ("≤20", (None, 20, 20)),
        ("10-12", (10, 11, 12)),
        ("10–12", (10, 11, 12)),
        ("~40", (None, 40, None)),
    ],
)
def test_typed_counts_are_read(words, meant):
    count = Estimate.parse(words)
    assert (count.low, count.best, count.high) == meant


@pytest.mark.parametrize("words", ["", "many", "-3", "12-10", "1.5", "16++", "1,00"])
def test_what_is_no_count_is_refused(words):
    with pytest.raises(ValueError):  # noqa: PT011 - two messages, both plain
        Estimate.parse(words)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_form_is_read_back_as_written(a, b):
    low, high = sorted((a, b))
    for count in (Estimate.exactly(a), Estimate.at_least(a), Estimate.up_to(a), Estimate.about(a), Estimate.between(low, high)):
        again = Estimate.parse(str(count))
        assert again == count or (again.low, again.high) == (count.low, count.high)


def test_spans_and_days_that_make_no_sense_are_refused():
    for make in (
        lambda: Span(3, 3),
        lambda: Span(-1, 2),
        lambda: DateSpan(date(2024, 1, 2), date(2024, 1, 1)),
        lambda: Estimate(5, 4, None),
    ):
        with pytest.raises(ValueError, match=r"not a span|ends before|not an estimate"):
            make()


def test_wholes_that_dangle_or_loop_are_cut():
    assert break_loops({"a": "b", "b": "a", "c": "x", "d": "a"}) == {"a": "b", "b": None, "c": None, "d": "a"}


def sample():
    text = "Two 🚀 airstrikes hit Kharkiv."
    events = (
        Event(
            id="e1",
            type=EventType.AIRSTRIKE,
            date=DateSpan.day(date(2024, 1, 1)),
            trigger=Span(6, 16),
            count=Estimate.exactly(2),
            places=(Place("Kharkiv", "Kharkiv", PlaceKind.SETTLEMENT, "UA", "Kharkiv", None, 49.99, 36.23, 1, "x"),),
            evidence=(Evidence("count", Span(0, 3)),),
            confidence=(("event", 0.9),),
        ),
    )
    report = Report("r1", text, date(2024, 1, 1), "Title", "Source", None)
    return Extraction(report, date(2024, 1, 1), (Entity(Span(0, 3), Label.QUANTITY, "Two"),), events, Versions("1", "m", "l", "g"))


def test_an_extraction_survives_its_json():
    assert from_json(json.loads(json.dumps(to_json(sample())))) == sample()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: row.pop("text"),
        lambda row: row["events"][0].update(type="picnic"),
        lambda row: row["events"][0]["trigger"].update(end=999),
        lambda row: row["events"][0]["trigger"].update(text="other"),
        lambda row: row["events"][0].update(part_of="e9"),
        lambda row: row.update(published="2024-02-30"),
        lambda row: row["entities"][0].update(start=2, end=1),
    ],
)
def test_a_spoiled_extraction_is_refused_in_words(spoil):
    row = json.loads(json.dumps(to_json(sample())))
    spoil(row)
    with pytest.raises(InputError, match="Not an extraction"):
        from_json(row)


def test_the_ontology_knows_every_type_once_and_its_keys_differ():
    import tomllib

    ontology = read_ontology(tomllib.loads(resource("ontology/event_types.toml").read_text(encoding="utf-8")))
    assert list(ontology) == list(EventType)
    assert len({info.key for info in ontology.values()}) == len(EventType)


def test_resources_are_found_only_inside_their_folder():
    for name in ("../pyproject.toml", "/etc/passwd", "nowhere.toml"):
        with pytest.raises(ResourceMissing):
            resource(name)
