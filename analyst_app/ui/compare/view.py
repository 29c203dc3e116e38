"""Two reports side by side. Asks the services and shows what they answer; each command is one step of undo, and nothing is deleted."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.comparing import Agreement, Comparison, CorrectionRate, RatesBy, Relation, SecondCoding
from analyst_app.domain.errors import Stale
from analyst_app.domain.rows import StoredEvent
from analyst_app.services import agreement, comparing
from analyst_app.ui.actions import build_actions, explain_by
from analyst_app.ui.compare import words
from analyst_app.ui.compare.actions import ROW_ACTIONS, SCREEN_ACTIONS
from analyst_app.ui.compare.agreement_panel import AgreementPanel
from analyst_app.ui.compare.commands import RowCommands
from analyst_app.ui.compare.pairs_panel import PairsPanel
from analyst_app.ui.compare.rates_panel import RatesPanel
from analyst_app.ui.compare.reason_bar import ReasonBar
from analyst_app.ui.compare.sides import Sides
from analyst_app.ui.context import Context
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.elided import Elided
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.flow import FlowLayout
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.words import Rank, Words

NEED_TWO = ("left_counts", "right_counts", "keep_both")
CODINGS = ("take_theirs", "take_highlights", "take_all")


class CompareView(QWidget):
    """Events of two reports aligned, how far two coders agree, and how often the machine was right.

    Signals:
        event_opened(report id, event id), report_opened(report id): show it in Review.
        status(sentence): for the status line.
    """

    event_opened = Signal(int, int)
    report_opened = Signal(int)
    status = Signal(str)

    def __init__(self, context: Context, *, choose: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: tuple[int, int] | None = None
        self._uncovered: int | None = None
        theme = context.theme
        self.comparison: Comparison | None = None
        self.tally = Elided()
        self.tally.setProperty("role", "muted")
        self.sides = Sides(theme=theme)
        self.pairs = PairsPanel(theme=theme, ontology=context.workbench.ontology)
        self.agreement = AgreementPanel(theme=theme)
        self.rates = RatesPanel(theme=theme)
        self.reason = ReasonBar(theme=theme)
        self.commands = RowCommands(context, self.pairs, self.reason)
        self.actions_by_id = build_actions(SCREEN_ACTIONS, target=self)
        self.actions_by_id |= build_actions(ROW_ACTIONS, target=self, handlers=self.commands)
        self.nothing = EmptyState(
            theme=theme,
            icon="compare",
            title=self.tr("Nothing is compared yet"),
            text=self.tr(
                "Choose a report in the Library or in Review, then “Compare With…”: another source of the day, the day before, "
                "or a second coding. Two reports that are selected in the Library are compared at once."
            ),
            actions=[choose],
        )
        self._cover = self._covered()
        self._choose = choose
        self.tabs = QTabWidget(self)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.pairs)
        self._allow()

    def compare(self, left_id: int, right_id: int) -> None:
        """Show two reports side by side."""
        self._wanted = (left_id, right_id)
        self.tabs.setCurrentIndex(0)
        self._ask()

    # Actions

    def next_difference(self) -> None:
        """Go to the next row that does not agree."""
        if not self.pairs.step(1):
            self.status.emit(self.tr("No further difference below."))

    def previous_difference(self) -> None:
        """Go to the row before that does not agree."""
        if not self.pairs.step(-1):
            self.status.emit(self.tr("No further difference above."))

    def show_differences(self, shown: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Hide the rows that agree, or show them again."""
        self.pairs.show_differences(alone=shown)

    def open_left(self) -> None:
        """Show the left event in Review; in the list of second codings, compare the current one."""
        if self.agreement.codings.hasFocus() and self.agreement.coding is not None:
            self.compare_coding(self.agreement.coding)
        else:
            self._open(left=True)

    def open_right(self) -> None:
        """Show the right event in Review."""
        self._open(left=False)

    def swap_sides(self) -> None:
        """Left becomes right. Of two codings the first stays on the left, as differences are settled there."""
        if self._wanted is None:
            return
        if self.pairs.settles:
            self.status.emit(self.tr("The first coding stays on the left."))
            return
        self._wanted = (self._wanted[1], self._wanted[0])
        self._ask()

    def show_events(self) -> None:
        """The events of the two reports."""
        self.tabs.setCurrentIndex(0)
        self.pairs.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_agreement(self) -> None:
        """How far two coders agree."""
        self.tabs.setCurrentIndex(1)
        self.agreement.codings.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_machine(self) -> None:
        """How often the machine was right."""
        self.tabs.setCurrentIndex(2)
        self.rates.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def compare_coding(self, coding: SecondCoding) -> None:
        """Hold a second coding against the first one."""
        self._uncovered = None
        self.compare(coding.first_id, coding.report_id)

    # Inside

    def _arrange(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(NORMAL)
        heading.addWidget(Words(self.tr("Compare"), theme=self._context.theme, rank=Rank.TITLE))
        heading.addWidget(self.tally, stretch=1, alignment=Qt.AlignmentFlag.AlignBottom)
        above = [
            self._button(self.actions_by_id["compare.swap_sides"], self.tr("Swap")),
            self._button(self._choose, self.tr("Compare with…")),
        ]
        for button in above:
            heading.addWidget(button)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.pairs, stretch=1)
        column.addWidget(self.reason)
        column.addLayout(self._row_buttons())
        self._pages = QStackedWidget(self)
        for page in (self.nothing, shown, self._cover):
            self._pages.addWidget(page)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Events, agreement, proposals"))
        self.tabs.addTab(self._pages, self.tr("Events"))
        self.tabs.addTab(self.agreement, self.tr("Agreement"))
        self.tabs.addTab(self.rates, self.tr("Machine's proposals"))
        self.sides.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        whole.setSpacing(NORMAL)
        whole.addLayout(heading)
        whole.addWidget(self.sides)
        whole.addWidget(self.tabs, stretch=1)
        tab_through(*above, self.tabs, page=self)

    def _row_buttons(self) -> FlowLayout:
        row = FlowLayout(spacing=SNUG)
        named = {
            "left_counts": self.tr("Left counts…"),
            "right_counts": self.tr("Right counts…"),
            "keep_both": self.tr("Keep both"),
            "take_theirs": self.tr("Take theirs"),
            "take_highlights": self.tr("Take their highlights"),
            "take_all": self.tr("Take all of theirs"),
            "open_left": self.tr("Open left"),
            "open_right": self.tr("Open right"),
        }
        self._of_row = {name: self._button(self.actions_by_id[f"compare.{name}"], title) for name, title in named.items()}
        for button in self._of_row.values():
            row.addWidget(button)
        return row

    def _button(self, action: QAction, title: str) -> QPushButton:
        button = QPushButton(title, self)
        explain_by(button, action)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _covered(self) -> EmptyState:
        """Shown instead of what the first coder decided, while the second one has not decided everything."""
        uncover = QAction(self.tr("Compare all the same"), self)
        uncover.triggered.connect(self._uncover)
        return EmptyState(
            theme=self._context.theme,
            icon="compare",
            title=self.tr("The second coding is not finished"),
            text=self.tr(
                "Two codings are worth comparing where neither coder saw what the other one decided. "
                "The differences are shown once every event of the second coding is decided."
            ),
            actions=[uncover],
        )

    def _connect(self) -> None:
        self.pairs.chosen.connect(self._allow)
        self.pairs.opened.connect(self.open_left)
        self.agreement.coding_opened.connect(self.compare_coding)
        self.rates.asked.connect(self._ask_rates)
        self.commands.said.connect(self.status)
        self.reason.left.connect(self.pairs.rows.setFocus)
        self.tabs.currentChanged.connect(self._turned)
        self._context.tasks.changed.connect(self._follow)

    def _ask(self) -> None:
        if self._wanted is None:
            return
        (left, right), workbench = self._wanted, self._context.workbench
        handle = self._context.tasks.submit(lambda: _asked(comparing.compare_reports(workbench, left_id=left, right_id=right)))
        handle.succeeded.connect(self._show)
        handle.failed.connect(self._refuse)

    @Slot(object)
    def _show(self, answer: tuple[Comparison, Agreement | None]) -> None:
        self.comparison, agreed = answer
        self.commands.comparison = self.comparison
        second = self.comparison.right
        unfinished = agreed is not None and bool(agreed.second_open) and self._uncovered != second.row.id
        self.sides.show_comparison(self.comparison)
        self.sides.show()
        tally = "" if unfinished else words.tally(self.comparison)
        self.tally.setText(" · ".join(part for part in (words.relation_words(self.comparison), tally) if part))
        self.pairs.show_comparison(self.comparison)
        self.agreement.show_agreement(None if unfinished else agreed)
        self._pages.setCurrentIndex(2 if unfinished else 1)
        self._allow()

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self.comparison = self.commands.comparison = self._wanted = None
        self.sides.hide()
        self.tally.setText("")
        self.agreement.show_agreement(None)
        self._pages.setCurrentIndex(0)
        self._allow()
        self.status.emit(str(error))
        if not isinstance(error, Stale):
            self._context.tasks.complained.emit(error)

    @Slot()
    def _uncover(self) -> None:
        self._uncovered = self.comparison.right.row.id if self.comparison is not None else None
        self._ask()

    @Slot()
    def _allow(self) -> None:
        """Let only those actions be given that make sense for the current row, or say why they do not."""
        shown = self.comparison is not None and self._pages.currentIndex() == 1
        pair, codings = self.pairs.pair if shown else None, shown and self.pairs.settles
        both = pair is not None and pair.left is not None and pair.right is not None
        differs = pair is not None and (not both or bool(pair.contrary))
        allowed = {
            **dict.fromkeys(("left_counts", "right_counts"), pair is not None and not codings),
            "keep_both": pair is not None and pair.linked and not codings,
            "take_theirs": codings and differs,
            "take_highlights": codings,
            "take_all": codings,
            "swap_sides": shown and not codings,
            "open_left": True,
            "open_right": shown,
        }
        for name, allow in allowed.items():
            self.actions_by_id[f"compare.{name}"].setEnabled(bool(allow))
        for name, button in self._of_row.items():
            button.setVisible(name not in (NEED_TWO if codings else CODINGS))

    def _open(self, *, left: bool) -> None:
        comparison, pair = self.comparison, self.pairs.pair
        if comparison is None:
            return
        event: StoredEvent | None = None if pair is None else pair.left if left else pair.right
        if event is not None:
            self.event_opened.emit(event.report_id, event.id)
        else:
            self.report_opened.emit((comparison.left if left else comparison.right).row.id)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if not (changes.library or changes.report_ids or changes.event_ids):
            return
        if self._wanted is not None:
            self._ask()
        if self.tabs.currentIndex() > 0:
            self._turned(self.tabs.currentIndex())

    @Slot(int)
    def _turned(self, number: int) -> None:
        if number == 1:
            workbench = self._context.workbench
            handle = self._context.tasks.submit(lambda: agreement.second_codings(workbench))
            handle.succeeded.connect(self.agreement.show_codings)
        elif number == 2:
            self._ask_rates(RatesBy(self.rates.by.currentData()))

    @Slot(object)
    def _ask_rates(self, by: RatesBy) -> None:
        workbench = self._context.workbench
        handle = self._context.tasks.submit(lambda: agreement.correction_rates(workbench, by=by))
        handle.succeeded.connect(self._show_rates)

    @Slot(object)
    def _show_rates(self, rates: tuple[CorrectionRate, ...]) -> None:
        self.rates.show_rates(rates)


def _asked(comparison: Comparison) -> tuple[Comparison, Agreement | None]:
    """On a lane: the comparison, and of two codings how far they agree."""
    return comparison, agreement.agreement_of(comparison) if comparison.relation is Relation.CODING else None
