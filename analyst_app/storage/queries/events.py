"""Questions about events over all reports: the table's lines and the rows of an export, each with what it adds to which day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import Connection, select

from analyst_app.domain.counting import LONGEST_NOUN, NOTHING, WindowDay, contributions, counts_munitions
from analyst_app.domain.events import Event
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventRow, StoredEvent
from analyst_app.domain.spans import sentence_around
from analyst_app.storage.assembly import CHUNK, stored_events
from analyst_app.storage.queries.counting import countables_around
from analyst_app.storage.queries.reports import REVISER, revision_of
from analyst_app.storage.tables import EventRecord, ReportRecord, SourceRecord, table_of

_EVENTS = table_of(EventRecord)
_REPORTS = table_of(ReportRecord)
_SOURCES = table_of(SourceRecord)
_OLDER = _REPORTS.alias("older")
_FROM = _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id).outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id)


def rows_of(
    reader: Connection, ids: Sequence[int], *, states: frozenset[ReviewState] = frozenset(), window: WindowDay = WindowDay.LAST
) -> tuple[EventRow, ...]:
    """The events with these ids, in their order; those that are gone are left out.

    `states` are those that count, all unless given; `window` the day that a window of two days counts on.
    """
    return tuple(_rows(reader, ids, states, window))


def get_event(reader: Connection, *, event_id: int) -> StoredEvent | None:
    """One event, or None where it or its report has gone."""
    there = select(_EVENTS.c.id).select_from(_FROM).where(_EVENTS.c.id == event_id, ~_REPORTS.c.deleted)
    return next(iter(stored_events(reader, reader.scalars(there).all())), None)


def _rows(reader: Connection, ids: Sequence[int], states: frozenset[ReviewState], window: WindowDay) -> Iterator[EventRow]:
    stored = stored_events(reader, ids)
    origin = _origins(reader, {event.report_id for event in stored})
    texts = _texts(reader, {event.report_id for event in stored})
    same = same_acts(reader, {event.act_id for event in stored if event.act_id is not None})
    counted = (states or frozenset(ReviewState)) - {ReviewState.REJECTED}
    countables = countables_around(reader, frozenset(event.report_id for event in stored), states=counted)
    adds = contributions(countables, window=window)
    for event in stored:
        report, added, text = origin[event.report_id], adds.get(event.id, NOTHING), texts[event.report_id]
        yield EventRow(
            stored=event,
            report_key=report.key,
            report_title=report.title,
            source=report.source,
            published=report.published,
            counts_on=added.counts_on,
            counted_attacks=added.best,
            evidence=_evidence(event.event, text),
            trigger=event.event.trigger.of(text),
            sentence=sentence_around(text, event.event.trigger),
            revised_by=revision_of(report),
            revises=report.revises,
            munitions=_counts_munitions(event.event, text),
            same_as=tuple(name for other, name in same.get(event.act_id, ()) if other != event.id),
        )


def _origins(reader: Connection, report_ids: set[int]) -> dict[int, Any]:
    columns = (
        *(_REPORTS.c[name] for name in ("id", "key", "title", "published", "superseded_by_id", "superseded_reason")),
        REVISER.c.title.label("reviser_title"),
        REVISER.c.published.label("reviser_published"),
        select(_OLDER.c.id)
        .where(_OLDER.c.superseded_by_id == _REPORTS.c.id, ~_OLDER.c.deleted)
        .correlate(_REPORTS)
        .exists()
        .label("revises"),
        _SOURCES.c.name.label("source"),
    )
    joined = _REPORTS.outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id)
    query = select(*columns).select_from(joined.outerjoin(REVISER, REVISER.c.id == _REPORTS.c.superseded_by_id))
    return {row.id: row for chunk in batched(report_ids, CHUNK) for row in reader.execute(query.where(_REPORTS.c.id.in_(chunk)))}


def _texts(reader: Connection, report_ids: set[int]) -> dict[int, str]:
    query = select(_REPORTS.c.id, _REPORTS.c.text)
    return {number: text for chunk in batched(report_ids, CHUNK) for number, text in reader.execute(query.where(_REPORTS.c.id.in_(chunk)))}


def _counts_munitions(event: Event, text: str) -> bool:
    """Whether the event's number counts munitions, by the words behind it."""
    end = next((words.span.end for words in event.evidence if words.field == "count"), None) if event.count is not None else None
    return end is not None and counts_munitions(event.type, text[end : end + LONGEST_NOUN])


def _evidence(event: Event, text: str) -> str:
    """The words behind the fields, each passage once, in the order of the text."""
    spans = sorted({words.span for words in event.evidence})
    return "; ".join(dict.fromkeys(" ".join(span.of(text).split()) for span in spans))


def same_acts(reader: Connection, acts: set[int]) -> dict[int | None, list[tuple[int, str]]]:
    """The events of each act, each with what it is called outside the program."""
    found: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for chunk in batched(sorted(acts), CHUNK):
        query = select(_EVENTS.c.act_id, _EVENTS.c.id, _EVENTS.c.key, _REPORTS.c.key.label("report")).select_from(_FROM)
        for row in reader.execute(query.where(_EVENTS.c.act_id.in_(chunk), ~_REPORTS.c.deleted).order_by(_EVENTS.c.id)):
            found[row.act_id].append((row.id, f"{row.report}:{row.key}"))
    return found
