"""The dialog that corrects what is known of a report: title, source, author, date."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import ReportRow, SourceRow
from analyst_app.services import library, sources
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.paste import completer_of
from analyst_app.ui.theme import SNUG
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.words import Rank, Words


class DescribeDialog(FramedDialog):
    """Saves when accepted and stays open, with the reason, where that fails."""

    def __init__(self, row: ReportRow, *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("About this report", theme=context.theme, accept="Save", parent=parent)
        self.offer_cancel()
        self._row = row
        self._context = context
        self.title = QLineEdit(row.title, self)
        self.title.setCursorPosition(0)
        self.source = QLineEdit(row.source or "", self)
        self.author = QLineEdit(row.author or "", self)
        for field in (self.source, self.author):
            field.setPlaceholderText("not known")
        self.published = DayField(theme=context.theme, name="Date of the report")
        self.published.set_day(row.published)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow("&Title", self.title)
        form.addRow("&Source", self.source)
        form.addRow("&Author", self.author)
        form.addRow("&Date", self.published)
        self.body.addLayout(form)
        self.body.addWidget(Words(_came_from(row), theme=context.theme, rank=Rank.MUTED, wraps=True))
        self.setMinimumWidth(context.theme.scaled(460))
        workbench = context.workbench
        handle = context.tasks.submit(lambda: sources.list_sources(workbench))
        handle.succeeded.connect(self._offer_sources)

    @Slot(object)
    def _offer_sources(self, known: Sequence[SourceRow]) -> None:
        self.source.setCompleter(completer_of([row.name for row in known], parent=self.source))

    def accept(self) -> None:
        """Save, and close once that is done."""
        published, title = self.published.day, self.title.text().strip()
        if published is None:
            self.complain("A report needs a date. Write it as 2023-11-09.")
            return
        if not title:
            self.complain("A report needs a title.")
            return
        workbench, report_id = self._context.workbench, self._row.id
        source, author = self.source.text().strip() or None, self.author.text().strip() or None
        self.accept_button.setEnabled(False)
        handle = self._context.tasks.submit(
            lambda: library.describe_report(workbench, report_id=report_id, title=title, source=source, author=author, published=published)
        )
        handle.succeeded.connect(self._finish)
        handle.failed.connect(self._refuse)

    @Slot()
    def _finish(self) -> None:
        self.done(QDialog.DialogCode.Accepted)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, UserError):
            self.complain(str(error))


def _came_from(row: ReportRow) -> str:
    origin = f"Read from {row.file_name}" if row.file_name else "Pasted"
    return f"{origin}, added {row.imported_at:%Y-%m-%d}; {row.characters:,} characters. Events keep their own dates."
