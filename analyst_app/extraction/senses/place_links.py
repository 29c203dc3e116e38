"""A report's places in order, each with what its own words and those around it say by themselves.

The kind that a list says once for all its members, whether something is only near the place, the tie to the next. Knows no
gazetteer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyst_app.domain.places import PlaceKind
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.senses.place_ties import KIND_WORD, QUALITIES, SIDE, Measure, Tie, tie_of
from analyst_app.extraction.text.reading import Reading
from analyst_app.gazetteer.wording import kind_of_word, read_words

_NEAR_BEFORE = re.compile(
    r"(?:^|[\s(])(?:near|around|outside|close\s+to|not\s+far\s+from|next\s+to|towards?|off|between|"
    r"(?:in|to|over)\s+the\s+(?:areas?|vicinit(?:y|ies)|surroundings)\s+of|"
    rf"(?<!the ){SIDE}(?:\s+of)|(?:km|kilomet(?:re|er)s?|miles?)\s+(?:away\s+)?(?:from|of))\s+"
    rf"(?:the\s+)?{QUALITIES}(?:{KIND_WORD}\s+(?:of\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"(?:^|[\s(])(?:(?:the|between|in)\s+(?P<division>regions?|oblasts?|provinces?|governorates?|districts?|raions?|hromadas?|"
    r"communit(?:y|ies)|directions?|ax[ei]s)\s+of|"
    r"(?P<place>villages?|towns?|cit(?:y|ies)|settlements?|rivers?|reservoirs?|lakes?)(?:\s+of)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""A division only with its article: "the districts of Izium and Kupiansk", but not "two districts of Kherson"."""
_KIND_AFTER = re.compile(r"\s+(?P<word>reg|obl|dist)\.")
"""Short forms of telegraphic channels: "Poltava reg."."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?:[A-Z“\"‘(•–\d]|$)")
_LOOK_BACK = 60
_PLURAL_WORDS = (
    "regions oblasts provinces governorates districts raions directions axes sectors communities hromadas counties states townships "
    "rivers lakes reservoirs camps villages towns cities settlements islands"
)
_PLURALS = frozenset(_PLURAL_WORDS.split())
_GOES_ON = frozenset({Tie.LIST, Tie.COMMA})


@dataclass(frozen=True, slots=True)
class Named:
    """A LOCATION mention with what the words around it say.

    `kind` is lent by a list or told by the word before; `near` tells that something is only near it, `article` that "the"
    stands before it, as before rivers. `tie` is that to the next mention of its block. `sentence` counts through the report,
    `part` through the parts that semicolons make of it.
    """

    text: str
    span: Span
    block: int
    sentence: int
    part: int
    kind: PlaceKind | None
    near: bool
    article: bool
    tie: Tie
    measure: Measure | None


def read_places(reading: Reading) -> tuple[Named, ...]:
    """The LOCATION mentions of a report, in order."""
    mentions = [m for m in reading.mentions if m.label is Label.LOCATION]
    if not mentions:
        return ()
    blocks = _blocks_of(reading, [m.span for m in mentions])
    # The words before each mention: since the last one of its block, None where there is none.
    since = [None] + [
        reading.text[a.span.end : b.span.start] if blocks[i] == blocks[i + 1] else None for i, (a, b) in enumerate(pairwise(mentions))
    ]
    before = [_before(reading, m.span, block) for m, block in zip(mentions, blocks, strict=True)]
    ties = [(Tie.NONE, None) if words is None else tie_of(words) for words in since[1:]] + [(Tie.NONE, None)]
    short = [_KIND_AFTER.match(reading.text, m.span.end) for m in mentions]
    lent = _lent_kinds(
        [m.text for m in mentions], [b if s is None else s for b, s in zip(before, since, strict=True)], [t for t, _ in ties]
    )
    kinds = [kind_of_word(after["word"]) if after else kind for after, kind in zip(short, lent, strict=True)]
    found: list[Named] = []
    sentence = part = 0
    near = False
    for i, mention in enumerate(mentions):
        words = since[i]
        if i and (words is None or _SENTENCE_END.search(words + mention.text[:1])):
            sentence, part = sentence + 1, part + 1
        elif words is not None and ";" in words:
            part += 1
        near = (near and i > 0 and ties[i - 1][0] is Tie.LIST) or _NEAR_BEFORE.search(before[i]) is not None
        article = before[i].endswith(("the ", "The "))
        found.append(Named(mention.text, mention.span, blocks[i], sentence, part, kinds[i], near, article, *ties[i]))
    return tuple(found)


def _blocks_of(reading: Reading, spans: Sequence[Span]) -> list[int]:
    found, at = [], 0
    for span in spans:
        while at + 1 < len(reading.blocks) and reading.blocks[at + 1].span.start <= span.start:
            at += 1
        found.append(at)
    return found


def _before(reading: Reading, span: Span, block: int) -> str:
    start = reading.blocks[block].span.start if reading.blocks else 0
    return reading.text[max(start, span.start - _LOOK_BACK) : span.start]


def _lent_kinds(texts: Sequence[str], before: Sequence[str], ties: Sequence[Tie]) -> list[PlaceKind | None]:
    """The kind of each mention that its list says once: at its end ("X and Y regions") or at its head ("villages of X and Y")."""
    kinds: list[PlaceKind | None] = [None] * len(texts)
    own = [read_words(text).kind is not PlaceKind.UNKNOWN for text in texts]
    for i in range(len(texts)):
        found = _KIND_BEFORE.search(before[i])
        if found is None or own[i]:
            continue
        word = (found["division"] or found["place"]).casefold()
        kinds[i] = kind_of_word(word)
        at = i
        while word in _PLURALS and at + 1 < len(texts) and ties[at] in _GOES_ON and not own[at + 1]:
            at += 1
            kinds[at] = kinds[i]
    for i in range(len(texts) - 1, 0, -1):
        last = texts[i].split()[-1].casefold()
        at = i - 1
        while last in _PLURALS and at >= 0 and ties[at] in _GOES_ON and not own[at]:
            kinds[at] = kind_of_word(last)
            at -= 1
    return kinds
