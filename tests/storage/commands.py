"""Random commands over two reports of three events each, for tests of what must hold after any sequence of them."""

from datetime import date

from hypothesis import strategies as st
from storage.samples import DAYS, KUPIANSK, an_extraction, at

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place
from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage.bulk import NewReport

FIELDS = {
    "type": st.sampled_from(EventType),
    "status": st.sampled_from(Status),
    "actor": st.sampled_from(["Russia", "Ukraine", None]),
    "note": st.sampled_from(["", "a note"]),
    "count": st.one_of(st.none(), st.integers(0, 5).map(Estimate.at_least)),
    "killed": st.one_of(st.none(), st.integers(0, 5).map(Estimate.exactly)),
    "date": st.integers(1, 9).map(lambda n: DateSpan.day(date(2023, 11, n))),
    "places": st.lists(st.sampled_from([KUPIANSK, Place("A"), Place("B")]), max_size=3).map(tuple),
    "part_of": st.sampled_from([None, "e1", "e2", "e3"]),
}
FIELD = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: st.tuples(st.just(name), FIELDS[name]))
EVENT = st.integers(1, 8)
COMMAND = st.one_of(
    st.tuples(st.just("change"), EVENT, st.lists(FIELD, min_size=1, max_size=4)),
    st.tuples(st.just("decide"), st.lists(EVENT, min_size=1, max_size=3), st.sampled_from(ReviewState)),
    st.tuples(st.just("remove"), EVENT),
    st.tuples(st.just("add"), st.sampled_from([1, 2]), st.sampled_from(["e1", "new"])),
    st.tuples(st.just("link"), st.lists(EVENT, min_size=2, max_size=4, unique=True)),
    st.tuples(st.just("unlink"), EVENT),
    st.tuples(st.just("prefer"), EVENT),
    st.tuples(st.just("evidence"), EVENT, st.sampled_from(["count", "actor"]), st.lists(st.integers(0, 30), max_size=3)),
    st.tuples(st.just("mark"), st.sampled_from([1, 2]), st.integers(0, 30)),
    st.tuples(st.just("relabel"), EVENT, st.sampled_from(Label)),
    st.tuples(st.just("resize"), EVENT, st.integers(0, 100)),
    st.tuples(st.just("unmark"), EVENT),
    st.tuples(st.just("describe"), st.sampled_from([1, 2]), st.sampled_from(["Ukrinform", "OCHA", None])),
    st.tuples(st.just("delete"), st.sampled_from([1, 2])),
    st.tuples(st.just("supersede"), st.sampled_from([1, 2]), st.sampled_from([1, 2])),
    st.tuples(st.just("let_count"), st.sampled_from([1, 2])),
)
CODE_AGAIN = st.tuples(st.just("code_again"), st.sampled_from([1, 2]))
"""A batch, which undo takes out of the library and leaves in the file: for tests of what is listed and counted."""


def mark(uow, report_id, start):
    words = uow.reports.text(report_id)[start : start + 3]
    uow.entities.add(report_id, Entity(Span(start, start + 3), Label.DATE, words))


def code_again(uow, report_id):
    uow.reports.text(report_id)
    extraction = an_extraction(f"again-{report_id}")
    uow.reports.add_many([NewReport(extraction.report, extraction, second_of=report_id, coder="ivan")], imported_at=at(11))


PERFORM = {
    "change": lambda uow, event_id, fields: uow.events.change(event_id, **dict(fields)),
    "decide": lambda uow, event_ids, state: uow.events.set_state(event_ids, state, analyst="ana", at=at(10)),
    "remove": lambda uow, event_id: uow.events.remove(event_id),
    "add": lambda uow, report_id, key: uow.events.add(
        report_id, Event(key, EventType.CLASH, DAYS, Span(0, 4), places=(KUPIANSK,), part_of="e1")
    ),
    "link": lambda uow, event_ids: uow.acts.link(event_ids, preferred=event_ids[0], reason="the same"),
    "unlink": lambda uow, event_id: uow.acts.unlink([event_id]),
    "prefer": lambda uow, event_id: uow.acts.prefer(event_id),
    "evidence": lambda uow, event_id, field, starts: uow.events.set_evidence(event_id, field, [Span(n, n + 2) for n in starts]),
    "mark": mark,
    "relabel": lambda uow, entity_id, label: uow.entities.relabel(entity_id, label),
    "resize": lambda uow, entity_id, start: uow.entities.resize(entity_id, Span(start, start + 2)),
    "unmark": lambda uow, entity_id: uow.entities.remove(entity_id),
    "describe": lambda uow, report_id, source: uow.reports.change(report_id, source=source, title=f"from {source}"),
    "delete": lambda uow, report_id: uow.reports.remove([report_id]),
    "supersede": lambda uow, older, newer: uow.reports.supersede([older], by=newer, reason="a later figure"),
    "code_again": code_again,
    "let_count": lambda uow, report_id: uow.reports.let_count([report_id]),
}


def do(database, command):
    """Whether a command of several parts could be done and changed something; one that is refused leaves nothing behind."""
    try:
        with database.unit_of_work("Random", analyst="ana") as uow:
            for verb, *arguments in command:
                PERFORM[verb](uow, *arguments)
    except (Stale, InputError, ValueError):
        return False
    return uow.command_id is not None
