"""The colours, fonts and sizes of the map, out of the theme."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from PySide6.QtGui import QColor, QFont

from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.ui.colours import TypeStyle, blend
from analyst_app.ui.theme import Theme

LARGEST, SMALLEST = 26.0, 5.0
"""Radii in pixels: of the mark that the scale is made for, and of the least that can be seen and hit."""
LARGEST_GROWTH = 1.6
"""Marks grow with the text, but not so far that they hide the map."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a painter needs to know of the theme."""

    styles: Mapping[EventType, TypeStyle]
    labels: Mapping[EventType, str]
    ink: QColor
    muted: QColor
    base: QColor
    panel: QColor
    sea: QColor
    land: QColor
    region_line: QColor
    country_line: QColor
    coast_line: QColor
    accent: QColor
    font: QFont
    small: QFont
    bold: QFont
    growth: float

    def radius(self, total: int, largest: int) -> float:
        """The radius of a mark: areas are to one another as totals are, down to the least that can be seen."""
        return max(SMALLEST, LARGEST * sqrt(total / max(largest, total, 1))) * self.growth


def look_of(theme: Theme, ontology: Ontology | None = None) -> Look:
    """The look of the map in this theme; types have names where the ontology is given."""
    tones = theme.tones
    panel = QColor(tones.base)
    panel.setAlpha(232)
    return Look(
        styles={kind: theme.type_style(kind) for kind in EventType},
        labels={kind: ontology[kind].label for kind in EventType} if ontology is not None else {},
        ink=QColor(tones.ink),
        muted=QColor(tones.muted),
        base=QColor(tones.base),
        panel=panel,
        sea=blend(tones.accent, tones.window, 0.10),
        land=QColor(tones.raised if theme.dark else tones.base),
        region_line=blend(tones.strong_line, tones.raised, 0.45),
        country_line=blend(tones.ink, tones.raised, 0.62),
        coast_line=blend(tones.accent, tones.raised, 0.45),
        accent=QColor(tones.accent),
        font=theme.font(scale=0.92),
        small=theme.font(scale=0.82),
        bold=theme.font(scale=0.86, bold=True),
        growth=min(LARGEST_GROWTH, max(1.0, theme.text_size / 100)),
    )
