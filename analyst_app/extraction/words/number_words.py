"""What number words mean: one quantity, with its modifier, as low, best and high.

Knows no text around the quantity; finding quantities in a report is the work of `numbers`.
Source of the rules: ANNOTATION.md, "Counts".
"""

import re
from decimal import Decimal

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.text.normalise import prepare

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"a": 1, "an": 1}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "thousands": 10**3,
    "k": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
}
_VAGUE = {
    "several": 3,
    "few": 3,
    "multiple": 3,
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2 * 10**6,
}
_NAMED = {"once": 1, "single": 1, "twice": 2, "couple": 2, "pair": 2, "thrice": 3}

GAP = r"(?: {1,3}| ?\n ?)"
"""White space inside one expression: a few spaces, or the line end of a wrapped text."""

DIGITS = (
    r"(?:[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:\.[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(?![0-9]|[.,][0-9])"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,2})?)(?![0-9])"
)
_UNIT = "(?:" + "|".join(sorted(_ONES, key=len, reverse=True)) + ")"
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ]{_UNIT})?|{_UNIT})"
_BIG_SCALE = r"(?:thousand|million|mln|billion|bn|trillion)"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?|{DIGITS})[- ]hundred(?:{GAP}(?:and{GAP})?{_SMALL}\b)?)"
_BELOW_THOUSAND = rf"(?:{_HUNDREDS}|{_SMALL}|an?|{DIGITS})"
_STEP = rf"{_BELOW_THOUSAND}(?:{GAP}|-){_BIG_SCALE}\b"
_LARGE = rf"(?:{_STEP}(?:{GAP}{_STEP}){{0,2}}(?:{GAP}(?:and{GAP})?(?:{_HUNDREDS}|{_SMALL})\b)?)"
_DOZEN = rf"(?:(?:(?:half{GAP}(?:an?{GAP})?|{_SMALL}[- ]|an?{GAP}|{DIGITS} )(?:half{GAP})?)dozen)"
_SOME_SCALE = rf"(?:(?:several|(?:an?{GAP})?few|(?:an?{GAP})?couple(?:{GAP}of)?)(?:{GAP}(?:dozen|hundred|thousand|million))\b)"
_TENS_OF = rf"(?:(?:tens|dozens|scores|hundreds|thousands){GAP}of{GAP}(?:thousands|millions)\b)"
_LOOSE = (
    r"(?:several|multiple|(?:an? )?few|(?:an? )?couple|(?:an? )?pair|twice|thrice"
    r"|tens|dozens|scores|hundreds|thousands|millions|dozen|hundred|thousand)"
)
GLUED_UNIT = r"(?:km|m|kg|t|g|ha|kw|mw|gw|bn|mln|pc|h|x|l)\b"
"""Units that are written on to a number ("57km"); in lower case."""

ATOM = rf"(?:{_DOZEN}|{_SOME_SCALE}|{_LARGE}|{_HUNDREDS}|{_TENS_OF}|{_LOOSE}|{_SMALL}|{DIGITS}(?:k\b)?)"
_ATOM_OR_ONE = rf"(?:{ATOM}|an?\b)"
RANGE = (
    rf"(?:between{GAP}{ATOM}{GAP}and{GAP}{ATOM}"
    rf"|{ATOM}{GAP}(?:to|or){GAP}{ATOM}|(?:{DIGITS}|{_UNIT}) ?- ?(?:{DIGITS}(?:{GAP}{_BIG_SCALE})?|{_UNIT}\b))"
)


def _phrases(*phrases: str) -> str:
    return "(?:" + "|".join(p.replace(" ", GAP) for p in sorted(phrases, key=len, reverse=True)) + ")"


_AT_LEAST = _phrases(
    "at least",
    "at the very least",
    "at a minimum",
    "a minimum of",
    "minimum of",
    "no fewer than",
    "no less than",
    "not fewer than",
    "not less than",
    "more than",
    "well over",
    "well above",
    "just over",
    "slightly over",
    "little over",
    "slightly more than",
    "little more than",
    "over",
    "upwards of",
    "in excess of",
)
_UP_TO = _phrases("up to", "as many as", "as much as", "no more than", "not more than", "at most", "a maximum of", "maximum of")
_BELOW = _phrases("fewer than", "less than", "under")
_ABOUT = _phrases(
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    r"approx\.?",
    "nearly",
    "almost",
    "close to",
    "just under",
    "slightly fewer than",
    "slightly less than",
    "circa",
    "an estimated",
    "estimated",
    "in the region of",
    "in the order of",
    "on the order of",
    "something like",
)
_MODIFIER = (
    rf"(?:(?P<at_least>{_AT_LEAST}{GAP}|[>≥]=? ?)|(?P<up_to>{_UP_TO}{GAP}|(?:≤|<=) ?)"
    rf"|(?P<below>{_BELOW}{GAP}|< ?)|(?P<about>{_ABOUT}{GAP}|[~≈] ?))"
)
_AFTER = rf"(?:(?P<or_more>{GAP}or{GAP}more\b|{GAP}plus\b|\+)|(?P<or_so>{GAP}or{GAP}so\b|-odd\b)|(?P<or_less>{GAP}or{GAP}(?:fewer|less)\b))"

