import tracemalloc
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
    assert import_places(source, into=own).places == 3
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
    assert import_places(source, into=own).places == 5
    with Gazetteer.open(extra=own) as gazetteer:
        hai = next(c for c in gazetteer.lookup("Zelenyi Hai", limit=500) if c.place_id == "geonames:999001")
        assert (hai.country, hai.admin1, hai.admin2, hai.kind) == ("UA", "Kharkiv", "Kupiansk", PlaceKind.SETTLEMENT)
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
    assert import_places(source, into=own).places == 5


def test_a_second_import_adds_to_the_first_and_replaces_what_is_there(tmp_path, own):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(CSV, "utf-8")
    second.write_text(
        "name,kind,country,admin1,admin2,lat,lon\nHeight 227,area,UA,Donetsk,Bakhmut,48.70,37.95\nPoint 5,area,UA,,,,\n", "utf-8"
    )
    import_places(first, into=own)
    assert import_places(second, into=own).places == 2
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


def villages(count, *, first=1):
    return (
        geonames(first + n, f"Selo {n}", ("P", "PPL"), names=f"Derevnia {n},Hamlet {n}", population=n, admin2="6308") for n in range(count)
    )


def test_single_damaged_lines_of_a_dump_are_passed_over_and_counted(tmp_path, own):
    lines = list(villages(500))
    lines[120] = "1\t2\t3"
    lines[300] = lines[300].replace("49.7", "north")
    source = tmp_path / "UA.txt"
    source.write_bytes("\n".join(lines).encode().replace(b"Selo 400\t", b"Selo \xff\t"))
    done = import_places(source, into=own)
    assert (done.places, done.damaged, done.first_damaged) == (497, 3, 121)
    with Gazetteer.open(extra=own) as gazetteer:
        assert gazetteer.resolve("Selo 499").admin2 == "Kupiansk"


def test_a_dump_with_many_damaged_lines_is_not_believed(tmp_path, own):
    lines = list(villages(500))
    lines[100:150] = ["broken"] * 50
    source = tmp_path / "UA.txt"
    source.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError, match=r"50 of 500 lines .* Line 101 .* has 1 columns"):
        import_places(source, into=own)
    assert list(own.parent.iterdir()) == []


def test_a_line_without_end_is_passed_over(tmp_path, own):
    source = tmp_path / "UA.txt"
    source.write_text("\n".join([*villages(200), "x" * 500_000, *villages(200, first=1000)]), "utf-8")
    done = import_places(source, into=own)
    assert (done.places, done.damaged, done.first_damaged) == (400, 1, 201)


def test_a_large_dump_takes_no_more_memory_than_a_small_one(tmp_path, own):
    source = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("allCountries.txt", "w") as text:
        text.writelines(f"{line}\n".encode() for line in villages(12_000))
    tracemalloc.start()
    try:
        done = import_places(source, into=own)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert done.places == 12_000
    # All its places at once would take several times as much.
    assert peak < 6_000_000


def test_a_village_of_an_imported_dump_is_found_at_its_own_point(tmp_path, own):
    source = tmp_path / "UA.txt"
    source.write_text(geonames(1, "Hroza", ("P", "PPL"), names="Гроза", lat=49.64, lon=37.27, admin2="6308") + "\n", "utf-8")
    import_places(source, into=own)
    with Gazetteer.open(extra=own) as gazetteer:
        place = gazetteer.resolve("Hroza", country="UA")
        assert (place.admin1, place.admin2, place.lat, place.geo_precision) == ("Kharkiv", "Kupiansk", 49.64, 1)


def test_an_own_gazetteer_that_is_none_is_refused_and_left_alone(tmp_path, own):
    own.parent.mkdir()
    own.write_bytes(b"something else")
    source = tmp_path / "mine.csv"
    source.write_text(CSV, "utf-8")
    with pytest.raises(InputError, match="no gazetteer"):
        import_places(source, into=own)
    assert own.read_bytes() == b"something else"
