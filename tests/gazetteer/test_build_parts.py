"""The build's pure parts; `tools/build_gazetteer.py --check` compares the whole."""

import sqlite3
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

TOOLS = Path(__file__).parents[2] / "tools"
if not TOOLS.is_dir():
    pytest.skip("the build's scripts are only in a checkout", allow_module_level=True)
sys.path.insert(0, str(TOOLS))

from city_names import alternates, folded, from_cyrillic  # noqa: E402
from gazetteer_sources import City, Unit, supplement  # noqa: E402
from region_shapes import bounds, contains, packed, point_inside, simplify, steps_of  # noqa: E402
from ukrainian_names import official, older, russian_form, spellings  # noqa: E402
from ukrainian_register import OBLASTS, Register, match  # noqa: E402
from world_places import seated, with_supplement, without_neighbours_names  # noqa: E402

from analyst_app.domain.places import PlaceKind  # noqa: E402
from analyst_app.gazetteer.places_file import NameRole, NewPlace, PlacesFile  # noqa: E402
from analyst_app.gazetteer.places_writer import write_places  # noqa: E402


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Алушта", "Alushta"), ("Борщагівка", "Borshchahivka"), ("Вінниця", "Vinnytsia"), ("Гадяч", "Hadiach"), ("Ґалаґан", "Galagan"),
        ("Єнакієве", "Yenakiieve"), ("Житомир", "Zhytomyr"), ("Закарпаття", "Zakarpattia"), ("Згорани", "Zghorany"),
        ("Розгін", "Rozghin"), ("Медвин", "Medvyn"), ("Іванків", "Ivankiv"), ("Їжакевич", "Yizhakevych"), ("Кадиївка", "Kadyivka"),
        ("Мар’їне", "Marine"), ("Йосипівка", "Yosypivka"), ("Стрий", "Stryi"), ("Київ", "Kyiv"), ("Щербухи", "Shcherbukhy"),
        ("Юрій", "Yurii"), ("Корюківка", "Koriukivka"), ("Яготин", "Yahotyn"), ("Знам’янка", "Znamianka"), ("Феодосія", "Feodosiia"),
        ("Біла Церква", "Bila Tserkva"), ("Івано-Франківськ", "Ivano-Frankivsk"), ("Запоріжжя", "Zaporizhzhia"),
    ],
)  # fmt: skip
def test_names_are_written_by_the_official_table(name, english):
    assert official(name) == english


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Куп’янськ", {"kupyansk"}), ("Ізюм", {"izyum"}), ("Харків", {"kharkov"}), ("Київ", {"kiev"}), ("Часів Яр", {"chasov yar"}),
        ("Авдіївка", {"avdeevka", "avdeyevka"}), ("Старомайорське", {"staromayorskoe", "staromayorskoye"}), ("Угледар", {"ugledar"}),
        ("Новомихайлівка", {"novomikhaylovka"}), ("Бердичів", {"berdichev"}),
    ],
)  # fmt: skip
def test_the_usual_other_spellings_are_made(name, others):
    assert others <= {key for key, _ in folded((s, NameRole.VARIANT) for s in spellings(name))}


def test_the_russian_form_follows_the_regular_endings():
    assert russian_form("Авдіївка") == "авдеевка"
    assert russian_form("Новомихайлівка") == "новомихайловка"
    assert older("Ізюм") == "Izyum"


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’- АБВ", max_size=40))
def test_any_ukrainian_word_can_be_written(word):
    assert all(ord(c) < 128 for c in official(word))
    assert spellings(word) == spellings(word)


def test_alternate_names_leave_out_codes_and_machine_transliterations():
    assert [n for n, _ in alternates(["Kharkov", "HRK", "hrqwb", "Харьков", "ハリコフ", "Ĥarkivo", "X"])] == ["Kharkov", "Ĥarkivo"]
    assert from_cyrillic(["Артемовск", "ハ"]) == [("Artemovsk", NameRole.VARIANT)]


def square(x, y, size=1.0, steps=1):
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    ring = []
    for (ax, ay), (bx, by) in pairwise(corners):
        ring += [(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps) for i in range(steps)]
    return [*ring, corners[0]]


def test_holes_and_separate_parts_are_told():
    shape = [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0)]]
    assert contains(shape, 1, 1)
    assert not contains(shape, 5, 5)
    assert contains(shape, 20.5, 0.5)
    assert not contains(shape, 15, 0.5)
    assert bounds(shape) == (0, 0, 21, 10)


def test_the_point_of_a_region_lies_inside_it():
    crescent = [[[(0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1), (0, 0)]]]
    x, y = point_inside(crescent)
    assert contains(crescent, x, y)


def test_neighbours_keep_one_border_when_simplified():
    wavy = [(1.0, y / 50 + 0.0) for y in range(51)]
    wavy = [(x + (0.02 if i % 2 else 0.0), y) if 0 < i < 50 else (x, y) for i, (x, y) in enumerate(wavy)]
    left = [(0.0, 0.0), *wavy, (0.0, 1.0), (0.0, 0.0)]
    right = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), *wavy[::-1]]
    made = simplify({"left": [[left]], "right": [[right]]}, tolerance=0.005, smallest=0.0)
    edges = [{frozenset(e) for e in pairwise(r)} for r in (made["left"][0][0], made["right"][0][0])]
    assert len(edges[0] & edges[1]) > 40
    straight = simplify({"left": [[left]], "right": [[right]]}, tolerance=0.05, smallest=0.0)
    assert len(straight["left"][0][0]) == len(straight["right"][0][0]) == 5


def test_small_islands_go_but_never_the_last_part():
    made = simplify({"isles": [[square(0, 0, 0.01)], [square(1, 1, 0.02)]]}, tolerance=0.001, smallest=0.5)
    assert len(made["isles"]) == 1


def test_rings_are_stored_as_steps_and_packed_alike_each_time():
    assert steps_of([(10, 10), (12, 10), (12, 13), (10, 10)]) == [10, 10, 2, 0, 0, 3, -2, -3]
    assert packed({"b": 1, "a": [1, 2]}) == packed({"a": [1, 2], "b": 1})


def city(number, name, *names, admin2="UA.07.6308", population=1000, lat=49.7):
    return City(number, name, "UA", lat, 37.6, population, "UA.07", admin2, (name, *names))


UNITS = [
    Unit("UA63000000000041885", "O", "Харківська", "", "", ""),
    Unit("UA63080000000032022", "P", "Куп’янський", "UA63000000000041885", "", ""),
    Unit("UA63080090000067457", "H", "Куп’янська", "UA63000000000041885", "UA63080000000032022", ""),
    Unit("UA63080090010026457", "M", "Куп’янськ", "UA63000000000041885", "UA63080000000032022", "UA63080090000067457"),
    Unit("UA63080090020011111", "C", "Синьківка", "UA63000000000041885", "UA63080000000032022", "UA63080090000067457"),
    Unit("UA63080090030022222", "C", "Піщане", "UA63000000000041885", "UA63080000000032022", "UA63080090000067457"),
    Unit("UA63080090040033333", "C", "Піщане", "UA63000000000041885", "UA63080000000032022", "UA63080090000067457"),
]


def test_a_register_entry_gets_the_point_of_its_name_and_none_in_doubt():
    found = match(UNITS, [city(1, "Kupyansk", "Куп'янськ"), city(2, "Pishchane", "Піщане")], {"UA.07": "Kharkiv"})
    assert {code: c.number for code, c in found.items()} == {"UA63080090010026457": 1}


def test_a_settlement_without_a_point_takes_its_communitys_and_says_so():
    found = match(UNITS, [city(1, "Kupyansk", "Куп’янськ")], {"UA.07": "Kharkiv"})
    places = {p.name: p for p in Register(UNITS, found, {"Kharkiv": (49.98, 36.25)}).places()}
    assert (places["Kupiansk"].precision, places["Kupiansk"].admin2, places["Kupiansk"].number) == (1, "Kupiansk", 1)
    assert (places["Synkivka"].precision, places["Synkivka"].lat, places["Synkivka"].ref) == (2, 49.7, "katottg:UA63080090020011111")
    assert (places["Kupiansk Raion"].kind, places["Kupiansk Hromada"].kind) == (PlaceKind.DISTRICT, PlaceKind.COMMUNITY)


def test_a_point_goes_to_the_namesake_whose_community_lies_about_it():
    region, raion, community = "UA63000000000041885", "UA63080000000032022", "UA63080130000077600"
    units = [
        *UNITS[:5],
        Unit("UA63080090030022222", "C", "Піщане", region, raion, "UA63080090000067457"),
        Unit(community, "H", "Вільхуватська", region, raion, ""),
        Unit("UA63080130010070229", "C", "Вільхуватка", region, raion, community),
        Unit("UA63080130020070230", "C", "Піщане", region, raion, community),
    ]
    cities = [city(1, "Kupyansk", "Куп'янськ"), city(2, "Vilkhuvatka", "Вільхуватка", lat=50.2), city(3, "Pishchane", "Піщане", lat=49.75)]
    found = match(units, cities, {"UA.07": "Kharkiv"})
    assert {code: c.number for code, c in found.items()} == {
        "UA63080090010026457": 1, "UA63080130010070229": 2, "UA63080090030022222": 3,
    }  # fmt: skip
    between = match(units, [*cities[:2], city(3, "Pishchane", "Піщане", lat=49.95)], {"UA.07": "Kharkiv"})
    assert 3 not in {c.number for c in between.values()}


