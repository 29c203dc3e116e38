"""What an analyst corrects becomes a proposal of a rule; what is dismissed stays away; a colleague's rules come in with a word first."""

import json
from dataclasses import replace
from datetime import date

import pytest

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType
from analyst_app.domain.own_rules import (
    NO_RULES,
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyRule,
    PlaceRule,
    WeaponFamily,
    WeaponRule,
)
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.paths import user_paths
from analyst_app.services import history, library, review, rules, spans
from analyst_app.services.rules_file import read_rules, write_rules
from support.invented import written

TEXT = "{day} May 2024\n\nReed Men shelled Terny with Tumannik on Monday. Wolf Watch saw it near the strike office.\n"
WRONG = Place("Terny", "Terny", PlaceKind.SETTLEMENT, "UA", "Sumy", None, 51.0, 33.9, 1, "geonames:1")
RIGHT = Place("Terny", "Terny", PlaceKind.SETTLEMENT, "UA", "Donetsk", None, 49.1, 37.9, 1, "geonames:2")


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def report(day, *, actor="Delta Front", places=(WRONG,), words="Reed Men"):
    text = TEXT.format(day=day)
    event = Event(
        "e1",
        EventType.SHELLING,
        DateSpan.day(date(2024, 5, day)),
        span(text, "shelled"),
        actor=actor,
        places=places,
        evidence=(Evidence("type", span(text, "shelled")), Evidence("actor", span(text, words))),
    )
    entities = (
        Entity(span(text, "Reed Men"), Label.ACTOR, "Reed Men", actor),
        Entity(span(text, "shelled"), Label.ATTACK, "shelled"),
        Entity(span(text, "Wolf Watch"), Label.ACTOR, "Wolf Watch"),
        Entity(span(text, "strike"), Label.ATTACK, "strike"),
    )
    return Extraction(
        Report(f"r{day}", text, date(2024, 5, day), f"Day {day}"), date(2024, 5, day), entities, (event,), Versions("t", "n", "n", "n")
    )


@pytest.fixture
def imported(workbench, tmp_path):
    def bring(*extractions):
        outcomes = library.import_files(workbench, paths=[written(tmp_path, *extractions)]).outcomes
        return [review.open_report(workbench, report_id=outcome.report_id) for outcome in outcomes]

    return bring


def correct(workbench, detail, *, confirm=True, **fields):
    (event,) = detail.events
    for field, value in fields.items():
        review.correct_event(workbench, event_id=event.id, field=field, value=value)
    if confirm:
        review.accept_events(workbench, event_ids=[event.id])


def proposed(workbench, held=NO_RULES):
    return rules.suggest_rules(workbench, rules=held, paths=user_paths())


def test_an_actor_changed_the_same_way_twice_is_proposed_with_the_reports_words(workbench, imported):
    first, second, third = imported(report(1), report(2), report(3))
    correct(workbench, first, actor="River Column")
    assert proposed(workbench) == ()
    correct(workbench, second, actor="River Column")
    correct(workbench, third, actor="River Column")
    (found,) = proposed(workbench)
    assert found.rule == PartyRule("River Column", ("Reed Men",))
    assert (found.times, found.reason) == (3, "You changed “Reed Men” to River Column 3 times.")


def test_what_is_not_confirmed_or_undone_speaks_for_nothing(workbench, imported):
    first, second, third = imported(report(1), report(2), report(3))
    correct(workbench, first, actor="River Column")
    correct(workbench, second, actor="River Column", confirm=False)
    assert proposed(workbench) == ()
    correct(workbench, third, actor="River Column")
    assert len(proposed(workbench)) == 1
    history.undo(workbench)
    assert proposed(workbench) == ()


def test_what_was_left_as_often_as_changed_is_not_proposed(workbench, imported):
    details = imported(*(report(day) for day in range(1, 5)))
    for detail in details[:2]:
        correct(workbench, detail, actor="River Column")
    assert len(proposed(workbench)) == 1
    for detail in details[2:]:
        correct(workbench, detail)
    assert proposed(workbench) == ()


def test_words_that_name_nobody_are_never_made_a_name(workbench, imported):
    details = imported(*(replace_words(report(day), "Reed Men", "The enemy") for day in (1, 2)))
    details += imported(*(replace_words(report(day), "Reed Men", "Russian forces") for day in (3, 4)))
    for detail in details:
        correct(workbench, detail, actor="River Column")
    assert proposed(workbench) == ()


def replace_words(extraction, old, new):
    """The same report with other words for its actor."""
    longer = len(new) - len(old)
    start = extraction.report.text.index(old)

    def moved(place):
        return Span(place.start + longer * (place.start > start), place.end + longer * (place.end > start))

    text = extraction.report.text.replace(old, new)
    (event,) = extraction.events
    event = replace(event, trigger=moved(event.trigger), evidence=tuple(Evidence(e.field, moved(e.span)) for e in event.evidence))
    entities = tuple(Entity(moved(e.span), e.label, moved(e.span).of(text), e.canonical) for e in extraction.entities)
    return replace(extraction, report=replace(extraction.report, text=text), events=(event,), entities=entities)


