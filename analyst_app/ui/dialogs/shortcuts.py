"""The overview of keys, made from the tables of actions, so that it can't be out of date; and where keys are changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from analyst_app.ui.actions import ActionSpec, Scope, plain_title, translated, written_keys
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.settings.key_field import KeyField
from analyst_app.ui.settings.keys import NEVER, Keys
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.search_box import SearchBox
from analyst_app.ui.widgets.words import Rank, Words

_SPEC = Qt.ItemDataRole.UserRole


class ShortcutsDialog(FramedDialog):
    """Every action by the screen that it works in, that of the screen below first. A changed key holds at once."""

    def __init__(self, specs: Sequence[ActionSpec], *, first: Scope, theme: Theme, keys: Keys, parent: QWidget | None = None) -> None:
        explained = "Enter gives the chosen action other keys, Delete takes its keys back to what they were."
        super().__init__("Keyboard shortcuts", theme=theme, accept="Close", explained=explained, parent=parent)
        self._specs = tuple(specs)
        self._keys = keys
        self._changing: ActionSpec | None = None
        self._blocks: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.search = SearchBox(theme=theme, placeholder="Find an action or a key")
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._into_the_list)
        self.list = self._build_list(first)
        self.capture = self._build_capture()
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, stretch=1)
        self.body.addWidget(self.capture)
        self._add_buttons()
        keys.changed.connect(self._write)
        self.list.itemSelectionChanged.connect(self._enable)
        self._write()
        self.list.setCurrentItem(self._items()[0])
        self.setTabOrder(self.search, self.list)
        self.list.setFocus()
        self.fit(760, 620)

    @property
    def chosen(self) -> ActionSpec | None:
        """The action that is chosen in the list."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _SPEC)

    def choose(self, action_id: str) -> None:
        """Choose an action by its id."""
        self.list.setCurrentItem(next(item for item in self._items() if item.data(0, _SPEC).id == action_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete act on the list while it has the keyboard; Escape leaves the capture before the dialog."""
        if self.list.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.begin()
        elif self.list.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self.reset_chosen()
        elif event.key() == Qt.Key.Key_Escape and self._changing is not None:
            self.give_up()
        else:
            super().keyPressEvent(event)

    @Slot()
    def begin(self) -> None:
        """Wait for the keys that the chosen action is to have."""
        spec = self.chosen
        if spec is None:
            return
        self._changing = spec
        self.complain("")
        self._question.setText(f"Press the new keys for “{plain_title(spec)}”.")
        self.field.forget()
        self.use.setEnabled(False)
        self.beside.setEnabled(False)
        self.capture.show()
        self.field.setFocus()

    @Slot()
    def give_up(self) -> None:
        """Leave the keys as they are."""
        self._changing = None
        self.capture.hide()
        self.complain("")
        self.list.setFocus()

    @Slot()
    def reset_chosen(self) -> None:
        """Give the chosen action the keys that it came with."""
        if self.chosen is not None:
            self._keys.reset([self.chosen], among=self._specs)

    @Slot()
    def reset_all(self) -> None:
        """Give every action the keys that it came with."""
        self._keys.reset(self._specs, among=self._specs)

    @Slot(str)
    def _weigh(self, keys: str) -> None:
        """Keys were pressed: say what speaks against them, and let them be used."""
        assert self._changing is not None
        self.complain(self._keys.objection(self._changing, keys, among=self._specs))
        allowed = keys not in NEVER
        self.use.setEnabled(allowed)
        self.beside.setEnabled(allowed and bool(self._keys.of(self._changing)))
        if allowed:
            self.use.setFocus()

    @Slot()
    def _use(self) -> None:
        self._give(())

    @Slot()
    def _use_beside(self) -> None:
        assert self._changing is not None
        self._give(self._keys.of(self._changing))

    def _give(self, before: tuple[str, ...]) -> None:
        assert self._changing is not None
        self._keys.give(self._changing, (*before, self.field.keys), among=self._specs)
        self.give_up()

    @Slot()
    def _clear(self) -> None:
        assert self._changing is not None
        self._keys.give(self._changing, (), among=self._specs)
        self.give_up()

    def _build_list(self, first: Scope) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setAccessibleName("Actions and their keys")
        tree.setColumnCount(2)
        tree.setHeaderLabels(["Action", "Keys"])
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(self.theme.scaled(14))
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemDoubleClicked.connect(self.begin)
        for scope in sorted(Scope, key=lambda one: one is not first):
            listed = [spec for spec in self._specs if spec.scope is scope]
            if listed:
                tree.addTopLevelItem(self._block(scope, listed))
        tree.expandAll()
        return tree

    def _block(self, scope: Scope, listed: Sequence[ActionSpec]) -> QTreeWidgetItem:
        heading = QTreeWidgetItem([translated(scope.value), ""])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setFont(0, self.theme.font(scale=1.1, bold=True))
        lines = [QTreeWidgetItem([plain_title(spec), ""]) for spec in listed]
        for spec, line in zip(listed, lines, strict=True):
            line.setData(0, _SPEC, spec)
            line.setToolTip(0, translated(spec.tooltip) or plain_title(spec))
        heading.addChildren(lines)
        self._blocks.append((heading, lines))
        return heading

    def _build_capture(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        self._question = Words(theme=self.theme, wraps=True, rank=Rank.BODY)
        self.field = KeyField(frame)
        self.field.pressed.connect(self._weigh)
        self.field.given_up.connect(self.give_up)
        self.use, self.beside, self.none = (QPushButton(words, frame) for words in ("Use these", "Add to its keys", "No keys"))
        again, leave = QPushButton("Press again", frame), QPushButton("Give up", frame)
        for button, act in (
            (self.use, self._use),
            (self.beside, self._use_beside),
            (self.none, self._clear),
            (again, self.begin),
            (leave, self.give_up),
        ):
            button.setAutoDefault(True)
            button.clicked.connect(act)
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(self.field, stretch=1)
        for button in (self.use, self.beside, again, self.none, leave):
            row.addWidget(button)
        column = QVBoxLayout(frame)
        column.addWidget(self._question)
        column.addLayout(row)
        frame.hide()
        return frame

    def _add_buttons(self) -> None:
        self.accept_button.setAutoDefault(False)
        self.accept_button.setDefault(False)
        self.change, self.reset, self.reset_every = (QPushButton(words, self) for words in ("Change…", "Reset", "Reset all"))
        for button, act, told in (
            (self.change, self.begin, "Give the chosen action other keys (Enter)"),
            (self.reset, self.reset_chosen, "Give the chosen action the keys it came with (Delete)"),
            (self.reset_every, self.reset_all, "Give every action the keys it came with"),
        ):
            button.setToolTip(told)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.buttons.addButton(button, self.buttons.ButtonRole.ResetRole)

    @Slot()
    def _write(self) -> None:
        """Show the keys of now, changed ones in bold and with a word."""
        for item in self._items():
            spec: ActionSpec = item.data(0, _SPEC)
            own = self._keys.is_own(spec)
            item.setText(1, (self._keys.written(spec) or ("none" if own else "")) + ("  (yours)" if own else ""))
            font = QFont(self.font())
            font.setBold(own)
            item.setFont(1, font)
            came = written_keys(spec.shortcuts)
            item.setToolTip(1, f"It came with {came or 'no keys'}." if own else item.text(1))
        self._enable()

    @Slot()
    def _enable(self) -> None:
        spec = self.chosen
        self.change.setEnabled(spec is not None)
        self.reset.setEnabled(spec is not None and self._keys.is_own(spec))
        self.reset_every.setEnabled(bool(self._keys.own))

    @Slot(str)
    def _narrow(self, words: str) -> None:
        sought = words.strip().casefold()
        for item in self._items():
            told = f"{item.text(0)} {item.text(1)} {item.toolTip(0)}".casefold()
            item.setHidden(sought not in told)
        for heading, lines in self._blocks:
            heading.setHidden(all(line.isHidden() for line in lines))

    @Slot()
    def _into_the_list(self) -> None:
        found = next((item for item in self._items() if not item.isHidden()), None)
        if found is not None:
            self.list.setCurrentItem(found)
            self.list.setFocus()

    def _items(self) -> list[QTreeWidgetItem]:
        return [line for _, lines in self._blocks for line in lines]
