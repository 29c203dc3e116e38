"""The dialogs that choose a report beside another one: which to compare it with, and which it replaces."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from analyst_app.domain.comparing import Candidate
from analyst_app.domain.rows import ReportRow
from analyst_app.ui.compare import words
from analyst_app.ui.compare.lines import Cell, LinesTable, Title
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.review import event_words
from analyst_app.ui.theme import SNUG


class ChooseToCompare(FramedDialog):
    """Which of these to compare a report with.

    Signals:
        chosen_report(id): this one.
    """

    chosen_report = Signal(int)

    def __init__(self, row: ReportRow, candidates: Sequence[Candidate], *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Compare with"),
            theme=context.theme,
            accept=self.tr("Compare"),
            explained=self.tr("Which report stands beside “%1”?").replace("%1", row.title),
            parent=parent,
        )
        self.offer_cancel()
        self._candidates = tuple(candidates)
        titles = (self.tr("Why"), self.tr("Report"), self.tr("Source"), self.tr("Date"), self.tr("Added"), self.tr("Events"))
        self.table = LinesTable(
            [Title(titles[0], 16), Title(titles[1]), *_told_by(*titles[2:])],
            theme=context.theme,
            name=self.tr("Reports to compare with"),
        )
        self.table.show_lines([_line(words.why_words(one), one.row) for one in self._candidates])
        self.table.opened.connect(self.accept)
        self.body.addWidget(self.table)
        self.fit(900, 420)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not candidates:
            self.accept_button.setEnabled(False)
            self.complain(
                self.tr("No other report is of this day, or of the day before or after. Select two reports in the Library instead.")
            )

    @Slot()
    def accept(self) -> None:
        """Take the current line."""
        if 0 <= self.table.number < len(self._candidates):
            self.chosen_report.emit(self._candidates[self.table.number].row.id)
            super().accept()


class ChooseReplaced(FramedDialog):
    """Which earlier report a report replaces, and why.

    Signals:
        replaced(id, reason): this one is replaced.
    """

    replaced = Signal(int, str)

    def __init__(self, row: ReportRow, candidates: Sequence[ReportRow], *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("This report replaces…"),
            theme=context.theme,
            accept=self.tr("Replace"),
            explained=self.tr(
                "Which report does “%1” replace? "
                "The replaced events stay to be seen, marked as revised, and count nowhere. Undo takes it back."
            ).replace("%1", row.title),
            parent=parent,
        )
        self.offer_cancel()
        self._candidates = tuple(candidates)
        titles = (self.tr("Report"), self.tr("Source"), self.tr("Date"), self.tr("Added"), self.tr("Events"))
        self.table = LinesTable(
            [Title(titles[0]), *_told_by(*titles[1:])],
            theme=context.theme,
            name=self.tr("Reports that may be replaced"),
        )
        self.table.show_lines([_line("", one)[1:] for one in self._candidates])
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(self.tr("for instance: the morning tally, a corrected edition"))
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow(self.tr("&Reason"), self.reason)
        self.body.addWidget(self.table)
        self.body.addLayout(form)
        self.fit(860, 400)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not candidates:
            self.accept_button.setEnabled(False)
            self.complain(
                self.tr(
                    "No earlier report is of the same source and day. "
                    "Select the two reports in the Library to say that one replaces the other."
                )
            )

    @Slot()
    def accept(self) -> None:
        """Take the current line."""
        if 0 <= self.table.number < len(self._candidates):
            self.replaced.emit(self._candidates[self.table.number].id, self.reason.text().strip())
            super().accept()


class ChooseCoder(FramedDialog):
    """Who codes a report a second time.

    Signals:
        coder_named(name).
    """

    coder_named = Signal(str)

    def __init__(self, row: ReportRow, *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Code a second time"),
            theme=context.theme,
            accept=self.tr("Begin"),
            explained=self.tr(
                "“%1” is read again, and its fresh proposals are reviewed by another analyst, who does not see what was decided first. "
                "The second coding is in no list and no count; Compare shows how far both agree."
            ).replace("%1", row.title),
            parent=parent,
        )
        self.offer_cancel()
        self.name = QLineEdit(context.workbench.analyst, self)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow(self.tr("&Coded by"), self.name)
        self.body.addLayout(form)
        self.setMinimumWidth(context.theme.scaled(460))

    @Slot()
    def accept(self) -> None:
        """Take the name."""
        if not self.name.text().strip():
            self.complain(self.tr("A coding needs a name: type who codes."))
            return
        self.coder_named.emit(self.name.text().strip())
        super().accept()


def _told_by(source: str, day: str, added: str, events: str) -> tuple[Title, ...]:
    return (Title(source, 13), Title(day, 11), Title(added, 13), Title(events, 5, number=True))


def _line(why: str, row: ReportRow) -> tuple[Cell, ...]:
    events = row.proposed + row.confirmed + row.rejected
    return (
        Cell(why),
        Cell(row.title),
        Cell(row.source or "—", "" if row.source else "muted"),
        Cell(event_words.day(row.published)),
        Cell(words.added_at(row)),
        Cell(str(events)),
    )
