"""One field of the event card: its name and key, value, words, confidence, and what was proposed. Knows no services."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from analyst_app.ui.actions import written_keys
from analyst_app.ui.review.value_button import FieldButton, UnsaidButton, ValueButton
from analyst_app.ui.theme import Theme

SURE, FAIRLY_SURE = 0.9, 0.7
"""From here on the confidence mark has three, or two, of its three dots."""


@dataclass(frozen=True, slots=True)
class FieldLook:
    """What a row shows. `below` is a second line (what was proposed, or what could not be saved), `alarming` where it is the latter.

    A field about which nothing is said, and of which there is nothing else to tell, takes a short button and no row.
    """

    value: str
    said: bool
    words: str = ""
    confidence: float | None = None
    below: str = ""
    alarming: bool = False
    repeats: bool = False
    """Whether the report's words say nothing more than the value, or are those that name the event."""

    @property
    def has_row(self) -> bool:
        """Whether there is something to tell."""
        return self.said or bool(self.words or self.below) or self.confidence is not None


class FieldRow(QObject):
    """The widgets of one field, laid into three lines of the card's grid; an editor can take the place of the value.

    Signals:
        pointed(): the analyst looks at the field: show its words.
        pressed(): edit it.
        stepped(by): on to a neighbouring field, or with 0 back to the list.
    """

    pointed = Signal()
    pressed = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, key: str, *, grid: QGridLayout, line: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._line = grid, line
        self._name = name
        self._editor: QWidget | None = None
        self._action: QAction | None = None
        self._key, self._theme = key, theme
        self._label = QLabel(parent)
        self._label.setProperty("role", "muted")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setContentsMargins(0, 4, 0, 0)
        self.value = ValueButton(theme, parent)
        self.value.setToolTip(self.tr("Edit (%1)").replace("%1", key))
        self.unsaid: UnsaidButton | None = None
        self._look = FieldLook("", said=False)
        self._narrow = self._chosen = False
        self._words = _WordsLabel(theme, parent)
        self._dots = QLabel(parent)
        self._dots.setContentsMargins(0, 4, 0, 0)
        self._below = QLabel(parent)
        self._below.setWordWrap(True)
        self._below.setContentsMargins(6, 0, 0, 4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._label, line, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.value, line, 1)
        grid.addWidget(self._words, line, 2)
        grid.addWidget(self._dots, line, 3, top)
        grid.addWidget(self._below, line + 1, 1, 1, 3)
        self._listen(self.value)
        self._words.pointed.connect(self.pointed)

    def make_unsaid(self, parent: QWidget) -> UnsaidButton:
        """Make the short button that stands for the field where nothing is said of it."""
        self.unsaid = UnsaidButton(self._name, self._key, theme=self._theme, parent=parent)
        self._listen(self.unsaid)
        return self.unsaid

    @property
    def button(self) -> FieldButton:
        """What can be pressed, and has the keyboard when the field is looked at."""
        return self.value if self._look.has_row or self.unsaid is None else self.unsaid

    @property
    def is_short(self) -> bool:
        """Whether nothing is said of the field, so that it has no row."""
        return self.button is not self.value

    def _listen(self, button: FieldButton) -> None:
        button.reached.connect(self.pointed)
        button.clicked.connect(self.pressed)
        button.stepped.connect(self.stepped)

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is no room for a column of words, set them behind the value."""
        self._narrow = narrow
        self._grid.removeWidget(self.value)
        self._grid.addWidget(self.value, self._line, 1, 1, 2 if narrow else 1)
        self._lay_open()

    def follow_key(self, action: QAction) -> None:
        """Show the key of an action, now and when it is given another one."""
        self._action = action
        action.changed.connect(self._name_key)
        self._name_key()

    @Slot()
    def _name_key(self) -> None:
        assert self._action is not None
        key = written_keys(keys.toString() for keys in self._action.shortcuts())
        if key == self._key:
            return
        self._key = key
        self.value.setToolTip(self.tr("Edit (%1)").replace("%1", key) if key else self.tr("Edit"))
        if self.unsaid is not None:
            self.unsaid.name_key(key)
        self.show_look(self._look, chosen=self._chosen)

    def show_look(self, look: FieldLook, *, chosen: bool) -> None:
        """Show another value; `chosen` where its words are those that stand out in the text."""
        self._look = look
        self.value.said = look.said
        keycap = f"background: {self._theme.tones.hover}; font-size: small"
        plate = f"&nbsp; <span style='{keycap}'>&nbsp;{self._key}&nbsp;</span>" if self._key else ""
        self._label.setText(f"{self._name}{plate}")
        self.value.setText(look.value)
        self.value.setAccessibleName(f"{self._name}: {look.value}")
        self.value.updateGeometry()
        self._words.show_words(look.words, chosen=chosen)
        self._dots.setText("" if look.confidence is None else dots(look.confidence))
        told = "" if look.confidence is None else self.tr("Confidence %1 %").replace("%1", str(round(look.confidence * 100)))
        self._dots.setToolTip(told)
        self._dots.setAccessibleName(told)
        _set_role(self._dots, "bad" if look.confidence is not None and look.confidence < FAIRLY_SURE else "muted")
        self._below.setText(look.below)
        _set_role(self._below, "bad" if look.alarming else "muted")
        self._chosen = chosen
        self._lay_open()

    def put_editor(self, editor: QWidget) -> None:
        """Let an editor take the place of value and words."""
        self._editor = editor
        self._lay_open()
        if self._narrow:
            self._grid.addWidget(editor, self._line + 2, 0, 1, 4)
        else:
            self._grid.addWidget(editor, self._line, 1, 1, 3)
        editor.show()

    def take_editor(self) -> None:
        """Show the value again."""
        if self._editor is not None:
            self._grid.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        self._lay_open()

    def _lay_open(self) -> None:
        """Show what there is to show: an editor, or the value with its words, or neither."""
        row, editing = self._look.has_row, self._editor is not None
        behind = self._narrow and (self._chosen or not self._look.repeats)
        self.value.show_words(self._look.words if behind else "")
        self._label.setVisible(row or editing)
        self.value.setVisible(row and not editing)
        self._words.setVisible(row and not editing and not self._narrow)
        self._dots.setVisible(row and not editing)
        self._below.setVisible((row or editing) and bool(self._look.below))
        if self.unsaid is not None:
            self.unsaid.setVisible(not row and not editing)


class _WordsLabel(QLabel):
    """The words behind a field, in quotation marks; a click shows them in the text."""

    pointed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWordWrap(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(6, 3, 2, 3)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_words(self, words: str, *, chosen: bool) -> None:
        """Show other words; underlined and marked where they stand out in the text."""
        self.setText(f"▸ {words}" if chosen and words else words)
        self.setToolTip(self.tr("Show these words in the text") if words else "")
        _set_role(self, "" if chosen else "muted")
        font = self._theme.font(bold=chosen)
        font.setItalic(True)
        self.setFont(font)

    def mousePressEvent(self, event: object) -> None:
        """Show them in the text."""
        del event
        if self.text():
            self.pointed.emit()


def dots(confidence: float) -> str:
    """A confidence as one to three dots."""
    full = 3 if confidence >= SURE else 2 if confidence >= FAIRLY_SURE else 1
    return "●" * full + "○" * (3 - full)


def _set_role(label: QLabel, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().polish(label)
