"""Other people's events as series: what becomes of ACLED's, UCDP's and anybody's lines, errors by line in words, undo, and figures
held against one's own, each beside an independent computation by pandas."""

import csv
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from analyst_app.analysis.external import not_followed
from analyst_app.domain.counting import WindowDay
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.day_boundary import DayBoundary
from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.external import PartyNaming, region_key
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.exporters.acled import COLUMNS as ACLED
from analyst_app.exporters.ucdp import COLUMNS as UCDP
from analyst_app.services import counts, external, history
from analyst_app.services.chart_table import chart_table
from analyst_app.services.charts import ChartKind, ChartQuestion, ask_chart
from analyst_app.services.events import count_events
from analyst_app.services.external import Layout, Part, SeriesMapping
from analyst_app.services.external_reading import BadLine, LineReader, read_day
from analyst_app.services.parties import party_naming
from support import chronicle


def table(path, header, rows, **how):
    with path.open("w", newline="", encoding=how.pop("encoding", "utf-8")) as file:
        writer = csv.DictWriter(file, header, restval="", **how)
        writer.writeheader()
        writer.writerows(rows)
    return path


def acled(path, days=150, start=date(2023, 12, 20)):
    rows = [
        {
            "event_id_cnty": f"UKR{n}-{k}",
            "event_date": start + timedelta(days=n),
            "time_precision": 2 if k == 4 and n % 10 == 0 else 1,
            "event_type": "any",
            "sub_event_type": ["Air/drone strike", "Armed clash", "Shelling/artillery/missile attack", "Peaceful protest"][k % 4],
            "actor1": "Military Forces of Russia (2000-)" if k % 3 else "Military Forces of Ukraine (2019-)",
            "admin1": "Donetsk" if k % 2 else "Kharkiv",
            "fatalities": k,
            "notes": "Russian forces launched a drone" if k == 4 else "Russian forces assaulted" if k == 5 else "Something happened",
        }
        for n in range(days)
        for k in range(3 + n % 7)
    ]
    return table(path, ACLED, rows)


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    return chronicle.file_in(tmp_path_factory.mktemp("external"))


@pytest.fixture
def opened(stored, tmp_path):
    with chronicle.opened(stored, tmp_path) as workbench:
        yield workbench


def brought(workbench, path, name="Theirs", **how):
    return external.import_series(workbench, external.look_into(path, **how), name=name)


def one_line(header, row, ontology, mapping=None):
    chosen = mapping or external.guess_mapping(header)
    return LineReader(header, chosen, ontology).event(2, [row.get(name, "") for name in header])


@pytest.mark.parametrize(
    ("sub_event", "notes", "kind"),
    [
        ("Air/drone strike", "Russian forces carried out an airstrike", EventType.AIRSTRIKE),
        ("Air/drone strike", "Russian forces launched Shahed drones", EventType.DRONE_STRIKE),
        ("Shelling/artillery/missile attack", "shelled with artillery", EventType.SHELLING),
        ("Shelling/artillery/missile attack", "fired an Iskander missile", EventType.MISSILE_STRIKE),
        ("Armed clash", "clashed with", EventType.CLASH),
        ("Armed clash", "unsuccessfully assaulted positions", EventType.GROUND_ASSAULT),
        ("Remote explosive/landmine/IED", "", EventType.EXPLOSION),
        ("Disrupted weapons use", "air defence shot down", EventType.INTERCEPTION),
        ("Peaceful protest", "", None),
    ],
)
def test_types_of_acled_become_ours(sub_event, notes, kind, opened):
    row = {"event_date": "2023-11-09", "event_type": "x", "sub_event_type": sub_event, "notes": notes}
    event = one_line(ACLED, row, opened.ontology)
    assert (event.type, event.said, event.number) == (kind, sub_event, 1)


def test_a_line_of_acled_keeps_its_words_and_its_precision(opened):
    row = {
        "event_id_cnty": "UKR1", "event_date": "16 May 2025", "time_precision": "2", "sub_event_type": "Armed clash",
        "actor1": "'=Forces", "admin1": "Donetsk", "location": "Pokrovsk", "fatalities": "3", "notes": "",
    }  # fmt: skip
    event = one_line(ACLED, row, opened.ontology)
    assert event.ident == "UKR1"
    assert event.date == DateSpan(date(2025, 5, 13), date(2025, 5, 19))
    assert (event.actor, event.region, event.place, event.killed) == ("=Forces", "Donetsk", "Pokrovsk", 3)


