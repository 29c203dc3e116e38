import zipfile

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer import Gazetteer, import_places

CSV = """name,kind,country,admin1,admin2,lat,lon,alternate_names
Height 227,area,UA,Donetsk,Bakhmut,48.61,37.90,Hill 227;Vysota 227
Novyi Khutir,settlement,ua,Kharkiv,Kupiansk,49.70,37.80,
Kharkiv,settlement,UA,Kharkiv,Kharkiv,49.99,36.23,My Kharkiv
"""


def geonames(number, name, kind, *, names="", lat=49.7, lon=37.6, population=0, country="UA", admin1="07", admin2=""):
    group, code = kind
    cells = [
        number,
        name,
        name,
        names,
        lat,
        lon,
        group,
        code,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        population,
        "",
        "",
        "Europe/Kyiv",
        "2024-01-01",
    ]
    return "\t".join(str(c) for c in cells)


DUMP = "\n".join(
    [
        geonames(706482, "Kharkivs'ka Oblast'", ("A", "ADM1")),
        geonames(999001, "Zelenyy Hay", ("P", "PPL"), names="Zelenyi Hai,Зелений Гай", population=120, admin2="6308"),
        geonames(999002, "Ozero Lyman", ("H", "LK")),
        geonames(999003, "Hotel Druzhba", ("S", "HTL")),
        geonames(999004, "Aeroport Chuhuiv", ("S", "AIRP")),
        geonames(706483, "Kharkiv", ("P", "PPLA"), names="Kharkov", population=1421125, lat=49.98, lon=36.25),
    ]
)


@pytest.fixture
def own(tmp_path):
    return tmp_path / "places" / "own.sqlite"


def test_places_of_a_csv_go_before_the_shipped_ones(tmp_path, own):
    source = tmp_path / "mine.csv"
    source.write_text(CSV, "utf-8")
    assert import_places(source, into=own) == 3
    with Gazetteer.open(extra=own) as gazetteer:
        assert gazetteer.knows("Hill 227")
        height = gazetteer.resolve("Height 227")
        assert (height.kind, height.country, height.admin1, height.lat, height.geo_precision) == (PlaceKind.AREA, "UA", "Donetsk", 48.61, 2)
        assert gazetteer.resolve("Novyi Khutir").country == "UA"
        assert gazetteer.resolve("Kharkiv").place_id.startswith("own:")
        assert gazetteer.resolve("Kupiansk").place_id.startswith("geonames:")
        assert "own-" in gazetteer.version
    with Gazetteer.open() as gazetteer:
        assert not gazetteer.knows("Hill 227")
        assert "own-" not in gazetteer.version


def test_a_geonames_dump_is_read_with_the_names_of_its_regions(tmp_path, own):
    source = tmp_path / "UA.txt"
    source.write_text(DUMP, "utf-8")
    assert import_places(source, into=own) == 5
    with Gazetteer.open(extra=own) as gazetteer:
        hai = next(c for c in gazetteer.lookup("Zelenyi Hai", limit=500) if c.place_id == "geonames:999001")
        assert (hai.country, hai.admin1, hai.admin2, hai.kind) == ("UA", "Kharkiv", None, PlaceKind.SETTLEMENT)
        assert gazetteer.lookup("Ozero Lyman")[0].kind is PlaceKind.WATER
        assert gazetteer.lookup("Aeroport Chuhuiv")[0].kind is PlaceKind.FACILITY
        assert not gazetteer.knows("Hotel Druzhba")
        # The dump's Kharkiv and the shipped one are the same place, and stand there once.
        assert [c.place_id for c in gazetteer.lookup("Kharkiv")].count("geonames:706483") == 1


def test_a_dump_may_come_as_the_zip_that_geonames_offers(tmp_path, own):
    source = tmp_path / "UA.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("readme.txt", "about this dump")
        archive.writestr("UA.txt", DUMP)
    assert import_places(source, into=own) == 5


def test_a_second_import_adds_to_the_first_and_replaces_what_is_there(tmp_path, own):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(CSV, "utf-8")
    second.write_text(
        "name,kind,country,admin1,admin2,lat,lon\nHeight 227,area,UA,Donetsk,Bakhmut,48.70,37.95\nPoint 5,area,UA,,,,\n", "utf-8"
    )
    import_places(first, into=own)
    assert import_places(second, into=own) == 2
    with Gazetteer.open(extra=own) as gazetteer:
        assert gazetteer.resolve("Height 227").lat == 48.70
        assert gazetteer.resolve("Novyi Khutir").country == "UA"
        assert gazetteer.resolve("Point 5").lat is None


def test_the_same_import_makes_the_same_bytes(tmp_path, own):
    source = tmp_path / "UA.txt"
    source.write_text(DUMP, "utf-8")
    import_places(source, into=own)
    first = own.read_bytes()
    import_places(source, into=own)
    assert own.read_bytes() == first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no places|no column"),
        ("town,lat,lon\nX,1,2\n", "no column “name”"),
        ("name,lat,lon\nX,91,2\n", "Line 2.*lat “91”"),
        ("name,lat,lon\nX,north,2\n", "Line 2.*lat “north”"),
        ("name,lat,lon\nX,nan,2\n", "Line 2.*lat “nan”"),
        ("name,lat,lon\nX,1,\n", "only one coordinate"),
        ("name,kind\nX,castle\n", "kind “castle”"),
        ("name,country\nX,Ukraine\n", "two-letter code"),
        ("name\n🙂\n", "no usable name"),
        (DUMP.splitlines()[1] + "\n1\t2\t3\n", "Line 2.*3 columns"),
        (DUMP.splitlines()[1].replace("49.7", "x") + "\n", "Line 1.*damaged"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused_by_its_line(tmp_path, own, text, message):
    source = tmp_path / "places.csv"
    source.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        import_places(source, into=own)
    assert not own.exists()


def test_damaged_files_are_refused_and_leave_what_was_there(tmp_path, own):
    good = tmp_path / "mine.csv"
    good.write_text(CSV, "utf-8")
    import_places(good, into=own)
    before = own.read_bytes()
    for name, data in {"a.zip": b"PK\x03\x04 broken", "b.csv": b"name\n\xff\xfe\xfa\n", "c.csv": b"name\n" + b"\0" * 10}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError):
            import_places(tmp_path / name, into=own)
    with pytest.raises(InputError, match="cannot be read"):
        import_places(tmp_path / "missing.csv", into=own)
    assert own.read_bytes() == before
    assert [p.name for p in own.parent.iterdir()] == ["own.sqlite"]
