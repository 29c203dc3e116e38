"""The colours and patterns of everything drawn: light, dark, and high contrast on white and on black. Pure tables; `theme` hands them out.

The label colours are the Okabe–Ito palette (Okabe and Ito, "Color Universal Design", 2008), which stays apart for every
kind of colour vision. No meaning rests on colour alone: labels have an underline of their own, event types a pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat

from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.spans import Label

Underline = QTextCharFormat.UnderlineStyle
Pattern = Qt.BrushStyle


@dataclass(frozen=True, slots=True)
class Tones:
    """The surfaces and inks of one appearance, as `#rrggbb`.

    `dark` tells whether inks are lighter than surfaces. `readable` is the contrast (WCAG 2.2) that every ink keeps to every
    surface: 4.5, and 7 in high contrast, where lines take the place of shades.
    """

    window: str
    base: str
    raised: str
    stripe: str
    ink: str
    muted: str
    line: str
    strong_line: str
    accent: str
    accent_ink: str
    chosen: str
    chosen_ink: str
    hover: str
    good: str
    bad: str
    pending: str
    disabled: str
    dark: bool = False
    readable: float = 4.5

    @property
    def outlined(self) -> bool:
        """Whether things are told apart by lines, because shades alone may not be seen."""
        return self.readable > 4.5


LIGHT = Tones(
    window="#f3f4f6",
    base="#ffffff",
    raised="#ffffff",
    stripe="#f8f9fb",
    ink="#1a1f25",
    muted="#59636f",
    line="#dde1e6",
    strong_line="#828b97",
    accent="#0b5cab",
    accent_ink="#ffffff",
    chosen="#d6e6f7",
    chosen_ink="#0d2238",
    hover="#e9edf2",
    good="#0a6b4f",
    bad="#a83c00",
    pending="#785000",
    disabled="#828b97",
)
DARK = Tones(
    window="#1b1f24",
    base="#14171b",
    raised="#22272e",
    stripe="#181c21",
    ink="#e6e9ed",
    muted="#a3acb7",
    line="#323942",
    strong_line="#77828e",
    accent="#66b0f0",
    accent_ink="#0b1a29",
    chosen="#1e4468",
    chosen_ink="#f2f7fc",
    hover="#2a3038",
    good="#4cc79d",
    bad="#ff9a6b",
    pending="#f0b84a",
    disabled="#77828e",
    dark=True,
)
CONTRAST = Tones(
    window="#ffffff",
    base="#ffffff",
    raised="#ffffff",
    stripe="#f4f4f4",
    ink="#000000",
    muted="#2e2e2e",
    line="#5c5c5c",
    strong_line="#000000",
    accent="#00348f",
    accent_ink="#ffffff",
    chosen="#ffec8f",
    chosen_ink="#000000",
    hover="#e8e8e8",
    good="#00442e",
    bad="#7a1800",
    pending="#4f3400",
    disabled="#595959",
    readable=7.0,
)
CONTRAST_DARK = Tones(
    window="#000000",
    base="#000000",
    raised="#000000",
    stripe="#101010",
    ink="#ffffff",
    muted="#dedede",
    line="#a6a6a6",
    strong_line="#ffffff",
    accent="#8fd6ff",
    accent_ink="#000000",
    chosen="#0f3358",
    chosen_ink="#ffffff",
    hover="#262626",
    good="#7dffc9",
    bad="#ffbfa6",
    pending="#ffd970",
    disabled="#a0a0a0",
    dark=True,
    readable=7.0,
)


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How an entity of one label is drawn. `fill` lies behind the words, `line` is for the underline and the legend.

    Underline style and overline together differ from those of every other label. `short` names the label in tight places.
    """

    fill: QColor
    line: QColor
    ink: QColor
    underline: Underline
    overline: bool
    short: str


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How bars of one event type are drawn: `fill`, with `pattern` over it in `ink`; `edge` outlines each piece."""

    fill: QColor
    ink: QColor
    edge: QColor
    pattern: Pattern


_LABELS: Mapping[Label, tuple[str, str, str, Underline, bool, str]] = MappingProxyType(
    {
        # label: Okabe–Ito colour, its line on white, its line on black, underline, overline, short name
        Label.ACTOR: ("#0072b2", "#0067a1", "#5cb3ea", Underline.SingleUnderline, False, "ACT"),
        Label.PERSON: ("#56b4e9", "#1f7fb4", "#7cc7f2", Underline.DashUnderline, False, "PER"),
        Label.ORGANISATION: ("#cc79a7", "#a9487d", "#e39bc2", Underline.DotLine, False, "ORG"),
        Label.LOCATION: ("#009e73", "#007a59", "#34c79c", Underline.SingleUnderline, True, "LOC"),
        Label.DATE: ("#7f7f7f", "#5c5c5c", "#b3b3b3", Underline.DashDotLine, False, "DAT"),
        Label.QUANTITY: ("#e69f00", "#946400", "#f0b63c", Underline.DashDotDotLine, False, "QTY"),
        Label.ATTACK: ("#d55e00", "#b54f00", "#ff8a3d", Underline.WaveUnderline, False, "ATK"),
        Label.WEAPON: ("#f0e442", "#7d7600", "#f0e442", Underline.DashUnderline, True, "WPN"),
    }
)

_TYPES: Mapping[EventType, tuple[str, str, Pattern]] = MappingProxyType(
    {
        # type: fill on white, fill on black, pattern
        EventType.AIRSTRIKE: ("#0072b2", "#2f8fce", Pattern.SolidPattern),
        EventType.DRONE_STRIKE: ("#e69f00", "#e69f00", Pattern.BDiagPattern),
        EventType.MISSILE_STRIKE: ("#d55e00", "#e06a10", Pattern.HorPattern),
        EventType.SHELLING: ("#56b4e9", "#7cc7f2", Pattern.FDiagPattern),
        EventType.GROUND_ASSAULT: ("#009e73", "#1fae85", Pattern.CrossPattern),
        EventType.CLASH: ("#cc79a7", "#d78bb5", Pattern.Dense6Pattern),
        EventType.EXPLOSION: ("#f0e442", "#f0e442", Pattern.DiagCrossPattern),
        EventType.ATTACK: ("#8d97a3", "#98a2ae", Pattern.VerPattern),
        EventType.INTERCEPTION: ("#7d6bb5", "#9b8bd0", Pattern.SolidPattern),
        EventType.TERRITORY_CHANGE: ("#8a6d3b", "#b08f56", Pattern.HorPattern),
        EventType.EVACUATION: ("#3b9c9c", "#5cb8b8", Pattern.BDiagPattern),
        EventType.CASUALTIES: ("#a33b4f", "#c8667a", Pattern.DiagCrossPattern),
        EventType.EQUIPMENT_LOSS: ("#6b7d3b", "#94a861", Pattern.CrossPattern),
        EventType.DETENTION: ("#5b5f8a", "#868abb", Pattern.VerPattern),
    }
)

SERIES: tuple[tuple[str, str, Pattern], ...] = tuple(_TYPES[kind] for kind in EventType)[:8]
"""For breakdowns by place, actor or source, which have no colour of their own: handed out in order, then again."""


def label_style(label: Label, *, tones: Tones) -> LabelStyle:
    """How to draw a label's entities. The line is legible as a word on any surface, too."""
    pure, on_white, on_black, underline, overline, short = _LABELS[label]
    fill = blend(pure, tones.base, 0.34 if tones.dark else 0.24)
    line = _legible(on_black if tones.dark else on_white, tones)
    return LabelStyle(fill, line, QColor(tones.ink), underline, overline, short)


