"""An event made of selected words is there at once; what the words around it say is filled in afterwards, as a step of its own."""

from datetime import date

import pytest

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.services import history, library, proposing, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench

TEXT = (
    "Evening report\n\n"
    "On 8 November 2023 the crews at Kupiansk recorded 14 incoming objects, residents said. Schools were closed.\n\n"
    "Russian forces carried out two airstrikes on Vovchansk on 9 November 2023.\n\n"
    "In Nikopol two civilians were wounded.\n"
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    opened = Workbench.open(tmp_path_factory.mktemp("bench") / "events.sqlite", settings=Settings(), analyst="Vira")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def paper(bench):
    (outcome,) = library.paste_report(bench, text=TEXT, published=date(2023, 11, 9)).outcomes
    return outcome.report_id


def made(bench, paper, words, kind):
    start = TEXT.index(words)
    return review.create_event(bench, report_id=paper, type=kind, trigger=Span(start, start + len(words)))


def event(bench, event_id):
    return review.find_event(bench, event_id).event


def test_number_day_and_place_of_the_sentence_are_filled_in(bench, paper):
    new = made(bench, paper, "incoming objects", EventType.MISSILE_STRIKE)
    event_id = new.event_id
    assert event(bench, event_id).count is None
    filled = proposing.fill_in(bench, event_id=event_id, as_made=new.event)
    after = event(bench, event_id)
    assert after.count == Estimate.exactly(14)
    assert str(after.date) == "2023-11-08"
    assert [place.name for place in after.places] == ["Kupiansk"]
    assert [span.of(TEXT) for span in after.words_behind("count")] == ["14"]
    assert set(filled.fields) >= {"count", "date", "places"}
    assert history.undo_status(bench).undo == "Fill in 14 missile strikes, Kupiansk"
    history.undo(bench)
    assert event(bench, event_id).count is None
    history.undo(bench)
    with pytest.raises(review.Stale):
        event(bench, event_id)


def test_where_the_extraction_knows_the_act_its_fields_are_taken(bench, paper):
    new = made(bench, paper, "airstrikes on Vovchansk", EventType.AIRSTRIKE)
    proposing.fill_in(bench, event_id=new.event_id, as_made=new.event)
    after = event(bench, new.event_id)
    assert (after.count, after.actor) == (Estimate.exactly(2), "Russia")
    assert [place.name for place in after.places] == ["Vovchansk"]


def test_what_the_analyst_typed_meanwhile_stays(bench, paper, monkeypatch):
    new = made(bench, paper, "incoming objects", EventType.MISSILE_STRIKE)
    reading = proposing._fields_said

    def while_it_is_read(workbench, detail, event_then):
        review.correct_event(workbench, event_id=new.event_id, field="count", value=Estimate.exactly(9))
        return reading(workbench, detail, event_then)

    monkeypatch.setattr(proposing, "_fields_said", while_it_is_read)
    filled = proposing.fill_in(bench, event_id=new.event_id, as_made=new.event)
    assert event(bench, new.event_id).count == Estimate.exactly(9)
    assert "count" not in filled.fields


def test_what_the_analyst_typed_before_the_words_were_read_stays_and_the_rest_is_filled_in(bench, paper):
    new = made(bench, paper, "incoming objects", EventType.MISSILE_STRIKE)
    review.correct_event(bench, event_id=new.event_id, field="count", value=Estimate.exactly(9))
    filled = proposing.fill_in(bench, event_id=new.event_id, as_made=new.event)
    after = event(bench, new.event_id)
    assert (after.count, [place.name for place in after.places]) == (Estimate.exactly(9), ["Kupiansk"])
    assert "count" not in filled.fields


@pytest.mark.parametrize("decide", [review.accept_events, review.reject_events])
def test_an_event_that_was_decided_meanwhile_stays_as_it_was_decided_on(bench, paper, decide):
    new = made(bench, paper, "incoming objects", EventType.MISSILE_STRIKE)
    decide(bench, event_ids=[new.event_id])
    before, last = review.find_event(bench, new.event_id), history.undo_status(bench).undo
    assert proposing.fill_in(bench, event_id=new.event_id, as_made=new.event).changes is None
    assert review.find_event(bench, new.event_id) == before
    assert history.undo_status(bench).undo == last


def test_where_the_words_say_nothing_more_there_is_no_step(bench, paper):
    before = history.undo_status(bench).undo
    new = made(bench, paper, "Evening report", EventType.ATTACK)
    assert proposing.fill_in(bench, event_id=new.event_id, as_made=new.event).changes is None
    assert history.undo_status(bench).undo == "Add attack" != before


@pytest.mark.parametrize("words", ["wounded", "civilians"])
@pytest.mark.parametrize("kind", [EventType.SHELLING, EventType.CASUALTIES])
def test_people_who_were_hurt_are_no_number_of_attacks(bench, paper, words, kind):
    new = made(bench, paper, words, kind)
    proposing.fill_in(bench, event_id=new.event_id, as_made=new.event)
    after = event(bench, new.event_id)
    assert (after.count, after.injured) == (None, Estimate.exactly(2))
    history.undo(bench)
    history.undo(bench)
