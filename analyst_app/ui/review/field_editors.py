"""Editors that replace a field's value in place: typed lines with a live explanation, notes, and choices by letter.

Each has `committed(value)`, `cancelled()` and `moved(step)`, explains what it does not understand, and never loses it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from analyst_app.ui.review.letter_picker import Choice, LetterPicker
from analyst_app.ui.tasks import TaskHandle, Tasks

PAUSE = 150
"""Milliseconds without typing before suggestions are asked for."""
MOST_OFFERS = 6
OFFER_AIR = 2


class Offers(QListView):
    """Suggestions below a line, asked for off the GUI thread while the analyst types; only the newest answer is shown.

    Signals:
        offered(): other suggestions are shown.
    """

    offered = Signal()

    def __init__(self, tasks: Tasks, ask: Callable[[str], Sequence[Any]], show: Callable[[Any], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._ask, self._show = tasks, ask, show
        self._words = QStringListModel(self)
        self._found: tuple[Any, ...] = ()
        self._handle: TaskHandle | None = None
        self._wanted = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._submit)
        self.setModel(self._words)
        self.setSpacing(OFFER_AIR)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Suggestions"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.hide()

    def want(self, prefix: str) -> None:
        """Ask for suggestions, once the typing pauses."""
        self._wanted = prefix.strip()
        if not self._wanted:
            self._take(())
        else:
            self._pause.start()

    def ask_once(self, question: Callable[[], Sequence[Any]]) -> None:
        """Show the answer to another question than what is typed; the first of it is chosen, so that Enter takes it."""
        self.stop()
        self._handle = self._tasks.submit(question)
        self._handle.succeeded.connect(self._arrive_chosen)
        self._handle.failed.connect(lambda _error: self._arrive(()))

    def chosen(self) -> Any | None:
        """The suggestion moved to with the arrows, or None."""
        row = self.currentIndex().row()
        return self._found[row] if self.isVisible() and 0 <= row < len(self._found) else None

    def move_choice(self, by: int) -> None:
        """Go up or down in the suggestions; above the first is the typed line itself."""
        row = max(-1, min(len(self._found) - 1, self.currentIndex().row() + by))
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(self._words.index(-1))
        else:
            self.setCurrentIndex(self._words.index(row))

    @property
    def found(self) -> tuple[Any, ...]:
        """The suggestions that are shown, in their order."""
        return self._found

    def at(self, row: int) -> Any:
        """One suggestion."""
        return self._found[row]

    def stop(self) -> None:
        """Want nothing more."""
        self._pause.stop()
        if self._handle is not None:
            self._handle.abandon()
            self._handle = None

    def _submit(self) -> None:
        self.stop()
        wanted = self._wanted
        self._handle = self._tasks.submit(lambda: self._ask(wanted))
        self._handle.succeeded.connect(self._arrive)
        # Suggestions are a convenience: where there are none the analyst types on.
        self._handle.failed.connect(lambda _error: self._arrive(()))

    def _arrive(self, found: Sequence[Any]) -> None:
        self._handle = None
        self._take(tuple(found)[:MOST_OFFERS])

    def _arrive_chosen(self, found: Sequence[Any]) -> None:
        self._arrive(found)
        self.move_choice(1)

    def _take(self, found: tuple[Any, ...]) -> None:
        self._found = found
        self._words.setStringList([self._show(offer) for offer in found])
        self.setFixedHeight(len(found) * (max(1, self.sizeHintForRow(0)) + 2 * OFFER_AIR) + 6 if found else 0)
        self.setVisible(bool(found))
        self.offered.emit()


class LineField(QWidget):
    """A typed line, what it means, and suggestions where there are any.

    Signals:
        committed(value), cancelled(), moved(step): as of every editor.
    """

    committed = Signal(object)
    cancelled = Signal()
    moved = Signal(int)

    def __init__(
        self,
        *,
        name: str,
        value: str,
        read: Callable[[str], Any],
        explain: Callable[[Any], str],
        offers: tuple[Tasks, Callable[[str], Sequence[str]]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._explain = read, explain
        self._line = QLineEdit(value, self)
        self._line.setAccessibleName(name)
        self._meaning = QLabel(self)
        self._meaning.setWordWrap(True)
        self._meaning.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(self._line)
        column.addWidget(self._meaning)
        self._offers = None if offers is None else Offers(offers[0], offers[1], str, self)
        if self._offers is not None:
            column.addWidget(self._offers)
            self._line.textEdited.connect(self._offers.want)
            self._offers.clicked.connect(lambda index: self._use(index.row()))
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._say)
        self._line.returnPressed.connect(self._commit)
        self._line.installEventFilter(self)
        self._say()

    def begin(self, draft: str) -> None:
        """Take the focus, all selected so that typing replaces."""
        if draft:
            self._line.setText(draft)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def draft(self) -> str:
        """What is typed."""
        return self._line.text()

    def read(self) -> Any:
        """The typed value; raises ValueError where it is none."""
        return self._read(self._line.text())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Up and Down go through the suggestions."""
        if self._offers is not None and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._offers.move_choice(step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the value as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - the signature is Qt's
        """Tab saves and goes on to the next field."""
        self.moved.emit(1 if forwards else -1)
        return True

    def _use(self, row: int) -> None:
        if self._offers is not None:
            self.committed.emit(self._offers.at(row))

    def _say(self) -> None:
        try:
            words, role = self._explain(self.read()), "muted"
        except ValueError as fault:
            words, role = str(fault), "bad"
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))
        if self._meaning.property("role") != role:
            self._meaning.setProperty("role", role)
            self._meaning.style().polish(self._meaning)

    def _commit(self) -> None:
        chosen = self._offers.chosen() if self._offers is not None else None
        if chosen is not None:
            self.committed.emit(chosen)
            return
        try:
            value = self.read()
        except ValueError:
            self._line.selectAll()
            return
        self.committed.emit(value)