def type_style(kind: EventType, *, tones: Tones) -> TypeStyle:
    """How to draw bars of an event type."""
    return _bar_style(_TYPES[kind], tones=tones)


def series_style(position: int, *, tones: Tones) -> TypeStyle:
    """How to draw the bars of the n-th series of a breakdown."""
    return _bar_style(SERIES[position % len(SERIES)], tones=tones)


def state_colour(state: ReviewState | ReportState, *, tones: Tones) -> QColor:
    """The ink of a state's word and mark; legible on every surface of the appearance."""
    return QColor(
        {
            ReviewState.PROPOSED: tones.pending,
            ReviewState.CONFIRMED: tones.good,
            ReviewState.REJECTED: tones.bad,
            ReportState.NEW: tones.accent,
            ReportState.IN_REVIEW: tones.pending,
            ReportState.REVIEWED: tones.good,
        }[state]
    )


STATE_MARKS: Mapping[ReviewState | ReportState, str] = MappingProxyType(
    {
        ReviewState.PROPOSED: "○",
        ReviewState.CONFIRMED: "✓",
        ReviewState.REJECTED: "✗",
        ReportState.NEW: "●",
        ReportState.IN_REVIEW: "◐",
        ReportState.REVIEWED: "✓",
    }
)
"""The sign that stands before a state's word, so that no state is told by colour alone."""


def blend(over: str, under: str, share: float) -> QColor:
    """`share` of one colour on the rest of another."""
    a, b = QColor(over), QColor(under)
    mixed = (
        round(x * share + y * (1 - share)) for x, y in zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    )
    return QColor(*mixed)


def contrast(a: QColor, b: QColor) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _legible(colour: str, tones: Tones) -> QColor:
    """The colour, drawn towards the ink as far as it takes to be read on every surface."""
    for part in range(21):
        drawn = blend(tones.ink, colour, part / 20)
        if all(contrast(drawn, QColor(surface)) >= tones.readable for surface in (tones.base, tones.stripe, tones.chosen)):
            return drawn
    return QColor(tones.ink)


def _bar_style(row: tuple[str, str, Pattern], *, tones: Tones) -> TypeStyle:
    on_white, on_black, pattern = row
    fill = QColor(on_black if tones.dark else on_white)
    if tones.outlined:
        return TypeStyle(fill, QColor(0, 0, 0, 220), QColor(tones.ink), pattern)
    ink = QColor(0, 0, 0, 130) if fill.lightnessF() > 0.45 else QColor(255, 255, 255, 150)
    return TypeStyle(fill, ink, QColor(tones.base), pattern)
