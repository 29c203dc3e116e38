"""Tables in a report's text, drawn with "|" or tabs: one event for each figure, by its column's and its line's head.

Knows cells and mentions, no sentences.
"""

import re
from dataclasses import dataclass, field

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.events.drafts import Draft, Found, PlaceName
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import Mention

_RULE = re.compile(r"[\s|:+=-]*")
_PART = re.compile(r"\W*(?:of (?:which|these|them|those)|including|among (?:them|these)|incl\b)", re.IGNORECASE)
_CELLS = 3
_HEAD_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: its words and the mentions in it."""

    span: Span
    words: str
    mentions: tuple[Mention, ...]

    def first(self, label: Label) -> Mention | None:
        return next((m for m in self.mentions if m.label is label), None)

    @property
    def days(self) -> Found[DateSpan] | None:
        dated = self.first(Label.DATE)
        return None if dated is None or dated.date is None or dated.date.days is None else Found(dated.date.days, dated.span, 0.9)

    @property
    def number(self) -> Found[Estimate] | None:
        counted = self.first(Label.QUANTITY)
        return None if counted is None or counted.estimate is None else Found(counted.estimate, counted.span, 0.9)


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one report. A line of dashes, or a line without numbers, is a head."""

    scene: Scene
    _head: list[_Cell] = field(default_factory=list)
    _block: int = -2

    def read(self, block: int, sentence: int) -> list[Draft] | None:
        """The events of a block's lines; None where the block is no part of a table."""
        span = self.scene.blocks[block].span
        lines = list(_lines(self.scene.reading.text, span))
        if not lines or not all(_is_line(words) for words, _ in lines):
            return None
        if block > self._block + 1:
            self._head = []
        if any(_is_told(words) for words, _ in lines):
            self._block = -2
            return None
        self._block = block
        drafts: list[Draft] = []
        for words, start in lines:
            cells = self._cells(words, start)
            if _RULE.fullmatch(words):
                continue
            if not self._head or not any(cell.number for cell in cells[1:]):
                self._head = cells
                continue
            drafts.extend(self._line(cells, block, sentence))
        return drafts

    def _cells(self, words: str, start: int) -> list[_Cell]:
        mark = "|" if "|" in words else "\t"
        at = start
        found = []
        for part in words.split(mark):
            # an empty cell is given its mark, since no span is empty
            span = Span(at, at + max(1, len(part)))
            found.append(_Cell(span, part.strip(), tuple(m for m in self.scene.reading.mentions if span.covers(m.span))))
            at += len(part) + 1
        # "| a | b |" has nothing before its first mark and behind its last
        if words.lstrip().startswith(mark):
            found = found[1:]
        return found[:-1] if found and not found[-1].words else found

    def _line(self, cells: list[_Cell], block: int, sentence: int) -> list[Draft]:
        label = cells[0]
        drafts: list[Draft] = []
        for head, cell in zip(self._head[1:], cells[1:], strict=False):
            named = head if head.first(Label.ATTACK) is not None else label
            act = named.first(Label.ATTACK)
            if act is None or not act.attack_types or cell.number is None:
                continue
            draft = Draft(act.attack_types[0], act.span, sentence, block, noun=act.text.lower(), sure=0.8)
            draft.count = cell.number
            draft.places = [PlaceName(m.text, m.span) for m in (*label.mentions, *head.mentions) if m.label is Label.LOCATION]
            draft.date = head.days or label.days
            draft.own_date = draft.date is not None
            if _PART.match(head.words) and drafts:
                draft.whole, draft.part_words = drafts[-1], head.span
                draft.date, draft.own_date = draft.date or drafts[-1].date, True
            drafts.append(draft)
        return [d for d in drafts if d.type is not EventType.CASUALTIES]


def _lines(text: str, span: Span) -> list[tuple[str, int]]:
    found, at = [], span.start
    for words in span.of(text).split("\n"):
        found.append((words, at))
        at += len(words) + 1
    return found


def _is_told(words: str) -> bool:
    """Whether a line's cells hold sentences, as a log of incidents does, and no figures."""
    return any(len(cell.split()) > _HEAD_WORDS or cell.rstrip().endswith((".", "!")) for cell in re.split(r"[|\t]", words))


def _is_line(words: str) -> bool:
    return words.count("|") >= _CELLS - 1 or words.count("\t") >= _CELLS - 1
