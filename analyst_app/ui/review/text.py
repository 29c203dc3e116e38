"""The report's text under the analyst's hands: pointing, selecting, moving caret and borders. Knows nothing of decisions."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from analyst_app.domain.spans import Span
from analyst_app.ui.review import event_words
from analyst_app.ui.review.invisibles import TURNS_ORDER, name_of
from analyst_app.ui.review.shown_text import ShownText
from analyst_app.ui.review.span_steps import Edge, enclosing, next_sentence, previous_sentence, trimmed, whole_characters
from analyst_app.ui.theme import Theme

REACH = 6
"""Pixels beside a border at which the mouse takes hold of it."""


class ReportText(ShownText):
    """Shows one text with highlights and tells what the analyst does to it.

    Signals:
        clicked(position): the analyst pointed at a character, without selecting.
        selected(Span or None): other words are selected now.
        border_moved(Span): a border of the entity that is held was dragged; these are the words between them now.
    """

    clicked = Signal(int)
    selected = Signal(object)
    border_moved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed_at: QPointF | None = None
        self._dragged: tuple[Edge, Span] | None = None
        self._grown: list[Span | None] = []
        self.offered: list[QAction] = []
        self.setObjectName("report-text")
        self.setAccessibleName(self.tr("Text of the report"))
        self.viewport().setMouseTracking(True)
        self.selectionChanged.connect(self._tell_selection)

    def set_report(self, text: str) -> None:
        """Show another text from its beginning, without any spans yet."""
        self._dragged, self._grown = None, []
        super().set_report(text)

    # Caret and selection

    def selected_span(self) -> Span | None:
        """The selected words without space around them; None where nothing but space is selected."""
        cursor = self.textCursor()
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        return None if span is None else trimmed(self._text, whole_characters(self._text, span))

    def word_at_caret(self) -> Span | None:
        """The word that the caret stands in or at, or None."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        return None if span is None else trimmed(self._text, span)

    def caret(self) -> int:
        """The code point at which the caret stands."""
        return self._painter.offsets.to_code_points(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select words, as the analyst would with the mouse."""
        cursor = self.textCursor()
        cursor.setPosition(self._painter.offsets.to_units(span.start))
        cursor.setPosition(self._painter.offsets.to_units(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_caret(self, position: int, *, selecting: bool = False) -> None:
        """Put the caret at a position; `selecting` keeps the other end of the selection where it is."""
        cursor = self.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if selecting else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(self._painter.offsets.to_units(position), mode)
        self.setTextCursor(cursor)

    def go_sentence(self, by: int, *, selecting: bool = False) -> None:
        """Move the caret to the beginning of the next sentence, or of this one and those before."""
        go = next_sentence if by > 0 else previous_sentence
        self.set_caret(go(self._text, self.caret()), selecting=selecting)

    def select_more(self) -> None:
        """Select the word at the caret, then its sentence, then its paragraph."""
        now = self.selected_span()
        wider = enclosing(self._text, now, self.caret())
        if wider is not None:
            self._grown.append(now)
            self.select(wider)

    def select_less(self) -> None:
        """Go back to what was selected before."""
        if self._grown:
            before = self._grown.pop()
            if before is None:
                self.set_caret(self._painter.offsets.to_code_points(self.textCursor().selectionStart()))
            else:
                self.select(before)

    # Borders

    def hold(self, span: Span | None) -> None:
        """Show grips at the borders of an entity, which the mouse can drag; at none with None."""
        self._painter.layers.held = span
        self.viewport().update()

    @property
    def held(self) -> Span | None:
        """The entity with grips at its borders."""
        return self._painter.layers.held

    # What Qt asks of it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a border, or remember where, to tell a click from a selection."""
        left = event.button() is Qt.MouseButton.LeftButton
        edge = self._edge_at(event.position()) if left else None
        if edge is not None and self.held is not None:
            self._dragged = (edge, self.held)
            return
        self._pressed_at = event.position() if left else None
        super().mousePressEvent(self._on_a_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a border, or select along lines and not into the space between them."""
        if self._dragged is not None:
            self._drag_to(event.position())
            return
        if not event.buttons():
            over = self._edge_at(event.position()) is not None
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(self._on_a_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self._pressed_at = None
        super().mouseDoubleClickEvent(self._on_a_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a border go, or tell a click, unless words were selected."""
        if self._dragged is not None:
            (_, before), self._dragged = self._dragged, None
            if self.held is not None and self.held != before:
                self.border_moved.emit(self.held)
            return
        super().mouseReleaseEvent(self._on_a_line(event))
        if self._pressed_at is not None and not self.textCursor().hasSelection():
            self.clicked.emit(self._position_at(event.position()))
        self._pressed_at = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel enlarge the letters."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.1 ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the words under the mouse, or with those that are selected."""
        if event.reason() is QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.set_caret(self._position_at(QPointF(event.pos()), between=True))
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What the right mouse button offers: the same as the keys do, and to copy words."""
        menu = self.createStandardContextMenu()
        copying = menu.actions()[0]
        menu.insertActions(copying, self.offered)
        menu.insertSeparator(copying)
        return menu

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse: labels, and characters that are not seen in print."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_of(self._position_at(QPointF(event.pos()))), self)
            return True
        return super().viewportEvent(event)

    def told_of(self, position: int) -> str:
        """What a tooltip says of a character."""
        layers = self._painter.layers
        lines = [event_words.label_name(marked.label) for _, marked in layers.entities.at(position)]
        for _, character in layers.unseen.at(position):
            turns = self.tr("turns the order of letters; not obeyed here")
            lines.append(f"{name_of(character)}: {turns if character in TURNS_ORDER else self.tr('is not seen in print')}")
        return "\n".join(lines)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, not what stands in for them on the screen."""
        cursor = self.textCursor()
        span = self._painter.offsets.span(cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        data.setText("" if span is None else span.of(self._text))
        return data

    # Inside

    def _tell_selection(self) -> None:
        span = self.selected_span()
        if span is None:
            self._grown.clear()
        self.selected.emit(span)

    def _edge_at(self, point: QPointF) -> Edge | None:
        near = (
            (abs(bar.left() - point.x()), edge)
            for edge, bar in self._grips().items()
            if bar.top() - REACH <= point.y() <= bar.bottom() + REACH
        )
        distance, edge = min(near, default=(REACH + 1, None))
        return edge if distance <= REACH else None

    def _drag_to(self, point: QPointF) -> None:
        assert self._dragged is not None
        edge, before = self._dragged
        at = self._position_at(point, between=True)
        start, end = (min(at, before.end - 1), before.end) if edge is Edge.START else (before.start, max(at, before.start + 1))
        span = trimmed(self._text, whole_characters(self._text, Span(start, end)))
        if span is not None and span != self.held:
            self.hold(span)
            self.set_emphasis(replace(self._painter.layers.emphasis, field_words=(span,)))

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        place = self._line_place(event.position())
        return QMouseEvent(
            event.type(), place, event.scenePosition(), event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )
