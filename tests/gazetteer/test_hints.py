from datetime import date

import pytest

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.fronts import Fronts
from analyst_app.gazetteer.hints import Bond, Hint, Setting


def asked(gazetteer, words, *hints, countries=(("UA", 1.0),), **given):
    return gazetteer.resolve(words, setting=Setting(tuple(hints), countries, **given))


def hint(gazetteer, words, bond, **measure):
    return Hint(gazetteer.resolve(words, country="UA"), bond, **measure)


def test_what_the_report_states_goes_before_what_stands_near(gazetteer):
    kupiansk, kherson = hint(gazetteer, "Synkivka", Bond.NEXT), hint(gazetteer, "Kherson region", Bond.WITHIN)
    assert asked(gazetteer, "Ivanivka", kupiansk).admin1 == "Kharkiv"
    assert asked(gazetteer, "Ivanivka", kupiansk, kherson).admin1 == "Kherson"


def test_what_stands_in_the_sentence_goes_before_what_the_report_names(gazetteer):
    far, near = hint(gazetteer, "Beryslav", Bond.REPORT), hint(gazetteer, "Kupiansk direction", Bond.FRAME)
    assert asked(gazetteer, "Ivanivka", far, near).admin1 == "Kharkiv"
    assert asked(gazetteer, "Ivanivka", hint(gazetteer, "Beryslav", Bond.NEXT)).admin1 == "Kherson"


def test_a_distance_tells_the_village_at_its_end(gazetteer):
    donetsk = gazetteer.resolve("Donetsk", country="UA", kind=PlaceKind.SETTLEMENT)
    place = asked(gazetteer, "Oleksandrivka", Hint(donetsk, Bond.MEASURED, 20.0, 225.0))
    assert (place.admin1, place.admin2) == ("Donetsk", "Donetsk")


def test_a_statement_that_no_place_fits_is_believed(gazetteer):
    place = asked(gazetteer, "Kupiansk", hint(gazetteer, "Lviv region", Bond.WITHIN))
    assert (place.name, place.place_id, place.country, place.admin1) == (None, None, "UA", "Lviv")
    assert place.geo_precision == 3


def test_near_is_less_exact(gazetteer):
    assert asked(gazetteer, "Kupiansk", near=True).geo_precision == 2


def test_a_small_place_of_a_country_that_the_report_does_not_speak_of_is_not_meant(gazetteer):
    bukavu = Hint(gazetteer.resolve("Bukavu"), Bond.SENTENCE)
    assert asked(gazetteer, "Katana", bukavu, countries=(("CD", 1.0),)).place_id is None
    # A capital or a great city is, wherever the report is about.
    assert asked(gazetteer, "Geneva", bukavu, countries=(("CD", 1.0),)).country == "CH"


@pytest.mark.parametrize(
    ("words", "admin1", "admin2"),
    [
        ("Lyman direction", "Donetsk", "Kramatorsk"),
        ("Krasny Liman direction", "Donetsk", "Kramatorsk"),
        ("Siversk axis", "Donetsk", "Bakhmut"),
        ("South Donetsk direction", "Donetsk", "Volnovakha"),
        ("South Slobozhanskyi direction", "Kharkiv", "Chuhuiv"),
        ("North Slobozhanskyi direction", "Sumy", "Sumy"),
        ("Prydniprovske direction", "Kherson", "Kherson"),
        ("Novopavlivka direction", "Dnipropetrovsk", "Synelnykove"),
        ("Vremivka direction", "Donetsk", "Volnovakha"),
        ("Orikhiv direction", "Zaporizhzhia", "Polohy"),
        ("Lyman-Kupiansk direction", "Donetsk", "Kramatorsk"),
    ],
)
def test_a_direction_stands_for_its_town(gazetteer, words, admin1, admin2):
    place = gazetteer.resolve(words, country="UA")
    assert (place.kind, place.admin1, place.admin2) == (PlaceKind.DIRECTION, admin1, admin2)


def test_an_adjective_for_a_border_is_not_the_town_of_like_name(gazetteer):
    assert gazetteer.resolve("Siverskyi direction").admin1 is None
    assert gazetteer.resolve("Siversk direction").admin1 == "Donetsk"


def test_fronts_have_their_time(gazetteer):
    fronts = Fronts.read()
    (synkivka, *_), (tokyo, *_) = (gazetteer._files[0].named(name) for name in ("synkivka", "tokyo"))
    assert fronts.nearness(synkivka, date(2023, 11, 9)) > 0.8
    assert fronts.nearness(synkivka, date(2016, 1, 1)) < 0.2
    assert fronts.nearness(tokyo, date(2023, 11, 9)) == 0.0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Oskil River", PlaceKind.WATER), ("Zherebets River", PlaceKind.WATER), ("Mokri Yaly River", PlaceKind.WATER),
        ("Kakhovka Reservoir", PlaceKind.WATER), ("Karlivka Reservoir", PlaceKind.WATER), ("Pechenihy Reservoir", PlaceKind.WATER),
        ("Taganrog Bay", PlaceKind.WATER), ("Dnipro-Buh Estuary", PlaceKind.WATER), ("Siverskyi Donets", PlaceKind.WATER),
        ("Khabur River", PlaceKind.WATER), ("Ruzizi River", PlaceKind.WATER), ("Salween", PlaceKind.WATER), ("Lake Tana", PlaceKind.WATER),
        ("Kinburn Spit", PlaceKind.AREA), ("Tendra Spit", PlaceKind.AREA),
    ],
)  # fmt: skip
def test_seas_rivers_and_reservoirs_are_known(gazetteer, words, kind):
    place = gazetteer.resolve(words)
    assert (place.kind, place.lat is not None) == (kind, True)


@pytest.mark.parametrize(
    ("words", "hromada", "admin2"),
    [("Velyka Novosilka", "Velyka Novosilka Hromada", "Volnovakha"), ("Staryi Saltiv", "Staryi Saltiv Hromada", "Chuhuiv")],
)
def test_a_community_of_two_words_lies_at_its_seat(gazetteer, words, hromada, admin2):
    seat = gazetteer.resolve(words, country="UA")
    community = gazetteer.resolve(f"{words} hromada")
    assert (community.name, community.kind, community.admin2) == (hromada, PlaceKind.COMMUNITY, admin2)
    assert (community.lat, community.lon) == (seat.lat, seat.lon)


def test_most_villages_of_the_front_lie_at_their_community_at_least(gazetteer):
    for words in ("Berestove", "Ivanivka", "Novoselivka", "Mykolaivka", "Krasne", "Stepove"):
        found = gazetteer.lookup(words, country="UA", kind=PlaceKind.SETTLEMENT, limit=500)
        assert max(c.geo_precision for c in found) <= 3
        assert sum(c.geo_precision <= 2 for c in found) / len(found) > 0.98
