"""How far two coders of one report agree, with the counts behind it; and the second codings that there are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from analyst_app.domain.comparing import Agreement, SecondCoding
from analyst_app.domain.spans import Label
from analyst_app.ui.compare import words
from analyst_app.ui.compare.lines import Cell, LinesTable, Title
from analyst_app.ui.review import event_words
from analyst_app.ui.theme import NORMAL, SNUG, Theme
from analyst_app.ui.widgets.words import Rank, Words


class AgreementPanel(QWidget):
    """Shows an agreement, or why there is none.

    Signals:
        coding_opened(SecondCoding): compare this second coding with the first one.
    """

    coding_opened = Signal(object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codings: tuple[SecondCoding, ...] = ()
        self.spans_told = Words(theme=theme, wraps=True)
        self.events_told = Words(theme=theme, wraps=True)
        self.explained = Words(
            self.tr(
                "Alpha is Krippendorff's, nominal, over the words of the text: 1 is full agreement, 0 what chance alone would give. "
                "Beside it, how many words both coders give the label, and how many the first or the second alone. "
                "A field agrees where both coders give the same value."
            ),
            theme=theme,
            rank=Rank.MUTED,
            wraps=True,
        )
        labels = (self.tr("Highlights"), self.tr("Alpha"), self.tr("Both"), self.tr("First"), self.tr("Second"))
        self.labels = LinesTable(
            [Title(labels[0]), *(Title(word, width, number=True) for word, width in zip(labels[1:], (11, 5, 5, 5), strict=True))],
            theme=theme,
            name=self.tr("Agreement by label"),
        )
        fields = (self.tr("Fields"), self.tr("Agree"), self.tr("Of"), self.tr("Share"))
        self.fields = LinesTable(
            [Title(fields[0]), *(Title(word, 4, number=True) for word in fields[1:])], theme=theme, name=self.tr("Agreement by field")
        )
        codings = (self.tr("Second codings"), self.tr("Date"), self.tr("Coder"), self.tr("How far"))
        self.codings = LinesTable(list(map(Title, codings, (0, 13, 16, 18))), theme=theme, name=self.tr("Second codings"))
        self.no_codings = Words(
            self.tr("No report is coded a second time yet. In the menu Report, choose “Code a Second Time…”."),
            theme=theme,
            rank=Rank.MUTED,
            wraps=True,
        )
        self._arrange()
        self.codings.opened.connect(self._open)
        self.show_agreement(None)
        self.show_codings(())

    @property
    def coding(self) -> SecondCoding | None:
        """The current second coding of the list."""
        return self._codings[self.codings.number] if 0 <= self.codings.number < len(self._codings) else None

    def show_agreement(self, agreement: Agreement | None) -> None:
        """Show how far two codings agree; None where no two codings are compared."""
        self._told.setVisible(agreement is not None)
        self.explained.setVisible(agreement is not None)
        self.events_told.setVisible(agreement is not None)
        if agreement is None:
            self.spans_told.setText(self.tr("The reports that are compared are no two codings. Choose a second coding below."))
            return
        spans, events = agreement.spans, agreement.events
        self.spans_told.setText(
            self.tr(
                "Highlights: alpha %1 over %2 words; %3 the same, %4 with other borders, %5 with another label, %6 and %7 of one alone."
            )
            .replace("%1", words.alpha_words(spans.alpha))
            .replace("%2", event_words.number(spans.words))
            .replace("%3", str(spans.same))
            .replace("%4", str(spans.other_borders))
            .replace("%5", str(spans.other_label))
            .replace("%6", str(spans.first_only))
            .replace("%7", str(spans.second_only))
        )
        self.events_told.setText(
            self.tr("Events: %1 of both, %2 of the first alone, %3 of the second alone; of their fields %4 agree.")
            .replace("%1", str(events.both))
            .replace("%2", str(events.first - events.both))
            .replace("%3", str(events.second - events.both))
            .replace("%4", words.share(events.field_share))
        )
        self.labels.show_lines(
            [
                (
                    Cell(event_words.label_name(Label(one.label))),
                    Cell(words.alpha_words(one.alpha)),
                    *(Cell(str(number)) for number in (one.both, one.first_only, one.second_only)),
                )
                for one in spans.labels
            ]
        )
        self.fields.show_lines(
            [
                (
                    Cell(event_words.field_label(one.field)),
                    Cell(str(one.same)),
                    Cell(str(one.of)),
                    Cell(words.share(one.same / one.of), "" if one.same == one.of else "bad"),
                )
                for one in events.fields
            ]
        )

    def show_codings(self, codings: Sequence[SecondCoding]) -> None:
        """List the second codings of the database."""
        self._codings = tuple(codings)
        self.codings.setVisible(bool(codings))
        self.no_codings.setVisible(not codings)
        self.codings.show_lines(
            [
                (Cell(one.title), Cell(event_words.day(one.published)), Cell(one.coder), Cell(words.coding_words(one)))
                for one in self._codings
            ]
        )

    def _arrange(self) -> None:
        self._told = QWidget(self)
        tables = QHBoxLayout(self._told)
        tables.setContentsMargins(0, 0, 0, 0)
        tables.setSpacing(NORMAL)
        tables.addWidget(self.labels, stretch=3)
        tables.addWidget(self.fields, stretch=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, NORMAL, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.spans_told)
        column.addWidget(self.events_told)
        column.addWidget(self.explained)
        column.addWidget(self._told, stretch=3)
        column.addWidget(self.no_codings)
        column.addWidget(self.codings, stretch=2)
        column.addStretch()

    @Slot(int)
    def _open(self, number: int) -> None:
        if 0 <= number < len(self._codings):
            self.coding_opened.emit(self._codings[number])
