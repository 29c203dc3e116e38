"""How the report's text is shown: read-only, with its spans behind the words, line spacing and zoom."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QTextBlock, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Label, Span
from analyst_app.ui.review.highlights import Emphasis, Layers, Marked, SpanPainter
from analyst_app.ui.review.invisibles import unseen
from analyst_app.ui.review.offsets import Offsets, displayed
from analyst_app.ui.review.span_index import SpanIndex
from analyst_app.ui.review.span_steps import Edge
from analyst_app.ui.review.text_layout import SpacedLayout, line_at, nearest_line_y
from analyst_app.ui.theme import Theme

SMALLEST, LARGEST = 0.6, 3.0
READING_SIZE = 1.1
"""The report is read for hours: a little larger than the interface."""


class ShownText(QPlainTextEdit):
    """Shows one text with highlights. All positions in and out are code points of the stored text.

    Signals:
        scrolled(): another part of the text is in view.
        seen(): a text has been painted for the first time.
    """

    scrolled = Signal()
    seen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = SpanPainter(theme)
        self._text = ""
        self._zoom = 1.0
        self._unseen_yet = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(18)
        self.document().setDocumentLayout(SpacedLayout(self.document()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())
        theme.changed.connect(self._dress)
        self._dress()

    # What is shown

    def set_report(self, text: str) -> None:
        """Show another text from its beginning, without any spans yet."""
        self._text, self._unseen_yet = text, True
        self._painter.offsets = Offsets(text)
        self._painter.layers = Layers(hidden=self._painter.layers.hidden, hide_all=self._painter.layers.hide_all)
        hidden = unseen(text)
        self._painter.layers.unseen = SpanIndex((Span(at, at + 1), text[at]) for at in hidden)
        self._forget()
        self.setPlainText(displayed(text, hidden))
        self.setExtraSelections([])

    def set_entities(self, rows: Iterable[EntityRow]) -> None:
        """Replace the entities that are drawn."""
        self._painter.layers.entities = SpanIndex((row.entity.span, Marked(row.id, row.entity.label)) for row in rows)
        self._forget()

    def set_triggers(self, triggers: Iterable[tuple[Span, int, ReviewState]]) -> None:
        """Replace the outlined triggers of events."""
        self._painter.set_triggers(SpanIndex((span, (id_, state)) for span, id_, state in triggers))
        self.viewport().update()

    def set_emphasis(self, emphasis: Emphasis) -> None:
        """Let these words stand out, and everything else step back."""
        self._painter.layers.emphasis = emphasis
        self.setExtraSelections([self._strong(span) for span in emphasis.field_words])
        self.viewport().update()

    def set_hidden_labels(self, labels: Iterable[Label], *, everything: bool = False) -> None:
        """Do not draw entities of these labels; with `everything`, no highlight but the focused words."""
        self._painter.layers.hidden = frozenset(labels)
        self._painter.layers.hide_all = everything
        self.viewport().update()

    def set_matches(self, spans: Iterable[Span], *, current: int = -1) -> None:
        """Mark what a search found; the current one stands out and is scrolled to."""
        listed = list(spans)
        self._painter.layers.matches = SpanIndex((span, number) for number, span in enumerate(listed))
        self._painter.layers.current_match = current
        if 0 <= current < len(listed):
            self.reveal(listed[current])
        self.viewport().update()

    def reveal(self, span: Span, *, with_caret: bool = True) -> None:
        """Scroll, if need be, so that a span is seen with what stands around it; the caret goes to its start, unless it has to stay."""
        cursor = self.textCursor()
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        seen = self.viewport().rect().adjusted(0, 24, 0, -48).contains(self.cursorRect(cursor))
        before = self.textCursor()
        if with_caret or not seen:
            # Selecting nothing is told as such, but the caret alone is no news.
            self.setTextCursor(cursor)
        if not seen:
            self.centerCursor()
            if not with_caret:
                place = self.verticalScrollBar().value()
                self.setTextCursor(before)
                self.verticalScrollBar().setValue(place)

    # What is asked of it

    @property
    def zoom(self) -> float:
        """The size of the letters against that of the interface."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Enlarge the letters, from 0.6 to 3 times; the line at the top stays there."""
        at = self.firstVisibleBlock()
        self._zoom = max(SMALLEST, min(LARGEST, zoom))
        self._dress()
        self.verticalScrollBar().setValue(at.firstLineNumber())

    def span_count(self) -> int:
        """How many entities are in place."""
        return len(self._painter.layers.entities)

    def entities_at(self, position: int) -> list[int]:
        """The ids of the entities that hold a character, the shortest first; hidden labels are left out."""
        layers = self._painter.layers
        return [marked.entity_id for _, marked in layers.entities.at(position) if marked.label not in layers.hidden and not layers.hide_all]

    def place_of(self, span: Span) -> QRect:
        """Where the first character of a span is drawn in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        return self.cursorRect(cursor)

    def visible_share(self) -> tuple[float, float]:
        """Which part of the text is in view, from 0 to 1."""
        first = self.firstVisibleBlock().position()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        length = max(1, self._painter.offsets.units)
        return first / length, last / length

    # What Qt asks of it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the spans, then the words over them, then the grips."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self._blocks_in(event.rect()), height=self.viewport().height())
        painter.end()
        super().paintEvent(event)
        if self._unseen_yet:
            self._unseen_yet = False
            QTimer.singleShot(0, self, self.seen.emit)
        if grips := self._grips():
            painter = QPainter(self.viewport())
            self._painter.paint_grips(painter, grips)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        self._forget()
        super().resizeEvent(event)

    # Inside

    def _forget(self) -> None:
        self._painter.forget()
        self.viewport().update()

    def _dress(self) -> None:
        font = self._theme.font(scale=READING_SIZE * self._zoom)
        self.document().setDefaultFont(font)
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, self._theme.colour("chosen"))
        self.setPalette(palette)
        self.set_emphasis(self._painter.layers.emphasis)
        self._forget()

    def _strong(self, span: Span) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        cursor.setPosition(self._painter.offsets.to_units(span.end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format.setBackground(self._theme.colour("accent"))
        selection.format.setForeground(self._theme.colour("accent_ink"))
        return selection

    def _grips(self) -> dict[Edge, QRectF]:
        return self._painter.grips(self._blocks_in(self.viewport().rect())) if self._painter.layers.held is not None else {}

    def _blocks_in(self, rect: QRect) -> Iterator[tuple[QTextBlock, QPointF]]:
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > rect.bottom():
                return
            if place.bottom() >= rect.top():
                yield block, place.topLeft()
            block = block.next()

    def _block_at(self, y: float) -> tuple[QTextBlock, QPointF] | None:
        return next(self._blocks_in(QRect(0, round(y), 1, 1)), None)

    def _line_place(self, point: QPointF) -> QPointF:
        """The point moved onto the nearest line, where it lies in the space between two."""
        found = self._block_at(point.y())
        if found is None:
            return point
        block, at = found
        return QPointF(point.x(), at.y() + nearest_line_y(block, point.y() - at.y()))

    def _position_at(self, point: QPointF, *, between: bool = False) -> int:
        """The character at a point of the viewport; with `between`, the nearest border of two characters."""
        found = self._block_at(point.y())
        if found is None:
            return len(self._text)
        block, at = found
        line = block.layout().lineAt(line_at(block, nearest_line_y(block, point.y() - at.y())))
        how = line.CursorPosition.CursorBetweenCharacters if between else line.CursorPosition.CursorOnCharacter
        return self._painter.offsets.to_code_points(block.position() + line.xToCursor(point.x() - at.x(), how))
