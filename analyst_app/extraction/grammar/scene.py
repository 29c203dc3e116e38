"""A reading cut into sentences and clauses, with quick look-ups between tokens, mentions and blocks.

Knows of language only what the parse tells: which tokens stand together and which verb heads them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.text.reading import Block, BlockKind, Mention, Reading

CLAUSAL = frozenset({"ROOT", "advcl", "relcl", "ccomp", "parataxis", "csubj", "csubjpass", "acl", "pcomp", "conj", "dep", "appos"})
_TELLING = frozenset({BlockKind.BULLET, BlockKind.PARAGRAPH, BlockKind.DATELINE})
LONGEST_SENTENCE = 400
"""Words. No longer one is a sentence but a list without full stops, or noise; it is cut at a comma where it can be."""

_ENDS = frozenset({".", "!", "?", "…", "”", '"', "..."})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one block that stand together; `tokens` leaves out white space."""

    index: int
    block: int
    tokens: range
    mentions: tuple[int, ...]


class Scene:
    """Look-ups over one `Reading`. Token numbers are those of its `Doc`."""

    def __init__(self, reading: Reading) -> None:
        doc = reading.doc
        self.reading = reading
        self.doc = doc
        strings = doc.vocab.strings
        rows = doc.to_array(["TAG", "DEP", "HEAD", "LEMMA"])
        names: dict[int, str] = {}

        def name(key: int) -> str:
            if key not in names:
                names[key] = strings[key]
            return names[key]

        self.words = [token.lower_.replace("’", "'") for token in doc]
        self.tags = [name(int(key)) for key in rows[:, 0]]
        self.deps = [name(int(key)) for key in rows[:, 1]]
        self.heads = [i + int(_signed(int(step))) for i, step in enumerate(rows[:, 2])]
        self.lemmas = [name(int(key)).lower() for key in rows[:, 3]]
        self.starts = [token.idx for token in doc]
        self.mention_at, self.mention_tokens = self._place_mentions()
        self.sentences = tuple(self._sentences())
        self.sentence_at = [-1] * len(doc)
        for sentence in self.sentences:
            for i in sentence.tokens:
                self.sentence_at[i] = sentence.index
        self.clause_at = [self._clause(i) for i in range(len(doc))]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the reading."""
        return self.reading.blocks

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to token `last`, both included."""
        token = self.doc[last]
        return Span(self.starts[first], token.idx + len(token.text))

    def text(self, first: int, last: int) -> str:
        """The stored words from token `first` to token `last`, both included."""
        return self.span(first, last).of(self.reading.text)

    def mention(self, token: int) -> Mention | None:
        """The mention that a token belongs to."""
        at = self.mention_at[token]
        return None if at < 0 else self.reading.mentions[at]

    def label(self, token: int) -> Label | None:
        """The label of the mention that a token belongs to."""
        at = self.mention_at[token]
        return None if at < 0 else self.reading.mentions[at].label

    def is_verb(self, token: int) -> bool:
        """Whether the tagger took a token for a verb (not a modal)."""
        return self.tags[token].startswith("V")

    @cached_property
    def _below(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                below[head].append(i)
        return below

    def children(self, token: int, deps: frozenset[str]) -> list[int]:
        """The tokens that hang on a token by one of these relations, in order."""
        return [i for i in self._below[token] if self.deps[i] in deps]

    @cached_property
    def last_sentence_of(self) -> dict[int, int]:
        """The last sentence of each block that has any, by their indexes."""
        return {sentence.block: sentence.index for sentence in self.sentences}

    def mentions_in(self, block: int) -> tuple[Mention, ...]:
        """The mentions of a block, in order."""
        span, mentions = self.blocks[block].span, self.reading.mentions
        first, last = (bisect_left(mentions, at, key=lambda mention: mention.span.start) for at in (span.start, span.end))
        return mentions[first:last]

    def _place_mentions(self) -> tuple[list[int], list[range]]:
        at = [-1] * len(self.doc)
        ranges: list[range] = []
        for index, mention in enumerate(self.reading.mentions):
            first = max(0, bisect_right(self.starts, mention.span.start) - 1)
            last = first
            while last + 1 < len(self.doc) and self.starts[last + 1] < mention.span.end:
                last += 1
            ranges.append(range(first, last + 1))
            for i in range(first, last + 1):
                if at[i] < 0:
                    at[i] = index
        return at, ranges

    def _sentences(self) -> list[Sentence]:
        found: list[Sentence] = []
        for index, block in enumerate(self.blocks):
            if block.kind not in _TELLING and not self._title_that_tells(block):
                continue
            first = bisect_right(self.starts, block.span.start) - 1
            if first < 0 or self.starts[first] < block.span.start:
                first += 1
            end = first
            while end < len(self.doc) and self.starts[end] < block.span.end:
                end += 1
            for part in self._split(first, end):
                mentions = sorted({self.mention_at[i] for i in part if self.mention_at[i] >= 0})
                found.append(Sentence(len(found), index, part, tuple(mentions)))
        return found

    def _title_that_tells(self, block: Block) -> bool:
        """Whether a first line is no headline but a sentence: a report of one paragraph has no title."""
        return block.kind is BlockKind.TITLE and block.span.of(self.reading.text).rstrip().endswith((".", ":"))

    def _split(self, first: int, end: int) -> list[range]:
        """The parser's sentences of a block, joined again where it cut inside one."""
        cuts: list[int] = []
        for i in range(first + 1, end):
            before = i - 1
            while before > first and self.tags[before] == "_SP":
                before -= 1
            if self.doc[i].is_sent_start and self.words[before] in _ENDS:
                cuts.append(i)
        bounds = [first, *cuts, end]
        return [part for a, b in pairwise(bounds) if a < b for part in self._short(a, b)]

    def _short(self, first: int, end: int) -> Iterator[range]:
        while end - first > LONGEST_SENTENCE:
            limit = first + LONGEST_SENTENCE
            cut = next((i for i in range(limit, first + LONGEST_SENTENCE // 2, -1) if self.words[i - 1] in {",", ";"}), limit)
            yield range(first, cut)
            first = cut
        yield range(first, end)

    def _clause(self, token: int) -> int:
        at = token
        for _ in range(40):
            head = self.heads[at]
            if head == at or self.sentence_at[head] != self.sentence_at[token] or self._heads_clause(at):
                return at
            at = head
        return at

    def _heads_clause(self, token: int) -> bool:
        dep, tag = self.deps[token], self.tags[token]
        if dep not in CLAUSAL or not (tag.startswith("V") or (tag == "MD" and dep == "ROOT")):
            return False
        if dep in {"acl", "relcl"} and tag == "VB":
            return False
        return dep != "conj" or self.tags[self.heads[token]].startswith("V") or tag in {"VBD", "VBZ", "VBP"}


def _signed(step: int) -> int:
    # spaCy hands heads out as unsigned 64-bit offsets.
    return step - (1 << 64) if step >= 1 << 63 else step
