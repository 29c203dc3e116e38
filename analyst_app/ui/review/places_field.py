"""The editor of an event's places: each with what the gazetteer knows of it, and a line to add more."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from analyst_app.domain.places import Place
from analyst_app.ui.review import event_words
from analyst_app.ui.review.field_editors import Offers
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme


class PlacesField(QWidget):
    """Places in order, most specific first. Enter adds what is typed, and saves when nothing is.

    Down on the empty line offers the other places that the first one's name can mean; one of them takes its place, with its words.

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
        value: tuple[Place, ...],
        tasks: Tasks,
        suggest: Callable[[str], Sequence[Place]],
        resolve: Callable[[str], Place],
        named: Callable[[str], Sequence[Place]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places = list(value)
        self._tasks, self._resolve, self._named = tasks, resolve, named
        self._replaced: Place | None = None
        self._adding = 0
        self._saving = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._line = QLineEdit(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(self.tr("Add a place"))
        told = QLabel(self.tr("On the empty line: Enter saves, Backspace takes the last one out, Down shows namesakes"), self)
        told.setWordWrap(True)
        told.setProperty("role", "muted")
        self._offers = Offers(tasks, suggest, lambda place: f"{place.label} — {event_words.place_explained(place)}", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self._line)
        column.addWidget(self._offers)
        column.addWidget(told)
        from analyst_app.ui.widgets.small_map import SmallMap  # noqa: PLC0415 - brings in what draws maps, when a place is first edited

        self.map = SmallMap(theme=theme, tasks=tasks, parent=self)
        column.addWidget(self.map)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._want)
        self._line.returnPressed.connect(self._enter)
        self._line.installEventFilter(self)
        self._offers.clicked.connect(lambda index: self._add(self._offers.at(index.row())))
        self._offers.offered.connect(self._show_on_map)
        self._offers.selectionModel().currentChanged.connect(self._show_on_map)
        self.map.picked.connect(lambda number: self._add(self._offers.at(number)))
        self._show()

    def begin(self, draft: str) -> None:
        """Take the focus."""
        self._line.setText(draft)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> str:
        """What is typed and not added yet."""
        return self._line.text()

    def read(self) -> tuple[Place, ...]:
        """The places; raises ValueError while a typed one is not added."""
        if self._line.text().strip() or self._adding:
            raise ValueError(self.tr("A typed place is not added yet: press Enter."))
        return tuple(self._places)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Up and Down go through the suggestions; Backspace on the empty line takes the last place out."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                if step > 0 and not self._line.text() and not self._offers.isVisible() and self._places:
                    self._ask_candidates(self._places[0])
                else:
                    self._offers.move_choice(step)
                return True
            if event.key() == Qt.Key.Key_Backspace and not self._line.text() and self._places:
                self._places.pop()
                self._show()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the places as they were."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - the signature is Qt's
        """Tab saves and goes on to the next field."""
        self.moved.emit(1 if forwards else -1)
        return True

    def _want(self, typed: str) -> None:
        self._replaced = None
        self._offers.want(typed)

    def _enter(self) -> None:
        chosen = self._offers.chosen()
        words = self._line.text().strip()
        if chosen is not None:
            self._add(chosen)
        elif words:
            self._adding += 1
            handle = self._tasks.submit(lambda: self._resolve(words))
            handle.succeeded.connect(self._added)
            # Where the gazetteer can't be asked, the report's words still name the place.
            handle.failed.connect(lambda _error: self._added(Place(words)))
        elif self._adding:
            self._saving = True
        else:
            self.committed.emit(tuple(self._places))

    def _added(self, place: Place) -> None:
        self._adding -= 1
        self._add(place)
        if self._saving and not self._adding:
            self.committed.emit(tuple(self._places))

    def _ask_candidates(self, place: Place) -> None:
        """Offer what a place's name can mean."""
        self._replaced = place
        name = place.name or place.text
        self._offers.ask_once(lambda: [found for found in self._named(name) if found.place_id != place.place_id])
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, place: Place) -> None:
        self._offers.stop()
        self._offers.want("")
        self._line.clear()
        replaced, self._replaced = self._replaced, None
        if replaced in self._places:
            # The report's words stay those of the place, whatever they are found to mean.
            self._places[self._places.index(replaced)] = replace(place, text=replaced.text)
        elif place not in self._places:
            self._places.append(place)
        self._show()

    def _remove(self, place: Place) -> None:
        self._places.remove(place)
        self._show()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _raise(self, place: Place) -> None:
        self._places.remove(place)
        self._places.insert(0, place)
        self._show()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, place in enumerate(self._places):
            self._rows.addWidget(self._row(place, first=number == 0))
        self._show_on_map()

    @Slot()
    def _show_on_map(self) -> None:
        chosen = self._offers.currentIndex().row()
        self.map.show_places(self._places, self._offers.found, chosen=chosen if chosen >= 0 else None)

    def _row(self, place: Place, *, first: bool) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        words = QLabel(f"<b>{escape(place.label)}</b> · {escape(event_words.place_explained(place))}", row)
        words.setWordWrap(True)
        line.addWidget(words, 1)
        for sign, told, act, shown in (
            ("⋯", self.tr("Other places that %1 can mean"), self._ask_candidates, True),
            ("↑", self.tr("Make %1 the first place"), self._raise, not first),
            ("✕", self.tr("Take %1 out"), self._remove, True),
        ):
            button = QToolButton(row)
            button.setText(sign)
            button.setAutoRaise(True)
            button.setAccessibleName(told.replace("%1", place.label))
            button.setToolTip(button.accessibleName())
            button.clicked.connect(lambda _checked=False, act=act: act(place))
            button.setVisible(shown)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
