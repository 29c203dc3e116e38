"""What the words between two neighbouring places make of them: a list, one in the other, one measured from the other.

Pure: words in, ties out.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

KIND_WORD = (
    r"(?:villages?|towns?|cit(?:y|ies)|settlements?|communit(?:y|ies)|hromadas?|areas?|localit(?:y|ies)|suburbs?|districts?|raions?|"
    r"regions?|oblasts?|provinces?|governorates?|states?|count(?:y|ies)|directions?|ax[ei]s|sectors?|rivers?|lakes?|reservoirs?|camps?|"
    r"townships?|airfield|airport|port)"
)
QUALITIES = (
    r"(?:(?:occupied|neighbou?ring|nearby|adjacent|border|front-?line|northern|southern|eastern|western|central|north|south|east|west|"
    r"[a-z]+-?(?:eastern|western)|government-held|rebel-held|same|small|large)\s+)*"
)
SIDE = r"(?P<side>(?:north|south)(?:[\s-]?(?:east|west))?|east|west)(?:ern)?"

_SIDES = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_KM_OF_MILE = 1.609
_LIST = re.compile(
    rf"\s*(?:[,/–—-]\s*(?:and|or|as well as|then)?|and|or|as well as|&)\s+(?:(?:also|then)\s+)?"
    rf"(?:(?:near|in|on|at|of|around|towards?)\s+)?(?:the\s+)?{QUALITIES}(?:{KIND_WORD}\s+(?:of\s+)?)?"
)
_INSIDE = re.compile(
    rf"\s*,?\s*(?:{KIND_WORD}\s*)?(?:\(|,?\s*(?:(?:which\s+(?:is|lies)|located|situated|lying|all|both)\s+)?(?:in|of|within|inside)\s)"
    rf"\s*(?:the\s+)?{QUALITIES}(?:{KIND_WORD}\s+of\s+(?:the\s+)?)?"
)
_AFTER_COMMA = re.compile(rf"\s*,\s*(?:the\s+)?{QUALITIES}")
_OWNED = re.compile(rf"['’]s?\s+(?:[a-z-]+\s+){{0,3}}?(?:of\s+)?{QUALITIES}")
_OPENED = re.compile(
    rf"\s*(?:\(|:|\s[–—-]\s)\s*(?:(?:near|in|at|on|around)\s+)?(?:the\s+)?{QUALITIES}"
    rf"(?:(?:areas?\s+of|{KIND_WORD}(?:\s+of)?)\s+)?(?:the\s+)?"
)
_MEASURED = re.compile(
    r"[\s,(–-]*(?:(?:which|that)\s+(?:is|lies)\s+)?(?:(?:is|lies|located|situated|lying)\s+)?"
    r"(?:about|some|around|roughly|approximately|just|only|nearly)?\s*"
    r"(?:(?P<km>\d{1,3}(?:[.,]\d)?)\s*-?\s*(?P<unit>km|kilomet(?:re|er)s?|miles?)\s+)?(?:(?:away|further|farther)\s+)?(?:to\s+the\s+)?"
    rf"(?:{SIDE}\s+)?(?:of|from|away from)\s+(?:the\s+)?(?:{KIND_WORD}\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s,(–-]*(?:(?:located|situated|lying)\s+)?(?:just\s+)?(?:near|outside|close to|not far from|next to|around)\s+(?:the\s+)?"
    rf"(?:{KIND_WORD}\s+(?:of\s+)?)?"
)
_LONGEST = 90
"""Characters between two places that can still tie them."""


class Tie(StrEnum):
    """What the words between two neighbouring mentions make of them."""

    LIST = "list"
    INSIDE = "inside"
    """The first lies in the second: "X in Y", "X (Y)"."""
    COMMA = "comma"
    """The first lies in the second, or both stand in a list: "X, Y region"."""
    HOLDS = "holds"
    """The second lies in the first: "Y's X", "Y (X"."""
    MEASURED = "measured"
    """The first is so far from the second, or on that side of it, or just near."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """How far and to which side the first of two mentions lies from the second; `bearing` in degrees from north."""

    km: float | None = None
    bearing: float | None = None

    @property
    def back(self) -> "Measure":
        """The same seen from the other place."""
        return Measure(self.km, None if self.bearing is None else (self.bearing + 180) % 360)


def tie_of(between: str) -> tuple[Tie, Measure | None]:
    """What the words between two places make of them, with the measure where they are one."""
    if len(between) > _LONGEST:
        return Tie.NONE, None
    if (found := _MEASURED.fullmatch(between)) and (found["km"] or found["side"]):
        return Tie.MEASURED, _measure(found["km"], found["unit"], found["side"])
    if _BESIDE.fullmatch(between):
        return Tie.MEASURED, Measure()
    # A comma alone is read before a list, and a list before what lies inside: "in" may open a list's member, too.
    forms = ((_AFTER_COMMA, Tie.COMMA), (_LIST, Tie.LIST), (_INSIDE, Tie.INSIDE), (_OWNED, Tie.HOLDS), (_OPENED, Tie.HOLDS))
    return next(((tie, None) for form, tie in forms if form.fullmatch(between)), (Tie.NONE, None))


def _measure(km: str | None, unit: str | None, side: str | None) -> Measure:
    away = None if km is None else float(km.replace(",", ".")) * (_KM_OF_MILE if (unit or "").startswith("mile") else 1.0)
    return Measure(away, None if side is None else 45.0 * _SIDES.index(re.sub(r"[\s-]", "", side.casefold())))
