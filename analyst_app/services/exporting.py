"""Reviewed events into files, in every format that there is. The file is replaced whole or left as it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import batched
from pathlib import Path

from analyst_app import __version__
from analyst_app.analysis.paging import all_flat, count_of, in_order
from analyst_app.analysis.picture import Picture
from analyst_app.domain.counting import WindowDay
from analyst_app.domain.errors import UserError
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.reviewed import StoredExtraction
from analyst_app.domain.rows import EventFilter, EventOrder, EventRow, ReportDetail, ReportFilter, ReportOrder
from analyst_app.exporters.columns import COLUMNS, MEANINGS, positions
from analyst_app.exporters.formats import FORMATS, Format, Needs
from analyst_app.exporters.result import ExportSetting, Written
from analyst_app.services.filters import filter_in_words
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.database import Reader
from analyst_app.storage.queries.comparing import second_codings
from analyst_app.storage.reviewed import reviewed_of

__all__ = ["COLUMNS", "FORMATS", "MEANINGS", "Format", "Written", "export_events", "told"]

PAGE = 200
"""Reports asked for at once."""

TELLING = 100
"""After how many items progress is told: often enough to be seen and stopped, seldom enough to take no time."""

UNKNOWN = Versions("unknown", "unknown", "unknown", "unknown")


def export_events(
    workbench: Workbench,
    *,
    path: Path,
    format: str,  # noqa: A002 - the word that the user chooses by
    matching: EventFilter | None = None,
    columns: Sequence[str] = COLUMNS,
    order: EventOrder = EventOrder.DATE,
    descending: bool = False,
    progress: Progress = unwatched,
) -> Written:
    """Write the events that pass the filter, confirmed ones unless it names other states; tells what was left out and why.

    `columns` and the order of the rows hold for the formats that are tables of events (`Format.columns`); others have their own.

    Raises:
        InputError: where there is no such column, or one is named twice.
        UserError: where a library for the format is missing, or the file cannot be written; then what was there is still there.
        Cancelled: where `progress` asks to stop; the same.
    """
    chosen = matching or EventFilter()
    if not chosen.states:
        chosen = replace(chosen, states=frozenset({ReviewState.CONFIRMED}))
    wanted = FORMATS[format]
    if wanted.needs not in {Needs.REPORTS, Needs.STORED}:
        # A figure that was revised must not be added up in a spreadsheet; files of whole reports carry it with its mark.
        chosen = replace(chosen, current=True)
    if missing := wanted.missing():
        raise UserError(missing)
    positions(columns)
    setting = _setting(workbench, chosen, columns)
    picture = workbench.ledger.picture(workbench.database)
    as_chosen = order if wanted.columns else EventOrder.DATE
    turned = descending and wanted.columns
    usual = setting.columns == COLUMNS and as_chosen is EventOrder.DATE and not turned
    with workbench.database.reading() as reader:
        if wanted.needs is Needs.LINES and usual:
            items: Iterable[object] = all_flat(picture, reader, matching=chosen)
            total = count_of(picture, reader, chosen)
        else:
            ids = in_order(picture, reader, matching=chosen, order=as_chosen, descending=turned).tolist()
            if wanted.needs in {Needs.REPORTS, Needs.STORED}:
                stored = _extractions(reader, chosen, frozenset(ids))
                items = stored if wanted.needs is Needs.STORED else (each.extraction for each in stored if each.reviewed.coder is None)
                total = queries.count_reports(reader)
            else:
                items, total = _rows(reader, ids, chosen, picture.window), len(ids)
        written = wanted.write(path, _watched(items, total, path.name, progress), setting)
        return replace(written, left_out=(*written.left_out, *_in_other_states(picture, reader, chosen)))


def _setting(workbench: Workbench, chosen: EventFilter, columns: Sequence[str]) -> ExportSetting:
    return ExportSetting(
        ontology=workbench.ontology,
        program=f"analyst-app {__version__}",
        made_at=workbench.clock(),
        selection=_in_words(chosen),
        columns=tuple(columns),
    )


def told(written: Written, path: Path) -> str:
    """What an export wrote and left out, in a sentence or two."""
    rows = f"{written.rows:,} row{'' if written.rows == 1 else 's'} written to {path}."
    if not written.left_out:
        return rows
    return f"{rows} Left out: {'; '.join(f'{_events(events)} ({reason})' for reason, events in written.left_out)}."


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"


_UNWRITTEN = {
    ReviewState.PROPOSED: "proposed, not confirmed",
    ReviewState.CONFIRMED: "confirmed, not asked for",
    ReviewState.REJECTED: "rejected",
}


def _in_other_states(picture: Picture, reader: Reader, chosen: EventFilter) -> Iterator[tuple[str, int]]:
    """How many events would pass the filter but for the analyst's decision."""
    for state, words in _UNWRITTEN.items():
        if state not in chosen.states and (events := count_of(picture, reader, replace(chosen, states=frozenset({state})))):
            yield words, events
    if chosen.current and (revised := count_of(picture, reader, replace(chosen, current=False)) - count_of(picture, reader, chosen)):
        yield "of replaced reports", revised


