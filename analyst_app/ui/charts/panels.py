"""What a chart is made of, whatever its kind: panels with their items, what each place of them means, and a legend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF

from analyst_app.services.charts import Pick
from analyst_app.ui.charts.legend import Entry

OWN_SCALE = " (own scale)"
OF_THE_LARGEST = 0.25
"""A side whose highest bar is below this share of the highest of all has a scale of its own, and says so."""


def own_scales(peaks: Mapping[str, float]) -> dict[str, float]:
    """The top of each side's panel: one for all, but for sides that could not be read on it."""
    most = max(peaks.values(), default=1.0)
    return {side: peak if peak < OF_THE_LARGEST * most else most for side, peak in peaks.items()}


def _nothing(_place: QPointF) -> str:
    return ""


def _nowhere(_place: QPointF) -> Pick | None:
    return None


@dataclass(slots=True)
class Panel:
    """One plot. `words` tells what stands at a place of it, `pick` what a click there chooses.

    `names` are written on the left axis from the top down, instead of numbers. Where it is not over `days`, the bottom axis has numbers
    from 0 to `right`. `suffix` follows every number of the value axis, `weight` is its share of the height.
    `whole`: its values are whole numbers.
    """

    title: str
    unit: str
    items: list[Any]
    low: float
    top: float
    words: Callable[[QPointF], str] = _nothing
    pick: Callable[[QPointF], Pick | None] = _nowhere
    names: tuple[str, ...] = ()
    days: bool = True
    right: float = 0.0
    bottom: str = ""
    suffix: str = ""
    weight: int = 2
    whole: bool = True


@dataclass(slots=True)
class Picture:
    """A drawing: panels below one another over the same days, and the legend. `named` is what a screen reader is told."""

    panels: list[Panel]
    entries: list[Entry] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    named: str = ""
