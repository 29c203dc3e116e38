import pytest

from analyst_app.domain.places import Place, PlaceKind


def located(gazetteer, text, **given):
    place = gazetteer.resolve(text, **given)
    return place.name, place.kind.value, place.country, place.admin1


def test_a_region_of_ukraine_has_its_official_english_name_and_its_citys_point(gazetteer):
    place = gazetteer.resolve("Kharkiv region")
    assert place == Place(
        text="Kharkiv region",
        name="Kharkiv Oblast",
        kind=PlaceKind.REGION,
        country="UA",
        admin1="Kharkiv",
        lat=pytest.approx(49.98, abs=0.02),
        lon=pytest.approx(36.25, abs=0.03),
        geo_precision=3,
        place_id="iso:UA-63",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kupiansk direction", ("Kupiansk", "direction", "UA", "Kharkiv")),
        ("Kupiansk axis", ("Kupiansk", "direction", "UA", "Kharkiv")),
        ("Kharkiv City", ("Kharkiv", "settlement", "UA", "Kharkiv")),
        ("Donetsk Oblast", ("Donetsk Oblast", "region", "UA", "Donetsk")),
        ("Kupiansk districts", ("Kupiansk Raion", "district", "UA", "Kharkiv")),
        ("Hlukhiv district", ("Hlukhiv", "district", "UA", "Sumy")),
        ("Huliaipole community", ("Huliaipole Hromada", "community", "UA", "Zaporizhzhia")),
        ("Lake Oskil", ("Lake Oskil", "water", "UA", "Kharkiv")),
        ("Black Sea", ("Black Sea", "water", None, None)),
        ("Gaza Strip", ("Gaza Strip", "region", "PS", "Gaza Strip")),
        ("West Bank", ("West Bank", "region", "PS", "West Bank")),
        ("southern Lebanon", ("southern Lebanon", "area", "LB", None)),
        ("Ukraine’s east", ("eastern Ukraine", "area", "UA", None)),
        ("Sagaing Region", ("Sagaing Region", "region", "MM", "Sagaing")),
        ("Idlib city", ("Idlib", "settlement", "SY", "Idlib")),
        ("West Kordofan", ("West Kordofan State", "region", "SD", "West Kordofan")),
        ("Lower Shabelle region", ("Lower Shabelle", "region", "SO", "Lower Shabelle")),
        ("Zaporizhzhia Nuclear Power Plant", ("Zaporizhzhia Nuclear Power Plant", "facility", "UA", "Zaporizhzhia")),
    ],
)
def test_the_words_tell_the_kind(gazetteer, text, expected):
    assert located(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Kupiansk", 1),
        ("near Kupiansk", 2),
        ("Kupiansk direction", 2),
        ("Kupiansk district", 2),
        ("Kharkiv region", 3),
        ("southern Lebanon", 3),
    ],
)
def test_precision_follows_the_kind(gazetteer, text, precision):
    assert gazetteer.resolve(text).geo_precision == precision


def test_a_village_without_a_point_of_its_own_is_less_exact(gazetteer):
    hroza = gazetteer.resolve("Hroza", country="UA")
    assert (hroza.admin1, hroza.admin2) == ("Kharkiv", "Kupiansk")
    assert hroza.lat is not None
    assert hroza.geo_precision == 2


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (("Kupiansk", "Kupyansk", "Kup'yans'k", "KUPIANSK"), "Kupiansk"),
        (("Chasiv Yar", "Chasov Yar"), "Chasiv Yar"),
        (("Izium", "Izyum"), "Izium"),
        (("Kharkiv", "Kharkov"), "Kharkiv"),
        (("Bakhmut", "Artemivsk", "Artyomovsk"), "Bakhmut"),
        (("Odesa", "Odessa"), "Odesa"),
        (("Kyiv", "Kiev"), "Kyiv"),
        (("Mykolaiv", "Mykolayiv", "Nikolaev"), "Mykolaiv"),
        (("Avdiivka", "Avdeevka", "Avdeyevka", "Avdiyivka"), "Avdiivka"),
        (("Zaporizhzhia", "Zaporizhzhya", "Zaporozhye"), "Zaporizhzhia"),
        (("Siverskodonetsk", "Sievierodonetsk", "Severodonetsk"), "Siverskodonetsk"),
        (("Niu-York", "New York", "Novhorodske"), "Niu-York"),
        (("Marinka", "Maryinka"), "Marinka"),
        (("Dnipro", "Dnipropetrovsk"), "Dnipro"),
        (("Hostomel", "Gostomel"), "Hostomel"),
        (("Klishchiivka", "Kleshcheevka"), "Klishchiivka"),
        (("Berestyn", "Krasnohrad"), "Berestyn"),
        (("Куп’янськ",), "Kupiansk"),
    ],
)
def test_official_older_and_russian_spellings_mean_the_same_place(gazetteer, spellings, name):
    assert {gazetteer.resolve(s, country="UA").name for s in spellings} == {name}


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (("Khan Younis", "Khan Yunis", "Khan Younes", "Khān Yūnis"), "Khan Younis"),
        (("Jabalia", "Jabaliya", "Jabalya"), "Jabalia"),
        (("Maroun al-Ras", "Maroun el-Ras", "Maroun ar Ras"), "Maroun al-Ras"),
        (("El Fasher", "Al-Fashir", "El-Fasher"), "El Fasher"),
        (("Hodeidah", "Al Hudaydah", "Hudaydah"), "Hodeidah"),
        (("Saraqib", "Saraqeb"), "Saraqib"),
    ],
)
def test_arabic_names_are_found_in_their_usual_spellings(gazetteer, spellings, name):
    assert {gazetteer.resolve(s).name for s in spellings} == {name}