class NoteField(QWidget):
    """A few lines of the analyst's own words; Enter saves, Shift and Enter begin a new line.

    Signals:
        committed(value), cancelled(), moved(step): as of every editor.
    """

    committed = Signal(object)
    cancelled = Signal()
    moved = Signal(int)

    def __init__(self, *, name: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = QPlainTextEdit(value, self)
        self._note.setAccessibleName(name)
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self._note)
        self.setFocusProxy(self._note)
        self._note.installEventFilter(self)

    def begin(self, draft: str) -> None:
        """Take the focus."""
        if draft:
            self._note.setPlainText(draft)
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._note.selectAll()

    def draft(self) -> str:
        """What is typed."""
        return self._note.toPlainText()

    def read(self) -> str:
        """The note without space around it."""
        return self._note.toPlainText().strip()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Enter saves, Escape does not."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.committed.emit(self.read())
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - the signature is Qt's
        """Tab saves and goes on to the next field."""
        self.moved.emit(1 if forwards else -1)
        return True


class ChoiceField(QWidget):
    """One of a few answers, by letter.

    Signals:
        committed(value), cancelled(), moved(step): as of every editor.
    """

    committed = Signal(object)
    cancelled = Signal()
    moved = Signal(int)

    def __init__(self, choices: Sequence[Choice], *, name: str, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self._picker = LetterPicker(choices, current=value, name=name, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self._picker)
        self.setFocusProxy(self._picker)
        self._picker.picked.connect(self.committed)
        self._picker.cancelled.connect(self.cancelled)

    def begin(self, draft: str) -> None:
        """Take the focus; nothing half chosen is ever kept."""
        del draft
        self._picker.fit(self.width())
        self._picker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> str:
        """Nothing is typed here."""
        return ""

    def read(self) -> Any:
        """The value as it was: a choice that was not made changes nothing."""
        return self._value

    def resizeEvent(self, event: Any) -> None:
        """Other columns."""
        super().resizeEvent(event)
        self._picker.fit(self.width())

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - the signature is Qt's
        """Tab goes on to the next field."""
        self.moved.emit(1 if forwards else -1)
        return True
