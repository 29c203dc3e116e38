"""The daily brief as it will be printed: choose the day, read it, save it as HTML or PDF. Follows what is corrected meanwhile."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QHBoxLayout, QPushButton, QTextBrowser, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.domain.review import ReviewState
from analyst_app.services.brief import BriefPage, latest_day, make_brief, page_of_brief, write_brief
from analyst_app.services.filters import filter_in_words
from analyst_app.ui.brief.document import BriefDocument, write_pdf
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.tasks import Lane, TaskHandle
from analyst_app.ui.theme import NORMAL, SNUG
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.words import Rank, Words

WIDTH = 720
"""Pixels of the page in the preview."""
LEAST, ROOM, WIDEST, HEIGHT = 320, 80, 1240, 780
"""Pixels of the preview's least height, beside the page, of the widest preview, and of the dialog's height at first."""
SHARPNESS = 2
FORMATS = "PDF (*.pdf);;HTML (*.html)"


class BriefPreview(FramedDialog):
    """Shows the brief of a day; the last day that a report was published on unless one is given."""

    def __init__(self, *, context: Context, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Daily brief", theme=context.theme, accept="Save…", parent=parent)
        self._context = context
        self._page: BriefPage | None = None
        self._waiting: TaskHandle | None = None
        self.day = DayField(theme=context.theme, name="Day of the brief")
        self.earlier, self.later = QPushButton("Day before", self), QPushButton("Day after", self)
        self.earlier.setShortcut("Alt+Left")
        self.later.setShortcut("Alt+Right")
        self.earlier.setToolTip("The brief of the day before (Alt+Left)")
        self.later.setToolTip("The brief of the day after (Alt+Right)")
        self.proposals = QPushButton("Include proposals", self)
        self.proposals.setCheckable(True)
        self.filtered = QPushButton("As filtered", self)
        self.filtered.setCheckable(True)
        self._show_filter()
        self.saved = Words(theme=context.theme, rank=Rank.MUTED)
        self.paper = QTextBrowser(self)
        self._lay_out()
        self._connect()
        if day is None:
            workbench = context.workbench
            context.tasks.submit(lambda: latest_day(workbench)).succeeded.connect(self._take_day)
        else:
            self._take_day(day)

    @property
    def page(self) -> BriefPage | None:
        """What is shown; None until it is made."""
        return self._page

    def save(self, path: Path) -> None:
        """Write what is shown, as the suffix says.

        Raises:
            UserError: where the file cannot be written, or the suffix is another.
        """
        if self._page is None:
            return
        if path.suffix.lower() == ".pdf":
            write_pdf(self._page, path)
        elif path.suffix.lower() == ".html":
            write_brief(self._page, path=path)
        else:
            raise UserError(f"A brief can be written as HTML or PDF. Give {path.name} one of the suffixes .html, .pdf.")

    def accept(self) -> None:
        """Ask where, and save; the preview stays open."""
        day = self.day.day
        if day is None or self._page is None:
            self.complain("Choose a day first, for instance 2023-11-09.")
            return
        chosen, kind = QFileDialog.getSaveFileName(self, "Save the brief", f"brief-{day}.pdf", FORMATS)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".html" if kind.startswith("HTML") else ".pdf")
        try:
            self.save(path)
        except UserError as problem:
            self.complain(str(problem))
            return
        self.complain("")
        self.saved.setText(f"Saved as {path}.")

    def _lay_out(self) -> None:
        self.paper.setOpenLinks(False)
        self.paper.setAccessibleName("Preview of the brief")
        self.paper.setMinimumSize(min(self.theme.scaled(WIDTH + ROOM), WIDEST), LEAST)
        # Paper is white, also in a dark window.
        colours = self.paper.palette()
        colours.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
        self.paper.setPalette(colours)
        self.paper.setStyleSheet("QTextBrowser { background: #ffffff; color: #1a1f25; }")
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        for widget in (self.earlier, self.day, self.later, self.proposals, self.filtered):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.saved)
        self.body.setSpacing(NORMAL)
        self.body.addLayout(row)
        self.body.addWidget(self.paper, stretch=1)
        tab_through(self.earlier, self.day, self.later, self.proposals, self.filtered, self.paper, self.buttons, page=self)
        close = QPushButton("Close", self)
        self.buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.earlier, self.later, self.proposals, self.filtered, close):
            button.setAutoDefault(False)
        self.accept_button.setEnabled(False)
        room = self.screen().availableSize()
        self.resize(min(self.sizeHint().width(), room.width()), min(HEIGHT, room.height()))

    def _connect(self) -> None:
        self.day.changed.connect(self._ask)
        self.proposals.toggled.connect(self._ask)
        self.filtered.toggled.connect(self._ask)
        self.earlier.clicked.connect(self._go_back)
        self.later.clicked.connect(self._go_on)
        self._context.tasks.changed.connect(self._follow)
        self.theme.changed.connect(self._show)

    def _show_filter(self) -> None:
        """Offer the filter of the screens where it restricts more than days and states."""
        words = filter_in_words(self._context.filter.matching)
        self.filtered.setVisible(bool(words))
        self.filtered.setToolTip(f"Only events {words}, as the filter of the screens has it; the page says so")

    @Slot(object)
    def _take_day(self, day: date | None) -> None:
        if day is not None:
            self.day.set_day(day)
            self._ask()
        else:
            self.paper.setPlainText("There is no report yet. Open or paste some, and confirm their events.")

    @Slot()
    def _ask(self) -> None:
        day, workbench = self.day.day, self._context.workbench
        if day is None:
            return
        if self._waiting is not None:
            self._waiting.abandon()
        states = {ReviewState.CONFIRMED, ReviewState.PROPOSED} if self.proposals.isChecked() else {ReviewState.CONFIRMED}
        matching = self._context.filter.matching if self.filtered.isChecked() else None
        self._waiting = self._context.tasks.submit(
            lambda: page_of_brief(workbench, make_brief(workbench, day=day, states=frozenset(states), matching=matching)), lane=Lane.PICTURE
        )
        self._waiting.succeeded.connect(self._take)

    @Slot(object)
    def _take(self, page: BriefPage) -> None:
        self._waiting = None
        self._page = page
        self.accept_button.setEnabled(True)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._page is None:
            return
        at = self.paper.verticalScrollBar().value()
        scale = self.theme.text_size / 100
        width = min(self.theme.scaled(WIDTH), WIDEST - ROOM)
        document = BriefDocument(self._page, width=width, scale=scale, sharpness=SHARPNESS, parent=self.paper)
        document.setDocumentMargin(NORMAL)
        old = self.paper.document()
        self.paper.setDocument(document)
        if isinstance(old, BriefDocument):
            old.deleteLater()
        self.paper.verticalScrollBar().setValue(at)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.library or changes.report_ids or changes.event_ids:
            self._ask()

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    def _go(self, days: int) -> None:
        if self.day.day is not None:
            self.day.set_day(self.day.day + timedelta(days=days))
            self._ask()
