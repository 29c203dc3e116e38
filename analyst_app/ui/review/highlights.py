"""Paints what lies behind the words of the report: entities, events' triggers, the words of the focused event, matches.

Only visible paragraphs are ever looked at, and their shapes are kept until the layout changes, so that neither the
length of the text nor the number of spans decides how fast it scrolls.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock

from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Label, Span
from analyst_app.ui.colours import LabelStyle, Underline
from analyst_app.ui.review.offsets import Offsets
from analyst_app.ui.review.span_index import SpanIndex
from analyst_app.ui.review.text_layout import rects_of, units_between
from analyst_app.ui.theme import Theme

STEPPED_BACK = 0.5
"""How much of an entity's tint stays while an event has the focus."""


MANY_LINES = 150
"""A paragraph of more lines is never drawn whole: a pasted text can be one single paragraph."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out: the trigger of the focused event or a focused entity, all the event's words, those of the focused field."""

    trigger: Span | None = None
    words: tuple[Span, ...] = ()
    field_words: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.trigger or self.words or self.field_words)


@dataclass(frozen=True, slots=True)
class Marked:
    """One entity as it is drawn."""

    entity_id: int
    label: Label


@dataclass(slots=True)
class Layers:
    """Everything to draw, by layer; the painter reads it anew each time."""

    entities: SpanIndex[Marked] = field(default_factory=SpanIndex)
    triggers: SpanIndex[tuple[int, ReviewState]] = field(default_factory=SpanIndex)
    emphasis: Emphasis = field(default_factory=Emphasis)
    matches: SpanIndex[int] = field(default_factory=SpanIndex)
    current_match: int = -1
    hidden: frozenset[Label] = frozenset()
    hide_all: bool = False


type Seen = tuple[int, int]
"""The units of a block that have to be drawn: all of them, or those in view where it is very long."""

type Shapes[T] = list[tuple[T, list[QRectF]]]


class SpanPainter:
    """Draws the layers of one text view. `forget` must be called when the layout of the lines or the indexes change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.layers = Layers()
        self.offsets = Offsets("")
        self._styles: dict[Label, LabelStyle] = {}
        self._entities: dict[int, Shapes[Marked]] = {}
        self._triggers: dict[int, Shapes[tuple[int, ReviewState]]] = {}

    def forget(self) -> None:
        """Drop the kept shapes."""
        self._entities.clear()
        self._triggers.clear()

    def set_triggers(self, triggers: SpanIndex[tuple[int, ReviewState]]) -> None:
        """Replace the outlined triggers; the shapes of the entities stay."""
        self.layers.triggers = triggers
        self._triggers.clear()

    def paint(self, painter: QPainter, blocks: Iterable[tuple[QTextBlock, QPointF]], *, height: float) -> None:
        """Draw behind the given visible blocks, each with the place of its top left corner, in a view of a height."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._styles = {label: self._theme.label_style(label) for label in Label}
        strength = STEPPED_BACK if self.layers.emphasis else 1.0
        for block, at in blocks:
            whole = block.layout().lineCount() <= MANY_LINES
            seen = (0, block.length() - 1) if whole else units_between(block, -at.y(), height - at.y())
            painter.translate(at)
            if not self.layers.hide_all:
                painter.setOpacity(strength)
                self._paint_entities(painter, self._kept(block, seen, self.layers.entities, self._entities if whole else None))
                painter.setOpacity(1.0)
                self._paint_triggers(painter, self._kept(block, seen, self.layers.triggers, self._triggers if whole else None))
            self._paint_emphasis(painter, block, seen)
            self._paint_matches(painter, block, seen)
            painter.translate(-at)

    def _kept[T](self, block: QTextBlock, seen: Seen, index: SpanIndex[T], kept: dict[int, Shapes[T]] | None) -> Shapes[T]:
        """The shapes of a block, from the last time where they can be kept: those of a very long one are only the visible ones."""
        if kept is None:
            return self._shapes(block, seen, index)
        number = block.blockNumber()
        if number not in kept:
            kept[number] = self._shapes(block, seen, index)
        return kept[number]

    def _paint_entities(self, painter: QPainter, shapes: Shapes[Marked]) -> None:
        for marked, rects in shapes:
            if marked.label not in self.layers.hidden:
                style = self._styles[marked.label]
                for rect in rects:
                    draw_entity(painter, rect, style)

    def _paint_triggers(self, painter: QPainter, shapes: Shapes[tuple[int, ReviewState]]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (_, state), rects in shapes:
            painter.setPen(QPen(self._theme.state_colour(state), 1.4, _STATE_PENS[state]))
            for rect in rects:
                painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 2.5), 4, 4)

    def _paint_emphasis(self, painter: QPainter, block: QTextBlock, seen: Seen) -> None:
        emphasis = self.layers.emphasis
        if not emphasis:
            return
        accent = self._theme.colour("accent")
        wash = QColor(accent)
        wash.setAlphaF(0.30 if self._theme.dark else 0.20)
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(wash)
        for _, rects in self._shapes(block, seen, SpanIndex((span, 0) for span in emphasis.words)):
            for rect in rects:
                painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 1), 3, 3)
        if emphasis.trigger is not None:
            painter.setPen(QPen(accent, 2.4))
            for _, rects in self._shapes(block, seen, SpanIndex([(emphasis.trigger, 0)])):
                for rect in rects:
                    painter.drawRoundedRect(rect.adjusted(-2.5, -2, 2.5, 3), 4, 4)

    def _paint_matches(self, painter: QPainter, block: QTextBlock, seen: Seen) -> None:
        if not len(self.layers.matches):
            return
        ink = self._theme.colour("pending")
        wash = QColor(ink)
        for number, rects in self._shapes(block, seen, self.layers.matches):
            current = number == self.layers.current_match
            wash.setAlphaF(0.55 if current else 0.25)
            painter.setBrush(wash)
            painter.setPen(QPen(ink, 2) if current else Qt.PenStyle.NoPen)
            for rect in rects:
                painter.drawRect(rect)

    def _shapes[T](self, block: QTextBlock, seen: Seen, index: SpanIndex[T]) -> Shapes[T]:
        first = block.position()
        start, end = self.offsets.to_code_points(first + seen[0]), self.offsets.to_code_points(first + seen[1])
        units = self.offsets.to_units
        return [
            (what, rects_of(block, max(seen[0], units(span.start) - first), min(seen[1], units(span.end) - first)))
            for span, what in index.touching(start, end)
        ]