def test_places_named_before_decide_between_namesakes(gazetteer):
    kharkiv_front = [gazetteer.resolve("Vovchansk"), gazetteer.resolve("Lyptsi")]
    assert gazetteer.resolve("Hlyboke", context=kharkiv_front).admin1 == "Kharkiv"
    bakhmut_front = [gazetteer.resolve("Bakhmut"), gazetteer.resolve("Chasiv Yar")]
    assert gazetteer.resolve("Andriivka", context=bakhmut_front).admin2 == "Bakhmut"
    assert gazetteer.resolve("Bohdanivka", context=bakhmut_front).admin2 == "Bakhmut"
    south = [gazetteer.resolve("Orikhiv"), gazetteer.resolve("Stepnohirsk")]
    assert gazetteer.resolve("Kamianske", context=south).admin1 == "Zaporizhzhia"
    assert gazetteer.resolve("Kamianske").admin1 == "Dnipropetrovsk"


def test_a_city_is_not_lost_to_a_nearby_village_of_its_name(gazetteer):
    south = [gazetteer.resolve(n) for n in ("Beryslav", "Kherson", "Nikopol")]
    assert gazetteer.resolve("Zaporizhzhia", context=south).admin1 == "Zaporizhzhia"
    assert gazetteer.resolve("Zaporizhzhia region", context=south).name == "Zaporizhzhia Oblast"


def test_the_given_country_decides(gazetteer):
    assert gazetteer.resolve("Tripoli", country="LB").country == "LB"
    assert gazetteer.resolve("Tripoli", country="LY").country == "LY"
    assert gazetteer.resolve("Pokrovsk direction", country="UA", context=[gazetteer.resolve("Saratov")]).admin1 == "Donetsk"


def test_the_kind_of_a_list_can_be_lent(gazetteer):
    assert gazetteer.resolve("Odesa", kind=PlaceKind.REGION).name == "Odesa Oblast"
    assert gazetteer.resolve("Izyum", kind=PlaceKind.DISTRICT).name == "Izium Raion"


@pytest.mark.parametrize("text", ["", " ", "the enemy’s rear", "Xyzzyqwerty", "Qwrtplk direction", "hospital", "№ 7"])
def test_words_that_no_place_fits_stay_as_they_are(gazetteer, text):
    place = gazetteer.resolve(text)
    assert place == Place(text=text, kind=place.kind)


def test_the_kind_is_kept_where_the_name_is_unknown(gazetteer):
    assert gazetteer.resolve("Qwrtplk direction").kind is PlaceKind.DIRECTION


@pytest.mark.parametrize(
    "text", ["\0", "Kharkiv\0", "\ud800", "🙂🙂", "a" * 1_000_000, "of of of " * 50_000, "’s’s’s", "%_'; DROP TABLE names", "\n\t"]
)
def test_hostile_words_do_no_harm(gazetteer, text):
    gazetteer.knows(text)
    gazetteer.lookup(text)
    gazetteer.complete(text)
    assert gazetteer.resolve(text).text == text
    assert gazetteer.knows("Kharkiv")


def test_crimea_is_ukraines(gazetteer):
    assert located(gazetteer, "Crimea") == ("Crimea", "region", "UA", "Crimea")
    for name in ("Simferopol", "Kerch", "Dzhankoi", "Yalta", "Yevpatoria", "Feodosia", "Saky"):
        assert gazetteer.resolve(name).country == "UA", name
        assert gazetteer.resolve(name).admin1 == "Crimea", name
    assert located(gazetteer, "Sevastopol") == ("Sevastopol", "settlement", "UA", "Sevastopol")
    # Kerch lies nearer to Russia's Krasnodar than to most of Ukraine, and stays Ukraine's beside it.
    assert gazetteer.resolve("Kerch", context=[gazetteer.resolve("Krasnodar")]).country == "UA"


def test_a_place_said_with_the_one_it_lies_in_is_found_there(gazetteer):
    assert located(gazetteer, "Wad al-Noura, Gezira state") == ("Wad al-Noura", "settlement", "SD", "Gezira")
    assert gazetteer.resolve("Ivanivka, Kherson region").admin1 == "Kherson"
    assert gazetteer.resolve("Dniprovskyi district of Kherson").admin1 == "Kherson"
    assert gazetteer.resolve("Ivanivka in the Odesa region").admin1 == "Odesa"


def test_a_mere_likeness_counts_only_in_the_countries_of_the_report(gazetteer):
    assert gazetteer.resolve("Monday", country="UA").name is None
    assert gazetteer.resolve("Mondaï", country="BR").country == "BR"
    assert gazetteer.resolve("Jabaliyyah", country="PS").name == "Jabalia"
