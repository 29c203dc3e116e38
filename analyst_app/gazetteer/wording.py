"""What the words around a place name say: its kind, a part of it, a distance from it. Knows no places.

Source of the kinds: the annotation contract's LOCATION ("a named place with the word that says what kind it is").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.folding import LONGEST_NAME

_WORDS = {
    PlaceKind.REGION: (
        "region oblast krai kray okrug province governorate state voivodeship republic prefecture wilayat viloyat emirate muhafazah reg obl"
    ),
    PlaceKind.DISTRICT: (
        "district raion rayon township county department cercle woreda commune subdistrict sub-district nahiya locality municipality "
        "territory dist"
    ),
    PlaceKind.COMMUNITY: "community hromada",
    PlaceKind.DIRECTION: "direction axis axes sector front frontline",
    PlaceKind.SETTLEMENT: "city town village settlement suburb hamlet neighbourhood neighborhood quarter farm",
    PlaceKind.FACILITY: "camp airport airfield airbase base station hospital port harbour plant bridge crossing checkpoint barracks dam",
    PlaceKind.AREA: (
        "area valley strip peninsula mountain mountains border borderlands suburbs countryside highway motorway road outskirts line zone "
        "island islands spit corridor basin desert forest hills heights salient bridgehead steppe enclave coast coastline"
    ),
    PlaceKind.WATER: "lake river sea strait gulf bay reservoir ocean canal lagoon estuary channel",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_WITH_PLURAL = (
    "region oblast province governorate state district raion rayon township county department community hromada direction sector front "
    "town village settlement suburb camp airport airfield area lake river reservoir port"
)
_KIND_OF_WORD |= {word + "s": _KIND_OF_WORD[word] for word in _WITH_PLURAL.split()}
_KIND_OF_WORD |= {"cities": PlaceKind.SETTLEMENT, "communities": PlaceKind.COMMUNITY, "counties": PlaceKind.DISTRICT}

_PLAIN = (
    "north south east west northern southern eastern western central centre center upper lower of the in on at to and or no a an is are "
    "was january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday city town village region district area front line sector direction reading mobile post police battle best same most "
    "many as by for from near new old"
)
PLAIN_WORDS = frozenset(_PLAIN.split())
"""Words that are names of places somewhere, and hardly ever meant as such."""

# A first word of these is more often the name's own ("Port Sudan", "Bay Region"), so that only the full name counts.
_HEAD_KINDS = {
    "lake",
    "river",
    "gulf",
    "strait",
    "sea",
    "bay",
    "city",
    "town",
    "village",
    "province",
    "state",
    "district",
    "camp",
    "island",
}
_LINKS = (
    "territorial",
    "refugee",
    "administrative",
    "military",
    "air",
    "railway",
    "train",
    "disengagement",
    "operational",
    "front",
    "special",
    "international",
)
_NO_NAMES = frozenset({*_KIND_OF_WORD, *_LINKS})
_COMPASS = re.compile(
    r"(?P<part>(?:(?:north|south|east|west|centr|center)(?:[\s-]*(?:north|south|east|west))?(?:ern|al)?|central|upper|lower|far|"
    r"rural|coastal|mainland|inner|outer)(?:[\s-]+(?:eastern|western|northern|southern))?)\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_PARTS = r"north|south|east|west|centre|center|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west"
_PART_OF = re.compile(rf"(?:the\s+)(?P<part>{_PARTS})\s+of\s+(?P<name>\S.*)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?P<name>\S.*?)(?:['’]s|s['’])\s+(?P<rest>\S.*)", re.IGNORECASE)
_NEAR = re.compile(
    r"(?:(?P<near>(?:\d+[\d.,–-]*\s*(?:km|kilomet(?:er|re)s?|miles?)\s+)?(?:just\s+)?"
    rf"(?:near|around|outside|close\s+to|towards?|off|along|(?:{_PARTS})\s+of))|in|at|from|of|over|on|into|against)\s+(?:the\s+)?(?P<name>\S.*)",
    re.IGNORECASE,
)
_CACHED = 8_192
_EDGES = ' \t\r\n.,;:!?()[]{}"“”«»—–-*'


@dataclass(frozen=True, slots=True)
class Wording:
    """A place's words taken apart. `full` is the whole without articles and edges, `name` what is left without the kind's word.

    `part` is the part that is meant ("southern"), "" where the whole is. `whole` and `whole_kind` are then what the words are
    where they name a place of its own ("Lower Shabelle region"). `near` tells that the place is only close by.
    """

    full: str
    name: str
    kind: PlaceKind
    part: str = ""
    near: bool = False
    whole: str = ""
    whole_kind: PlaceKind = PlaceKind.UNKNOWN


def kind_of_word(word: str) -> PlaceKind | None:
    """The kind that a common noun tells by itself ("villages" → settlement), None for any other word."""
    return _KIND_OF_WORD.get(word.casefold())


@lru_cache(_CACHED)
def read_words(text: str) -> Wording:
    """Take a report's words for a place apart."""
    if text.isalpha() and len(text) <= LONGEST_NAME:
        return Wording(text, "" if text.casefold() in _NO_NAMES else text, _KIND_OF_WORD.get(text.casefold(), PlaceKind.UNKNOWN))
    words = " ".join(text[: 2 * LONGEST_NAME].replace("\0", " ").split()).strip(_EDGES)
    if found := _PART_OF.fullmatch(words):
        return Wording(words, _strip_kind(found["name"])[0], PlaceKind.AREA, part=_adjective(found["part"]))
    words = re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)
    near = False
    if found := _NEAR.fullmatch(words):
        near = found["near"] is not None
        words = found["name"]
    if (found := _POSSESSIVE.fullmatch(words)) and _is_part(found["rest"]):
        return Wording(words, _strip_kind(found["name"])[0], PlaceKind.AREA, part=_adjective(found["rest"]), near=near)
    if (found := _COMPASS.fullmatch(words)) and found["part"].casefold() != "far":
        name, kind = _strip_kind(found["name"])
        if not name:
            return Wording(words, "", kind, near=near)
        whole, whole_kind = _strip_kind(words)
        return Wording(words, name, PlaceKind.AREA, part=found["part"], near=near, whole=whole, whole_kind=whole_kind)
    name, kind = _strip_kind(words)
    return Wording(words, name, kind, near=near)


