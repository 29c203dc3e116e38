"""Rows of GeoNames dumps as places. Knows the columns of "The main 'geoname' table" in GeoNames' readme, no files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analyst_app.domain.places import PRECISION_OF_KIND, PlaceKind
from analyst_app.gazetteer.folding import LONGEST_NAME, fold
from analyst_app.gazetteer.places_file import NameRole, NewPlace

COLUMNS = 19
_MOST_NAMES = 200
"""Alternate names of one place that are kept; the best-known have some hundred more, in scripts that reports do not use."""

_KIND_OF_CLASS = {"P": PlaceKind.SETTLEMENT, "H": PlaceKind.WATER, "T": PlaceKind.AREA, "L": PlaceKind.AREA, "S": PlaceKind.FACILITY}
_KIND_OF_CODE = {
    "PCLI": PlaceKind.COUNTRY,
    "ADM1": PlaceKind.REGION,
    "ADM2": PlaceKind.DISTRICT,
    "ADM3": PlaceKind.COMMUNITY,
    "ADM4": PlaceKind.COMMUNITY,
    "RGN": PlaceKind.AREA,
}
_FACILITY_CODES = "AIRP AIRB AIRF HSP PRT DAM PS PSN MFG OILR FCL INSM MILB RSTN UNIV BDG PP CMP CMPRF MN MNC"
_FACILITIES = frozenset(_FACILITY_CODES.split())
"""Codes of class S that reports name as places of events; the class also holds every hotel and church."""


class DamagedRow(Exception):
    """A row that is none of GeoNames'; the message says why, to be read behind the number of its line."""


@dataclass(slots=True)
class Divisions:
    """Names of regions and districts by GeoNames' codes ("UA.07", "UA.07.6308")."""

    _own: dict[str, str] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)

    def note(self, line: str | None) -> None:
        """Take in what a line of a dump says of divisions."""
        row = (line or "").rstrip("\r\n").split("\t")
        if len(row) != COLUMNS:
            return
        first, second = f"{row[8]}.{row[10]}", f"{row[8]}.{row[10]}.{row[11]}"
        self._codes.update((first, second))
        if row[7] in {"ADM1", "ADM2"}:
            self._own[first if row[7] == "ADM1" else second] = row[2] or row[1]

    def settled(self, known: Callable[[str], str | None]) -> "Divisions":
        """The same, with the names that a gazetteer knows in the place of the dump's own."""
        found = {code: name for code in self._codes if (name := known(code) or self._own.get(code)) is not None}
        return Divisions(found)

    def name(self, *codes: str) -> str | None:
        """The name of a division; None where its last code is empty, or nobody knows it."""
        return self._own.get(".".join(codes)) if codes[-1] else None


def place_of_row(row: Sequence[str], divisions: Divisions) -> NewPlace | None:
    """The place of a row; None for one of a kind that reports do not name.

    Raises:
        DamagedRow: where it is no row of GeoNames'.
    """
    if len(row) != COLUMNS:
        raise DamagedRow(f"has {len(row)} columns, and GeoNames has {COLUMNS}.")
    kind = _KIND_OF_CODE.get(row[7]) or _KIND_OF_CLASS.get(row[6])
    if kind is None or (kind is PlaceKind.FACILITY and row[7] not in _FACILITIES):
        return None
    try:
        number, lat, lon, population = int(row[0]), float(row[4]), float(row[5]), int(row[14] or 0)
    except ValueError as fault:
        raise DamagedRow(f"is damaged: {fault}.") from fault
    name = row[2] or row[1]
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < number < 1 << 40 and 0 <= population < 1 << 40 and name.isprintable()):
        raise DamagedRow("has coordinates, a number or a name that cannot be.")
    spellings = [(row[1], NameRole.PRIMARY), (row[2], NameRole.PRIMARY)]
    spellings += [(other, NameRole.ALTERNATE) for other in row[3].split(",")[:_MOST_NAMES] if len(other) <= LONGEST_NAME]
    return NewPlace(
        number=number,
        ref=None,
        name=name,
        kind=kind,
        country=row[8] or None,
        admin1=divisions.name(row[8], row[10]),
        admin2=divisions.name(row[8], row[10], row[11]),
        lat=lat,
        lon=lon,
        population=population,
        precision=PRECISION_OF_KIND[kind],
        names=tuple((folded, role) for other, role in spellings if other.isprintable() and (folded := fold(other))),
    )
