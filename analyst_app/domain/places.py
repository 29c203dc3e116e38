"""Places: what a report calls them, what the gazetteer knows of them, how exact they are."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place a name stands for; it decides the precision."""

    SETTLEMENT = "settlement"
    FACILITY = "facility"
    COMMUNITY = "community"
    DISTRICT = "district"
    REGION = "region"
    DIRECTION = "direction"
    AREA = "area"
    WATER = "water"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an event: the report's words, and what they resolve to (all None where unknown).

    `name` is the gazetteer's English name, `country` ISO 3166-1 alpha-2, `admin1` and `admin2` the first- and
    second-order divisions, `lat` and `lon` degrees in WGS 84. `geo_precision` is on ACLED's scale: 1 a named
    settlement, 2 a part of a region or "near", 3 a region or less exact.
    """

    text: str
    name: str | None = None
    kind: PlaceKind = PlaceKind.UNKNOWN
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_precision: int | None = None
    place_id: str | None = None

    @property
    def label(self) -> str:
        """The name to show: the gazetteer's where there is one, else the report's words."""
        return self.name or self.text


PRECISION_OF_KIND = {
    PlaceKind.SETTLEMENT: 1,
    PlaceKind.FACILITY: 1,
    PlaceKind.COMMUNITY: 2,
    PlaceKind.DISTRICT: 2,
    PlaceKind.DIRECTION: 2,
    PlaceKind.AREA: 2,
    PlaceKind.WATER: 3,
    PlaceKind.REGION: 3,
    PlaceKind.COUNTRY: 3,
}
"""ACLED codebook, "Geo precision": 1 a particular town, 2 a small part of a region, 3 a larger region."""