def test_a_place_chosen_twice_in_anothers_stead_is_proposed(workbench, imported):
    for detail in imported(report(1), report(2)):
        correct(workbench, detail, places=(RIGHT,))
    (found,) = proposed(workbench)
    assert found.rule == PlaceRule("Terny", RIGHT)
    assert found.reason == "You chose Terny, Donetsk, UA for “Terny” 2 times."


def test_marks_and_unmarks_are_proposed(workbench, imported):
    details = imported(report(1), report(2))
    for detail in details:
        ids = {row.entity.text: row.id for row in detail.entities}
        spans.mark_entity(workbench, report_id=detail.row.id, span=span(detail.text, "Tumannik"), label=Label.WEAPON)
        spans.relabel_entity(workbench, entity_id=ids["Wolf Watch"], label=Label.ORGANISATION)
        spans.unmark_entity(workbench, entity_id=ids["strike"])
    assert {found.rule for found in proposed(workbench)} == {
        WeaponRule("Tumannik", WeaponFamily.SHELLING),
        OrganisationRule("Wolf Watch"),
        NotAttackRule("strike"),
    }
    marked = next(found.reason for found in proposed(workbench) if isinstance(found.rule, WeaponRule))
    assert marked == "You marked “Tumannik” as a weapon 2 times, mostly beside a shelling."


def test_a_mark_over_a_machines_entity_counts_as_its_correction(workbench, imported):
    for detail in imported(report(1), report(2)):
        spans.mark_entity(workbench, report_id=detail.row.id, span=span(detail.text, "Wolf Watch"), label=Label.ORGANISATION)
    assert [found.rule for found in proposed(workbench)] == [OrganisationRule("Wolf Watch")]


def test_what_rules_or_word_lists_say_already_is_not_proposed(workbench, imported):
    for detail in imported(report(1), report(2)):
        correct(workbench, detail, actor="River Column", places=(RIGHT,))
    held = OwnRules(parties=(PartyRule("River Column", ("the reed men",)),), places=(PlaceRule("Terny", RIGHT),))
    assert len(proposed(workbench)) == 2
    assert proposed(workbench, held) == ()


def test_what_is_dismissed_stays_away_when_it_comes_up_again(workbench, imported):
    details = imported(report(1), report(2), report(3))
    for detail in details[:2]:
        correct(workbench, detail, actor="River Column")
    (found,) = proposed(workbench)
    rules.dismiss([found.key], paths=user_paths())
    assert proposed(workbench) == ()
    correct(workbench, details[2], actor="River Column")
    assert proposed(workbench) == ()
    assert json.loads((user_paths().data / "rules-dismissed.json").read_text(encoding="utf-8")) == [found.key]


def test_a_spoiled_list_of_dismissals_costs_no_more_than_that(home):
    user_paths().data.mkdir(parents=True)
    (user_paths().data / "rules-dismissed.json").write_text("{", encoding="utf-8")
    assert rules.dismissed(paths=user_paths()) == frozenset()
    rules.dismiss(["a"], paths=user_paths())
    assert rules.dismissed(paths=user_paths()) == {"a"}


MINE = OwnRules(parties=(PartyRule("River Column", ("Reed Men",)),), places=(PlaceRule("Terny", RIGHT),))
THEIRS = OwnRules(parties=(PartyRule("River Column", ("Reed Men", "Bank Boys")),), places=(PlaceRule("Terny", WRONG),))


@pytest.mark.parametrize(("prefer_theirs", "place"), [(False, RIGHT), (True, WRONG)])
def test_a_colleagues_rules_are_added_and_contradict_only_where_told(tmp_path, prefer_theirs, place):
    rules.save_rules(MINE, paths=user_paths())
    write_rules(tmp_path / "theirs.toml", THEIRS)
    found = rules.bring_in(tmp_path / "theirs.toml", paths=user_paths(), prefer_theirs=prefer_theirs)
    assert ([s.words for s in found.additions], len(found.conflicts), found.known) == (["Bank Boys"], 1, 1)
    held = rules.load_rules(paths=user_paths())
    assert held.parties == THEIRS.parties
    assert held.places == (PlaceRule("Terny", place),)


def test_what_is_handed_out_is_what_a_colleague_reads(tmp_path):
    assert rules.hand_out(MINE, target=tmp_path / "out.toml") == 2
    assert read_rules(tmp_path / "out.toml") == MINE
    assert [p.name for p in tmp_path.iterdir()] == ["out.toml"]
    with pytest.raises(InputError, match="no folder"):
        rules.hand_out(MINE, target=tmp_path / "nowhere" / "out.toml")


def test_rules_that_contradict_themselves_are_not_put_in_use(home):
    twice = OwnRules(parties=(PartyRule("A", ("Reeds",)), PartyRule("B", ("reeds",))))
    with pytest.raises(InputError, match="two things"):
        rules.save_rules(twice, paths=user_paths())
    assert rules.load_rules(paths=user_paths()) == NO_RULES