_STATE_PENS = {
    ReviewState.PROPOSED: Qt.PenStyle.DashLine,
    ReviewState.CONFIRMED: Qt.PenStyle.SolidLine,
    ReviewState.REJECTED: Qt.PenStyle.DotLine,
}

_LINES = {
    Underline.SingleUnderline: Qt.PenStyle.SolidLine,
    Underline.DashUnderline: Qt.PenStyle.DashLine,
    Underline.DotLine: Qt.PenStyle.DotLine,
    Underline.DashDotLine: Qt.PenStyle.DashDotLine,
    Underline.DashDotDotLine: Qt.PenStyle.DashDotDotLine,
}


def draw_entity(painter: QPainter, rect: QRectF, style: LabelStyle) -> None:
    """The tint of one piece of an entity, with its label's underline (and overline)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.fill)
    painter.drawRoundedRect(rect.adjusted(-0.5, 0, 0.5, 2), 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    below = rect.bottom() + 1
    if style.underline is Underline.WaveUnderline:
        painter.setPen(QPen(style.line, 1.5))
        painter.drawPolyline(_wave(round(rect.width())).translated(rect.left(), below))
    else:
        painter.setPen(_pen(style.line.rgba(), _LINES[style.underline]))
        painter.drawLine(QPointF(rect.left(), below), QPointF(rect.right(), below))
    if style.overline:
        painter.setPen(_pen(style.line.rgba(), Qt.PenStyle.SolidLine))
        painter.drawLine(QPointF(rect.left(), rect.top()), QPointF(rect.right(), rect.top()))


@lru_cache(maxsize=64)
def _pen(rgba: int, style: Qt.PenStyle) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), 1.7, style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


@lru_cache(maxsize=512)
def _wave(width: int) -> QPolygonF:
    return QPolygonF([QPointF(x, (0, -1.4, 0, 1.4)[(x // 2) % 4]) for x in range(0, max(width, 2) + 1, 2)])
