"""The entities of the report, and the labelling of words: marking, relabelling, resizing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from analyst_app.domain.spans import Label, Span
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.entity_table import EntityTable
from analyst_app.ui.review.letter_picker import Choice
from analyst_app.ui.review.picker_overlay import PickerOverlay, below, quoted
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.text import ReportText

LABEL_KEYS = {
    Label.ACTOR: "a",
    Label.PERSON: "p",
    Label.ORGANISATION: "o",
    Label.LOCATION: "l",
    Label.DATE: "d",
    Label.QUANTITY: "q",
    Label.ATTACK: "t",
    Label.WEAPON: "w",
}


class EntitiesPanel(QWidget):
    """Labels the words selected in the text, or changes the entity chosen in the table.

    Signals:
        missing(sentence): what has to be selected first.
    """

    missing = Signal(str)

    def __init__(
        self,
        context: Context,
        session: ReviewSession,
        commands: ReviewCommands,
        *,
        overlay: PickerOverlay,
        text: ReportText,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._commands, self._overlay, self._text = session, commands, overlay, text
        self.table = EntityTable(session, context.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def mark_entity(self) -> None:
        """Label the selected words, or the word at the caret; in the table of entities, label the chosen one anew."""
        report_id = self._session.report_id
        chosen = self.table.chosen_row()
        if self.table.hasFocus() and chosen is not None:
            self._ask_label(chosen.entity.span, lambda label: self._commands.relabel_entity(chosen.id, label), current=chosen.entity.label)
            return
        span = self._text.selected_span() or self._text.word_at_caret()
        if report_id is None or span is None:
            self.missing.emit(self.tr("Select the words to mark first."))
            return
        self._ask_label(span, lambda label: self._commands.mark_entity(report_id, span, label))

    def resize_entity(self) -> None:
        """Give the entity chosen in the table the selected words."""
        row, span = self.table.chosen_row(), self._text.selected_span()
        if row is None or span is None:
            self.missing.emit(self.tr("Choose an entity in the table and select its words in the text first."))
            return
        self._commands.resize_entity(row.id, span)

    def _ask_label(self, span: Span, then: Callable[[Label], None], *, current: Label | None = None) -> None:
        self._overlay.ask(
            self.tr("What is “%1”? Press its letter.").replace(
                "%1", quoted(span, self._session.detail.text if self._session.detail is not None else "")
            ),
            [Choice(label, event_words.label_name(label), key) for label, key in LABEL_KEYS.items()],
            near=below(span, self._text, self._overlay.parentWidget() or self),
            then=then,
            back_to=self.table if current is not None else self._text,
            current=current,
        )