QUANTITY = rf"{_MODIFIER}?(?:(?P<range>{RANGE})|(?P<atom>{ATOM}))(?!(?!{GLUED_UNIT})[A-Za-z]){_AFTER}?"
"""One quantity, as the inside of a larger pattern. Match it in lower case or ignoring case."""

NUMBER_STARTS = (
    frozenset(_VALUES) - {"a", "an"} | frozenset(_VAGUE) | frozenset(_NAMED) - {"once", "single"} | {"half", "dozen", "hundred", "thousand"}
)
"""Words with which the number of a quantity can start, in lower case."""

_ONE_QUANTITY = re.compile(
    rf"(?:(?:the|all|only|just|another|an?{GAP}further|further|an?{GAP}additional|additional|as{GAP}few{GAP}as){GAP})*"
    rf"{_MODIFIER}?(?:(?P<range>{RANGE})|(?P<atom>{_ATOM_OR_ONE}|an?{GAP}single|single|once|zero))"
    rf"{_AFTER}?(?:{GAP}(?:more|others|other|additional|further|times|of))*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"between{GAP}(.+?){GAP}and{GAP}(.+)|(?:from{GAP})?(.+?)(?:{GAP}to{GAP}|{GAP}or{GAP}| ?- ?)(.+)", re.IGNORECASE | re.DOTALL
)
_INNER_HYPHEN = re.compile(rf"\b({'|'.join(_TENS)})-(?={_UNIT})|-(?=hundred|thousand|dozen)", re.IGNORECASE)
_TOKEN = re.compile(rf"{DIGITS}|[a-z]+")
_LONGEST = 120
"""Characters. No quantity of a report is longer, and longer input is not worth the match."""


def parse_quantity(words: str) -> Estimate | None:
    """A quantity in the contract's words ("at least two dozen", "10–12", "some 2,400") as an estimate.

    Articles and "another", "further", "more" around it are allowed. None where the words are no quantity, or none of
    whole things ("3.2").
    """
    if len(words) > _LONGEST:
        return None
    plain = prepare(words).strip().replace("—", "-")
    found = _ONE_QUANTITY.fullmatch(plain)
    return None if found is None else estimate_of(found)


def estimate_of(found: re.Match[str]) -> Estimate | None:
    """The estimate behind a match of `QUANTITY`; None for broken numbers and for ranges that fall."""
    part = found.groupdict()
    base = _range(part["range"]) if part["range"] else _atom(part["atom"])
    if base is None:
        return None
    if part["at_least"] or part["or_more"]:
        return Estimate(base.low if base.low is not None else base.best, base.best, None)
    if part["up_to"] or part["or_less"]:
        return base if part["range"] else Estimate.up_to(base.best)
    if part["below"]:
        return base if part["range"] else Estimate.up_to(max(0, base.best - 1))
    if (part["about"] or part["or_so"]) and not part["range"]:
        return Estimate.about(base.best)
    return base


def _range(words: str) -> Estimate | None:
    # "twenty-one to thirty" must split at "to", so hyphens inside a number give way first.
    ends = _ENDS.fullmatch(_INNER_HYPHEN.sub(lambda m: (m[1] or "") + " ", words))
    if ends is None:
        return None
    left, right = (ends[1] or ends[3]).lower(), (ends[2] or ends[4]).lower()
    high = _atom(right)
    # "two to three dozen", "10-12 thousand": the scale belongs to both.
    scale = re.search(rf"{GAP}(dozen|hundred|{_BIG_SCALE})$", right)
    low = _atom(f"{left} {scale[1]}") if scale and not re.search(r"[a-z]*(?:hundred|thousand|million|dozen)", left) else _atom(left)
    if low is None or high is None or low.best >= high.best:
        return None
    return Estimate.between(low.best, high.best)


def _atom(words: str) -> Estimate | None:
    tokens = _TOKEN.findall(words.lower())
    loose = [t for t in tokens if t not in {"a", "an", "of"}]
    if not loose:
        return Estimate.exactly(1) if tokens else None
    first, rest = loose[0], loose[1:]
    if first in _NAMED:
        return Estimate.exactly(_NAMED[first] * _scale(rest))
    if first in _VAGUE:
        return Estimate.at_least(_VAGUE[first] * _scale(rest))
    value = _value(tokens)
    return Estimate.exactly(int(value)) if value == int(value) else None


def _scale(words: list[str]) -> int:
    return _SCALES.get(words[0], 1) if words else 1


def _value(tokens: list[str]) -> Decimal:
    total, current, half = Decimal(0), Decimal(0), False
    for token in tokens:
        if token == "half":  # noqa: S105 - a number word, no password
            half = True
        elif token in _SCALES:
            scale = _SCALES[token]
            current = (Decimal("0.5") if half and not current else (current or Decimal(1)) + (Decimal("0.5") if half else 0)) * scale
            half = False
            if scale > 100:
                total, current = total + current, Decimal(0)
        elif token[0].isdigit():
            current += _digits(token)
        elif not (half and token in {"a", "an"}):
            current += _VALUES.get(token, 0)
    return total + current


def _digits(token: str) -> Decimal:
    # A comma with one or two digits behind it is a decimal comma; every other mark parts thousands.
    if re.fullmatch(r"[0-9]+[.,][0-9]{1,2}", token):
        return Decimal(token.replace(",", "."))
    return Decimal(re.sub(r"[^0-9]", "", token))