def test_a_line_of_ucdp_spans_its_days_and_has_no_type(opened):
    row = {
        "id": "7", "type_of_violence": "1", "side_a": "Government of Russia", "adm_1": "Donetsk oblast", "best": "12",
        "date_start": "2023-11-08 00:00:00.000", "date_end": "2023-11-09 00:00:00.000", "where_coordinates": "Avdiivka",
    }  # fmt: skip
    assert external.layout_of(UCDP) is Layout.UCDP
    event = one_line(UCDP, row, opened.ontology)
    assert event.date == DateSpan(date(2023, 11, 8), date(2023, 11, 9))
    assert (event.type, event.said, event.number, event.killed) == (None, "state-based violence", 1, 12)
    assert (event.ident, event.region, event.place) == ("7", "Donetsk oblast", "Avdiivka")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023-11-09", date(2023, 11, 9)),
        ("2023/11/9", date(2023, 11, 9)),
        ("20231109", date(2023, 11, 9)),
        ("9 November 2023", date(2023, 11, 9)),
        ("09-Nov-23", date(2023, 11, 9)),
        ("November 9, 2023", date(2023, 11, 9)),
        ("09.11.2023", date(2023, 11, 9)),
        ("09/11/2023", date(2023, 11, 9)),
        ("9/11/23 14:00", date(2023, 11, 9)),
        ("2023-11-09 23:30:00", date(2023, 11, 9)),
        ("2023-11-09T23:30:00+00:00", date(2023, 11, 10)),
        ("2023-11-09 23:30 UTC", date(2023, 11, 10)),
        ("2023/11/9 23:30Z", date(2023, 11, 10)),
        ("09/11/2023 23:30Z", date(2023, 11, 10)),
        ("09.11.2023 23:30 gmt", date(2023, 11, 10)),
        ("09/11/2023 9:30Z", date(2023, 11, 9)),
        ("09/11/2023 23:30", date(2023, 11, 9)),
        ("09/11/2023 11 pm", date(2023, 11, 9)),
    ],
)
def test_days_are_read_as_tables_write_them(cell, day):
    assert read_day(cell, day_first=True, boundary=DayBoundary("Europe/Kyiv")) == day


def test_month_first_where_that_is_chosen_and_nonsense_is_said():
    kyiv = DayBoundary("Europe/Kyiv")
    assert read_day("11/09/2023", day_first=False, boundary=kyiv) == date(2023, 11, 9)
    assert read_day("09.11.2023", day_first=False, boundary=kyiv) == date(2023, 11, 9)
    for nonsense in ("25/13/2023", "2023-02-30", "yesterday", "45000"):
        with pytest.raises(BadLine):
            read_day(nonsense, day_first=True, boundary=kyiv)


def test_which_comes_first_is_told_by_the_days_of_the_file_or_left_open(tmp_path):
    def looked(*days):
        return external.look_into(table(tmp_path / "a.csv", ["Date", "Type"], [{"Date": day, "Type": "airstrike"} for day in days]))

    month = looked("01/02/2023", "01/25/2023")
    assert (month.mapping.day_first, month.day_order_known) == (False, True)
    day = looked("01/02/2023", "25/01/2023")
    assert (day.mapping.day_first, day.day_order_known) == (True, True)
    assert not looked("01/02/2023").day_order_known
    assert looked("2023-01-02").day_order_known


def test_columns_of_any_csv_are_guessed_and_its_numbers_read(tmp_path, opened):
    rows = [
        {"Date": "2024-01-02", "Type": "Airstrikes", "Count": "1,016", "Oblast": "Kharkiv Oblast", "By": "Russia"},
        {"Date": "2024-01-02", "Type": "ground assault", "Count": "16+", "Oblast": "", "By": ""},
        {"Date": "2024-01-03", "Type": "rain", "Count": "2.0", "Oblast": "", "By": ""},
        {"Date": "2024-01-03", "Type": "shelling", "Count": "many", "Oblast": "", "By": ""},
        {"Date": "", "Type": "shelling", "Count": "1", "Oblast": "", "By": ""},
        {"Date": "2024-01-03", "Type": "shelling", "Count": "1.000", "Oblast": "", "By": ""},
    ]
    found = external.look_into(table(tmp_path / "a.csv", list(rows[0]), rows, delimiter=";", encoding="cp1252"))
    assert dict(found.mapping.columns) == {
        Part.DAY: "Date", Part.TYPE: "Type", Part.NUMBER: "Count", Part.ACTOR: "By", Part.REGION: "Oblast",
    }  # fmt: skip
    lines = external.preview(opened, found)
    assert [line.event.number for line in lines if line.event] == [1016, 16, 2]
    assert [line.event.type for line in lines if line.event] == [EventType.AIRSTRIKE, EventType.GROUND_ASSAULT, None]
    assert [(line.number, line.problem) for line in lines if not line.event] == [
        (5, "its count, “many”, is no whole number of 0 or more"),
        (6, "it has no day"),
        (7, "its count, “1.000”, is no whole number of 0 or more"),
    ]
    done = external.import_series(opened, found, name=" My   table ")
    assert (done.name, done.events, done.left_out) == ("My table", 3, 3)
    assert done.problems[0] == "Line 5: its count, “many”, is no whole number of 0 or more."
    assert "No type of ours: rain (1)" in external.said_of(done)


