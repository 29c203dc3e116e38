"""What the charts show: one question with filter, kind and breakdown, one answer with every figure that is drawn or written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from analyst_app.analysis import counts
from analyst_app.analysis.compare import Against, Comparison, Series, compare_groups, compare_periods, earlier_period
from analyst_app.analysis.denials import zeros_by_side
from analyst_app.analysis.external import beside_external, not_followed
from analyst_app.analysis.interception import LAUNCHED, Figure, RateDay, Rates, launched_of, rate_of, rates_of, shot_down
from analyst_app.analysis.picture import Picture
from analyst_app.analysis.series import (
    EVERY_SIDE,
    MOST_GROUPS,
    REST,
    SIDE_NOT_SAID,
    Column,
    Grid,
    Sheet,
    grid_of,
    moving_mean,
    shares,
    sides_of,
)
from analyst_app.analysis.sources_behind import Reports, reports_of
from analyst_app.analysis.unusual import LOOK_BACK, UnusualDay, unusual_days
from analyst_app.analysis.weeks import Change, NoPercentage, Percentage, Week, weeks_of
from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, CountSetting, EventFilter
from analyst_app.services.parties import party_naming
from analyst_app.services.workbench import Workbench
from analyst_app.storage.database import Reader
from analyst_app.storage.queries.external import list_external

__all__ = [
    "EVERY_SIDE", "MOST_PANELS", "MOST_ROWS", "OVERLAPPING", "REST", "SIDE_NOT_SAID", "Against", "Change", "Chart", "ChartKind",
    "ChartQuestion", "Column", "Comparison", "Figure", "Grid", "NoPercentage", "Percentage", "Pick", "RateDay", "Rates", "Reports",
    "Series", "Sheet", "UnusualDay", "Week", "ask_chart", "events_behind", "not_followed", "rate_of", "reports_behind", "shares",
]  # fmt: skip

MOST_PANELS = 3
"""Sides that can be read beside each other; more are chosen one at a time."""
MOST_ROWS = 15
"""Rows of a heat map."""
SHORT_PERIOD = 30
"""Days that are held against earlier ones where no period is chosen."""
OVERLAPPING = counts.PLACES
"""Breakdowns whose groups may tell the same acts as a total without a place, and are not added up."""


class ChartKind(StrEnum):
    """The charts there are."""

    DAYS = "days"
    COMPARE = "compare"
    HEAT = "heat"
    SHARE = "share"
    RUNNING = "running"
    WEEKS = "weeks"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class ChartQuestion:
    """What to chart. Confirmed events are counted unless the filter names other states.

    `side`: one acting party, or None for the largest ones by themselves. `groups`: what `COMPARE` holds against one another, the first
    against each other one; the largest two where none are named. `against`: an earlier period, instead of groups. `external`: ids of
    series of other people's events that each group, or where none is named all groups together, is held against. `window`: the day that
    a window of two days counts on, as the settings have it unless given.
    """

    kind: ChartKind = ChartKind.DAYS
    matching: EventFilter = field(default_factory=EventFilter)
    by: CountBy = CountBy.TYPE
    unit: Unit = Unit.ATTACKS
    window: WindowDay | None = None
    side: str | None = None
    groups: tuple[str, ...] = ()
    against: Against | None = None
    external: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """The answer. `grid` is None where no day is covered.

    `means` and `unusual` belong to the sheets of `DAYS`. `duplicates`, `not_counted`, `superseded`, `revised_days` are those of `Counts`.
    `choices` are
    all groups of the breakdown, the largest first. `earlier` attacks lie before the first day that a report covers and are left out
    unless the filter names a first day.
    """

    question: ChartQuestion
    grid: Grid | None
    sides: tuple[str, ...]
    duplicates: int
    not_counted: int
    choices: tuple[str, ...] = ()
    earlier: int = 0
    means: tuple[Column, ...] = ()
    unusual: tuple[UnusualDay, ...] = ()
    comparison: Comparison | None = None
    weeks: tuple[Week, ...] = ()
    rates: Rates | None = None
    superseded: int = 0
    revised_days: frozenset[date] = frozenset()
    aside: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing counts on any day."""
        grid, rates = self.grid, self.rates
        return (grid is None or not any(sheet.events.any() for sheet in grid.sheets)) and not (rates and (rates.days or rates.unassigned))


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen in a chart: days, and of them one side or group where they are named. `down`: what was shot down."""

    first: date
    last: date
    side: str | None = None
    group: str | None = None
    down: bool = False


def ask_chart(workbench: Workbench, *, question: ChartQuestion) -> Chart:
    """Count and arrange what the question asks for."""
    picture = workbench.ledger.picture(workbench.database)
    asked = replace(question, matching=_confirmed(question.matching), window=question.window or picture.window)
    with workbench.database.reading() as reader:
        return _Asked(picture, reader, asked).chart()


def events_behind(workbench: Workbench, *, question: ChartQuestion, grid: Grid | None, pick: Pick) -> frozenset[int]:
    """The ids of the events behind what was picked in the chart of this question."""
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        return _behind(picture, reader, question, grid, pick)


def reports_behind(workbench: Workbench, *, question: ChartQuestion, grid: Grid | None, pick: Pick) -> Reports:
    """The reports behind what was picked."""
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        return reports_of(picture, reader, _behind(picture, reader, question, grid, pick))


@dataclass(frozen=True, slots=True)
class _Asked:
    picture: Picture
    reader: Reader
    question: ChartQuestion

    def chart(self) -> Chart:
        question = self.question
        if question.kind is ChartKind.RATE:
            return self._rate()
        if question.kind is ChartKind.COMPARE and question.against is not None:
            return self._periods(question.against)
        counting = self._counting(question.matching)
        sums = counting.sums()
        known = sides_of(sums)
        shown = self._sides(known)
        choices = _by_size(sums, shown)
        answer = counting.days(self._kept(choices, _by_size(sums, shown or known[:MOST_PANELS])))
        grid = self._grid(answer, shown, choices)
        chart = Chart(
            question,
            grid,
            known,
            answer.duplicates,
            answer.not_counted,
            choices,
            superseded=answer.superseded,
            revised_days=answer.revised_days,
        )
        if grid is None:
            return chart
        if answer.zeros:
            told = counts.shown_events(self.picture, self.reader, question.matching, window=question.window)
            grid = replace(grid, zeros=zeros_by_side(self.picture, self.reader, told, window=question.window))
        grid, earlier = self._from_first_report(grid, answer)
        chart = replace(chart, grid=grid, earlier=earlier)
        if question.kind is ChartKind.DAYS and self._summed:
            means = tuple(moving_mean(sheet.daily, grid.covered) for sheet in grid.sheets)
            chart = replace(chart, means=means, unusual=self._unusual(grid, answer))
        elif question.kind is ChartKind.COMPARE:
            chart = self._held_against(chart, grid, choices)
        elif question.kind is ChartKind.WEEKS and self._summed:
            chart = replace(chart, weeks=tuple(week for sheet in grid.sheets for week in weeks_of(grid, sheet)))
        return chart

    def _sides(self, known: tuple[str, ...]) -> tuple[str, ...] | None:
        """The sides to show; None for the largest ones."""
        question = self.question
        if question.kind is ChartKind.COMPARE and question.by is not CountBy.ACTOR:
            return (question.side or next(iter(known), SIDE_NOT_SAID),)
        return (question.side,) if question.side and question.by is not CountBy.ACTOR else None

    def _compared(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        named = tuple(group for group in choices if group in self.question.groups)
        return named or (choices[:2] if not self.question.external else choices if self._summed else choices[:1])

    @property
    def _summed(self) -> bool:
        """Whether the groups of the breakdown add up to a total."""
        return self.question.by not in OVERLAPPING and self.question.by is not CountBy.ACTOR

    def _held_against(self, chart: Chart, grid: Grid, choices: tuple[str, ...]) -> Chart:
        groups = self._compared(choices)
        if not self.question.external:
            return replace(chart, comparison=compare_groups(grid, grid.sheets[0], groups))
        wanted = [one for one in list_external(self.reader) if one.id in self.question.external]
        named = groups if self.question.groups or not self._summed else ()
        window = self.question.window or self.picture.window
        found = beside_external(
            self.reader, grid, wanted, groups=named, matching=self.question.matching, window=window, naming=party_naming()
        )
        return replace(chart, comparison=found.comparison, aside=found.aside)

    def _kept(self, choices: tuple[str, ...], of_panels: tuple[str, ...]) -> tuple[str, ...] | None:
        """The groups whose days are asked for by themselves, of a breakdown by what there may be thousands of; None for all."""
        if self.question.kind is ChartKind.COMPARE:
            return self._compared(choices)
        if self.question.kind is ChartKind.HEAT:
            return choices[:MOST_ROWS]
        return of_panels[: MOST_GROUPS - 1] if self.question.by in OVERLAPPING and len(of_panels) > MOST_GROUPS else None

    def _grid(self, answer: Counts, shown: tuple[str, ...] | None, choices: tuple[str, ...]) -> Grid | None:
        only: dict[ChartKind, tuple[str, ...]] = {ChartKind.COMPARE: self._compared(choices), ChartKind.HEAT: choices[:MOST_ROWS]}
        if self.question.kind in only:
            kept = only[self.question.kind]
            return grid_of(answer, sides=shown, most_sides=MOST_PANELS, most_groups=None, only=kept)
        return grid_of(answer, sides=shown, most_sides=MOST_PANELS)

    def _count(self, matching: EventFilter, *, by: CountBy | None = None, unit: Unit | None = None) -> Counts:
        return self._counting(matching, by=by, unit=unit).days()

    def _counting(self, matching: EventFilter, *, by: CountBy | None = None, unit: Unit | None = None) -> counts.Counting:
        setting = CountSetting(by or self.question.by, unit or self.question.unit, self.question.window or self.picture.window)
        return counts.Counting(self.picture, self.reader, matching=matching, setting=setting)

    def _from_first_report(self, grid: Grid, answer: Counts) -> tuple[Grid, int]:
        """Without what reports recall from days that none of them covers, unless those days are asked for."""
        if self.question.matching.first_day is not None or not answer.reported_days:
            return grid, 0
        start = min(answer.reported_days)
        return grid.since(start), sum(row.best for row in answer.rows if row.day < start)

    def _unusual(self, grid: Grid, answer: Counts) -> tuple[UnusualDay, ...]:
        first = self.question.matching.first_day
        judged = grid
        if first is not None:
            before = replace(self.question.matching, first_day=first - timedelta(days=LOOK_BACK), last_day=first - timedelta(days=1))
            earlier = self._count(before)
            both = replace(answer, rows=earlier.rows + answer.rows, reported_days=earlier.reported_days | answer.reported_days)
            judged = grid_of(both, sides=[sheet.side for sheet in grid.sheets]) or grid
        return tuple(day for sheet in judged.sheets for day in unusual_days(judged, sheet) if day.day >= grid.first)

    def _periods(self, against: Against) -> Chart:
        question = replace(self.question, by=CountBy.TYPE)
        answer = self._count(question.matching, by=CountBy.TYPE)
        known = sides_of(answer.rows)
        side = question.side or next(iter(known), SIDE_NOT_SAID)
        grid = grid_of(answer, sides=[side])
        if grid is None:
            return Chart(self.question, None, known, answer.duplicates, answer.not_counted, superseded=answer.superseded)
        last = question.matching.last_day or grid.last
        first = question.matching.first_day or max(grid.first, last - timedelta(days=SHORT_PERIOD - 1))
        before, until = earlier_period(first, last, against)
        earlier = self._count(replace(question.matching, first_day=before, last_day=until), by=CountBy.TYPE)
        then = grid_of(earlier, sides=[side])
        comparison = compare_periods(
            (grid, grid.sheets[0]),
            None if then is None else (then, then.sheets[0]),
            first=first,
            earlier=before,
            length=(last - first).days + 1,
        )
        return Chart(
            self.question,
            grid,
            known,
            answer.duplicates + earlier.duplicates,
            answer.not_counted,
            comparison=comparison,
            superseded=answer.superseded,
        )

    def _rate(self) -> Chart:
        matching = self.question.matching
        asked = replace(matching, types=(matching.types & LAUNCHED) or LAUNCHED)
        answer = self._count(asked, by=CountBy.TYPE, unit=Unit.MUNITIONS)
        down = shot_down(self.picture, self.reader, matching=matching, window=self.question.window)
        rates = rates_of(launched_of(answer.rows), down)
        known = sides_of(answer.rows)
        shown = (self.question.side,) if self.question.side else known[:MOST_PANELS]
        grid = grid_of(answer, sides=shown)
        earlier = 0
        if grid is not None:
            grid, earlier = self._from_first_report(grid, answer)
            rates = Rates(
                tuple(day for day in rates.days if day.day >= grid.first),
                {day: figure for day, figure in rates.unassigned.items() if day >= grid.first},
            )
        return Chart(
            self.question, grid, known, answer.duplicates, answer.not_counted, earlier=earlier, rates=rates, superseded=answer.superseded
        )


def _behind(picture: Picture, reader: Reader, question: ChartQuestion, grid: Grid | None, pick: Pick) -> frozenset[int]:
    matching = _confirmed(question.matching)
    days = [pick.first + timedelta(days=n) for n in range((pick.last - pick.first).days + 1)]
    by, unit = question.by, question.unit
    if pick.down:
        kinds, told = frozenset({EventType.INTERCEPTION}), frozenset({Status.OCCURRED})
        asked = replace(matching, first_day=pick.first, last_day=pick.last, types=kinds, statuses=told, actors=frozenset())
        shown = counts.shown_events(picture, reader, asked, window=question.window)
        return frozenset(picture.column("id")[shown].tolist())
    if question.kind is ChartKind.RATE:
        by, unit = CountBy.TYPE, Unit.MUNITIONS
        matching = replace(matching, types=(matching.types & LAUNCHED) or LAUNCHED)
    # The days of a comparison with an earlier period lie outside of the filter's.
    matching = replace(matching, first_day=None, last_day=None) if question.against is not None else matching
    setting = CountSetting(by, unit, question.window or picture.window)

    def counted(groups: Collection[str] | None) -> frozenset[int]:
        actors = None if by is CountBy.ACTOR else _actors(grid, pick.side)
        found = counts.counted_ids(picture, reader, matching=matching, setting=setting, days=days, groups=groups, actors=actors)
        return frozenset(found)

    if pick.group == REST and grid is not None:
        return counted(None) - counted(grid.groups)
    if pick.group is None and grid is not None and question.against is None and question.kind in {ChartKind.COMPARE, ChartKind.HEAT}:
        # Of many groups those that are shown.
        return counted(grid.groups)
    return counted(None if pick.group is None else [pick.group])


def _actors(grid: Grid | None, side: str | None) -> frozenset[str | None] | None:
    if side is None and grid is None:
        return None
    sides = [side] if side is not None or grid is None else [sheet.side for sheet in grid.sheets]
    return frozenset(None if one == SIDE_NOT_SAID else one for one in sides)


def _by_size(sums: Iterable[counts.GroupSum], sides: Collection[str] | None) -> tuple[str, ...]:
    """The groups of these sides, of all where none is named, the largest first."""
    totals: dict[str, int] = {}
    for row in sums:
        if sides is None or (row.actor or SIDE_NOT_SAID) in sides:
            totals[row.group] = totals.get(row.group, 0) + row.best
    return tuple(sorted(totals, key=lambda group: (-totals[group], group)))


def _confirmed(matching: EventFilter) -> EventFilter:
    return replace(matching, states=matching.states or frozenset({ReviewState.CONFIRMED}))
