"""The strip for correcting what is known of the report: title, source, author, date. Checks nothing that the service checks."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from analyst_app.domain.rows import ReportRow


class ReportDetails(QFrame):
    """Unfolds below the head.

    Signals:
        saved(title, source or None, author or None, published): the analyst wants these.
        closed(): it is folded again.
    """

    saved = Signal(str, object, object, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title, self._source, self._author = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._published = QDateEdit(self)
        self._published.setCalendarPopup(True)
        self._published.setDisplayFormat("yyyy-MM-dd")
        save, leave = QPushButton(self.tr("Save"), self), QPushButton(self.tr("Cancel"), self)
        save.setProperty("rank", "primary")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 12, 8)
        for column, (words, widget) in enumerate(
            (
                (self.tr("Title"), self._title),
                (self.tr("Source"), self._source),
                (self.tr("Author"), self._author),
                (self.tr("Date of the report"), self._published),
            )
        ):
            label = QLabel(words, self)
            label.setProperty("role", "muted")
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            grid.addWidget(label, 0, column)
            grid.addWidget(widget, 1, column)
        grid.addWidget(save, 1, 4)
        grid.addWidget(leave, 1, 5)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        save.clicked.connect(self._save)
        leave.clicked.connect(self.fold)
        self.hide()

    def unfold(self, row: ReportRow) -> None:
        """Show what is known, to be changed."""
        self._title.setText(row.title)
        self._source.setText(row.source or "")
        self._author.setText(row.author or "")
        self._published.setDate(QDate(row.published.year, row.published.month, row.published.day))
        self.show()
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._title.selectAll()

    def fold(self) -> None:
        """Hide."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape does not."""
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        shown = self._published.date()
        self.saved.emit(
            self._title.text().strip(),
            self._source.text().strip() or None,
            self._author.text().strip() or None,
            date(shown.year(), shown.month(), shown.day()),
        )
        self.fold()