def _adjective(part: str) -> str:
    """The words that stand before a name for a part of it: "east" → "eastern", "southern suburbs" → "southern suburbs of"."""
    small = part.casefold()
    if re.fullmatch(r"(?:north|south|east|west)-?(?:east|west)?", small):
        return small + "ern"
    return "central" if small.startswith("cent") else f"{small} of"


def _is_part(words: str) -> bool:
    last = words.casefold().split()[-1]
    return _KIND_OF_WORD.get(last) is not None or re.fullmatch(_PARTS, last) is not None


def _strip_kind(words: str) -> tuple[str, PlaceKind]:
    """The name without the words that say its kind, and that kind; "" where they are nothing else ("the hospital")."""
    parts = words.split()
    folded = [p.casefold().strip(".,") for p in parts]
    if folded and all(p in _KIND_OF_WORD or p in _LINKS for p in folded):
        return "", _KIND_OF_WORD.get(folded[-1], PlaceKind.UNKNOWN)
    if len(parts) > 1 and (kind := _KIND_OF_WORD.get(folded[-1])) is not None:
        rest = parts[:-1]
        while len(rest) > 1 and rest[-1].casefold() in _LINKS:
            rest = rest[:-1]
        return " ".join(rest), kind
    if len(parts) > 1 and folded[0] in _HEAD_KINDS:
        start = 2 if folded[1] == "of" and len(parts) > 2 else 1
        return " ".join(parts[start:]), _KIND_OF_WORD[folded[0]]
    return words, PlaceKind.UNKNOWN
