"""The figures that are compared with a bar, by name: where each stands in the figures, and how it is written."""

from dataclasses import dataclass
from typing import Any

from quality.gold import Json


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the tables. `bar` is what it should reach, or stay under where `less_is_better`."""

    title: str
    path: tuple[str, ...]
    bar: float | None = None
    less_is_better: bool = False
    percent: bool = False

    def value(self, figures: Json) -> float | None:
        """The figure, or None where the reports hold nothing of the kind."""
        found: Any = figures
        for key in self.path:
            found = found.get(key) if isinstance(found, dict) else None
        return None if found is None else float(found)

    def written(self, figures: Json) -> str:
        return self.write(self.value(figures))

    def write(self, value: float | None) -> str:
        if value is None:
            return "–"
        return f"{value:.0%}" if self.percent else f"{value:.3f}"

    def kept(self, figures: Json) -> bool | None:
        """Whether the bar is kept; None where there is no bar or no figure."""
        value = self.value(figures)
        if self.bar is None or value is None:
            return None
        return value <= self.bar if self.less_is_better else value >= self.bar


def _field(name: str, bar: float | None = None) -> Row:
    return Row(f"field {name.replace('_', ' ')}", ("fields", name, "right"), bar)


ROWS = (
    Row("entities, overlapping span, F1", ("entities_overlap", "f1"), 0.93),
    Row("entities, exact span, F1", ("entities_exact", "f1"), 0.86),
    Row("triggers, F1", ("triggers", "f1"), 0.93),
    Row("events with their type, F1", ("events", "f1"), 0.90),
    Row("whole record right, F1", ("events_strict", "f1"), 0.72),
    _field("count", 0.97),
    _field("date", 0.95),
    _field("status", 0.95),
    _field("first_place", 0.92),
    _field("actor", 0.92),
    _field("target"),
    _field("places"),
    _field("part_of"),
    _field("reported_by"),
    _field("killed"),
    _field("injured"),
    _field("count_range"),
    _field("places_count"),
    _field("disputed_by"),
    Row("reports with daily counts right by type", ("daily_counts", "reports_right"), 0.75, percent=True),
    Row("reports with daily counts right in total", ("daily_counts", "reports_right_in_total"), 0.85, percent=True),
    Row("mean error of a report's daily counts", ("daily_counts", "mean_report_error"), 0.10, less_is_better=True),
)
