"""A report as the entity finders see it: its words with their neighbours, parts of speech, blocks and sentence starts.

Holds no subject knowledge; the finders ask it and the lexicons.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from spacy.tokens import Doc, Token

from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.text.reading import Block, BlockKind
from analyst_app.extraction.words.phrases import Word, scan

_ENDERS = ".!?:;\n\r"
_TITLE_SHARE = 0.7
_DOTTED = re.compile(r"[A-Z](?:\.[A-Z])+")
"""An abbreviation whose last full stop is its own: "U.S. forces", "U.N. peacekeepers"."""
_OPENERS = frozenset({"the", "a", "an", "it", "he", "she", "they", "in", "on", "at", "but", "and", "this", "that", "there", "we"})


class Gap(StrEnum):
    """What stands between two neighbouring words."""

    SPACE = "space"
    COMMA = "comma"
    SLASH = "slash"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `start` to `end` (excluded) as an entity; `weight` decides between candidates of one length."""

    start: int
    end: int
    label: Label
    canonical: str | None = None
    weight: int = 0


class View:
    """The words of one report and what stands around them. `text` is the prepared text, as long as the stored one."""

    def __init__(self, text: str, doc: Doc, blocks: Sequence[Block]) -> None:
        self.text = text
        self.doc = doc
        self.words: list[Word] = scan(text)
        self.keys: list[str] = [word.key for word in self.words]
        self.written: list[str] = [word.text for word in self.words]
        self.tokens: list[Token] = _tokens(self.words, doc)
        self.gaps: list[Gap] = _gaps(self.words, text)
        self._blocks = blocks
        self._block_starts = [block.span.start for block in blocks]
        self._shouting = _shouting(self.words, text)
        self._titled: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The characters of words `start` to `end` (excluded), without a final possessive."""
        last = self.words[end - 1]
        dot = _DOTTED.fullmatch(last.text) is not None and self.text[last.end : last.end + 1] == "."
        return Span(self.words[start].start, last.end + dot)

    def joined(self, index: int) -> bool:
        """Whether only white space of one line stands between word `index` and the next."""
        return self.gaps[index] is Gap.SPACE

    def phrase(self, start: int, end: int) -> bool:
        """Whether words `start` to `end` (excluded) follow one another without punctuation or possessive between them."""
        return all(self.gaps[i] is Gap.SPACE and not self.words[i].possessive for i in range(start, end - 1))

    def adjacent(self, start: int, end: int) -> bool:
        """Whether words `start` to `end` (excluded) follow one another without punctuation, possessives allowed."""
        return all(self.gaps[i] is Gap.SPACE for i in range(start, end - 1))

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital at word `index` may be due to its place: start of a sentence, line, quotation or bullet."""
        if index == 0:
            return True
        gap = self.text[self.words[index - 1].end : self.words[index].start]
        if _DOTTED.fullmatch(self.words[index - 1].text) and self.keys[index] not in _OPENERS:
            gap = gap.removeprefix(".")
        return any(c in _ENDERS for c in gap.replace("'s", "")) or '"' in gap or "•" in gap

    def shouts(self, index: int) -> bool:
        """Whether word `index` stands in a line written in capitals throughout, where capitals tell nothing."""
        return self._shouting[index]

    def block(self, index: int) -> Block | None:
        """The block that word `index` belongs to."""
        at = bisect_right(self._block_starts, self.words[index].start) - 1
        if at < 0 or self._blocks[at].span.end <= self.words[index].start:
            return None
        return self._blocks[at]

    def first_blocks(self, number: int) -> Sequence[Block]:
        """The first so many blocks of the report."""
        return self._blocks[:number]

    def titled(self, index: int) -> bool:
        """Whether word `index` stands in a headline or heading that capitalises its common words, too."""
        at = bisect_right(self._block_starts, self.words[index].start) - 1
        if at < 0 or self._blocks[at].kind not in {BlockKind.TITLE, BlockKind.HEADING}:
            return False
        if at not in self._titled:
            inside = [w for w in scan(self._blocks[at].span.of(self.text)) if len(w.text) > 3]
            self._titled[at] = len(inside) > 1 and sum(w.capitalised for w in inside) >= _TITLE_SHARE * len(inside)
        return self._titled[at]

    def tag(self, index: int) -> str:
        """The fine part of speech of word `index` (its last token: "air-strikes" → NNS)."""
        return self.tokens[index].tag_

    def pos(self, index: int) -> str:
        """The coarse part of speech of word `index`."""
        return self.tokens[index].pos_


def _tokens(words: Sequence[Word], doc: Doc) -> list[Token]:
    """For each word the last of its tokens, the head of a hyphenated one."""
    tokens = list(doc)
    found: list[Token] = []
    at = 0
    for word in words:
        while at + 1 < len(tokens) and tokens[at + 1].idx < word.end:
            at += 1
        found.append(tokens[at])
    return found


def _gaps(words: Sequence[Word], text: str) -> list[Gap]:
    gaps = []
    for word, following in pairwise(words):
        between = text[word.end : following.start]
        if _DOTTED.fullmatch(word.text) and following.key not in _OPENERS:
            between = between.removeprefix(".")
        if word.possessive:
            between = between.removeprefix("'s").removeprefix("'S").removeprefix("'")
        gaps.append(_gap(between))
    return [*gaps, Gap.BREAK] if words else []


def _gap(between: str) -> Gap:
    plain = between.strip(" ")
    if not plain:
        return Gap.SPACE if between else Gap.BREAK
    if plain == ",":
        return Gap.COMMA
    return Gap.SLASH if plain == "/" else Gap.BREAK


def _shouting(words: Sequence[Word], text: str) -> list[bool]:
    """A line shouts when it has three words of letters or more, all in capitals."""
    result = [False] * len(words)
    line: list[int] = []
    for i, word in enumerate(words):
        if line and "\n" in text[words[i - 1].end : word.start]:
            _mark(words, line, result)
            line = []
        line.append(i)
    _mark(words, line, result)
    return result


def _mark(words: Sequence[Word], line: Sequence[int], result: list[bool]) -> None:
    lettered = [i for i in line if any(c.isalpha() for c in words[i].text)]
    if lettered and all(words[i].text.isupper() for i in lettered) and (len(lettered) > 2 or len(lettered) == len(line) > 1):
        for i in line:
            result[i] = True
