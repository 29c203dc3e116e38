import pytest

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.wording import read_words


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Kharkiv region", "Kharkiv", PlaceKind.REGION),
        ("the Kharkiv Oblast", "Kharkiv", PlaceKind.REGION),
        ("Kupiansk direction", "Kupiansk", PlaceKind.DIRECTION),
        ("Bakhmut axis", "Bakhmut", PlaceKind.DIRECTION),
        ("Pokrovsk sector", "Pokrovsk", PlaceKind.DIRECTION),
        ("Kharkiv City", "Kharkiv", PlaceKind.SETTLEMENT),
        ("village of Hroza", "Hroza", PlaceKind.SETTLEMENT),
        ("Izyum districts", "Izyum", PlaceKind.DISTRICT),
        ("Huliaipole community", "Huliaipole", PlaceKind.COMMUNITY),
        ("Huliaipole territorial community", "Huliaipole", PlaceKind.COMMUNITY),
        ("Jabalia refugee camp", "Jabalia", PlaceKind.FACILITY),
        ("Gao airport", "Gao", PlaceKind.FACILITY),
        ("Lake Oskil", "Oskil", PlaceKind.WATER),
        ("Gulf of Aden", "Aden", PlaceKind.WATER),
        ("Bekaa Valley", "Bekaa", PlaceKind.AREA),
        ("near Kupiansk", "Kupiansk", PlaceKind.UNKNOWN),
        ("12 km south of Orikhiv", "Orikhiv", PlaceKind.UNKNOWN),
        ("Port Sudan", "Port Sudan", PlaceKind.UNKNOWN),
        ("the hospital", "", PlaceKind.FACILITY),
    ],
)
def test_the_word_for_the_kind_is_told_from_the_name(words, name, kind):
    read = read_words(words)
    assert (read.name, read.kind) == (name, kind)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("southern Lebanon", "Lebanon"),
        ("north-western Syria", "Syria"),
        ("southern Aleppo province", "Aleppo"),
        ("Ukraine’s east", "Ukraine"),
        ("Beirut’s southern suburbs", "Beirut"),
        ("the east of Ukraine", "Ukraine"),
    ],
)
def test_a_part_of_a_place_is_an_area(words, name):
    read = read_words(words)
    assert (read.name, read.kind) == (name, PlaceKind.AREA)
    assert read.part


def test_near_is_remembered():
    assert read_words("near Kupiansk").near
    assert read_words("12 km south of Orikhiv").near
    assert not read_words("in Kupiansk").near
