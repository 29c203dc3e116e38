import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer import Gazetteer


def test_known_names_are_known_in_any_dress(gazetteer):
    for name in ("Kharkiv", "KHARKIV", "Kup’iansk", "al-Bureij", "Bureij", "Chasiv-Yar", "Ukraine", "Gaza Strip", "Deir ez-Zor", "Bamako"):
        assert gazetteer.knows(name), name
    for name in ("", "Xyzzyqwerty", "airstrikes", "Ministry of Defence", "east", "Of", "March", "Monday"):
        assert not gazetteer.knows(name), name


def test_the_likeliest_comes_first(gazetteer):
    assert gazetteer.lookup("Kharkiv")[0].kind is PlaceKind.SETTLEMENT
    assert gazetteer.lookup("Kharkiv Oblast")[0].kind is PlaceKind.REGION
    assert gazetteer.lookup("Odessa")[0].country == "UA"
    assert gazetteer.lookup("Niger")[0].kind is PlaceKind.COUNTRY
    scores = [c.score for c in gazetteer.lookup("Ivanivka", limit=200)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 50


def test_kind_country_and_limit_narrow_a_lookup(gazetteer):
    assert {c.kind for c in gazetteer.lookup("Kharkiv", kind=PlaceKind.DISTRICT)} == {PlaceKind.DISTRICT}
    assert {c.country for c in gazetteer.lookup("Odessa", country="US")} == {"US"}
    assert len(gazetteer.lookup("Ivanivka", limit=3)) == 3
    assert gazetteer.lookup("Kharkiv", country="SY") == ()


def test_each_place_stands_once_in_a_lookup(gazetteer):
    found = [c.place_id for c in gazetteer.lookup("Kyiv", limit=100)]
    assert len(found) == len(set(found))


def test_typing_completes_to_the_best_known_place(gazetteer):
    assert "Kupiansk" in [c.name for c in gazetteer.complete("Kupi")]
    assert gazetteer.complete("Khark")[0].country == "UA"
    assert gazetteer.complete("Kyiv")[0].name == "Kyiv"
    assert len(gazetteer.complete("A", limit=7)) == 7
    assert gazetteer.complete("") == gazetteer.complete("Kyiv", limit=0) == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ukraine", "UA"), ("Russia", "RU"), ("Russian Federation", "RU"), ("Syria", "SY"), ("Syrian Arab Republic", "SY"),
        ("Lebanon", "LB"),
        ("Israel", "IL"), ("Palestine", "PS"), ("Sudan", "SD"), ("South Sudan", "SS"), ("Myanmar", "MM"), ("Burma", "MM"), ("Yemen", "YE"),
        ("Mali", "ML"), ("Burkina Faso", "BF"), ("Niger", "NE"), ("Somalia", "SO"), ("Azerbaijan", "AZ"), ("Armenia", "AM"), ("Iran", "IR"),
        ("UK", "GB"), ("United States", "US"), ("DRC", "CD"), ("Ivory Coast", "CI"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Iraq", "IQ"),
    ],
)  # fmt: skip
def test_countries_have_their_iso_codes(gazetteer, name, code):
    place = gazetteer.resolve(name)
    assert (place.kind, place.country, place.geo_precision) == (PlaceKind.COUNTRY, code, 3)


def test_every_first_order_unit_of_ukraine_is_there(gazetteer):
    words = (
        "Cherkasy Chernihiv Chernivtsi Dnipropetrovsk Donetsk Ivano-Frankivsk Kharkiv Kherson Khmelnytskyi Kirovohrad Kyiv Luhansk Lviv "
        "Mykolaiv Odesa Poltava Rivne Sumy Ternopil Vinnytsia Volyn Zakarpattia Zaporizhzhia Zhytomyr"
    )
    names = words.split()
    for name in names:
        place = gazetteer.resolve(f"{name} Oblast")
        assert (place.name, place.kind, place.country) == (f"{name} Oblast", PlaceKind.REGION, "UA")
    codes = {gazetteer.resolve(f"{name} Oblast").place_id for name in names}
    assert len(codes) == 24
    assert gazetteer.resolve("Kyiv").admin1 == "Kyiv"
    assert gazetteer.resolve("Bucha").admin1 == "Kyiv Oblast"


def test_many_threads_get_the_answers_of_one(gazetteer):
    names = ["Kharkiv", "Kupiansk direction", "Ivanivka", "southern Lebanon", "Jabaliyah", "Xyzzyqwerty", "Idlib city", "Terny"] * 25
    alone = [gazetteer.resolve(n) for n in names]
    with Gazetteer.open() as fresh, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fresh.resolve, names)) == alone


def test_the_file_is_open_for_reading_only(gazetteer):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._files[0]._connection.execute("DELETE FROM places")


def test_a_file_that_is_no_gazetteer_is_refused_in_words(tmp_path):
    with pytest.raises(InputError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "missing.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to be looked at as one" * 20)
    with pytest.raises(InputError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "text.sqlite")
    with sqlite3.connect(tmp_path / "older.sqlite") as old:
        old.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        old.execute("INSERT INTO meta VALUES ('format', '0')")
    old.close()
    with pytest.raises(InputError, match="another version"):
        Gazetteer.open(tmp_path / "older.sqlite")