def test_numbers_of_dead_are_not_guessed_as_numbers_of_attacks(opened):
    assert Part.NUMBER not in external.guess_mapping([name for name in UCDP if name != "side_a"]).columns
    ours = external.guess_mapping(["day", "side", "series", "unit", "low", "best", "high", "events"])
    assert ours.columns[Part.NUMBER] == "best"


def test_a_series_comes_goes_and_changes_its_name_and_undo_takes_each_back(tmp_path, opened):
    done = brought(opened, acled(tmp_path / "acled.csv"))
    assert done.changes.external
    assert not done.changes.event_ids
    (one,) = external.list_series(opened)
    assert (one.name, one.layout, one.file_name, one.events) == ("Theirs", Layout.ACLED, "acled.csv", done.events)
    assert (one.typed, one.sided, one.undated) == (True, True, done.undated)
    external.rename_series(opened, series=one.id, name="ACLED")
    external.remove_series(opened, series=one.id)
    assert external.list_series(opened) == ()
    said = [history.undo(opened).label for _ in range(3)]
    assert said == ["Remove series “ACLED”", "Name series “ACLED”", "Import series “Theirs”"]
    assert external.list_series(opened) == ()
    history.redo(opened)
    assert external.list_series(opened) == (one,)


def test_names_are_not_given_twice_nor_left_empty(tmp_path, opened):
    path = acled(tmp_path / "acled.csv", days=2)
    brought(opened, path)
    with pytest.raises(Stale, match="already"):
        brought(opened, path, name="THEIRS")
    with pytest.raises(InputError, match="name"):
        brought(opened, path, name="  ")
    brought(opened, path, name="Other")
    series = {one.name: one.id for one in external.list_series(opened)}
    with pytest.raises(Stale):
        external.rename_series(opened, series=series["Other"], name="Theirs")
    external.remove_series(opened, series=series["Theirs"])
    with pytest.raises(Stale):
        external.remove_series(opened, series=series["Theirs"])
    external.rename_series(opened, series=series["Other"], name="Theirs")


def test_nothing_comes_in_without_a_day_or_a_line_that_makes_sense(tmp_path, opened):
    with pytest.raises(InputError, match="Choose the column of the day"):
        brought(opened, table(tmp_path / "a.csv", ["x", "y"], [{"x": "1", "y": "2"}]))
    with pytest.raises(InputError, match="Line 2"):
        brought(opened, table(tmp_path / "b.csv", ["date", "type"], [{"date": "soon", "type": "airstrike"}]))
    with pytest.raises(InputError, match="no lines"):
        brought(opened, table(tmp_path / "c.csv", ["date", "type"], []))
    assert external.list_series(opened) == ()


def test_no_count_and_no_list_of_ours_sees_them(tmp_path, opened):
    before = (counts.daily_counts(opened), count_events(opened))
    brought(opened, acled(tmp_path / "acled.csv"))
    assert (counts.daily_counts(opened), count_events(opened)) == before


def frame(path):
    """An independent reading of the file: the lines that count, each with our type."""
    lines = pd.read_csv(path, dtype={"notes": str})
    lines = lines[lines["time_precision"] == 1]
    kinds = {"Air/drone strike": "airstrike", "Armed clash": "clash", "Shelling/artillery/missile attack": "shelling"}
    lines["kind"] = lines["sub_event_type"].map(kinds)
    lines.loc[(lines["kind"] == "airstrike") & lines["notes"].str.contains("drone"), "kind"] = "drone_strike"
    lines.loc[(lines["kind"] == "clash") & lines["notes"].str.contains("assault"), "kind"] = "ground_assault"
    lines["day"] = pd.to_datetime(lines["event_date"]).dt.date
    return lines[lines["kind"].notna()]


