"""Events as GeoJSON (RFC 7946) for maps: a point for the first place that is known, the columns of the event table as properties.

An event without a known place is kept as a feature without geometry, which the standard calls unlocated.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analyst_app.domain.places import Place
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.atomic import replacing_text
from analyst_app.exporters.columns import cells, degrees, event_id, plain, positions
from analyst_app.exporters.result import ExportSetting, Written

_ELSEWHERE = frozenset({"latitude", "longitude"})
"""Columns that the geometry already says."""


def write_geojson(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:
    """Write one FeatureCollection, a feature a line.

    `geo_precision`, `place` and the other columns of a place are those of the point: a region's point is its middle, and says so.

    Raises:
        UserError: where the file cannot be written.
    """
    written = 0
    chosen = dict(zip(setting.columns, positions(setting.columns), strict=True))
    with replacing_text(path) as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for row in rows:
            file.write(",\n" if written else "\n")
            file.write(json.dumps(_feature(row, chosen), ensure_ascii=False))
            written += 1
        file.write("\n]}\n")
    return Written(written)


def _feature(row: EventRow, chosen: Mapping[str, int]) -> dict[str, Any]:
    place = next((each for each in row.stored.event.places if each.lat is not None and each.lon is not None), None)
    found = cells(row)
    properties = {name: plain(found[at]) for name, at in chosen.items() if name not in _ELSEWHERE}
    if place is not None:
        properties |= {name: value for name, value in _of_place(place).items() if name in chosen}
    return {
        "type": "Feature",
        "id": event_id(row),
        "geometry": None if place is None else {"type": "Point", "coordinates": [degrees(place.lon), degrees(place.lat)]},
        "properties": properties,
    }


def _of_place(place: Place) -> dict[str, Any]:
    return {
        "place": place.text,
        "place_name": place.name,
        "place_kind": place.kind.value,
        "admin2": place.admin2,
        "admin1": place.admin1,
        "country": place.country,
        "geo_precision": place.geo_precision,
    }
