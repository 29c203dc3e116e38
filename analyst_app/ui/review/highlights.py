"""Paints what lies behind the words of the report: entities, events' triggers, the words of the focused event, matches, signs.

Only visible paragraphs are ever looked at, and their shapes are kept until the layout changes, so that neither the
length of the text nor the number of spans decides how fast it scrolls.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTextBlock

from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Label, Span
from analyst_app.ui.colours import LabelStyle, Underline
from analyst_app.ui.review.offsets import Offsets
from analyst_app.ui.review.span_index import SpanIndex
from analyst_app.ui.review.span_steps import Edge
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
    """Everything to draw, by layer; the painter reads it anew each time.

    `unseen` are characters that are shown by a sign of their own; `held` is the entity whose borders can be dragged.
    """

    entities: SpanIndex[Marked] = field(default_factory=SpanIndex)
    triggers: SpanIndex[tuple[int, ReviewState]] = field(default_factory=SpanIndex)
    emphasis: Emphasis = field(default_factory=Emphasis)
    matches: SpanIndex[int] = field(default_factory=SpanIndex)
    current_match: int = -1
    hidden: frozenset[Label] = frozenset()
    hide_all: bool = False
    unseen: SpanIndex[str] = field(default_factory=SpanIndex)
    held: Span | None = None


type Seen = tuple[int, int]
"""The units of a block that have to be drawn: all of them, or those in view where it is very long."""

type Shapes[T] = list[tuple[T, list[QRectF], int]]
"""What is drawn, where, and how deep it lies among those that it overlaps."""


DEEPEST = 2
"""Deeper ones are drawn like this: more lines under each other than three nobody tells apart."""
DROP = 3.5
"""By how much each deeper one is drawn lower, in pixels."""


class Strokes:
    """What is drawn for the entities of one label and depth in one paragraph."""

    __slots__ = ("_drop", "_fills", "_over", "_under", "_waves")

    def __init__(self, depth: int = 0) -> None:
        self._drop = DROP * depth
        self._fills: list[QRectF] = []
        self._under: list[QLineF] = []
        self._over: list[QLineF] = []
        self._waves: list[QRectF] = []

    def add(self, rect: QRectF) -> None:
        """One more piece."""
        left, right, below, top = rect.left(), rect.right(), rect.bottom() + 1 + self._drop, rect.top() + self._drop
        self._fills.append(rect.adjusted(-0.5, self._drop, 0.5, 2 + self._drop))
        self._under.append(QLineF(left, below, right, below))
        self._over.append(QLineF(left, top, right, top))
        self._waves.append(QRectF(left, below - WAVE / 2, rect.width(), WAVE))

    def draw(self, painter: QPainter, style: LabelStyle) -> None:
        """Draw all of it: the tint, the label's underline, and its overline where it has one."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
        painter.drawRects(self._fills)
        if style.underline is Underline.WaveUnderline:
            wave = _wave(style.line.rgba(), painter.device().devicePixelRatioF())
            for place in self._waves:
                painter.drawTiledPixmap(place, wave)
        else:
            painter.setPen(_pen(style.line.rgba(), _LINES[style.underline]))
            painter.drawLines(self._under)
        if style.overline:
            painter.setPen(_pen(style.line.rgba(), Qt.PenStyle.SolidLine))
            painter.drawLines(self._over)


