"""How exactly a place is known, from a report's words to the codes of ACLED (1 to 3) and UCDP (1 to 7)."""

import csv

import pytest

from analyst_app.domain.estimates import Estimate
from analyst_app.exporters import acled, ucdp
from support.placing import places

WORDS = [
    ("Shells hit Kupiansk.", "1", "1"),
    ("Shells fell near Kupiansk.", "2", "2"),
    ("Shells hit Hroza.", "2", "2"),  # no point of its own: its community's, and never shown as if it were the village's
    ("Shells hit the Kupiansk community.", "2", "2"),
    ("Shells hit Kupiansk district.", "2", "3"),
    ("Shells hit the Kupiansk direction.", "2", "5"),
    ("Shells hit the Kharkiv region.", "3", "4"),
    ("Shells hit eastern Ukraine.", "3", "5"),
    ("A drone fell into the Black Sea.", "3", "7"),
    ("Gunmen burned Qwertapo, Palma district, Cabo Delgado province, Mozambique.", "3", "4"),
]


@pytest.mark.parametrize(("text", "codes"), [(text, codes) for text, *codes in WORDS])
def test_the_words_of_a_report_give_the_codes_of_both_codebooks(tmp_path, setting, row, text, codes):
    place = places(text)[0]
    told = row(places=(place,), killed=Estimate.exactly(1))
    for write, column, code in ((acled.write_acled, "geo_precision", codes[0]), (ucdp.write_ucdp, "where_prec", codes[1])):
        path = tmp_path / column
        write(path, [told], setting)
        with path.open(encoding="utf-8-sig", newline="") as file:
            (line,) = csv.DictReader(file)
        assert line[column] == code


def test_a_country_alone_is_no_place_of_acleds_and_a_six_of_ucdps(tmp_path, setting, row):
    place = places("Missiles were fired at targets across Ukraine.")[0]
    path = tmp_path / "ucdp.csv"
    ucdp.write_ucdp(path, [row(places=(place,), killed=Estimate.exactly(1))], setting)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["where_prec"] == "6"


def test_near_a_town_and_in_it_are_one_row_of_acleds_as_exact_as_the_surer(tmp_path, setting, row):
    near, inside = places("Shells fell near Kupiansk. Shells hit Kupiansk.")
    path = tmp_path / "acled.csv"
    acled.write_acled(path, [row("e1", report="r1", places=(near,)), row("e1", report="r2", places=(inside,))], setting)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["geo_precision"] == "1"