def _watched[Item](items: Iterable[Item], total: int, name: str, progress: Progress) -> Iterator[Item]:
    done = 0
    for chunk in batched(items, TELLING):
        progress(done, total, name)
        yield from chunk
        done += len(chunk)
    progress(total, total, "")


def _rows(reader: Reader, ids: Sequence[int], chosen: EventFilter, window: WindowDay) -> Iterator[EventRow]:
    for chunk in batched(ids, PAGE):
        yield from queries.rows_of(reader, chunk, states=chosen.states, window=window)


def _extractions(reader: Reader, chosen: EventFilter, ids: frozenset[int]) -> Iterator[StoredExtraction]:
    """Whole reports; of their events those that were chosen. A part whose whole is left out stands by itself.

    Behind each report stand its second codings, where nothing but states restricts the choice: they are in no list to choose from.
    """
    first = 0
    again: dict[int, list[int]] = defaultdict(list)
    for coding in second_codings(reader) if chosen == EventFilter(states=chosen.states) else ():
        again[coding.first_id].append(coding.report_id)
    while page := queries.list_reports(
        reader, matching=ReportFilter(), order=ReportOrder.PUBLISHED, descending=False, limit=PAGE, offset=first
    ):
        first += len(page)
        for row in page:
            if chosen.report_ids and row.id not in chosen.report_ids:
                continue
            detail = queries.detail_of(reader, row)
            yield _stored(reader, detail, frozenset(stored.id for stored in detail.events if stored.id in ids))
            for coded in again.get(row.id, ()):
                other = queries.report_detail(reader, report_id=coded)
                if other is not None:
                    yield _stored(reader, other, frozenset(stored.id for stored in other.events if stored.state in chosen.states))


def _stored(reader: Reader, detail: ReportDetail, ids: frozenset[int]) -> StoredExtraction:
    row = detail.row
    kept = [stored.event for stored in detail.events if stored.id in ids]
    keys = {event.id for event in kept}
    events = tuple(event if event.part_of in keys | {None} else replace(event, part_of=None) for event in kept)
    report = Report(row.key, detail.text, row.published, row.title, row.source, row.author)
    extraction = Extraction(report, row.published, tuple(e.entity for e in detail.entities), events, detail.versions or UNKNOWN)
    return StoredExtraction(extraction, reviewed_of(reader, row.id, ids))


def _in_words(chosen: EventFilter) -> str:
    parts = [", ".join(sorted(chosen.states)) + " events"]
    if chosen.first_day is not None:
        parts.append(f"from {chosen.first_day}")
    if chosen.last_day is not None:
        parts.append(f"to {chosen.last_day}")
    parts.append(filter_in_words(chosen))
    return " ".join(parts).strip()
