"""Rows of an analyst's own CSV as places. Knows its columns, no files."""

import hashlib
from collections.abc import Mapping

from analyst_app.domain.errors import InputError
from analyst_app.domain.places import PRECISION_OF_KIND, PlaceKind
from analyst_app.gazetteer.folding import LONGEST_NAME, fold
from analyst_app.gazetteer.places_file import NameRole, NewPlace

CSV_COLUMNS = ("name", "kind", "country", "admin1", "admin2", "lat", "lon", "alternate_names")
"""The columns of an analyst's own file; only `name` must be filled, alternate names are joined by `;`."""

_OWN_NUMBERS = 1 << 40


def own_place(cells: Mapping[str, str], *, line: int, source: str) -> NewPlace:
    """The place of a row, by its filled cells.

    Raises:
        InputError: where a cell cannot be used; the message names the line and how to mend it.
    """
    where = f"Line {line} of “{source}”"
    name = cells["name"]
    if not fold(name):
        raise InputError(f"{where} has no usable name. Write one with letters, of at most {LONGEST_NAME} characters.")
    try:
        kind = PlaceKind(cells.get("kind", "").casefold() or PlaceKind.SETTLEMENT)
    except ValueError as fault:
        raise InputError(f"{where} has the kind “{cells['kind']}”. Use one of: {', '.join(k for k in PlaceKind)}.") from fault
    lat, lon = (_coordinate(cells.get(k, ""), k, where) for k in ("lat", "lon"))
    if (lat is None) != (lon is None):
        raise InputError(f"{where} has only one coordinate. Give both lat and lon, or neither.")
    country = cells.get("country", "").upper() or None
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise InputError(f"{where} has the country “{country}”. Use its two-letter code, such as UA.")
    admin1, admin2 = cells.get("admin1") or None, cells.get("admin2") or None
    identity = "|".join((fold(name), kind, country or "", admin1 or "", admin2 or ""))
    digest = hashlib.sha256(identity.encode()).hexdigest()
    others = [fold(n) for n in cells.get("alternate_names", "").split(";")]
    return NewPlace(
        # Far above GeoNames' ids, so that both can stand in one file.
        number=_OWN_NUMBERS + int(digest[:9], 16),
        ref=f"own:{digest[:12]}",
        name=name,
        kind=kind,
        country=country,
        admin1=admin1,
        admin2=admin2,
        lat=lat,
        lon=lon,
        population=0,
        precision=PRECISION_OF_KIND.get(kind, 3),
        names=((fold(name), NameRole.PRIMARY), *((o, NameRole.ALTERNATE) for o in others if o)),
    )


def _coordinate(words: str, name: str, where: str) -> float | None:
    if not words:
        return None
    limit = 90.0 if name == "lat" else 180.0
    try:
        value = float(words)
    except ValueError:
        value = limit + 1
    if not -limit <= value <= limit:
        raise InputError(f"{where} has the {name} “{words}”. Write degrees as a number between -{limit:g} and {limit:g}.")
    return value
