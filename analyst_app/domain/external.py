"""Other people's events as a series to compare one's own with: read once, never changed, never counted among one's own."""

import re
import unicodedata
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


def names_party(actor: str, party: str) -> bool:
    """Whether the words for who acts name a party: “Military Forces of Russia (2000-)” and “Russian forces” both name Russia."""
    wanted = _folded(party)
    return bool(wanted) and re.search(rf"\b{re.escape(wanted)}", _folded(actor)) is not None


_GENERAL = re.compile(
    r"\b(?:oblasts?|oblast'|regions?|provinces?|governorates?|states?|republic|krai|okrug|district|raion|muhafazat|city|of|the|autonomous)\b"
)
_APOSTROPHES, _OTHER_SIGNS = re.compile(r"['’ʼʹ`]"), re.compile(r"[^\w\s]+")


def region_key(name: str) -> str:
    """What two spellings of a region share: “Donetsk oblast”, “Donets’k” and “Donetsk Oblast” are one."""
    bare = _folded(name)
    return " ".join(_GENERAL.sub(" ", bare).split()) or " ".join(bare.split())


def _folded(name: str) -> str:
    """In small letters, without accents and signs."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return _OTHER_SIGNS.sub(" ", _APOSTROPHES.sub("", plain))
