"""The spots that places stand for: each point or area once, whatever words reports have for it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analyst_app.analysis.picture import Column
from analyst_app.domain.mapping import EXACTNESS_OF_KIND, Exactness
from analyst_app.domain.places import Place, PlaceKind

EXACTNESS = list(Exactness)
AREA, AROUND = EXACTNESS.index(Exactness.AREA), EXACTNESS.index(Exactness.AROUND)


@dataclass(frozen=True, slots=True)
class Spots:
    """All spots, by their numbers; `of_place` has the spot of each place, -1 for places without coordinates."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    countries: tuple[str | None, ...]
    exactness_of: tuple[Exactness, ...]
    lon: Column
    lat: Column
    exactness: Column
    is_country: Column
    of_place: Column


def spots_of(known: Mapping[int, Place]) -> Spots:
    """The spots of these places."""
    found: dict[tuple[object, ...], int] = {}
    places: list[Place] = []
    exactness: list[Exactness] = []
    codes: list[str] = []
    of_place = np.full(max(known, default=0) + 1, -1, dtype=np.int64)
    for number, place in known.items():
        if place.lat is None or place.lon is None:
            continue
        exact = exactness_of(place)
        code = area_code(place) if exact is Exactness.AREA else ""
        key = (exact, code) if code else (exact, place.label, place.lon, place.lat)
        if key not in found:
            found[key] = len(places)
            places.append(place)
            exactness.append(exact)
            codes.append(code)
        of_place[number] = found[key]
    return Spots(
        names=tuple(place.label for place in places),
        codes=tuple(codes),
        countries=tuple(place.country for place in places),
        exactness_of=tuple(exactness),
        lon=np.array([place.lon for place in places], dtype=float),
        lat=np.array([place.lat for place in places], dtype=float),
        exactness=np.array([EXACTNESS.index(exact) for exact in exactness], dtype=np.int64),
        is_country=np.array([place.kind is PlaceKind.COUNTRY for place in places], dtype=bool),
        of_place=of_place,
    )


def exactness_of(place: Place) -> Exactness:
    """How exactly a place is known: by its kind; "near" a settlement is around it."""
    exactness = EXACTNESS_OF_KIND.get(place.kind, Exactness.AROUND)
    return Exactness.AROUND if exactness is Exactness.POINT and (place.geo_precision or 1) > 1 else exactness


def area_code(place: Place) -> str:
    """The code of the outline that a region or country may have: of ISO 3166, as the gazetteer numbers it."""
    if place.place_id is not None and place.place_id.startswith("iso:"):
        return place.place_id.removeprefix("iso:")
    return place.country or "" if place.kind is PlaceKind.COUNTRY else ""
