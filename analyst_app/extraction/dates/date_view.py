"""From where a date's words are seen: the day of the report, the dates told before them, the words around them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from analyst_app.domain.dates import DateSpan

_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class View:
    """The standpoint of one date.

    `day`, `night` and `window` are the last day, night and period told before, None where none was (`night` also where a day
    was told after it); `before` and `after` the neighbouring words. `upcoming` looks ahead (for what is planned): "on
    Tuesday" is then the next one. `answers` tells that the day was told earlier in the same sentence ("on 9 May, the day
    after ...").
    """

    published: date
    day: date | None = None
    window: DateSpan | None = None
    before: str = ""
    after: str = ""
    night: DateSpan | None = None
    upcoming: bool = False
    answers: bool = False

    def within_calendar(self) -> "View":
        """The same with its days between 1900 and 2200, so that no reckoning leaves the calendar."""
        if _FIRST <= self.published <= _LAST and _FIRST <= self.told <= _LAST:
            return self
        day = None if self.day is None else min(max(_FIRST, self.day), _LAST)
        return replace(self, published=min(max(_FIRST, self.published), _LAST), day=day)

    @property
    def told(self) -> date:
        """The day told last, else that of the report."""
        return self.day or self.published

    def preceded(self, cue: str) -> bool:
        """Whether the words just before end in such a cue (a pattern, matched as whole words)."""
        return re.search(rf"(?:^|[^\w])(?:{cue})\s+(?:the\s+)?$", self.before, re.IGNORECASE) is not None


def moved(day: date, days: int) -> date:
    """A day so many days later, or the end of the calendar that lies before it."""
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))


def span(start: date, end: date) -> DateSpan:
    """The days between two, in whichever order they come."""
    return DateSpan(min(start, end), max(start, end))


def back(day: date, days: int) -> DateSpan:
    """From so many days before a day up to it."""
    return DateSpan(moved(day, -days), day)
