"""Counts as an analyst types them: in the contract's notation or in the words of a report. Pure; knows no widgets."""

import re
from collections.abc import Callable

from analyst_app.domain.estimates import Estimate
from analyst_app.ui.review.event_words import translate

_NUMBER = r"(\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BOUNDS = re.compile(r"(\d+|\?)/(\d+)/(\d+|\?)")
"""How bounds are written that fit no form of the notation: low, best, high."""

_TWO_NUMBERS = re.compile(r"\d \d{1,2}(?!\d)|\d \d{4}")
"""A space that marks no thousands: “1 2” is a slip, and must not become 12."""

_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Estimate]], ...] = tuple(
    (re.compile(pattern.replace("#", _NUMBER), re.IGNORECASE), made)
    for pattern, made in (
        (r"(?:at least|no (?:fewer|less) than|a minimum of|more than|over|above) #", Estimate.at_least),
        (r"# (?:or more|and more|plus)", Estimate.at_least),
        (r"(?:up to|at most|as many as|no more than|a maximum of) #", Estimate.up_to),
        (r"(?:fewer than|less than|under|below) #", lambda number: Estimate.up_to(max(0, number - 1))),
        (r"(?:about|around|roughly|approximately|nearly|almost|some|circa|c\.) #", Estimate.about),
        (r"(?:between |from )?# (?:to|and|or) #", lambda one, other: Estimate.between(min(one, other), max(one, other))),
        (r"(?:exactly )?#", Estimate.exactly),
    )
)
_VAGUE = {
    "a couple": Estimate.exactly(2),
    "couple": Estimate.exactly(2),
    "a few": Estimate.at_least(3),
    "few": Estimate.at_least(3),
    "several": Estimate.at_least(3),
    "multiple": Estimate.at_least(3),
    "tens": Estimate.at_least(20),
    "dozens": Estimate.at_least(24),
    "scores": Estimate.at_least(40),
    "hundreds": Estimate.at_least(200),
}
"""Contract, "Counts": what a report's vague words come to."""


def read_count(words: str) -> Estimate | None:
    """A count as typed; nothing typed is no number.

    Raises:
        ValueError: with a sentence that names the notation.
    """
    plain = " ".join(words.casefold().split()).removesuffix(" of")
    if not plain:
        return None
    told = translate("review", "Not a count. Write 16, 16+ or “at least 16”, <=16 or “up to 16”, 10-12, ~40 or “about 40”.")
    if _TWO_NUMBERS.search(plain):
        raise ValueError(told)
    try:
        if (bounds := _BOUNDS.fullmatch(plain.replace(" ", ""))) is not None:
            low, best, high = (None if bound == "?" else int(bound) for bound in bounds.groups())
            return Estimate(low, best or 0, high)
        return _said(plain) or Estimate.parse(words)
    except ValueError:
        raise ValueError(told) from None


def _said(plain: str) -> Estimate | None:
    if plain in _VAGUE:
        return _VAGUE[plain]
    for form, made in _FORMS:
        if (found := form.fullmatch(plain)) is not None:
            return made(*(_number(number) for number in found.groups()))
    return None


def _number(words: str) -> int:
    if words in {"a", "an"}:
        return 1
    if words in _SMALL:
        return _SMALL.index(words) + 1
    return int(re.sub(r"[, \u00a0\u202f]", "", words))
