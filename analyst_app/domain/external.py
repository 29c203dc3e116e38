"""Other people's events as a series to compare one's own with: read once, never changed, never counted among one's own."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType

LONGEST_NAME = 60
"""Characters of a series' name: legends have no room for more."""


class Layout(StrEnum):
    """Whose columns a file has."""

    ACLED = "acled"
    UCDP = "ucdp"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class ExternalEvent:
    """One line of a file. `said` is its type in the file's words, `type` ours where one fits; `number` is how many acts it stands for."""

    ident: str
    date: DateSpan
    said: str = ""
    type: EventType | None = None
    actor: str | None = None
    region: str | None = None
    place: str | None = None
    number: int = 1
    killed: int | None = None


@dataclass(frozen=True, slots=True)
class ExternalSeries:
    """A stored series. `left_out` lines of its file made no sense; `undated` events have too many days to count on one.

    `typed` and `sided`: whether some line has a type of ours, and whether some line names who acts.
    """

    id: int
    name: str
    layout: Layout
    file_name: str
    imported_at: datetime
    left_out: int
    events: int
    undated: int
    first_day: date | None
    last_day: date | None
    typed: bool = True
    sided: bool = True


class PartyNaming:
    """Tells whether the words for who acts name a party: “Military Forces of Russia (2000-)” and “Russian forces” both name Russia.

    Whole words alone name a party, and the longest name wins: “South Sudan” does not name Sudan.

    Args:
        known: other names of parties, and the adjectives and people that go with them, by party.
    """

    def __init__(self, known: Mapping[str, Iterable[str]]) -> None:
        self._parties: dict[tuple[str, ...], str] = {}
        for party, names in known.items():
            for name in (party, *names):
                self._parties.setdefault(_words(name), party)
        self._longest = max(map(len, self._parties), default=0)

    def names(self, actor: str, party: str) -> bool:
        """Whether they do."""
        said, wanted = _words(actor), _words(party)
        known = self._parties.get(wanted)
        if known is not None:
            return known in self._named(said)
        return bool(wanted) and any(said[at : at + len(wanted)] == wanted for at in range(len(said)))

    def _named(self, said: tuple[str, ...]) -> Iterator[str]:
        at = 0
        while at < len(said):
            lengths = range(min(self._longest, len(said) - at), 0, -1)
            length = next((length for length in lengths if said[at : at + length] in self._parties), 0)
            if length:
                yield self._parties[said[at : at + length]]
            at += length or 1


_GENERAL = re.compile(
    r"\b(?:oblasts?|oblast'|regions?|provinces?|governorates?|states?|republic|krai|okrug|district|raion|muhafazat|of|the|autonomous)\b"
)
_APOSTROPHES, _OTHER_SIGNS, _POSSESSIVE = re.compile(r"['’ʼʹ`]"), re.compile(r"[^\w\s]+"), re.compile(r"['’]s\b")


def region_key(name: str) -> str:
    """What two spellings of a region share: “Donetsk oblast”, “Donets’k” and “Donetsk Oblast” are one.

    A city is not the region around it: “Kyiv City” and “City of Kyiv” are one, “Kyiv Oblast” and “Kyiv” another.
    """
    bare = _folded(name)
    words = _GENERAL.sub(" ", bare).split() or bare.split()
    return " ".join(sorted(words, key="city".__eq__))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_folded(_POSSESSIVE.sub("", name.casefold())).split())


def _folded(name: str) -> str:
    """In small letters, without accents and signs."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return _OTHER_SIGNS.sub(" ", _APOSTROPHES.sub("", plain))
