"""From daily counts to what a chart draws: panels of one side each, days of stacked pieces. Pure; two sides are never added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.domain.rows import CountBy, Counts, DayCount

NOT_SAID = "Side not said"
NOBODY = "not said"
"""The counts' own word for a breakdown's group without a value."""
MOST_PANELS = 3
"""Sides that can be read beside each other; more are chosen one at a time."""
MOST_GROUPS = 8
"""Groups of a breakdown with a colour and pattern of their own; the rest is drawn as one."""
REST = "all others"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar."""

    group: str
    low: int
    best: int
    high: int | None
    events: int


@dataclass(frozen=True, slots=True)
class DayBar:
    """What counts on one day for one side, from the bottom of the bar to its top."""

    day: date
    pieces: tuple[Piece, ...]

    @property
    def best(self) -> int:
        """The height of the bar."""
        return sum(piece.best for piece in self.pieces)

    @property
    def low(self) -> int:
        """At least so many."""
        return sum(piece.low for piece in self.pieces)

    @property
    def high(self) -> int | None:
        """At most so many; None where a report sets no bound."""
        return None if any(piece.high is None for piece in self.pieces) else sum(piece.high or 0 for piece in self.pieces)

    @property
    def events(self) -> int:
        """How many events are behind the bar."""
        return sum(piece.events for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's days. `side` is None where the panel holds all sides as groups beside each other."""

    title: str
    side: str | None
    bars: tuple[DayBar, ...]
    stacked: bool = True

    @property
    def total(self) -> int:
        """The best counts of all days; of one side alone, so it may be added up."""
        return sum(bar.best for bar in self.bars)


@dataclass(frozen=True, slots=True)
class ChartData:
    """All that a chart shows. `gaps` are days without a report, `reported_zeros` what a report denies."""

    panels: tuple[Panel, ...]
    groups: tuple[str, ...]
    first: date | None
    last: date | None
    gaps: frozenset[date]
    reported_zeros: frozenset[tuple[date, EventType]]
    hidden_sides: int

    @property
    def zeros(self) -> frozenset[date]:
        """Days for which a report says that something did not happen."""
        return frozenset(day for day, _ in self.reported_zeros)


def sides(counts: Counts) -> tuple[str, ...]:
    """The acting parties of the counts, the one with the most attacks first; `NOT_SAID` stands for none."""
    totals: Counter[str] = Counter()
    for row in counts.rows:
        totals[row.actor or NOT_SAID] += row.best
    return tuple(side for side, _ in sorted(totals.items(), key=lambda item: (item[0] == NOT_SAID, -item[1], item[0])))


def chart_data(counts: Counts, *, side: str | None) -> ChartData:
    """Arrange counts for one side, or with None for the largest sides below each other."""
    found = sides(counts)
    groups = _groups(counts)
    if counts.by is CountBy.ACTOR:
        shown: tuple[str, ...] = ()
        panels: tuple[Panel, ...] = (Panel("Each side", None, _bars(counts.rows, groups), stacked=False),)
    else:
        shown = found[:MOST_PANELS] if side is None else (side,)
        panels = tuple(Panel(one, one, _bars((row for row in counts.rows if (row.actor or NOT_SAID) == one), groups)) for one in shown)
    days = {row.day for row in counts.rows} | set(counts.reported_days)
    first, last = (min(days), max(days)) if days else (None, None)
    every = {first + timedelta(days=n) for n in range((last - first).days + 1)} if first is not None and last is not None else set()
    return ChartData(
        panels=panels,
        groups=groups,
        first=first,
        last=last,
        gaps=frozenset(every - set(counts.reported_days) - {row.day for row in counts.rows}),
        reported_zeros=counts.zeros,
        hidden_sides=0 if side is not None or counts.by is CountBy.ACTOR else len(found) - len(shown),
    )


def group_label(group: str, *, by: CountBy, ontology: Ontology) -> str:
    """A group as the legend names it."""
    if by is CountBy.TYPE and group in set(EventType):
        return ontology[EventType(group)].label
    if by is CountBy.ACTOR and group == NOBODY:
        return NOT_SAID
    return group[:1].upper() + group[1:]


def _groups(counts: Counts) -> tuple[str, ...]:
    totals: Counter[str] = Counter()
    for row in counts.rows:
        totals[row.group] += row.best
    if counts.by is CountBy.TYPE:
        order = [kind.value for kind in EventType]
        return tuple(sorted(totals, key=order.index))
    largest = [group for group, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(largest) if len(largest) <= MOST_GROUPS else (*largest[: MOST_GROUPS - 1], REST)


def _bars(rows: Iterable[DayCount], groups: tuple[str, ...]) -> tuple[DayBar, ...]:
    days: dict[date, dict[str, list[DayCount]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        days[row.day][row.group if row.group in groups else REST].append(row)
    return tuple(DayBar(day, tuple(_piece(group, held[group]) for group in groups if group in held)) for day, held in sorted(days.items()))


def _piece(group: str, rows: list[DayCount]) -> Piece:
    return Piece(
        group=group,
        low=sum(row.low for row in rows),
        best=sum(row.best for row in rows),
        high=None if any(row.high is None for row in rows) else sum(row.high or 0 for row in rows),
        events=sum(row.events for row in rows),
    )