class SpanPainter:
    """Draws the layers of one text view. `forget` must be called when the layout of the lines or the indexes change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.layers = Layers()
        self.offsets = Offsets("")
        self._styles: dict[Label, LabelStyle] = {}
        theme.changed.connect(self._styles.clear)
        self._entities: dict[int, list[tuple[Label, Strokes]]] = {}
        self._triggers: dict[int, Shapes[tuple[int, ReviewState]]] = {}
        self._emphasis: tuple[Emphasis, SpanIndex[bool]] = (Emphasis(), SpanIndex())

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
        if not self._styles:
            self._styles.update({label: self._theme.label_style(label) for label in Label})
        strength = STEPPED_BACK if self.layers.emphasis else 1.0
        for block, at in blocks:
            whole = block.layout().lineCount() <= MANY_LINES
            seen = (0, block.length() - 1) if whole else units_between(block, -at.y(), height - at.y())
            painter.translate(at)
            if not self.layers.hide_all:
                painter.setOpacity(strength)
                self._paint_entities(painter, self._entities_of(block, seen, keep=whole))
                painter.setOpacity(1.0)
                self._paint_triggers(painter, self._triggers_of(block, seen, keep=whole))
            self._paint_emphasis(painter, block, seen)
            self._paint_matches(painter, block, seen)
            self._paint_unseen(painter, block, seen)
            painter.translate(-at)

    def _entities_of(self, block: QTextBlock, seen: Seen, *, keep: bool) -> list[tuple[Label, Strokes]]:
        # Of a very long block there are only the visible pieces, which are not kept.
        kept = self._entities.get(block.blockNumber()) if keep else None
        made = self._strokes(block, seen) if kept is None else kept
        if keep:
            self._entities[block.blockNumber()] = made
        return made

    def _triggers_of(self, block: QTextBlock, seen: Seen, *, keep: bool) -> Shapes[tuple[int, ReviewState]]:
        kept = self._triggers.get(block.blockNumber()) if keep else None
        made = self._shapes(block, seen, self.layers.triggers) if kept is None else kept
        if keep:
            self._triggers[block.blockNumber()] = made
        return made

    def _strokes(self, block: QTextBlock, seen: Seen) -> list[tuple[Label, Strokes]]:
        """The entities of a block, those of one look together: a call for each would take longer than all the rest."""
        found: dict[tuple[int, Label], Strokes] = {}
        for marked, rects, depth in self._shapes(block, seen, self.layers.entities):
            key = min(depth, DEEPEST), marked.label
            strokes = found.get(key) or found.setdefault(key, Strokes(key[0]))
            for rect in rects:
                strokes.add(rect)
        return [(label, found[depth, label]) for depth, label in sorted(found)]

    def _paint_entities(self, painter: QPainter, strokes: Iterable[tuple[Label, Strokes]]) -> None:
        for label, one in strokes:
            if label not in self.layers.hidden:
                one.draw(painter, self._styles[label])

    def _paint_triggers(self, painter: QPainter, shapes: Shapes[tuple[int, ReviewState]]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (_, state), rects, depth in shapes:
            painter.setPen(QPen(self._theme.state_colour(state), 1.4, _STATE_PENS[state]))
            in_by = min(depth, DEEPEST) * 2
            for rect in rects:
                painter.drawRoundedRect(rect.adjusted(-1.5, -1.5 + in_by, 1.5, 2.5 - in_by), 4, 4)

    def _paint_emphasis(self, painter: QPainter, block: QTextBlock, seen: Seen) -> None:
        emphasis = self.layers.emphasis
        if not emphasis:
            return
        accent = self._theme.colour("accent")
        wash = QColor(accent)
        wash.setAlphaF(0.30 if self._theme.dark else 0.20)
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(wash)
        if self._emphasis[0] is not emphasis:
            whole = [(emphasis.trigger, True)] if emphasis.trigger is not None else []
            self._emphasis = (emphasis, SpanIndex([*((span, False) for span in emphasis.words), *whole]))
        shapes = self._shapes(block, seen, self._emphasis[1])
        for rect in (rect for is_trigger, rects, _ in shapes if not is_trigger for rect in rects):
            painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 1), 3, 3)
        painter.setPen(QPen(accent, 2.4))
        for rect in (rect for is_trigger, rects, _ in shapes if is_trigger for rect in rects):
            painter.drawRoundedRect(rect.adjusted(-2.5, -2, 2.5, 3), 4, 4)

    def _paint_matches(self, painter: QPainter, block: QTextBlock, seen: Seen) -> None:
        if not len(self.layers.matches):
            return
        ink = self._theme.colour("pending")
        wash = QColor(ink)
        for number, rects, _ in self._shapes(block, seen, self.layers.matches):
            current = number == self.layers.current_match
            wash.setAlphaF(0.55 if current else 0.25)
            painter.setBrush(wash)
            painter.setPen(QPen(ink, 2) if current else Qt.PenStyle.NoPen)
            for rect in rects:
                painter.drawRect(rect)

    def _paint_unseen(self, painter: QPainter, block: QTextBlock, seen: Seen) -> None:
        if not len(self.layers.unseen):
            return
        warning = self._theme.colour("bad")
        wash = QColor(warning)
        wash.setAlphaF(0.25)
        painter.setPen(QPen(warning, 1))
        painter.setBrush(wash)
        for _, rects, _ in self._shapes(block, seen, self.layers.unseen):
            for rect in rects:
                painter.drawRect(rect)

    def grips(self, blocks: Iterable[tuple[QTextBlock, QPointF]]) -> dict[Edge, QRectF]:
        """Where the borders of the entity that is held are drawn, as far as they are among these blocks."""
        held, found = self.layers.held, dict[Edge, QRectF]()
        if held is None:
            return found
        for block, at in blocks:
            first = self.offsets.to_units(held.start) - block.position()
            last = self.offsets.to_units(held.end) - block.position()
            rects = rects_of(block, max(0, first), min(block.length() - 1, last)) if last > 0 and first < block.length() else []
            if rects and first >= 0:
                found[Edge.START] = QRectF(at + rects[0].topLeft(), QSizeF(0, rects[0].height()))
            if rects and last < block.length():
                found[Edge.END] = QRectF(at + rects[-1].topRight(), QSizeF(0, rects[-1].height()))
        return found

    def paint_grips(self, painter: QPainter, grips: Mapping[Edge, QRectF]) -> None:
        """Draw a bar along each border with a knob at one end, as touch screens have them, over the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("base"), 1))
        painter.setBrush(self._theme.colour("accent"))
        for edge, bar in grips.items():
            painter.drawRect(bar.adjusted(-1.5, -2, 1.5, 3))
            painter.drawEllipse(QPointF(bar.left(), bar.top() - 3 if edge is Edge.START else bar.bottom() + 4), 4, 4)

    def _shapes[T](self, block: QTextBlock, seen: Seen, index: SpanIndex[T]) -> Shapes[T]:
        first = block.position()
        start, end = self.offsets.to_code_points(first + seen[0]), self.offsets.to_code_points(first + seen[1])
        units = self.offsets.to_units
        return [
            (what, rects_of(block, max(seen[0], units(span.start) - first), min(seen[1], units(span.end) - first)), depth)
            for span, what, depth in index.stacked(start, end)
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
    strokes = Strokes()
    strokes.add(rect)
    strokes.draw(painter, style)


@lru_cache(maxsize=64)
def _pen(rgba: int, style: Qt.PenStyle) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), 1.7, style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


WAVE, LENGTH = 6, 8
"""Height and length of a wave, in pixels."""


@lru_cache(maxsize=16)
def _wave(rgba: int, ratio: float) -> QPixmap:
    """Two waves as a tile: drawn line by line they would cost more than everything else on the screen."""
    tile = QPixmap(QSize(2 * LENGTH, WAVE) * ratio)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(rgba), 1.5))
    middle = WAVE / 2
    painter.drawPolyline(QPolygonF([QPointF(x, middle + (0, -1.5, 0, 1.5)[(x // 2) % 4]) for x in range(-2, 2 * LENGTH + 3, 2)]))
    painter.end()
    return tile