def test_a_community_of_two_words_has_its_first_settlement_for_its_seat():
    region, raion, community = "UA63000000000041885", "UA63140000000032022", "UA63140120000077600"
    units = [
        *UNITS[:1],
        Unit(raion, "P", "Чугуївський", region, "", ""),
        Unit(community, "H", "Старосалтівська", region, raion, ""),
        Unit("UA63140120010000001", "X", "Старий Салтів", region, raion, community),
        Unit("UA63140120020000002", "C", "Хотімля", region, raion, community),
    ]
    found = match(units, [city(1, "Staryi Saltiv", "Старий Салтів", lat=50.08)], {"UA.07": "Kharkiv"})
    places = {p.name: p for p in Register(units, found, {"Kharkiv": (49.98, 36.25)}).places()}
    assert (places["Staryi Saltiv Hromada"].lat, places["Staryi Saltiv Hromada"].precision) == (50.08, 2)
    assert (places["Khotimlia"].lat, places["Khotimlia"].precision) == (50.08, 2)


def test_all_units_of_ukraine_have_iso_codes_crimea_too():
    assert len({iso for iso, _ in OBLASTS.values()}) == 27
    assert OBLASTS["01"] == ("UA-43", "Crimea")
    assert OBLASTS["85"] == ("UA-40", "Sevastopol")


def place(number, name, *others, lat=49.0, population=1000, admin1="Kharkiv", precision=1):
    names = folded([(name, NameRole.PRIMARY), *((o, NameRole.ALTERNATE) for o in others)])
    return NewPlace(number, None, name, PlaceKind.SETTLEMENT, "UA", admin1, None, lat, 37.0, population, precision, names)


def test_a_town_does_not_bear_the_name_of_the_village_beside_it():
    town, village, far = place(1, "Myrnohrad", "Hrodivka", "Dymytrov"), place(2, "Hrodivka", lat=49.1), place(3, "Dymytrov", lat=55.0)
    kept = {p.name: {n for n, _ in p.names} for p in without_neighbours_names([town, village, far])}
    assert kept["Myrnohrad"] == {"myrnohrad", "dymytrov"}


def test_the_city_that_a_region_is_named_for_is_its_seat():
    region = NewPlace(
        9, "iso:UA-63", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv", None, 49.0, 37.0, 0, 3, (("kharkiv", NameRole.PRIMARY),)
    )
    made = seated([region, place(1, "Kharkiv", population=1_400_000), place(2, "Kharkiv", population=100), place(3, "Izium")])
    assert [p.number for p in made if p.seat] == [1]


def test_the_supplement_adds_points_only_where_there_are_none():
    row = {"name": "Synkivka", "kind": "settlement", "country": "UA", "admin1": "Kharkiv", "admin2": "", "lat": "49.78", "lon": "37.70"}
    row |= {"population": "", "alternate_names": "Sinkovka", "leading": ""}
    (filled,) = with_supplement([place(1, "Synkivka", precision=2)], [row])
    assert (filled.lat, filled.precision, filled.number) == (49.78, 1, 1)
    assert ("sinkovka", NameRole.ALTERNATE) in filled.names
    (kept,) = with_supplement([place(1, "Synkivka", precision=1)], [row])
    assert kept.lat == 49.0
    both = with_supplement([place(1, "Synkivka", admin1="Sumy")], [row])
    assert {p.number for p in both} == {1, 200_000_000}


def test_the_supplement_is_sound():
    rows = supplement(TOOLS.parent / "resources" / "gazetteer" / "supplement.csv")
    assert 100 < len(rows) <= 600
    for row in rows:
        assert None not in row, row
        assert PlaceKind(row["kind"]) is not PlaceKind.UNKNOWN
        assert (row["lat"] == "") == (row["lon"] == ""), row
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row


def test_the_same_places_make_the_same_file_in_any_order(tmp_path):
    places = [place(n, f"Place {n}", f"Other {n}", "Same") for n in range(200)]
    for name, order in {"a": places, "b": places[::-1]}.items():
        write_places(tmp_path / name, order, meta={"version": "1"}, codes={"UA.07": "Kharkiv"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    file = PlacesFile(tmp_path / "a")
    try:
        assert len(file.named("same")) == 200
        assert file.division("UA.07") == "Kharkiv"
    finally:
        file.close()


def test_the_shipped_file_does_not_tell_which_sqlite_wrote_it():
    header = (TOOLS.parent / "resources" / "gazetteer" / "places.sqlite").read_bytes()[:100]
    assert header[96:100] == b"\0\0\0\0"
    connection = sqlite3.connect(f"{(TOOLS.parent / 'resources/gazetteer/places.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
