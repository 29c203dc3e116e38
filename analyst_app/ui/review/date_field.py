"""The editor of an event's first and last day, which says what they come to."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton, QVBoxLayout, QWidget

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN
from analyst_app.domain.dates import DateSpan
from analyst_app.ui.review import event_words
from analyst_app.ui.widgets.flow import FlowLayout


class DateField(QWidget):
    """Two days with calendars, and the two spans that reports mean most often as buttons.

    Signals:
        committed(value), cancelled(), moved(step): as of every editor.
    """

    committed = Signal(object)
    cancelled = Signal()
    moved = Signal(int)

    def __init__(self, *, name: str, value: DateSpan, published: date, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._published = words, published
        self._first = self._day_edit(value.start, self.tr("%1: first day").replace("%1", name))
        self._last = self._day_edit(value.end, self.tr("%1: last day").replace("%1", name))
        self._meaning = QLabel(self)
        self._meaning.setWordWrap(True)
        line = FlowLayout(spacing=6)
        line.addWidget(self._first)
        line.addWidget(QLabel(self.tr("to"), self))
        line.addWidget(self._last)
        usual = FlowLayout(spacing=6)
        self._usual = {"r": DateSpan.day(published), "w": DateSpan.ending(published, days=1)}
        for key, told in (("r", self.tr("R  Report's day")), ("w", self.tr("W  24-hour window"))):
            button = QPushButton(told, self)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(event_words.days(self._usual[key]))
            button.clicked.connect(partial(self._use, key))
            usual.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._meaning)
        column.addLayout(usual)
        self.setFocusProxy(self._first)
        self._say()

    def begin(self, draft: str) -> None:
        """Take the focus on the first day."""
        for edit, written in zip((self._first, self._last), draft.split("/"), strict=False):
            edit.setDate(QDate.fromString(written, Qt.DateFormat.ISODate))
        self._first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._first.setSelectedSection(QDateEdit.Section.DaySection)

    def draft(self) -> str:
        """Both days, in the order entered."""
        return "/".join(edit.date().toString(Qt.DateFormat.ISODate) for edit in (self._first, self._last))

    def read(self) -> DateSpan:
        """The span; raises ValueError where it ends before it starts."""
        first, last = _day(self._first), _day(self._last)
        if last < first:
            raise ValueError(self.tr("The last day is before the first. Move one of them."))
        return DateSpan(first, last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One letter for each of the usual spans; days are typed in digits."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.text().casefold() in self._usual:
            self._use(event.text().casefold())
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape does not."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            try:
                value = self.read()
            except ValueError:
                return
            self.committed.emit(value)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - the signature is Qt's
        """Tab goes from the first day to the last, and then on to the next field."""
        if forwards and self._first.hasFocus():
            self._last.setFocus(Qt.FocusReason.TabFocusReason)
        elif not forwards and self._last.hasFocus():
            self._first.setFocus(Qt.FocusReason.BacktabFocusReason)
        else:
            self.moved.emit(1 if forwards else -1)
        return True

    def _use(self, key: str) -> None:
        self.committed.emit(self._usual[key])

    def _day_edit(self, day: date, name: str) -> QDateEdit:
        edit = QDateEdit(QDate(day.year, day.month, day.day), self)
        edit.setAccessibleName(name)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.installEventFilter(self)
        edit.dateChanged.connect(self._say)
        return edit

    def _say(self, *_: Any) -> None:
        try:
            span = self.read()
        except ValueError as fault:
            words, role = str(fault), "bad"
        else:
            words, role = date_meaning(span, words=self._words, published=self._published), "muted"
        self._meaning.setText(words)
        if self._meaning.property("role") != role:
            self._meaning.setProperty("role", role)
            self._meaning.style().polish(self._meaning)


def date_meaning(span: DateSpan, *, words: str, published: date) -> str:
    """What a span comes to: “last 24 hours” in a report of 9 Nov 2023 → 8 to 9 November. Counts on 9 Nov 2023."""
    told = _counting(span)
    if not words:
        return told
    said = event_words.translate("review", "“%1” in a report of %2 → %3. %4")
    parts = (words, event_words.day(published), event_words.days_said(span), told)
    for place, part in enumerate(parts, 1):
        said = said.replace(f"%{place}", part)
    return said


def _counting(span: DateSpan) -> str:
    if span.length > LONGEST_COUNTED_SPAN:
        words = event_words.translate("review", "%1 days: a cumulative figure, counts on no day")
        return words.replace("%1", event_words.number(span.length))
    if span.length == 1:
        return event_words.translate("review", "One day; counts on it")
    return event_words.translate("review", "Reporting window; counts on %1").replace("%1", event_words.day(span.end))


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
