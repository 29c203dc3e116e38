"""The events of two reports in rows, and below them the current row field by field, with the sentences that tell it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from analyst_app.domain.comparing import Comparison, Pair, Relation, Saying, Verdict
from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import StoredEvent
from analyst_app.ui.compare import words
from analyst_app.ui.compare.lines import Cell, LinesTable, Title
from analyst_app.ui.review import event_words
from analyst_app.ui.theme import SNUG, Theme


class PairsPanel(QWidget):
    """Shows a comparison. What is done with a row is decided by the screen.

    Signals:
        chosen(): another row or field is current.
        opened(): a double click on a row.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, *, theme: Theme, ontology: Ontology, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ontology = ontology
        self._comparison: Comparison | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._only_differences = False
        self._names: tuple[str, ...] = ()
        said = (self.tr("Verdict"), self.tr("Left"), self.tr("Right"), self.tr("What differs"), self.tr("Counts"))
        widths = (14, 0, 0, 0, 15)
        self.rows = LinesTable(list(map(Title, said, widths)), theme=theme, name=self.tr("Events of both reports"))
        fields = (self.tr("Field"), self.tr("Left"), self.tr("Right"), self.tr("The two"))
        self.fields = LinesTable(
            list(map(Title, fields, (14, 0, 0, 20))), theme=theme, name=self.tr("Fields of the current row"), wraps=True
        )
        self._arrange()
        self.rows.chosen.connect(self._show_row)
        self.rows.opened.connect(self.opened)
        self.fields.chosen.connect(self.chosen)
        self.setFocusProxy(self.rows)

    @property
    def pair(self) -> Pair | None:
        """The current row."""
        return self._pairs[self.rows.number] if 0 <= self.rows.number < len(self._pairs) else None

    @property
    def field(self) -> str:
        """The current field, where the keyboard is among the fields; "" where it is among the rows."""
        at = self.fields.number
        return self._names[at] if self.fields.hasFocus() and 0 <= at < len(self._names) else ""

    def show_comparison(self, comparison: Comparison) -> None:
        """Show another comparison, or the same after something was done; then it stays on the same events."""
        before = self.pair
        stays = self._comparison is not None and _reports(self._comparison) == _reports(comparison)
        self._comparison = comparison
        number = self.rows.number if stays else 0
        self._fill(number=number, keep=before if stays else None)

    def show_differences(self, *, alone: bool) -> None:
        """Hide the rows that agree, or show them again."""
        self._only_differences = alone
        if self._comparison is not None:
            self._fill(number=0, keep=self.pair)

    def step(self, by: int) -> bool:
        """Go to the next row that does not agree, or the one before; False where there is none."""
        number = self.rows.number + by
        while 0 <= number < len(self._pairs):
            if self._pairs[number].verdict is not Verdict.AGREE:
                self.rows.choose(number)
                return True
            number += by
        return False

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("compare")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.rows)
        splitter.addWidget(self.fields)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([300, 300])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SNUG, 0, 0)
        whole.addWidget(splitter)

    def _fill(self, *, number: int, keep: Pair | None) -> None:
        assert self._comparison is not None
        every = self._comparison.pairs
        self._pairs = tuple(pair for pair in every if not self._only_differences or pair.verdict is not Verdict.AGREE)
        kept = next((n for n, pair in enumerate(self._pairs) if keep is not None and _same_events(pair, keep)), None)
        lines = [self._line(pair) for pair in self._pairs]
        self.rows.show_lines(lines, current=max(kept if kept is not None else number, 0))

    def _line(self, pair: Pair) -> tuple[Cell, ...]:
        verdict = Cell(words.verdict_words(pair.verdict), words.VERDICT_TONES[pair.verdict])
        events = (Cell(words.event_line(e, self._ontology), "" if e is not None else "muted") for e in (pair.left, pair.right))
        return (verdict, *events, Cell(words.differences(pair, self._ontology)), Cell(words.counting_words(pair)))

    @Slot(int)
    def _show_row(self, _number: int) -> None:
        pair, comparison = self.pair, self._comparison
        if pair is None or comparison is None:
            self._names = ()
            self.fields.show_lines([])
        else:
            told = _told(pair)
            around = self._around(pair, comparison)
            self._names = (*("" for _ in around), *(name for name, _ in told))
            self.fields.show_lines([*around, *(self._field_line(pair, comparison, name, saying) for name, saying in told)])
        self.chosen.emit()

    def _around(self, pair: Pair, comparison: Comparison) -> list[tuple[Cell, ...]]:
        """Above the fields: the sentences that tell the two, and why one of them is preferred."""
        sentences = (Cell(words.sentence_of(*told)) for told in ((pair.left, comparison.left), (pair.right, comparison.right)))
        lines = [(Cell(self.tr("Sentence")), *sentences, Cell(""))]
        act = pair.left.act_id if pair.left is not None and pair.linked else None
        if act is not None and (why := comparison.reasons.get(act, "")):
            by_left = pair.left is not None and pair.left.preferred
            lines.append((Cell(self.tr("Why it counts")), Cell(why if by_left else ""), Cell("" if by_left else why), Cell("")))
        return lines

    def _field_line(self, pair: Pair, comparison: Comparison, name: str, saying: Saying) -> tuple[Cell, ...]:
        wholes = (_wholes(side, self._ontology) for side in (comparison.left.events, comparison.right.events))
        values = [
            Cell("—", "muted")
            if event is None
            else Cell(event_words.value_words(event.event, name, ontology=self._ontology, wholes=of_side))
            for event, of_side in zip((pair.left, pair.right), wholes, strict=True)
        ]
        two = Cell(words.saying_words(saying, pair), "pending" if _changed(pair, saying) else words.SAYING_TONES[saying])
        return (Cell(event_words.field_label(name)), *values, two)

    @property
    def settles(self) -> bool:
        """Whether what is shown are two codings, whose differences are settled."""
        return self._comparison is not None and self._comparison.relation is Relation.CODING


def _reports(comparison: Comparison) -> tuple[int, int]:
    return comparison.left.row.id, comparison.right.row.id


def _same_events(one: Pair, other: Pair) -> bool:
    """Whether two rows have an event in common."""
    ids = ({e.id for e in (pair.left, pair.right) if e is not None} for pair in (one, other))
    return bool(set.intersection(*ids))


def _told(pair: Pair) -> tuple[tuple[str, Saying], ...]:
    """The fields of a row; of an event that one report tells alone those that it fills."""
    if pair.left is not None and pair.right is not None:
        return pair.fields
    alone = pair.left or pair.right
    assert alone is not None
    saying = Saying.LEFT if pair.left is not None else Saying.RIGHT
    return tuple((name, saying) for name in EVENT_FIELDS if name != "note" and getattr(alone.event, name) not in (None, ()))


def _wholes(events: tuple[StoredEvent, ...], ontology: Ontology) -> Mapping[str, str]:
    return {stored.event.id: event_words.summary(stored.event, ontology) for stored in events}


def _changed(pair: Pair, saying: Saying) -> bool:
    return saying is Saying.CONTRARY and pair.verdict is Verdict.CHANGED
