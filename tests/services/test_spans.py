"""What an analyst does to the highlights of a report: each step is stored, named with its words, and taken back whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.reports import Report
from analyst_app.domain.review import Origin, ReportState
from analyst_app.domain.spans import Label, Span
from analyst_app.services import history, library, review, spans
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import DAY, extraction, written

WORDS = (
    "BAKHMUT: Fighting goes on.\n"
    "Bakhmut was shelled; 🚜 two people in Bakhmut were hurt. The Bakhmut\r\ndirection and the Bakhmut direction are quiet.\n"
    "Bakhmutivka is another place."
)


@pytest.fixture
def workbench(tmp_path):
    opened = Workbench.open(tmp_path / "events.sqlite", settings=Settings(), analyst="Vira")
    yield opened
    opened.close()


@pytest.fixture
def report_id(workbench, tmp_path):
    told = replace(extraction(), report=Report("bare", WORDS, DAY, "Bakhmut"), events=(), entities=())
    (outcome,) = library.import_files(workbench, paths=[written(tmp_path, told)]).outcomes
    return outcome.report_id


def at(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = WORDS.index(words, start + 1)
    return Span(start, start + len(words))


@pytest.fixture
def mark(workbench, report_id):
    def marked(words, label=Label.LOCATION, number=0):
        spans.mark_entity(workbench, report_id=report_id, span=at(words, number), label=label)
        return next(row.id for row in spans.list_entities(workbench, report_id=report_id) if row.entity.span == at(words, number))

    return marked


@pytest.fixture
def marked(workbench, report_id):
    return lambda: [
        (row.entity.text, row.entity.label, row.entity.span.start) for row in spans.list_entities(workbench, report_id=report_id)
    ]


def test_marking_names_its_words_and_begins_the_review(workbench, report_id, mark, marked):
    mark("Bakhmut")
    assert marked() == [("Bakhmut", Label.LOCATION, at("Bakhmut").start)]
    assert history.undo_status(workbench).undo == "Mark “Bakhmut” as location"
    assert review.open_report(workbench, report_id=report_id).row.state is ReportState.IN_REVIEW
    history.undo(workbench)
    assert marked() == []


def test_what_new_words_overlap_gives_way_and_comes_back_by_undo(workbench, report_id, mark, marked):
    mark("Bakhmut", number=1)
    mark("people in Bakhmut", Label.ORGANISATION)
    assert [words for words, _, _ in marked()] == ["people in Bakhmut"]
    history.undo(workbench)
    assert [words for words, _, _ in marked()] == ["Bakhmut"]


def test_every_mention_of_the_same_words_is_marked_in_one_named_step(workbench, mark, marked):
    first = mark("Bakhmut")
    spans.mark_mentions(workbench, entity_id=first)
    assert [words for words, _, _ in marked()] == ["BAKHMUT", "Bakhmut", "Bakhmut", "Bakhmut", "Bakhmut"]
    assert history.undo_status(workbench).undo == "Mark 4 mentions of Bakhmut"
    history.undo(workbench)
    assert [words for words, _, _ in marked()] == ["Bakhmut"]
    history.redo(workbench)
    assert len(marked()) == 5


def test_mentions_go_across_line_breaks(workbench, mark, marked):
    first = mark("Bakhmut direction")
    spans.mark_mentions(workbench, entity_id=first)
    assert [words for words, _, _ in marked()] == ["Bakhmut\r\ndirection", "Bakhmut direction"]


def test_mentions_inside_other_entities_stay_and_wrong_labels_are_put_right(workbench, mark, marked):
    first = mark("Bakhmut")
    mark("Bakhmut", Label.PERSON, 1)
    mark("Bakhmut direction")
    spans.mark_mentions(workbench, entity_id=first)
    assert [(words, label) for words, label, _ in marked()] == [
        ("BAKHMUT", Label.LOCATION),
        ("Bakhmut", Label.LOCATION),
        ("Bakhmut", Label.LOCATION),
        ("Bakhmut", Label.LOCATION),
        ("Bakhmut direction", Label.LOCATION),
    ]
    with pytest.raises(UserError, match="No other mention of “Bakhmut” is left"):
        spans.mark_mentions(workbench, entity_id=first)


def test_one_entity_becomes_two_without_space_at_their_ends(workbench, mark, marked):
    whole = mark("Bakhmut direction are quiet")
    spans.split_entity(workbench, entity_id=whole, position=at("Bakhmut direction").start + 17)
    assert [words for words, _, _ in marked()] == ["Bakhmut direction", "are quiet"]
    assert history.undo_status(workbench).undo == "Split “Bakhmut direction are quiet”"
    history.undo(workbench)
    assert [words for words, _, _ in marked()] == ["Bakhmut direction are quiet"]


@pytest.mark.parametrize("offset", [-4, 0, 7, 40])
def test_a_split_that_leaves_nothing_on_one_side_is_explained(workbench, mark, marked, offset):
    whole = mark("Bakhmut", number=1)
    with pytest.raises(UserError, match="Put the caret between"):
        spans.split_entity(workbench, entity_id=whole, position=at("Bakhmut", 1).start + offset)
    assert len(marked()) == 1


def test_borders_move_by_named_steps(workbench, mark, marked):
    entity = mark("Bakhmut", number=3)
    spans.resize_entity(workbench, entity_id=entity, span=at("Bakhmut direction"))
    assert history.undo_status(workbench).undo == "Extend “Bakhmut”"
    spans.resize_entity(workbench, entity_id=entity, span=at("direction", 1))
    assert history.undo_status(workbench).undo == "Shrink “Bakhmut direction”"
    assert [words for words, _, _ in marked()] == ["direction"]
    history.undo(workbench)
    history.undo(workbench)
    assert [words for words, _, _ in marked()] == ["Bakhmut"]


def test_borders_that_would_overlap_another_entity_are_refused_with_its_words(workbench, mark, marked):
    mark("direction", Label.ACTOR, 1)
    entity = mark("Bakhmut", number=3)
    with pytest.raises(UserError, match="overlap the actor “direction”"):
        spans.resize_entity(workbench, entity_id=entity, span=at("Bakhmut direction"))
    assert len(marked()) == 2


def test_taking_a_label_off_names_the_words_and_what_is_gone_is_told(workbench, mark, marked):
    entity = mark("Bakhmut")
    spans.relabel_entity(workbench, entity_id=entity, label=Label.ACTOR)
    assert history.undo_status(workbench).undo == "Relabel “Bakhmut” as actor"
    spans.unmark_entity(workbench, entity_id=entity)
    assert history.undo_status(workbench).undo == "Unmark “Bakhmut”"
    assert marked() == []
    with pytest.raises(Stale):
        spans.unmark_entity(workbench, entity_id=entity)


def test_who_marked_is_known(workbench, report_id, mark):
    mark("Bakhmut")
    (row,) = spans.list_entities(workbench, report_id=report_id)
    assert row.origin is Origin.ANALYST


def test_short_words_are_not_taken_for_their_capitals():
    assert [span.of("us and US") for span in spans.mentions_of("us", "us and US")] == ["us"]


@given(st.lists(st.sampled_from(["Bakhmut", "a", " ", "\r\n", "🚜", "é", "."]), max_size=30).map("".join))
def test_mentions_are_whole_words_in_their_own_offsets(text):
    for span in spans.mentions_of("Bakhmut", text):
        assert span.of(text).casefold() == "bakhmut"
        around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
        assert not any(letter.isalnum() for letter in around)
