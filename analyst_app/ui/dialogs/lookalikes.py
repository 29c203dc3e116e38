"""The dialog for reports that look like earlier ones: keep both, leave the new one out, or let it replace the earlier one."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.domain.likeness import Lookalike, Verdict
from analyst_app.services import duplicates
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import SNUG
from analyst_app.ui.widgets.plain_table import PlainTable
from analyst_app.ui.widgets.words import Words

_DECISION = 3
_MANY = (
    "These reports have nearly the words of earlier ones. Both are kept, marked, until you decide. "
    "Choose lines, then what is to be done with them."
)
_ONE = "Both are kept, marked, until you decide."


class LookalikesDialog(FramedDialog):
    """With one pair each button decides at once; with several, what is chosen is done together, as one step of undo."""

    def __init__(self, pairs: Sequence[Lookalike], *, context: Context, parent: QWidget | None = None) -> None:
        alone = len(pairs) == 1
        title = "Is this report in already?" if alone else f"{len(pairs)} reports may be in already"
        super().__init__(title, theme=context.theme, accept="Save decisions", explained=_ONE if alone else _MANY, parent=parent)
        later = QPushButton("Decide later", self)
        self.buttons.addButton(later, self.buttons.ButtonRole.RejectRole)
        self._context, self._pairs = context, tuple(pairs)
        self._verdicts: dict[Lookalike, Verdict] = {}
        words = {
            Verdict.KEPT: ("&Keep both", "They are two reports"),
            Verdict.SKIPPED: ("&Leave the new one out", "It is the same report again; undo brings it back"),
            Verdict.REPLACES: ("It &replaces the earlier one", "The earlier one's events count nowhere any more, and stay to be seen"),
        }
        self.choices = {verdict: QPushButton(text, self) for verdict, (text, _) in words.items()}
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        for verdict, button in self.choices.items():
            button.setToolTip(words[verdict][1])
            button.setAutoDefault(False)
            button.clicked.connect(self._choose)
            row.addWidget(button)
        row.addStretch()
        self.table = PlainTable(
            ["New report", "Looks like", "Alike", "Decision"], widths=[0, 0, 8, 22], theme=context.theme, name="Similar reports"
        )
        if alone:
            self.table.hide()
            self.accept_button.hide()
            self.sentence = Words(sentence(pairs[0]), theme=context.theme, wraps=True)
            self.sentence.setMinimumWidth(context.theme.scaled(420))
            self.body.addWidget(self.sentence)
        else:
            self.body.addWidget(self.table)
            self.fit(860, 440)
        self.body.addLayout(row)
        self.table.show_lines([(_named(p), _earlier(p), duplicates.percent(p.alike), "") for p in pairs])
        self.accept_button.setEnabled(False)

    @property
    def decisions(self) -> dict[Lookalike, Verdict]:
        """What is chosen so far."""
        return dict(self._verdicts)

    @Slot()
    def _choose(self) -> None:
        verdict = next(verdict for verdict, button in self.choices.items() if button is self.sender())
        chosen = [0] if len(self._pairs) == 1 else self.table.chosen
        for number in chosen:
            self._verdicts[self._pairs[number]] = verdict
            self.table.lines.change(number, _DECISION, self.choices[verdict].text().replace("&", ""))
        self.accept_button.setEnabled(bool(self._verdicts))
        if len(self._pairs) == 1:
            self.accept()
        elif chosen and chosen[-1] + 1 < len(self._pairs):
            self.table.choose(chosen[-1] + 1)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Save, and close once that is done."""
        if not self._verdicts:
            return
        workbench, verdicts = self._context.workbench, self.decisions
        self.accept_button.setEnabled(False)
        handle = self._context.tasks.submit(lambda: duplicates.decide_lookalikes(workbench, verdicts=verdicts))
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


def sentence(pair: Lookalike) -> str:
    """“Evening update” looks like “Morning report”, General Staff, 9 November 2023 (94 % alike)."""
    return f"“{pair.title}” looks like {_earlier(pair)} ({duplicates.percent(pair.alike)} alike)."


def _named(pair: Lookalike) -> str:
    return f"“{pair.title}”, {_day(pair.published)}"


def _earlier(pair: Lookalike) -> str:
    return ", ".join(part for part in (f"“{pair.other_title}”", pair.other_source, _day(pair.other_published)) if part)


def _day(day: object) -> str:
    return QLocale().toString(QDate.fromString(str(day), Qt.DateFormat.ISODate), "d MMM yyyy")
