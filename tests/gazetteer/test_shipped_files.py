import hashlib
import json
from itertools import pairwise

import pytest

from analyst_app.gazetteer import load_basemap
from analyst_app.resources import resource


@pytest.fixture(scope="module")
def manifest():
    return json.loads(resource("gazetteer/manifest.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def basemap():
    return load_basemap()


def test_the_manifest_tells_the_files_as_they_are(manifest):
    folder = resource("gazetteer")
    assert manifest["files"]
    for name, told in manifest["files"].items():
        data = (folder / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (told["bytes"], told["sha256"]), name


def test_the_gazetteer_is_of_the_manifests_version(manifest, gazetteer):
    assert gazetteer.version == manifest["version"]
    assert manifest["places"] > 100_000


def test_the_files_are_small_enough_to_ship(manifest):
    sizes = {name: told["bytes"] for name, told in manifest["files"].items()}
    assert sum(sizes.values()) <= 15_000_000
    assert sizes["../basemap/admin1.json.gz"] <= 4_000_000


def test_every_source_is_attributed(manifest):
    page = resource("gazetteer/ATTRIBUTION.md").read_text("utf-8")
    assert {s["name"].split(",")[0] for s in manifest["sources"]} == {
        "GeoNames", "KATOTTG", "Natural Earth", "Unicode CLDR", "Supplement",
    }  # fmt: skip
    for source in manifest["sources"]:
        assert source["licence"] in page
        assert source["attribution"] in page


def inside(shape, lon, lat):
    crossings = 0
    for polygon in shape.polygons:
        for ring in polygon:
            for (ax, ay), (bx, by) in pairwise(ring):
                crossings += (ay > lat) != (by > lat) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("town", "lon", "lat", "code"),
    [("Simferopol", 34.10, 44.95, "UA-43"), ("Kerch", 36.40, 45.35, "UA-43"), ("Sevastopol", 33.60, 44.58, "UA-40")],
)
def test_crimea_and_sevastopol_lie_in_ukraine_and_nowhere_else(basemap, town, lon, lat, code):
    assert [s.code for s in basemap.regions if inside(s, lon, lat)] == [code], town


def test_no_region_of_ukraine_is_counted_to_russia(basemap):
    assert {s.country for s in basemap.regions if s.code.startswith("UA")} == {"UA"}
    assert len([s for s in basemap.regions if s.country == "UA"]) == 27
    assert not [s.name for s in basemap.regions if s.country == "RU" and s.name in {"Crimea", "Sevastopol"}]


def test_the_map_names_regions_as_the_gazetteer_does(basemap, gazetteer):
    names = {s.code: s.name for s in basemap.regions}
    assert names["UA-63"] == gazetteer.resolve("Kharkiv region").admin1
    assert names["SY-ID"] == gazetteer.resolve("Idlib province").admin1
    assert names["RU-BEL"] == gazetteer.resolve("Belgorod region").admin1


def test_cities_lie_in_the_region_that_they_are_said_to_be_in(basemap, gazetteer):
    shapes = {(s.country, s.name): s for s in basemap.regions}
    for name in ("Kharkiv", "Kramatorsk", "Melitopol", "Lviv", "Uzhhorod", "Idlib", "Aleppo", "Belgorod", "Kursk", "Mandalay", "Gao"):
        place = gazetteer.resolve(name)
        assert inside(shapes[place.country, place.admin1], place.lon, place.lat), name


def test_the_map_covers_the_world_and_its_words_go_with_it(basemap):
    countries = {s.country for s in basemap.regions}
    assert len(countries) > 200
    assert {"UA", "RU", "SY", "IQ", "PS", "LB", "IL", "SD", "SS", "MM", "YE", "AZ", "AM", "GE", "ML", "SO"} <= countries
    assert "Natural Earth" in basemap.attribution
    for shape in basemap.regions:
        for polygon in shape.polygons:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
