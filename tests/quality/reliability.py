"""Whether the confidence that is shown can be trusted: how often what is shown as so sure is right, of whole records and of each field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from quality.records import fields, strict
from quality.score import Outcome

EDGES = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
SURE = 0.9
"""From here on the window shows an event as sure."""

_CHECKED_BY = {"places": "first_place"}
"""Fields whose confidence is held against a figure of another name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing shown: how sure, and whether it was right."""

    sure: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was shown as about equally sure."""

    low: float
    high: float
    shown: tuple[Shown, ...]

    @property
    def sure(self) -> float:
        return sum(each.sure for each in self.shown) / len(self.shown)

    @property
    def right(self) -> float:
        return sum(each.right for each in self.shown) / len(self.shown)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share right lies with a probability of 95 % (Wilson's interval)."""
        number, share, z = len(self.shown), self.right, 1.96
        middle = share + z * z / (2 * number)
        width = z * (share * (1 - share) / number + z * z / (4 * number * number)) ** 0.5
        scale = 1 + z * z / number
        return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def records(reports: Iterable[Outcome]) -> list[Shown]:
    """Every event shown: right where the whole record is; an event that is none is wrong."""
    shown = []
    for report in reports:
        for gold, found in report.events.pairs:
            shown.append(Shown(found["confidence"]["event"], strict(gold, found, report.events.pairs)))
        shown += [Shown(found["confidence"]["event"], right=False) for found in report.events.extra]
    return shown


def by_field(reports: Iterable[Outcome]) -> dict[str, list[Shown]]:
    """Field → what was shown of it in events that are in the gold; a field rightly left empty is right."""
    shown: dict[str, list[Shown]] = {}
    for report in reports:
        for name, sure, right in _fields(report):
            shown.setdefault(name, []).append(Shown(sure, right))
    return dict(sorted(shown.items()))


def _fields(report: Outcome) -> Iterator[tuple[str, float, bool]]:
    for gold, found in report.events.pairs:
        agree = {**fields(gold, found, report.events.pairs), "type": gold["type"] == found["type"]}
        for name, sure in found["confidence"].items():
            checked = _CHECKED_BY.get(name, name)
            if checked in agree:
                yield name, sure, agree[checked] is not False


def buckets(shown: Iterable[Shown]) -> list[Bucket]:
    """The buckets that hold anything, from the least sure on."""
    everything = list(shown)
    found = []
    for low, high in pairwise(EDGES):
        inside = tuple(each for each in everything if low <= each.sure < high or (high == EDGES[-1] and each.sure == high))
        if inside:
            found.append(Bucket(low, high, inside))
    return found


def calibration_error(shown: Iterable[Shown]) -> float:
    """How far confidence and share right lie apart, on average over what is shown."""
    everything = list(shown)
    if not everything:
        return 0.0
    return sum(len(each.shown) * abs(each.sure - each.right) for each in buckets(everything)) / len(everything)


@dataclass(frozen=True, slots=True)
class Headline:
    """Of what is shown as sure: how many, their share of everything shown, and the share right."""

    number: int
    of: int
    right: int

    @property
    def share(self) -> float | None:
        return self.number / self.of if self.of else None

    @property
    def share_right(self) -> float | None:
        return self.right / self.number if self.number else None


def headline(shown: Iterable[Shown], *, at_least: float = SURE) -> Headline:
    everything = list(shown)
    sure = [each for each in everything if each.sure >= at_least]
    return Headline(len(sure), len(everything), sum(each.right for each in sure))
