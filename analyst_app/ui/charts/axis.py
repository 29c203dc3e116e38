"""Days on the horizontal axis: seconds since 1970 for pyqtgraph, whole days for the reader."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyqtgraph as pg

DAY = 86_400.0
_STEPS = (1, 2, 7, 14)
_LABEL = "30 Nov 0"


def seconds(day: date) -> float:
    """The place of a day on the axis: its midnight in UTC, where the middle of its bar stands."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def day_at(place: float) -> date:
    """The day whose bar is nearest to a place of the axis."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=place + DAY / 2)).date()


class DayAxis(pg.DateAxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Ticks on days, weeks or months, never on hours; the year stands where it begins and at the first tick."""

    def __init__(self) -> None:
        super().__init__(orientation="bottom", utcOffset=0)
        self.enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """As pyqtgraph asks for it."""
        first, last = day_at(low), day_at(high)
        metrics = getattr(self, "fontMetrics", None)  # an axis that was never painted has none
        room = max(1.0, size / (metrics.horizontalAdvance(_LABEL) + 14)) if metrics else 8.0
        days = (last - first).days + 1
        step = next((step for step in _STEPS if days / step <= room), None)
        if step is not None:
            start = first.toordinal() + (-first.toordinal()) % step
            ticks = [date.fromordinal(n) for n in range(start, last.toordinal() + 1, step)]
            return [(step * DAY, [seconds(day) for day in ticks if low <= seconds(day) <= high])]
        months = next(months for months in (1, 3, 6, 12, 60, 1200) if days / 30.4 / months <= room)
        count = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        starts = [date(n // 12, n % 12 + 1, 1) for n in count if n % months == 0]
        return [(months * 30 * DAY, [seconds(day) for day in starts if low <= seconds(day) <= high])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """As pyqtgraph asks for it."""
        del scale
        written: list[str] = []
        year: Any = None
        for value in values:
            day = day_at(value)
            words = f"{day:%b}" if spacing > 20 * DAY else f"{day.day} {day:%b}"
            # The first month may lie at the edge, where its words are left out.
            written.append(f"{words}\n{day.year}" if day.year != year or spacing > 20 * DAY else words)
            year = day.year
        return written
