"""How often the machine's own values were right, field by field: over everything, or of one month or source."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from analyst_app.domain.comparing import CorrectionRate, RatesBy
from analyst_app.ui.compare import words
from analyst_app.ui.compare.lines import Cell, LinesTable, Title
from analyst_app.ui.review import event_words
from analyst_app.ui.theme import NORMAL, SNUG, Theme
from analyst_app.ui.widgets.words import Rank, Words

BAR = 12
"""Signs of the bar that stands beside a share."""


class RatesPanel(QWidget):
    """Shows correction rates.

    Signals:
        asked(RatesBy): the analyst wants them by something else.
    """

    asked = Signal(object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: tuple[CorrectionRate, ...] = ()
        self.by = QComboBox(self)
        self.by.setAccessibleName(self.tr("By"))
        self.by.addItem(self.tr("By month"), RatesBy.MONTH)
        self.by.addItem(self.tr("By source"), RatesBy.SOURCE)
        self.group = QComboBox(self)
        self.group.setAccessibleName(self.tr("Month or source"))
        self.told = Words(theme=theme, wraps=True)
        explained = Words(
            self.tr(
                "Of accepted events a field was right, or it was changed; the fields of rejected events count as rejected. "
                "Events that wait, and those that an analyst added, are left out."
            ),
            theme=theme,
            rank=Rank.MUTED,
            wraps=True,
        )
        titles = (self.tr("Field"), self.tr("Right"), self.tr("Changed"), self.tr("Rejected"), self.tr("Share right"), "")
        self.table = LinesTable(
            [Title(titles[0], 16), *(Title(word, 9, number=True) for word in titles[1:5]), Title(titles[5])],
            theme=theme,
            name=self.tr("Correction rates by field"),
        )
        bar = QHBoxLayout()
        bar.setSpacing(SNUG)
        bar.addWidget(QLabel(self.tr("Proposals:"), self))
        bar.addWidget(self.by)
        bar.addWidget(self.group)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, NORMAL, 0, 0)
        column.setSpacing(SNUG)
        column.addLayout(bar)
        column.addWidget(self.told)
        column.addWidget(explained)
        column.addWidget(self.table, stretch=1)
        self.by.activated.connect(self._ask)
        self.group.activated.connect(self._show)
        self.setFocusProxy(self.table)

    def show_rates(self, rates: Sequence[CorrectionRate]) -> None:
        """Show other rates; the same month or source stays chosen where there is one."""
        self._rates = tuple(rates)
        before = self.group.currentData()
        self.group.clear()
        by_month = self.by.currentData() == RatesBy.MONTH
        self.group.addItem(self.tr("All months") if by_month else self.tr("All sources"), "")
        for name in dict.fromkeys(rate.group for rate in self._rates if rate.group):
            self.group.addItem(name, name)
        self.group.setCurrentIndex(max(self.group.findData(before), 0))
        self._show()

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(RatesBy(self.by.currentData()))

    @Slot()
    def _show(self) -> None:
        chosen = self.group.currentData() or ""
        shown = [rate for rate in self._rates if rate.group == chosen]
        decided = max((rate.decided for rate in shown), default=0)
        if not decided:
            self.told.setText(self.tr("Nobody has decided about a proposal yet."))
        else:
            right, every = sum(rate.right for rate in shown), sum(rate.decided for rate in shown)
            sentence = self.tr("%1 proposed events decided; of their values %2 were right as they were.")
            self.told.setText(sentence.replace("%1", event_words.number(decided)).replace("%2", words.share(right / every)))
        self.table.setVisible(bool(decided))
        self.table.show_lines([_line(rate) for rate in shown])


def _line(rate: CorrectionRate) -> tuple[Cell, ...]:
    numbers = (Cell(event_words.number(number)) for number in (rate.right, rate.changed, rate.rejected))
    filled = round(BAR * (rate.share_right or 0))
    return (Cell(event_words.field_label(rate.field)), *numbers, Cell(words.share(rate.share_right)), Cell("█" * filled, "accent"))
