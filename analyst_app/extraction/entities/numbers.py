"""Finding the quantities of a report: never calibres, model names, unit numbers, clock times, dates, ages or telephone numbers.

What a quantity's words mean is the work of `number_words`, what a number counts in its context that of `number_cues`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.spans import Span
from analyst_app.extraction.dates.dates import date_spans
from analyst_app.extraction.entities.number_cues import counts, masked
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.words.number_words import NUMBER_STARTS, QUANTITY, estimate_of, parse_quantity

__all__ = ["Quantity", "find_quantities", "parse_quantity"]

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_QUANTITY = re.compile(QUANTITY, re.IGNORECASE)
_SIGNS = "~≈<>≥≤"
_MODIFIER_STARTS = frozenset(
    [
        "at",
        "no",
        "not",
        "more",
        "well",
        "just",
        "slightly",
        "little",
        "over",
        "upwards",
        "in",
        "minimum",
        "up",
        "as",
        "maximum",
        "fewer",
        "less",
        "under",
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "approx",
        "nearly",
        "almost",
        "close",
        "circa",
        "estimated",
        "on",
        "something",
        "between",
    ]
)
_STARTS = NUMBER_STARTS | _MODIFIER_STARTS
_LEFT = 40
_OF = re.compile(r" of\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|half an?) $", re.IGNORECASE)
_ANY_ARTICLE = re.compile(r"\b(?:an?|the|these|those|last|first|another|only|every|next|past) $", re.IGNORECASE)
_LAUNCHER = re.compile(r"[ -](?:rocket|launch|warhead|independently)", re.IGNORECASE)
_SCALE_BEHIND = re.compile(r"(?: |-)(?:thirds?|quarters?|fifths?|halves|tenths?)\b", re.IGNORECASE)
_NOT_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|some|the|other|number|another|last|next|previous|latter|as|by|not) $", re.IGNORECASE
)
_NOT_ONE_AFTER = re.compile(
    r" (?:another|days?|side|thing|hand|must|cannot|can|could|should|may|might|would|who|that|way|by|more time|point|place|reason|sign"
    r"|example|exception|step|and all|and the same)\b|'s\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r" of\b(?P<rest>(?: [\w'’-]+){1,3})", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:most|best|worst|main|key|few|last|first|only|major|several|many|\w{3,}(?:est))\b", re.IGNORECASE)
_COUNTED_HEAD = re.compile(
    r"\b(?:\w*strikes?|attacks|assaults|raids|shellings|attempts|explosions|blasts|clashes|engagements|violations|bombings|missiles|rockets|drones|UAVs|"
    r"Shaheds|bombs|mines|shells|munitions|tanks|vehicles|aircraft|jets|helicopters|ships|boats|dead|wounded|injured|killed|victims|casualties|"
    r"them|these|those|soldiers|civilians)\b",
    re.IGNORECASE,
)
_ONCE_AFTER = re.compile(
    r"(?:[.,;:)]|$| (?:on|in|at|near|over|during|and (?:\w+ )?(?:twice|(?:\w+ )?times)|this|last|overnight|yesterday)\b)"
)
_ONCE_BEFORE = re.compile(r"(?:\b(?:only|just|least|than)|ed|hit|struck) $", re.IGNORECASE)
_PLACES_BEHIND = re.compile(r" (?:[a-z-]+ )?(?:regions|oblasts|provinces|cities|districts|states|countries|seas|communities)\b")
_FLYING_BEFORE = re.compile(
    r"\b(?:down|shot|flew|fly|flying|drones|missiles|UAVs|targets|rockets|aircraft|jets|them|it|intercepted|destroyed) $", re.IGNORECASE
)


_ANYTHING = re.compile("")
_SCORES_BEFORE = re.compile(
    r"(?:^|[.,;:(\n] ?|\b(?:and|or|by|with|while|but|as|when|leav(?:e|ing)|left|kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)"
    r"|fir(?:ed|ing)|launch(?:ed|ing)|displac(?:ed|ing)|of|that|least|than) )$",
    re.IGNORECASE,
)
_NEEDS = {
    **dict.fromkeys(("dozen", "hundred", "thousand"), (_ARTICLE, _ANYTHING)),
    **dict.fromkeys(("couple", "pair"), (_ANY_ARTICLE, _OF)),
    **dict.fromkeys(("tens", "millions"), (_ANYTHING, _OF)),
    "few": (re.compile(r"\b(?:a|last|first|next) $", re.IGNORECASE), _ANYTHING),
    "scores": (_SCORES_BEFORE, re.compile(r" (?:of|more|others|were|are|at|on|against|injured|wounded|killed|dead|missing)\b|[.,;]")),
    "zero": (_ANYTHING, re.compile(r" [a-z-]+(?: [a-z-]+)?s\b")),
}
"""What must stand before and behind a number word that has other uses ("the couple", "test scores", "zero line")."""
_ALWAYS_NEED = frozenset({"couple", "pair", "zero"})


_COMING_BEFORE = re.compile(r"\b(?:com(?:e|es|ing)|came|put|placed|kept|held)(?: again| once more| repeatedly)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A QUANTITY of the text: its span with the modifier, without the noun; no estimate for broken numbers (3.2 per cent)."""

    span: Span
    estimate: Estimate | None


