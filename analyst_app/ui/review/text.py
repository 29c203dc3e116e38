"""The report's text: read-only, with its spans behind the words. Knows positions and spans, nothing of decisions."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QToolTip, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Label, Span
from analyst_app.ui.review.highlights import Emphasis, Layers, Marked, SpanPainter
from analyst_app.ui.review.offsets import Offsets, displayed
from analyst_app.ui.review.span_index import SpanIndex
from analyst_app.ui.review.text_layout import SpacedLayout, line_at, nearest_line_y
from analyst_app.ui.theme import Theme

SMALLEST, LARGEST = 0.6, 3.0
READING_SIZE = 1.1
"""The report is read for hours: a little larger than the interface."""


class ReportText(QPlainTextEdit):
    """Shows one text with highlights. All positions in and out are code points of the stored text.

    Signals:
        clicked(position): the analyst pointed at a character, without selecting.
        selected(Span or None): other words are selected now.
        scrolled(): another part of the text is in view.
    """

    clicked = Signal(int)
    selected = Signal(object)
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = SpanPainter(theme)
        self._text = ""
        self._zoom = 1.0
        self._pressed_at: QPointF | None = None
        self.offered: list[QAction] = []
        self.setObjectName("report-text")
        self.setAccessibleName(self.tr("Text of the report"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(18)
        self.document().setDocumentLayout(SpacedLayout(self.document()))
        self.selectionChanged.connect(self._tell_selection)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())
        theme.changed.connect(self._dress)
        self._dress()

    # What is shown

    def set_report(self, text: str) -> None:
        """Show another text from its beginning, without any spans yet."""
        self._text = text
        self._painter.offsets = Offsets(text)
        self._painter.layers = Layers(hidden=self._painter.layers.hidden, hide_all=self._painter.layers.hide_all)
        self._forget()
        self.setPlainText(displayed(text))
        self.setExtraSelections([])

    def set_entities(self, rows: Iterable[EntityRow]) -> None:
        """Replace the entities that are drawn."""
        listed = [(row.entity.span, row.id, row.entity.label) for row in rows]
        self._painter.layers.entities = SpanIndex((span, Marked(id_, label)) for span, id_, label in listed)
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

    def reveal(self, span: Span) -> None:
        """Scroll, if need be, so that a span is seen with what stands around it; the caret goes to its start."""
        cursor = self.textCursor()
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        hidden = not self.viewport().rect().adjusted(0, 24, 0, -48).contains(self.cursorRect(cursor))
        # Selecting nothing is told as such, but the caret alone is no news.
        self.setTextCursor(cursor)
        if hidden:
            self.centerCursor()

    # What is asked of it

    @property
    def zoom(self) -> float:
        """The size of the letters against that of the interface."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Enlarge the letters, from 0.6 to 3 times."""
        self._zoom = max(SMALLEST, min(LARGEST, zoom))
        self._dress()

    def selected_span(self) -> Span | None:
        """The selected words without space around them; None where nothing but space is selected."""
        cursor = self.textCursor()
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        return None if span is None else _trimmed(span, self._text)

    def word_at_caret(self) -> Span | None:
        """The word that the caret stands in or at, or None."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        return None if span is None else _trimmed(span, self._text)

    def caret(self) -> int:
        """The code point at which the caret stands."""
        return self._painter.offsets.to_code_points(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select words, as the analyst would with the mouse."""
        cursor = self.textCursor()
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        cursor.setPosition(self._painter.offsets.to_units(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

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
        """Draw the spans, then the words over them."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self._blocks_in(event.rect()), height=self.viewport().height())
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        self._forget()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, to tell a click from a selection."""
        self._pressed_at = event.position() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(self._on_a_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select along lines, not into the space between them."""
        super().mouseMoveEvent(self._on_a_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self._pressed_at = None
        super().mouseDoubleClickEvent(self._on_a_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click, unless words were selected."""
        super().mouseReleaseEvent(self._on_a_line(event))
        if self._pressed_at is not None and not self.textCursor().hasSelection():
            self.clicked.emit(self._position_at(event.position()))
        self._pressed_at = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel enlarge the letters."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.1 ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with selected words, and to copy them."""
        menu = self.createStandardContextMenu()
        copying = menu.actions()[0]
        menu.insertActions(copying, self.offered)
        menu.insertSeparator(copying)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the label under the mouse."""
        if isinstance(event, QHelpEvent):
            position = self._position_at(QPointF(event.pos()))
            labels = [marked.label for _, marked in self._painter.layers.entities.at(position)]
            QToolTip.showText(event.globalPos(), "\n".join(label.capitalize() for label in labels), self)
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, not what stands in for them on the screen."""
        cursor = self.textCursor()
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        data.setText("" if span is None else span.of(self._text))
        return data

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

    def _tell_selection(self) -> None:
        self.selected.emit(self.selected_span())

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

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        found = self._block_at(event.position().y())
        if found is None:
            return event
        block, at = found
        y = at.y() + nearest_line_y(block, event.position().y() - at.y())
        place = QPointF(event.position().x(), y)
        return QMouseEvent(
            event.type(), place, event.scenePosition(), event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _position_at(self, point: QPointF) -> int:
        found = self._block_at(point.y())
        if found is None:
            return len(self._text)
        block, at = found
        line = block.layout().lineAt(line_at(block, nearest_line_y(block, point.y() - at.y())))
        unit = line.xToCursor(point.x() - at.x(), line.CursorPosition.CursorOnCharacter)
        return self._painter.offsets.to_code_points(block.position() + unit)


def _trimmed(span: Span, text: str) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None
