"""A field for one day that may be left empty: typed as 2023-11-09 or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from analyst_app.ui.theme import Theme

FORM = "YYYY-MM-DD"
ROOM_FOR_ICON = 52


class DayField(QLineEdit):
    """Empty means what `placeholder` says.

    Signals:
        changed(): another valid day, or none, is entered for good.
    """

    changed = Signal()

    def __init__(self, *, theme: Theme, name: str, placeholder: str = FORM, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setToolTip(f"{name}: {FORM}, or Alt+Down for a calendar")
        self._pick = QAction(self)
        self._pick.setText("Calendar")
        self._pick.setShortcut("Alt+Down")
        self._pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._pick.triggered.connect(self.show_calendar)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._finish)
        self.textChanged.connect(self._mark)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def valid(self) -> bool:
        """Whether the field is empty or holds a day that exists."""
        return not self.text().strip() or read_day(self.text()) is not None

    @property
    def day(self) -> date | None:
        """The day entered, or None where the field is empty or not valid."""
        return read_day(self.text())

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing. Tells nobody."""
        self._told = day
        self.setText("" if day is None else day.isoformat())

    @Slot()
    def show_calendar(self) -> None:
        """Let the day be picked below the field."""
        popup = _Calendar(self.day, parent=self)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()

    @Slot(QDate)
    def _take(self, picked: QDate) -> None:
        self.setText(picked.toString(Qt.DateFormat.ISODate))
        self._finish()

    @Slot()
    def _finish(self) -> None:
        if self.valid and self.day != self._told:
            self._told = self.day
            self.changed.emit()

    @Slot()
    def _mark(self) -> None:
        self.setStyleSheet("" if self.valid else f"QLineEdit {{ border: 2px solid {self._theme.tones.bad}; padding: 3px 5px; }}")

    @Slot()
    def _draw(self) -> None:
        self._pick.setIcon(self._theme.icon("calendar", tone="muted"))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(max(FORM, self.placeholderText(), key=len)) + ROOM_FOR_ICON)
        self._mark()


def read_day(words: str) -> date | None:
    """The day of `2023-11-09`, or None where it is not one."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


class _Calendar(QFrame):
    """Closes itself and goes when a day is picked or Escape is pressed."""

    picked = Signal(QDate)

    def __init__(self, day: date | None, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(self)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)
        self.setFocusProxy(calendar)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()

    def event(self, event: QEvent) -> bool:
        """Keys belong to the calendar, not to the shortcuts of the screen below it."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)