def find_quantities(text: str, doc: Doc | None = None, *, dates: Iterable[Span] | None = None) -> list[Quantity]:
    """All quantities, in order, without overlaps.

    `doc` (of the same text) helps to tell the adverb "once" from the conjunction; `dates` are the spans of the dates where they are known
    already, so that they are not looked for again.
    """
    plain = prepare(text)
    taken = [(span.start, span.end) for span in (date_spans(text) if dates is None else dates)]
    hidden = masked(plain, taken)
    found: list[Quantity] = []
    end = 0
    for word in _WORD.finditer(hidden):
        start = word.start()
        if start < end or len(word[0]) > 14:
            continue
        low = word[0].lower()
        if not (low[0].isdigit() or low in _STARTS):
            if low == "once" and _is_count_once(hidden, start, doc):
                found.append(Quantity(Span(start, word.end()), Estimate.exactly(1)))
            continue
        quantity = _quantity_at(hidden, start)
        if quantity is not None:
            found.append(quantity)
            end = quantity.span.end
    return found


def _quantity_at(hidden: str, start: int) -> Quantity | None:
    if start and hidden[start - 1] in _SIGNS:
        start -= 1
    elif start > 1 and hidden[start - 1] == " " and hidden[start - 2] in _SIGNS:
        start -= 2
    if start and (hidden[start - 1].isalpha() or hidden[start - 1] == "_"):
        return None
    m = _QUANTITY.match(hidden, start)
    if m is None:
        return None
    start, end = m.start(), m.end()
    number = m.start("range") if m["range"] else m.start("atom")
    if m["range"] and m["range"][:7].lower() == "between":
        number = start
    words = hidden[number:end].lower()
    before = hidden[max(0, number - _LEFT) : number]
    if not counts(hidden, start, number, end) or not _holds(words, before, hidden, end, bare=start == number):
        return None
    if hidden[start:number].lower().strip() == "over" and _FLYING_BEFORE.search(hidden, max(0, start - _LEFT), start):
        # "Shot down over two regions" tells where, not how many.
        start = number if _PLACES_BEHIND.match(hidden, end) else start
    if hidden[start:number].lower().strip() == "under" and _COMING_BEFORE.search(hidden, max(0, start - _LEFT), start):
        # "Came under 45 attacks" is no bound: there were 45.
        start = number
    estimate = estimate_of(m) if start == m.start() else parse_quantity(words)
    if estimate is None and m["range"]:
        return None
    return Quantity(Span(start, end), estimate)


def _holds(words: str, before: str, hidden: str, end: int, *, bare: bool) -> bool:
    """Whether number words that have other uses count something here."""
    if words == "one":
        return _is_count_one(before, hidden, end, bare=bare)
    needed = _NEEDS.get(words)
    if _SCALE_BEHIND.match(hidden, end) or (words == "multiple" and _LAUNCHER.match(hidden, end)):
        return False
    if needed is None or not (bare or words in _ALWAYS_NEED):
        return True
    left, right = needed
    return left.search(before) is not None and right.match(hidden, end) is not None


def _is_count_one(before: str, hidden: str, end: int, *, bare: bool) -> bool:
    if not bare:
        return True
    if _NOT_ONE_BEFORE.search(before) or _NOT_ONE_AFTER.match(hidden, end):
        return False
    of = _ONE_OF.match(hidden, end)
    return of is None or (_COUNTED_HEAD.search(of["rest"]) is not None and _SUPERLATIVE.search(of["rest"]) is None)


def _is_count_once(hidden: str, start: int, doc: Doc | None) -> bool:
    if doc is not None and (token := doc.char_span(start, start + 4)) is not None and token[0].dep_ == "mark":
        return False
    before = hidden[max(0, start - _LEFT) : start]
    return _ONCE_BEFORE.search(before) is not None and _ONCE_AFTER.match(hidden, start + 4) is not None