def drawn(workbench, **asked):
    ids = tuple(one.id for one in external.list_series(workbench))
    return ask_chart(workbench, question=ChartQuestion(kind=ChartKind.COMPARE, external=ids, **asked))


def by_day(series):
    return {series.first + timedelta(days=n): int(number) for n, number in enumerate(series.best) if number}


def counted(lines, first, last):
    daily = lines.groupby("day").size()
    return {day: int(number) for day, number in daily.items() if first <= day <= last}


def test_a_series_over_ones_own_is_what_pandas_counts(tmp_path, opened):
    path = acled(tmp_path / "acled.csv")
    brought(opened, path)
    lines = frame(path)
    chart = drawn(opened, side="Russia")
    own, theirs = chart.comparison.series
    assert (own.external, theirs.external) == (False, True)
    russian = lines[lines["actor1"].str.contains("Russia")]
    assert by_day(theirs) == counted(russian, own.first, own.last)
    everything = counts.daily_counts(opened).rows
    assert own.total == sum(row.best for row in everything if row.actor == "Russia")
    held = chart.comparison.differences(theirs)
    for n in (0, 40, 100):
        day = own.first + timedelta(days=n)
        assert held[n] == own.best[n] - len(russian[russian["day"] == day])


def test_by_type_and_by_region_and_within_the_filter(tmp_path, opened):
    path = acled(tmp_path / "acled.csv")
    brought(opened, path)
    lines = frame(path)
    lines = lines[lines["actor1"].str.contains("Russia")]
    names = [(one.group, one.external) for one in drawn(opened, side="Russia", groups=("airstrike", "ground_assault")).comparison.series]
    assert names == [("ground_assault", False), ("ground_assault", True), ("airstrike", False), ("airstrike", True)]
    for kind in ("airstrike", "ground_assault"):
        own, theirs = drawn(opened, side="Russia", groups=(kind,)).comparison.series
        assert by_day(theirs) == counted(lines[lines["kind"] == kind], own.first, own.last)
    own, theirs = drawn(opened, side="Russia", by=CountBy.REGION, groups=("Donetsk",)).comparison.series
    assert by_day(theirs) == counted(lines[lines["admin1"] == "Donetsk"], own.first, own.last)
    matching = EventFilter(first_day=date(2024, 2, 1), last_day=date(2024, 2, 29), types=frozenset({EventType.GROUND_ASSAULT}))
    own, theirs = drawn(opened, side="Russia", matching=matching).comparison.series
    assert by_day(theirs) == counted(lines[lines["kind"] == "ground_assault"], own.first, own.last)
    assert own.first >= date(2024, 2, 1)


def test_days_before_and_after_a_series_are_no_zeros(tmp_path, opened):
    brought(opened, acled(tmp_path / "acled.csv", days=20, start=date(2024, 2, 1)))
    own, theirs = drawn(opened, side="Russia").comparison.series
    covered = [own.first + timedelta(days=n) for n, there in enumerate(theirs.covered) if there]
    assert (covered[0], covered[-1], len(covered)) == (date(2024, 2, 1), date(2024, 2, 20), 20)


def test_days_of_lines_that_count_on_none_are_no_zeros_either(tmp_path, opened):
    days = {"2024-02-10": 1, "2024-02-12": 1, "2024-02-20": 3, "2024-01-30": 2}
    rows = [
        {"event_date": day, "time_precision": precision, "event_type": "x", "sub_event_type": "Air/drone strike"}
        for day, precision in days.items()
    ]
    brought(opened, table(tmp_path / "acled.csv", ACLED, rows))
    (one,) = external.list_series(opened)
    assert (one.events, one.undated, one.first_day, one.last_day) == (4, 2, date(2024, 2, 10), date(2024, 2, 12))
    own, theirs = drawn(opened, side="Russia").comparison.series
    assert [own.first + timedelta(days=n) for n, there in enumerate(theirs.covered) if there] == [date(2024, 2, 10 + n) for n in range(3)]


def test_two_days_count_on_the_one_that_is_chosen_for_ones_own(tmp_path, opened):
    rows = [{"date_start": "2024-02-01", "date_end": "2024-02-02", "type": "airstrike", "count": 16}]
    brought(opened, table(tmp_path / "a.csv", list(rows[0]), rows))
    for window, day in ((WindowDay.LAST, date(2024, 2, 2)), (WindowDay.FIRST, date(2024, 2, 1))):
        _, theirs = drawn(opened, side="Russia", window=window).comparison.series
        assert by_day(theirs) == {day: 16}


