"""Reports and their sources, as commands change them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.files import FileMark
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.reviewed import Reviewed
from analyst_app.storage.bulk import NewReport, Stamp, add_reports, same_text, source_id
from analyst_app.storage.report_files import note_files
from analyst_app.storage.reviewed import restore_reviewed, restore_superseded, settle_acts
from analyst_app.storage.tables import ReportRecord, SourceRecord

_UNSET: Any = object()


@dataclass(frozen=True, slots=True)
class Ties:
    """How a report stands to others: what replaces it and why, what it replaces, and its second codings."""

    superseded_by: int | None
    reason: str | None
    replaced: tuple[int, ...]
    codings: tuple[int, ...]


class Reports:
    """The reports of one unit of work. `batch_id` gives the id that new reports are journaled under, or None."""

    def __init__(
        self, session: Session, *, analyst: str, batch_id: Callable[[], int | None], added: Callable[[Iterable[int]], None]
    ) -> None:
        self._session = session
        self._analyst = analyst
        self._batch_id = batch_id
        self._added = added

    def add(
        self,
        report: Report,
        extraction: Extraction | None = None,
        *,
        imported_at: datetime,
        file_name: str | None = None,
        state_of_events: ReviewState = ReviewState.PROPOSED,
    ) -> int:
        """Store one report with what was extracted from it, and return its id.

        Raises:
            ValueError: where an entity or event does not fit the text, or `part_of` names no event.
        """
        return self.add_many([NewReport(report, extraction, file_name)], imported_at=imported_at, state_of_events=state_of_events)[0]

    def add_many(
        self, items: Iterable[NewReport], *, imported_at: datetime, state_of_events: ReviewState = ReviewState.PROPOSED
    ) -> list[int]:
        """Store many reports quickly and return their ids in order.

        All reports that one unit of work adds are one batch: undo takes them out of the library, redo brings them back.

        Raises:
            ValueError: where an entity or event does not fit its text, or `part_of` names no event.
        """
        self._session.flush()
        stamp = Stamp(imported_at, self._batch_id(), state_of_events, self._analyst)
        ids = add_reports(self._session.connection(), items, stamp)
        self._added(ids)
        return ids

    def restore(self, report_id: int, reviewed: Reviewed, acts: dict[int, int]) -> None:
        """Put back the review that a report brought with it; `acts` (of the file: rows) grows until `settle_acts`."""
        restore_reviewed(self._session.connection(), report_id, reviewed, acts)

    def settle_acts(self, acts: Collection[int]) -> None:
        """See that acts that came with reports have at least two events, one of them preferred."""
        settle_acts(self._session.connection(), acts)

    def read_from(self, reports: Iterable[tuple[int, FileMark]]) -> None:
        """Keep which file each report was read from, so that the file need not be read again; no step of undo."""
        note_files(self._session.connection(), reports)

    def restore_superseded(self, replaced: Mapping[int, tuple[int, str | None]]) -> None:
        """Let reports that came with their reviews be replaced again: each by which report, and why."""
        restore_superseded(self._session.connection(), replaced)

    def find_same_text(self, text: str, *, published: date | None = None) -> int | None:
        """The report that has exactly this text, and this day where one is given, or None."""
        return same_text(self._session.connection(), text, published=published)

    def change(
        self,
        report_id: int,
        *,
        title: str = _UNSET,
        source: str | None = _UNSET,
        author: str | None = _UNSET,
        published: date = _UNSET,
        state: ReportState = _UNSET,
        cursor: int | None = _UNSET,
    ) -> None:
        """Change what is known of a report; what is not named stays. A source that is not known yet is made.

        Raises:
            Stale: where the report has gone.
            ValueError: where `cursor` lies outside the text.
        """
        row = self._row(report_id)
        if source is not _UNSET:
            row.source_id = source_id(self._session.connection(), source)
        if state is not _UNSET:
            row.state = state.value
        if cursor is not _UNSET and cursor is not None and not 0 <= cursor <= row.char_count:
            raise ValueError(f"cursor {cursor} lies outside a text of {row.char_count} characters")
        for name, value in (("title", title), ("author", author), ("published", published), ("cursor", cursor)):
            if value is not _UNSET:
                setattr(row, name, value)
        self._session.flush()

    def remove(self, report_ids: Iterable[int]) -> None:
        """Take reports out of every list and count; they stay in the file, and undo brings them back.

        What they replace is replaced by what replaces them; where nothing does, it counts again.

        Raises:
            Stale: where one of them has gone already.
        """
        for report_id in report_ids:
            row = self._row(report_id)
            row.deleted = True
            for older in self._session.scalars(select(ReportRecord).where(ReportRecord.superseded_by_id == report_id)):
                older.superseded_by_id = row.superseded_by_id
                older.superseded_reason = row.superseded_reason
            self._session.flush()

    def supersede(self, report_ids: Iterable[int], *, by: int, reason: str = "") -> None:
        """Let one report replace others: their events stay in every list and count nowhere.

        Raises:
            InputError: where a report would replace itself, by way of others or not; or a second coding is named.
            Stale: where one of them has gone.
        """
        replacing = self._row(by)
        above: ReportRecord | None = replacing
        over = set()
        while above is not None and above.id not in over:
            over.add(above.id)
            above = None if above.superseded_by_id is None else self._session.get(ReportRecord, above.superseded_by_id)
        for report_id in report_ids:
            row = self._row(report_id)
            if row.id in over:
                raise InputError("A report cannot replace one that replaces it. Choose the older of the two as the replaced one.")
            if row.second_of_id is not None or replacing.second_of_id is not None:
                raise InputError("A second coding replaces no report. Settle the differences in Compare instead.")
            row.superseded_by_id, row.superseded_reason = by, reason or None
        self._session.flush()

    def ties_of(self, report_id: int) -> Ties:
        """How a report stands to others, for one that is to take its place.

        Raises:
            Stale: where the report has gone.
        """
        row = self._row(report_id)
        older = select(ReportRecord.id).where(ReportRecord.superseded_by_id == report_id)
        codings = select(ReportRecord.id).where(ReportRecord.second_of_id == report_id)
        return Ties(row.superseded_by_id, row.superseded_reason, tuple(self._session.scalars(older)), tuple(self._session.scalars(codings)))

    def tie(self, report_id: int, ties: Ties) -> None:
        """Let a report stand to others as the one did whose place it takes.

        Raises:
            Stale: where the report has gone.
        """
        row = self._row(report_id)
        row.superseded_by_id, row.superseded_reason = ties.superseded_by, ties.reason
        for number in ties.replaced:
            self._session.get_one(ReportRecord, number).superseded_by_id = report_id
        for number in ties.codings:
            self._session.get_one(ReportRecord, number).second_of_id = report_id
        self._session.flush()

    def let_count(self, report_ids: Iterable[int]) -> None:
        """Let reports count again that others replaced.

        Raises:
            Stale: where one of them has gone, or is replaced by none.
        """
        for report_id in report_ids:
            row = self._row(report_id)
            if row.superseded_by_id is None:
                raise Stale("No other report replaces this one any more.")
            row.superseded_by_id = row.superseded_reason = None
        self._session.flush()

    def text(self, report_id: int) -> str:
        """The text of a report.

        Raises:
            Stale: where the report has gone.
        """
        return self._row(report_id).text

    def _row(self, report_id: int) -> ReportRecord:
        row = self._session.get(ReportRecord, report_id)
        if row is None or row.deleted:
            raise Stale("This report is no longer in the library. Bring it back with Undo, or choose another one.")
        return row


class Sources:
    """The sources of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str) -> int:
        """The source with this name, made where there is none yet.

        Raises:
            ValueError: where the name is empty.
        """
        found = source_id(self._session.connection(), name.strip())
        if found is None:
            raise ValueError("a source needs a name")
        return found

    def change(
        self,
        source: int,
        *,
        name: str = _UNSET,
        side: str | None = _UNSET,
        reliability: str | None = _UNSET,
        rhythm_days: int | None = _UNSET,
        note: str = _UNSET,
    ) -> None:
        """Change what is known of a source; what is not named stays.

        Raises:
            Stale: where the source has gone, or the new name is another source's.
        """
        row = self._session.get(SourceRecord, source)
        if row is None:
            raise Stale("This source is no longer there. Choose another one.")
        if name is not _UNSET:
            taken = self._session.scalar(select(SourceRecord.id).where(SourceRecord.name == name, SourceRecord.id != source))
            if taken is not None:
                raise Stale(f"There is already a source named “{name}”. Choose another name.")
        known = {"name": name, "side": side, "reliability": reliability, "rhythm_days": rhythm_days, "note": note}
        for column, value in known.items():
            if value is not _UNSET:
                setattr(row, column, value)
        self._session.flush()
