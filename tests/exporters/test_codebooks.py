"""The layouts of ACLED and UCDP: their columns word by word, and their rules on who and what becomes a row."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.exporters import FORMATS
from analyst_app.exporters.countries import COUNTRIES, state_named

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
    "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob"
)
IZYUM = Place("Izyum", "Izium", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Izium Raion", 49.208612, 37.248531, 1)
SYNKIVKA = Place("Synkivka", "Synkivka", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Kupiansk Raion", 49.7586, 37.6917, 1)
KUPIANSK = Place("Kupiansk direction", "Kupiansk", PlaceKind.DIRECTION, "UA", "Kharkiv", None, 49.7106, 37.6157, 2)
REGION = Place("Kharkiv region", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv", None, 49.99, 36.23, 3)
LUHANSK = Place("Luhansk region", "Luhansk Oblast", PlaceKind.REGION, "UA", "Luhansk", None, 48.57, 39.31, 3)
DISTRICT = Place("Kupiansk district", "Kupiansk Raion", PlaceKind.DISTRICT, "UA", "Kharkiv", "Kupiansk Raion", 49.7, 37.6, 2)
UKRAINE = Place("Ukraine", "Ukraine", PlaceKind.COUNTRY, "UA", None, None, 49.0, 32.0, 3)


@pytest.fixture
def export(tmp_path, setting):
    def run(name, *rows):
        result = FORMATS[name].write(tmp_path / "out.csv", rows, setting)
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert result.rows == len(lines)
        return lines, dict(result.left_out)

    return run


def test_the_columns_are_those_of_the_codebooks_word_by_word(tmp_path, setting):
    for name, header, count in (("acled", ACLED, 31), ("ucdp", UCDP, 49)):
        assert header.count(",") == count - 1
        FORMATS[name].write(tmp_path / name, [], setting)
        assert (tmp_path / name).read_bytes() == f"{header}\r\n".encode()


class TestAcled:
    def test_a_strike_on_a_town_is_one_row(self, export, row):
        told = row(
            count=Estimate.exactly(16),
            actor="Russia",
            target="Ukrainian positions",
            places=(IZYUM,),
            killed=Estimate.at_least(2),
            reported_by="Cherevatyi",
            of_store={"reviewed_at": datetime(2023, 11, 9, 18, tzinfo=UTC)},
        )
        ((line,), left_out) = export("acled", told)
        assert left_out == {}
        assert {name: cell for name, cell in line.items() if cell} == {
            "event_id_cnty": "r1:e1", "event_date": "2023-11-09", "year": "2023", "time_precision": "1",
            "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
            "actor1": "Russia", "actor2": "Ukrainian positions", "iso": "804", "region": "Europe", "country": "Ukraine",
            "admin1": "Kharkiv", "admin2": "Izium Raion", "location": "Izium", "latitude": "49.2086", "longitude": "37.2485",
            "geo_precision": "1", "source": "The Daily", "fatalities": "2", "timestamp": "1699552800",
            "notes": "Russia carried out 16 airstrikes. Reported count: 16. According to Cherevatyi.",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": EventType.ATTACK, "places": (IZYUM,)}, "no event type of ACLED"),
            ({"kind": EventType.EVACUATION, "places": (IZYUM,)}, "no event type of ACLED"),
            ({}, "no place, or none but a country"),
            ({"places": (UKRAINE,)}, "no place, or none but a country"),
            ({"places": (Place("Nowhere"),)}, "a place without coordinates"),
            ({"places": (IZYUM,), "status": Status.PLANNED}, "did not happen"),
            ({"places": (IZYUM,), "status": Status.DENIED}, "did not happen"),
            ({"places": (IZYUM,), "date": DateSpan(date(2022, 2, 24), date(2023, 11, 9))}, "a cumulative figure"),
        ],
    )
    def test_what_acled_does_not_code_is_left_out_and_told(self, export, row, fields, reason):
        lines, left_out = export("acled", row("e1", fields.pop("kind", EventType.AIRSTRIKE), **fields))
        assert lines == []
        assert left_out == {reason: 1}

    def test_attempted_and_repelled_assaults_are_armed_clashes(self, export, row):
        tried = row("e1", EventType.GROUND_ASSAULT, status=Status.ATTEMPTED, places=(KUPIANSK,), count=Estimate.exactly(3))
        beaten = row("e2", EventType.GROUND_ASSAULT, status=Status.REPELLED, places=(IZYUM,))
        lines, _ = export("acled", tried, beaten)
        assert [(line["event_type"], line["sub_event_type"], line["geo_precision"]) for line in lines] == [
            ("Battles", "Armed clash", "2"),
            ("Battles", "Armed clash", "1"),
        ]
        assert "Reported count: 3. Reported as attempted." in lines[0]["notes"]

    def test_a_strike_that_was_all_shot_down_is_disrupted_weapons_use(self, export, row):
        ((line,), _) = export("acled", row("e1", EventType.DRONE_STRIKE, status=Status.REPELLED, places=(IZYUM,)))
        assert (line["disorder_type"], line["sub_event_type"]) == ("Strategic developments", "Disrupted weapons use")

    def test_several_shellings_of_one_town_in_a_day_are_one_row(self, export, row):
        first = row("e1", EventType.SHELLING, actor="Russia", places=(IZYUM,), killed=Estimate.exactly(1))
        again = row("e2", EventType.SHELLING, actor="Russia", target="a farm", places=(IZYUM,), killed=Estimate.exactly(2))
        ((line,), _) = export("acled", first, again)
        assert line["fatalities"] == "3"
        assert line["actor2"] == "a farm"

    def test_two_reports_of_one_shelling_do_not_double_its_dead(self, export, row):
        worded = replace(IZYUM, text="the town of Izium")
        first = row("e1", EventType.SHELLING, actor="Russia", places=(IZYUM,), killed=Estimate.exactly(2))
        other = row(
            "e1", EventType.SHELLING, report="r2", actor="Russia", places=(worded,), killed=Estimate.exactly(3), of_row={"source": "Desk"}
        )
        ((line,), _) = export("acled", first, other)
        assert (line["fatalities"], line["source"]) == ("3", "The Daily; Desk")

    def test_each_town_has_its_row_and_the_dead_are_divided(self, export, row):
        lines, _ = export("acled", row(places=(IZYUM, SYNKIVKA, KUPIANSK), killed=Estimate.exactly(5)))
        assert [(line["event_id_cnty"], line["location"], line["fatalities"]) for line in lines] == [
            ("r1:e1@1", "Izium", "3"),
            ("r1:e1@2", "Synkivka", "2"),
        ]
        assert "5 dead reported for 2 places, divided among them." in lines[0]["notes"]

    @pytest.mark.parametrize(
        ("places", "rows"),
        [
            ((IZYUM, REGION), ["Izium"]),
            ((IZYUM, LUHANSK), ["Izium", "Luhansk Oblast"]),
            ((IZYUM, DISTRICT), ["Izium", "Kupiansk Raion"]),
            ((SYNKIVKA, DISTRICT, KUPIANSK), ["Synkivka"]),
            ((REGION, LUHANSK), ["Kharkiv Oblast", "Luhansk Oblast"]),
            ((KUPIANSK, UKRAINE), ["Kupiansk"]),
        ],
    )
    def test_a_place_that_only_says_where_another_lies_has_no_row(self, export, row, places, rows):
        lines, _ = export("acled", row(places=places))
        assert [line["location"] for line in lines] == rows

    def test_of_a_total_and_its_parts_the_parts_are_rows(self, export, row):
        lines, left_out = export("acled", row("e1", places=(REGION,)), row("e2", places=(IZYUM,), part_of="e1"))
        assert [line["location"] for line in lines] == ["Izium"]
        assert left_out == {"a total, told by its parts": 1}

    def test_a_total_that_alone_tells_the_dead_stays(self, export, row):
        lines, _ = export("acled", row("e1", places=(REGION,), killed=Estimate.exactly(4)), row("e2", places=(IZYUM,), part_of="e1"))
        assert sorted(line["fatalities"] for line in lines) == ["0", "4"]

    def test_a_total_without_a_place_does_not_hide_its_parts(self, export, row):
        lines, left_out = export("acled", row("e1"), row("e2", places=(IZYUM,), part_of="e1"))
        assert [line["location"] for line in lines] == ["Izium"]
        assert left_out == {"no place, or none but a country": 1}

    @pytest.mark.parametrize(
        ("killed", "fatalities"),
        [(Estimate.exactly(0), "0"), (Estimate.at_least(24), "24"), (Estimate.up_to(10), "0"), (Estimate.about(40), "40"), (None, "0")],
    )
    def test_the_lowest_credible_number_of_dead_is_taken(self, export, row, killed, fatalities):
        ((line,), _) = export("acled", row(places=(IZYUM,), killed=killed))
        assert line["fatalities"] == fatalities

    @pytest.mark.parametrize(
        ("days", "day", "precision"),
        [
            (DateSpan.day(date(2023, 11, 9)), "2023-11-09", "1"),
            (DateSpan(date(2023, 11, 8), date(2023, 11, 9)), "2023-11-09", "1"),
            (DateSpan(date(2023, 11, 6), date(2023, 11, 12)), "2023-11-09", "2"),
            (DateSpan(date(2023, 9, 1), date(2023, 9, 30)), "2023-09-15", "3"),
        ],
    )
    def test_a_vague_date_is_its_middle_and_says_so(self, export, row, days, day, precision):
        ((line,), _) = export("acled", row(places=(IZYUM,), date=days))
        assert (line["event_date"], line["time_precision"]) == (day, precision)


class TestUcdp:
    def test_an_event_with_deaths_is_a_row(self, export, row):
        told = row(actor="Russia", target="Ukraine", places=(IZYUM,), killed=Estimate.between(2, 5), reported_by="police")
        ((line,), left_out) = export("ucdp", told)
        assert left_out == {}
        assert {name: cell for name, cell in line.items() if cell} == {
            "id": "r1:e1", "relid": "r1:e1", "year": "2023", "type_of_violence": "1", "dyad_name": "Russia - Ukraine", "side_a": "Russia",
            "side_b": "Ukraine", "number_of_sources": "1", "source_article": '"The Daily, 2023-11-09, Daily report"',
            "source_office": "The Daily", "source_date": "2023-11-09", "source_headline": "Daily report", "source_original": "police",
            "where_prec": "1", "where_coordinates": "Izium", "where_description": "Izyum", "adm_1": "Kharkiv", "adm_2": "Izium Raion",
            "latitude": "49.20861", "longitude": "37.24853", "geom_wkt": "POINT (37.24853 49.20861)", "priogrid_gid": "200595",
            "country": "Ukraine", "country_id": "369", "region": "Europe", "event_clarity": "1", "date_prec": "2",
            "date_start": "2023-11-08 00:00:00.000", "date_end": "2023-11-09 00:00:00.000", "deaths_a": "0", "deaths_b": "0",
            "deaths_civilians": "0", "deaths_unknown": "3", "best": "3", "high": "5", "low": "2", "gwnoa": "365", "gwnob": "369",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({}, "no deaths"),
            ({"killed": Estimate.exactly(0)}, "no deaths"),
            ({"killed": Estimate.exactly(2), "status": Status.DENIED}, "did not happen"),
        ],
    )
    def test_what_killed_nobody_is_left_out_and_told(self, export, row, fields, reason):
        lines, left_out = export("ucdp", row(**fields))
        assert lines == []
        assert left_out == {reason: 1}

    @pytest.mark.parametrize(("parts", "kept"), [((3, 2), ["r1:e2", "r1:e3"]), ((3, 1), ["r1:e1"])])
    def test_nobody_is_counted_in_a_total_and_in_a_part(self, export, row, parts, kept):
        rows = [row("e1", killed=Estimate.exactly(5))]
        rows += [row(f"e{number}", killed=Estimate.exactly(dead), part_of="e1") for number, dead in enumerate(parts, 2)]
        lines, left_out = export("ucdp", *rows)
        assert [line["id"] for line in lines] == kept
        assert sum(left_out.values()) == 3 - len(kept)

    def test_the_deaths_add_up_to_best(self, export, row):
        ((line,), _) = export("ucdp", row(killed=Estimate.about(40)))
        assert (line["best"], line["high"], line["low"]) == ("40", "40", "40")
        assert sum(int(line[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")) == 40

    def test_a_sum_over_many_acts_is_an_unclear_event(self, export, row):
        ((line,), _) = export("ucdp", row(count=Estimate.exactly(16), places=(REGION,), killed=Estimate.exactly(2)))
        assert (line["event_clarity"], line["where_prec"]) == ("2", "4")

    def test_a_party_that_is_no_state_has_no_number(self, export, row):
        ((line,), _) = export("ucdp", row(actor="Hezbollah", killed=Estimate.exactly(1)))
        assert (line["side_a"], line["gwnoa"], line["type_of_violence"]) == ("Hezbollah", "", "")


@pytest.mark.parametrize("name", ["acled", "ucdp"])
class TestOneActInTwoReports:
    def linked(self, row, report, **store):
        return row(report=report, places=(IZYUM,), killed=Estimate.exactly(2), of_store={"act_id": 7, **store})

    def first_ids(self, lines):
        return [next(iter(line.values())) for line in lines]

    def test_the_preferred_event_stands_for_the_act(self, export, row, name):
        lines, left_out = export(name, self.linked(row, "r1"), self.linked(row, "r2", preferred=True), row(report="r3"))
        assert self.first_ids(lines) == ["r2:e1"]
        assert left_out["told by another event of the same act"] == 1

    def test_the_act_is_not_lost_where_the_preferred_event_is_not_exported(self, export, row, name):
        lines, _ = export(name, self.linked(row, "r1"), self.linked(row, "r3"))
        assert self.first_ids(lines) == ["r1:e1"]


def test_no_two_countries_share_a_number():
    for number in ("iso", "gw", "name"):
        values = [getattr(country, number) for country in COUNTRIES.values() if getattr(country, number) is not None]
        assert len(values) == len(set(values))
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert state_named("russia") is COUNTRIES["RU"]
    assert state_named(None) is None
