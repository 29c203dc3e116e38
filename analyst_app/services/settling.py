"""Differences between a report and its second coding are settled: what the second analyst says goes into the first coding."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.comparing import Comparison, Pair, Relation
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.rows import ReportDetail, StoredEvent
from analyst_app.services.comparing import compare_reports
from analyst_app.services.review import name_event
from analyst_app.services.workbench import Workbench
from analyst_app.storage.unit_of_work import UnitOfWork


def take_fields(workbench: Workbench, *, first_id: int, second_id: int, event_id: int, fields: Sequence[str] = ()) -> ChangeSet:
    """Settle one difference by the second coding: what it says of an event goes into the first one.

    Of an event that both have these fields, or all that differ; one that the second coding alone has is added; one that it does not
    have is rejected. `event_id` is that of either coding.

    Raises:
        Stale: where the event, or one of the codings, is no longer there.
        UserError: where the two are no codings of one report, or do not differ in it.
    """
    settling = _Settling(workbench, _codings(workbench, first_id, second_id))
    pair = next((p for p in settling.comparison.pairs if event_id in _ids(p)), None)
    if pair is None:
        raise Stale("This event is no longer there. Undo brings a removed event back.")
    unknown = set(fields) - set(EVENT_FIELDS)
    if unknown or not settling.differs(pair):
        raise UserError("The two codings do not differ in this.")
    one = pair.left or pair.right
    assert one is not None
    what = ", ".join(name.replace("_", " ") for name in fields) or name_event(one.event, workbench.ontology)
    with workbench.database.unit_of_work(f"Take {what} from {settling.coder}'s coding", analyst=workbench.analyst) as uow:
        settling.settle(uow, pair, tuple(fields))
        settling.tie(uow)
    return uow.changes


def take_all(workbench: Workbench, *, first_id: int, second_id: int) -> ChangeSet:
    """Settle all differences by the second coding, those of highlights, too, as one step.

    Raises:
        Stale: where one of the codings is no longer there.
        UserError: where the two are no codings of one report.
    """
    settling = _Settling(workbench, _codings(workbench, first_id, second_id))
    with workbench.database.unit_of_work(f"Take all from {settling.coder}'s coding", analyst=workbench.analyst) as uow:
        for pair in settling.comparison.pairs:
            if settling.differs(pair):
                settling.settle(uow, pair, ())
        settling.tie(uow)
        settling.take_highlights(uow)
    return uow.changes


def take_highlights(workbench: Workbench, *, first_id: int, second_id: int) -> ChangeSet:
    """Let the first coding have the highlights of the second one.

    Raises:
        Stale: where one of the codings is no longer there.
        UserError: where the two are no codings of one report.
    """
    settling = _Settling(workbench, _codings(workbench, first_id, second_id))
    with workbench.database.unit_of_work(f"Take the highlights of {settling.coder}'s coding", analyst=workbench.analyst) as uow:
        settling.take_highlights(uow)
    return uow.changes


def _codings(workbench: Workbench, first_id: int, second_id: int) -> Comparison:
    comparison = compare_reports(workbench, left_id=first_id, right_id=second_id)
    if comparison.relation is not Relation.CODING or comparison.right.row.second_of != comparison.left.row.id:
        raise UserError("Only differences between a report and its second coding can be settled.")
    return comparison


def _ids(pair: Pair) -> set[int]:
    return {event.id for event in (pair.left, pair.right) if event is not None}


@dataclass(slots=True)
class _Settling:
    """Puts into the first coding what the second one says. `keys`: the second's events as the first's, by their keys."""

    workbench: Workbench
    comparison: Comparison
    keys: dict[str, str] = field(default_factory=dict)
    wholes: dict[int, str | None] = field(default_factory=dict)
    """The events of the first coding whose whole is still to be set: by the key that it has in the second."""
    reused: set[int] = field(default_factory=set)
    """Rejected events of the first coding that have come back."""

    def __post_init__(self) -> None:
        """Know which event of the second coding is which of the first."""
        pairs = ((pair.left, pair.right) for pair in self.comparison.pairs)
        self.keys = {theirs.event.id: mine.event.id for mine, theirs in pairs if mine is not None and theirs is not None}

    @property
    def first(self) -> ReportDetail:
        return self.comparison.left

    @property
    def coder(self) -> str:
        return self.comparison.right.row.coder or "the second analyst"

    def differs(self, pair: Pair) -> bool:
        return pair.left is None or pair.right is None or bool(pair.contrary)

    def settle(self, uow: UnitOfWork, pair: Pair, fields: tuple[str, ...]) -> None:
        mine, theirs = pair.left, pair.right
        if theirs is None:
            assert mine is not None
            self._decide(uow, mine.id, ReviewState.REJECTED)
        elif mine is None:
            self._add(uow, theirs)
        else:
            self._change(uow, mine.id, theirs, fields or pair.contrary)
        if self.first.row.state is ReportState.NEW:
            uow.reports.change(self.first.row.id, state=ReportState.IN_REVIEW)

    def tie(self, uow: UnitOfWork) -> None:
        """Set the wholes last: a part may have been taken before its whole."""
        for event_id, theirs in self.wholes.items():
            key = None if theirs is None else self.keys.get(theirs)
            if theirs is None or key is not None:
                uow.events.change(event_id, part_of=key)

    def take_highlights(self, uow: UnitOfWork) -> None:
        mine, theirs = ({(row.entity.span, row.entity.label): row for row in side.entities} for side in self._sides())
        for key in sorted(mine.keys() - theirs.keys()):
            uow.entities.remove(mine[key].id)
        for key in sorted(theirs.keys() - mine.keys()):
            uow.entities.add(self.first.row.id, theirs[key].entity)

    def _sides(self) -> tuple[ReportDetail, ReportDetail]:
        return self.comparison.left, self.comparison.right

    def _change(self, uow: UnitOfWork, event_id: int, theirs: StoredEvent, fields: Sequence[str]) -> None:
        plain = [name for name in fields if name != "part_of"]
        if plain:
            uow.events.change(event_id, **{name: getattr(theirs.event, name) for name in plain})
        for name in plain:
            uow.events.set_evidence(event_id, name, theirs.event.words_behind(name))
        if "part_of" in fields:
            self.wholes[event_id] = theirs.event.part_of

    def _add(self, uow: UnitOfWork, theirs: StoredEvent) -> None:
        """Bring in an event: the first coding's own where that had rejected it, once only, else a new one."""
        left = (e for e in self.first.events if e.state is ReviewState.REJECTED and e.id not in self.reused)
        rejected = next((e for e in left if _same_words(e, theirs)), None)
        if rejected is not None:
            event_id, key = rejected.id, rejected.event.id
            self.reused.add(event_id)
            self._change(uow, event_id, theirs, [name for name in EVENT_FIELDS if name not in {"note", "part_of"}])
        else:
            event_id = uow.events.add(self.first.row.id, replace(theirs.event, part_of=None), origin=Origin.ANALYST)
            key = uow.events.get(event_id).event.id
        self.keys[theirs.event.id] = key
        self.wholes[event_id] = theirs.event.part_of
        self._decide(uow, event_id, theirs.state)

    def _decide(self, uow: UnitOfWork, event_id: int, state: ReviewState) -> None:
        uow.events.set_state([event_id], state, analyst=self.workbench.analyst, at=self.workbench.clock())


def _same_words(mine: StoredEvent, theirs: StoredEvent) -> bool:
    return mine.event.type is theirs.event.type and mine.event.trigger.overlaps(theirs.event.trigger)
