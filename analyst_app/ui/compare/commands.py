"""What can be done with a row of a comparison: choose the figure that counts, or settle a difference between two codings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.comparing import Comparison
from analyst_app.services import comparing, settling
from analyst_app.ui.compare.pairs_panel import PairsPanel
from analyst_app.ui.compare.reason_bar import ReasonBar
from analyst_app.ui.context import Context


class RowCommands(QObject):
    """The handlers of `ROW_ACTIONS`. `comparison` is what the screen shows.

    Signals:
        said(sentence): for the status line.
    """

    said = Signal(str)

    def __init__(self, context: Context, pairs: PairsPanel, reason: ReasonBar) -> None:
        super().__init__(pairs)
        self._context, self._reason = context, reason
        self.pairs = pairs
        self.comparison: Comparison | None = None
        self._preferring: tuple[int, int] = (0, 0)
        reason.answered.connect(self._choose_figure)

    def left_counts(self) -> None:
        """Link the current row as one act whose left figure counts, with a reason."""
        self._prefer(left=True)

    def right_counts(self) -> None:
        """Link the current row as one act whose right figure counts, with a reason."""
        self._prefer(left=False)

    def keep_both(self) -> None:
        """Let both figures of the current row count."""
        pair = self.pairs.pair
        if pair is None or pair.right is None or not pair.linked:
            self.said.emit(self.tr("Both count already: the two are not linked as one act."))
            return
        right, workbench = pair.right.id, self._context.workbench
        self._do(lambda: comparing.keep_both(workbench, event_id=right))

    def take_theirs(self) -> None:
        """Settle the current row, or the current field where the keyboard is there, by the second coding."""
        pair, comparison = self.pairs.pair, self.comparison
        if pair is None or comparison is None or not self.pairs.settles:
            return
        one = pair.left or pair.right
        assert one is not None
        event_id, fields, workbench = one.id, [self.pairs.field] if self.pairs.field else [], self._context.workbench
        first, second = comparison.left.row.id, comparison.right.row.id
        self._do(lambda: settling.take_fields(workbench, first_id=first, second_id=second, event_id=event_id, fields=fields))

    def take_highlights(self) -> None:
        """Let the first coding have the highlights of the second one."""
        self._settle(settling.take_highlights)

    def take_all(self) -> None:
        """Settle all differences by the second coding."""
        self._settle(settling.take_all)

    def _prefer(self, *, left: bool) -> None:
        pair, comparison = self.pairs.pair, self.comparison
        if pair is None or comparison is None:
            return
        if pair.left is None or pair.right is None:
            self.said.emit(self.tr("Only one of the two tells of this; there is no figure to choose."))
            return
        chosen, other = (pair.left, pair.right) if left else (pair.right, pair.left)
        self._preferring = (chosen.id, other.id)
        before = comparison.reasons.get(chosen.act_id, "") if chosen.act_id is not None and pair.linked else ""
        question = self.tr("Why does the left figure count?") if left else self.tr("Why does the right figure count?")
        self._reason.ask(question, before=before)

    @Slot(str)
    def _choose_figure(self, reason: str) -> None:
        (preferred, other), workbench = self._preferring, self._context.workbench
        self._do(lambda: comparing.choose_figure(workbench, preferred=preferred, other=other, reason=reason))
        self.pairs.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, command: Callable[..., ChangeSet]) -> None:
        comparison, workbench = self.comparison, self._context.workbench
        if comparison is not None and self.pairs.settles:
            first, second = comparison.left.row.id, comparison.right.row.id
            self._do(lambda: command(workbench, first_id=first, second_id=second))

    def _do(self, command: Callable[[], ChangeSet]) -> None:
        handle = self._context.tasks.submit(command)
        handle.succeeded.connect(lambda changes: self.said.emit(changes.label))
