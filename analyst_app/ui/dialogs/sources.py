"""The dialog of sources: what each is called, whose side it takes, how far it is believed, and how often it reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import SourceRow
from analyst_app.domain.sources import DAILY, RELIABILITY_WORDS, WEEKLY, Reliability
from analyst_app.services import parties, sources
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.paste import completer_of
from analyst_app.ui.theme import SNUG
from analyst_app.ui.widgets.plain_table import PlainTable

RHYTHMS = {None: "none expected", DAILY: "daily", 2: "every two days", WEEKLY: "weekly", 14: "every two weeks", 30: "monthly"}
EXPLAINED = (
    "Reliability is in the letters of the Admiralty code. Where a source has a rhythm, a report that has not come in is shown as missing. "
    "Each change is saved when you go on to another source or close, and can be undone."
)


@dataclass(frozen=True, slots=True)
class _Entered:
    """What stands in the fields."""

    name: str
    side: str | None
    reliability: Reliability | None
    rhythm_days: int | None
    note: str


class SourcesDialog(FramedDialog):
    """All sources above, the chosen one's fields below."""

    def __init__(self, *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Sources", theme=context.theme, accept="Close", explained=EXPLAINED, parent=parent)
        self._context = context
        self._rows: tuple[SourceRow, ...] = ()
        self._shown: SourceRow | None = None
        self._closing = self._filling = False
        self.table = PlainTable(
            ["Source", "Side", "Reliability", "Rhythm", "Reports", "Last report"],
            widths=[0, 14, 10, 14, 8, 12],
            theme=context.theme,
            name="Sources",
        )
        self.name, self.side, self.note = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.side.setPlaceholderText("takes no side, or not known")
        self.reliability, self.rhythm = QComboBox(self), QComboBox(self)
        self.reliability.addItem("not said", None)
        for letter, words in RELIABILITY_WORDS.items():
            self.reliability.addItem(f"{letter} – {words}", letter)
        form = QFormLayout()
        form.setSpacing(SNUG)
        for label, widget in (
            ("&Name", self.name),
            ("&Side", self.side),
            ("&Reliability", self.reliability),
            ("R&hythm", self.rhythm),
            ("N&ote", self.note),
        ):
            form.addRow(label, widget)
        self.body.addWidget(self.table, stretch=1)
        self.body.addLayout(form)
        self.accept_button.setAutoDefault(False)
        self.accept_button.setDefault(False)
        self.table.chosen_changed.connect(self._choose)
        self.fit(820, 560)
        self._ask()
        workbench = context.workbench
        context.tasks.submit(lambda: parties.suggest_parties(workbench, prefix="", limit=200)).succeeded.connect(self._offer_sides)

    def _ask(self) -> None:
        workbench = self._context.workbench
        self._context.tasks.submit(lambda: sources.list_sources(workbench)).succeeded.connect(self._show)

    @Slot(object)
    def _offer_sides(self, names: Sequence[str]) -> None:
        self.side.setCompleter(completer_of(names, parent=self.side))

    @Slot(object)
    def _show(self, rows: Sequence[SourceRow]) -> None:
        shown = self._shown
        typed = shown is not None and self._entered != _as_entered(shown)
        self._rows = tuple(rows)
        number = next((n for n, row in enumerate(rows) if shown is not None and row.id == shown.id), 0)
        self._filling = True
        self.table.show_lines([_line(row) for row in rows])
        if rows:
            self.table.choose(number)
        self._filling = False
        for widget in (self.name, self.side, self.reliability, self.rhythm, self.note):
            widget.setEnabled(bool(rows))
        if not rows:
            self.complain("There is no source yet. A report's source is named when it comes in, or under Edit Title, Source, Date.")
        elif not typed:
            # What is being typed stays, whatever was saved meanwhile.
            self._fill(rows[number])

    @Slot()
    def _choose(self) -> None:
        chosen = self.table.chosen
        row = self._rows[chosen[0]] if chosen and chosen[0] < len(self._rows) else None
        if self._filling or row is None or (self._shown is not None and row.id == self._shown.id):
            return
        self._save()
        self.complain("")
        self._fill(row)

    def _fill(self, row: SourceRow) -> None:
        self._shown = row
        self.name.setText(row.name)
        self.side.setText(row.side or "")
        self.note.setText(row.note)
        self.reliability.setCurrentIndex(max(self.reliability.findData(row.reliability), 0))
        self.rhythm.clear()
        for days in sorted({*RHYTHMS, row.rhythm_days}, key=lambda days: days or 0):
            self.rhythm.addItem(_rhythm(days), days)
        self.rhythm.setCurrentText(_rhythm(row.rhythm_days))

    @property
    def _entered(self) -> _Entered:
        letter = self.reliability.currentData()
        return _Entered(
            name=self.name.text().strip(),
            side=self.side.text().strip() or None,
            reliability=None if letter is None else Reliability(letter),
            rhythm_days=self.rhythm.currentData(),
            note=self.note.text().strip(),
        )

    def _save(self) -> bool:
        """Save what was changed of the shown source; whether there was anything."""
        row, entered = self._shown, self._entered
        if row is None or entered == _as_entered(row):
            return False
        workbench = self._context.workbench
        handle = self._context.tasks.submit(
            lambda: sources.change_source(
                workbench,
                source_id=row.id,
                name=entered.name,
                side=entered.side,
                reliability=entered.reliability,
                rhythm_days=entered.rhythm_days,
                note=entered.note,
            )
        )
        handle.succeeded.connect(self._saved)
        handle.failed.connect(self._refuse)
        return True

    @Slot()
    def _saved(self) -> None:
        if self._closing:
            super().accept()
        else:
            self._ask()

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._closing = False
        self._ask()
        if isinstance(error, UserError):
            self.complain(str(error))

    def accept(self) -> None:
        """Save, and close once that is done."""
        self._closing = True
        if not self._save():
            super().accept()

    def reject(self) -> None:
        """Escape closes as the button does: nothing entered is lost."""
        self.accept()


def _as_entered(row: SourceRow) -> _Entered:
    known = set(RELIABILITY_WORDS)
    letter = Reliability(row.reliability) if row.reliability in known else None
    return _Entered(row.name, row.side, letter, row.rhythm_days, row.note)


def _rhythm(days: int | None) -> str:
    return RHYTHMS.get(days, f"every {days} days")


def _line(row: SourceRow) -> tuple[str, ...]:
    rhythm = "" if row.rhythm_days is None else _rhythm(row.rhythm_days)
    last = "" if row.last_report is None else row.last_report.isoformat()
    return (row.name, row.side or "", row.reliability or "", rhythm, str(row.reports), last)