def test_what_says_too_little_stands_aside_by_name(tmp_path, opened):
    rows = [{"date": date(2024, 1, 1) + timedelta(days=n), "count": 5} for n in range(30)]
    brought(opened, table(tmp_path / "daily.csv", ["date", "count"], rows), name="Daily")
    chart = drawn(opened, side="Russia")
    assert [one.total for one in chart.comparison.series if one.external] == [150]
    assert drawn(opened, groups=("airstrike",)).aside == ("Daily",)
    assert drawn(opened, by=CountBy.ACTOR, groups=("Russia", "Ukraine")).aside == ("Daily",)
    assert drawn(opened, by=CountBy.SOURCE, groups=("Air Force",)).aside == ("Daily",)
    assert not_followed(EventFilter(text="x", sources=frozenset({"y"}))) == ("source", "words")


def test_the_table_behind_such_a_chart_says_what_is_external(tmp_path, opened):
    brought(opened, acled(tmp_path / "acled.csv"))
    lines = chart_table(drawn(opened, side="Russia")).lines
    assert {line[2] for line in lines} == {"your events", "Theirs (external)"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Donetsk oblast", "Donets'k", True),
        ("Donetsk Oblast", "Donetsk", True),
        ("Kyiv City", "Kyiv", False),
        ("Kyiv City", "Kyiv Oblast", False),
        ("Kyiv City", "City of Kyiv", True),
        ("Kyiv", "Kyiv Oblast", True),
        ("Autonomous Republic of Crimea", "Crimea", True),
        ("Al-Ḥasakah Governorate", "al hasakah", True),
        ("Luhansk", "Donetsk", False),
        ("Region", "Region", True),
    ],
)
def test_regions_are_one_whatever_their_spelling(one, other, same):
    assert (region_key(one) == region_key(other)) is same


@pytest.mark.parametrize(
    ("actor", "party", "named"),
    [
        ("Military Forces of Russia (2000-)", "Russia", True),
        ("Russian forces", "Russia", True),
        ("Russia’s air force", "Russia", True),
        ("Ukrainian Air Force", "Ukraine", True),
        ("Rioters (Ukraine)", "Ukraine", True),
        ("Military Forces of Ukraine (2019-)", "Russia", False),
        ("Belorussia", "Russia", False),
        ("Military Forces of Nigeria (2015-)", "Niger", False),
        ("Nigerian troops", "Niger", False),
        ("Nigerien troops", "Niger", True),
        ("Military Forces of South Sudan (2011-)", "Sudan", False),
        ("Military Forces of South Sudan (2011-)", "South Sudan", True),
        ("Sudanese army", "Sudan", True),
        ("Militia of the Northern Hills", "Northern Hills", True),
        ("Militia of the Northern Hillside", "Northern Hills", False),
        ("", "Russia", False),
        ("Russian forces", "", False),
    ],
)
def test_a_party_is_named_by_whole_words_its_people_and_its_adjective(actor, party, named):
    assert party_naming().names(actor, party) is named


def test_without_a_lexicon_a_party_is_named_by_its_name_alone():
    assert PartyNaming({}).names("Military Forces of Russia (2000-)", "Russia")
    assert not PartyNaming({}).names("Russian forces", "Russia")


def test_a_moment_belongs_to_the_day_of_the_zone_from_its_hour_on():
    late = datetime(2023, 11, 8, 22, 30, tzinfo=UTC)
    assert DayBoundary("Europe/Kyiv").day_of(late) == date(2023, 11, 9)
    assert DayBoundary("Europe/Kyiv", 6).day_of(late) == date(2023, 11, 8)
    assert DayBoundary("UTC").day_of(late) == date(2023, 11, 8)
    assert DayBoundary("Europe/Kyiv", 6).day_of(late.replace(tzinfo=None)) == date(2023, 11, 8)
    with pytest.raises(InputError, match="no time zone"):
        DayBoundary("Europe/Nowhere").day_of(late)


def test_a_mapping_of_ones_own_is_followed(tmp_path, opened):
    path = table(tmp_path / "a.csv", ["when", "what", "until"], [{"when": "2024-01-01", "what": "Shelling", "until": "2024-01-09"}])
    found = external.look_into(path)
    assert Part.DAY not in found.mapping.columns
    chosen = SeriesMapping(Layout.CSV, {Part.DAY: "when", Part.TYPE: "what", Part.LAST_DAY: "until"})
    done = external.import_series(opened, external.Candidate(found.table, chosen), name="Mine")
    assert (done.events, done.undated) == (1, 1)
