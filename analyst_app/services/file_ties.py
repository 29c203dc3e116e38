"""How the reports of one file stand to one another, put together again as they come in: what replaces what, and second codings.

A report is named by its number in the file; what the file does not hold is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from analyst_app.domain.rows import ImportOutcome, ImportStatus
from analyst_app.services.intake import Incoming
from analyst_app.storage.act_repository import Known
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.queries import comparing as asked
from analyst_app.storage.unit_of_work import UnitOfWork

ALONE = "The report that this second coding belongs to is not in the file. Export both together."


@dataclass(slots=True)
class FileTies:
    """Grows while reports of one file come in; `settle` ends it, once all reports of their own are there.

    `acts` gives the rows of the file's acts, `known` the events of each whose reports were here before.
    """

    acts: dict[int, int] = field(default_factory=dict)
    known: defaultdict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[int, int] = field(default_factory=dict)
    replaced: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    codings: list[Incoming] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to settle."""
        return bool(self.acts or self.replaced or self.codings)

    def puts_by(self, item: Incoming) -> bool:
        """Whether this is a second coding, which is kept until its report is there."""
        is_coding = item.reviewed is not None and item.reviewed.second_of is not None and item.done is not None
        if is_coding:
            self.codings.append(item)
        return is_coding

    def note(self, item: Incoming, outcome: ImportOutcome) -> None:
        """A report is there: it came in, or was there before; then it keeps what it was replaced by."""
        if item.reviewed is None or outcome.report_id is None:
            return
        if item.reviewed.number is not None:
            self.reports[item.reviewed.number] = outcome.report_id
        if outcome.status is ImportStatus.IMPORTED and item.reviewed.superseded_by is not None:
            self.replaced[outcome.report_id] = (item.reviewed.superseded_by, item.reviewed.superseded_reason)
        if outcome.status is ImportStatus.DUPLICATE and item.done is not None:
            told = {event.id: event for event in item.done.events}
            for one in item.reviewed.events:
                if one.act is not None and (event := told.get(one.key)) is not None:
                    trigger = None if item.stands_in else event.trigger
                    self.known[one.act].append(Known(outcome.report_id, one.key, event.type, trigger, one.preferred))

    def settle(self, uow: UnitOfWork, *, imported_at: datetime) -> Iterator[ImportOutcome]:
        """Store second codings with their reviews, tie replaced reports to what replaces them, see to the acts, and tell of the codings."""
        here = {one: (self.reports[by], why) for one, (by, why) in self.replaced.items() if by in self.reports}
        uow.reports.restore_superseded(here)
        for item in self.codings:
            yield self._store(uow, item, imported_at)
        for number, act in self.acts.items():
            uow.acts.join(act, self.known[number])
        uow.reports.settle_acts(self.acts.values())

    def _store(self, uow: UnitOfWork, item: Incoming, imported_at: datetime) -> ImportOutcome:
        reviewed, extraction = item.reviewed, item.done
        assert reviewed is not None
        assert extraction is not None
        first = self.reports.get(reviewed.second_of or 0)
        if first is None:
            return ImportOutcome(item.name, ImportStatus.FAILED, problem=ALONE, path=item.path)
        there = self._there(uow, first, reviewed.coder)
        if there:
            return ImportOutcome(item.name, ImportStatus.DUPLICATE, there[0], path=item.path)
        # The review has the entities, removed ones too.
        bare = replace(extraction, entities=())
        coded = NewReport(extraction.report, bare, item.name, second_of=first, coder=reviewed.coder)
        (made,) = uow.reports.add_many([coded], imported_at=imported_at)
        uow.reports.restore(made, reviewed, self.acts)
        return ImportOutcome(item.name, ImportStatus.IMPORTED, made, len(extraction.events), path=item.path)

    @staticmethod
    def _there(uow: UnitOfWork, first: int, coder: str | None) -> list[int]:
        codings: Iterable[tuple[int, str]] = ((one.report_id, one.coder) for one in asked.second_codings(uow.reader, first_id=first))
        return [number for number, name in codings if name == coder]
