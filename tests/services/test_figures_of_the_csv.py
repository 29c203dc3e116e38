"""Every figure on screen against pandas over the exported CSV: the rule is written down here once more, from the columns alone."""

import json
import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import shape
from shapely.validation import explain_validity

from analyst_app.domain.counting import Unit
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.mapping import Exactness, MapQuestion
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import PlaceKind
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.domain.spans import Span
from analyst_app.services import acts, counts, exporting, library
from analyst_app.services.brief import make_brief
from analyst_app.services.charts import ChartKind, ChartQuestion, ask_chart, shares
from analyst_app.services.events import list_events
from analyst_app.services.map import MapBoard
from support import chronicle
from support.invented import VERSIONS, written
from support.on_the_map import COUNTRY, DIRECTION, KUPIANSK, LYMAN, NOWHERE, REGION

CONFIRMED = EventFilter(states=frozenset({ReviewState.CONFIRMED}))
ATTACKS = {"airstrike", "drone_strike", "missile_strike", "shelling", "ground_assault", "clash", "explosion", "attack"}
COUNTED = {"occurred", "attempted", "repelled"}
DAY = chronicle.FIRST + timedelta(days=chronicle.DAYS - 1)
TEXT = "Russian forces launched 31 drones and fired 9 missiles and shelled and attacked with 4 bombs. Report {}."


def hard(key, source, day=DAY):
    """Totals with parts of parts, windows, bounds of every kind, munitions, plans, a long span, places of every exactness."""
    text = TEXT.format(key)
    window = DateSpan.ending(day, days=1)

    def told(name, kind, count=None, *, after="", **fields):
        behind = text.find(after) if after else -1
        evidence = () if behind < 0 else (Evidence("count", Span(behind, behind + len(after))),)
        days = fields.pop("days", window)
        return Event(name, kind, days, Span(0, 7), count, actor=fields.pop("actor", "Russia"), evidence=evidence, **fields)

    exactly = Estimate.exactly
    events = (
        told("e1", EventType.ATTACK, exactly(60), places=(COUNTRY,)),
        told("e2", EventType.DRONE_STRIKE, exactly(31), after="31", part_of="e1", places=(KUPIANSK,)),
        told("e3", EventType.DRONE_STRIKE, exactly(4), part_of="e2", places=(DIRECTION,)),
        told("e4", EventType.MISSILE_STRIKE, Estimate.at_least(9), after="9", places=(LYMAN,)),
        told("e5", EventType.SHELLING, places=(REGION,)),
        told("e6", EventType.SHELLING, exactly(5), part_of="e5", places=(KUPIANSK,), days=DateSpan.day(day)),
        told("e7", EventType.SHELLING, Estimate.up_to(3), part_of="e5", places=(NOWHERE,), days=DateSpan.day(day - timedelta(days=1))),
        told("e8", EventType.AIRSTRIKE, Estimate.between(2, 7), actor="Ukraine", status=Status.ATTEMPTED),
        told("e9", EventType.AIRSTRIKE, Estimate.about(40), days=DateSpan(day - timedelta(days=300), day)),
        told("e10", EventType.GROUND_ASSAULT, exactly(8), status=Status.PLANNED),
        told("e11", EventType.CLASH, actor=None, places=(LYMAN,), places_count=3),
        told("e12", EventType.EVACUATION, exactly(500)),
    )
    return Extraction(Report(key, text, day, f"Report {key}", source), day, (), events, VERSIONS)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    path = chronicle.file_in(folder)
    with chronicle.opened(path, tmp_path_factory.mktemp("made")) as workbench:
        library.import_files(workbench, paths=[written(folder, hard("h1", "Staff"), hard("h2", "Ministry"))], confirm=True)
        rows = {f"{row.report_key}:{row.stored.event.id}": row.stored.id for row in list_events(workbench, limit=5000)}
        acts.link_same_act(workbench, event_ids=[rows["h1:e1"], rows["h2:e1"]], preferred=rows["h2:e1"])
        acts.link_same_act(workbench, event_ids=[rows["h1:e4"], rows["h2:e4"]], preferred=rows["h1:e4"])
        return workbench.database_path


@pytest.fixture
def workbench(stored, tmp_path):
    with chronicle.opened(stored, tmp_path) as opened:
        yield opened


@pytest.fixture
def table(workbench, tmp_path):
    exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv", matching=CONFIRMED)
    days = ["date_start", "date_end", "published", "counts_on"]
    frame = pd.read_csv(tmp_path / "events.csv", parse_dates=days, dtype={"same_as": str, "part_of": str})
    return Reckoned(frame)


class Reckoned:
    """The counting rule over a table, row by row. `counted` has what each event adds, on which day."""

    def __init__(self, frame):
        self.rows = {row.event_id: row for row in frame.itertuples()}
        self.frame = frame
        self.counted = self.among(set(self.rows))

    def countable(self, row):
        return row.type in ATTACKS and row.status in COUNTED and (row.date_end - row.date_start).days < 2

    def wholes(self, row, names):
        while isinstance(row.part_of, str) and row.part_of in names:
            row = self.rows[row.part_of]
            yield row

    def spans(self, whole, day):
        return self.countable(whole) and whole.date_start <= day <= whole.date_end

    def amount(self, row, names):
        if not math.isnan(row.count_best):
            best = int(row.count_best)
            low = int(row.count_low) if not math.isnan(row.count_low) else min(1, best) if not math.isnan(row.count_high) else best
            has_high, has_low = not math.isnan(row.count_high), not math.isnan(row.count_low)
            return low, best, int(row.count_high) if has_high else math.inf if has_low else best
        parts = [one for name in names if (one := self.rows[name]).part_of == row.event_id]
        parts = [self.amount(one, names) for one in parts if self.countable(one) and self.spans(row, one.date_end)]
        low, best, high = (sum(part[n] for part in parts) for n in range(3))
        return max(1, low), max(1, best), high if best else math.inf

    def among(self, names):
        """What the rule says where there were no other events than these."""
        covered = {n for n in names if any(self.spans(w, self.rows[n].date_end) for w in self.wholes(self.rows[n], names))}
        lines = []
        for name in names:
            row = self.rows[name]
            same = [other for other in str(row.same_as).split("; ") if other in names]
            standing = row.preferred in {True, "True"} or not any(self.rows[other].preferred in {True, "True"} for other in same)
            silent = bool(same) and (not standing or any(one in covered for one in (name, *same)))
            if self.countable(row) and name not in covered and not silent:
                lines.append((name, row.date_end.date(), *self.amount(row, names)))
        found = pd.DataFrame(lines, columns=["event_id", "day", "low", "best", "high"])
        return found.merge(self.frame, on="event_id")

    def totals(self, column, lines=None):
        chosen = self.counted if lines is None else lines
        filled = chosen.assign(group=chosen[column].fillna("not said"), actor=chosen["actor"].fillna(""))
        summed = filled.groupby(["day", "group", "actor"])[["low", "best", "high"]].sum()
        return {key: tuple(values) for key, values in zip(summed.index, summed.itertuples(index=False), strict=True)}


def program(answer):
    return {(row.day, row.group, row.actor or ""): (row.low, row.best, math.inf if row.high is None else row.high) for row in answer.rows}


@pytest.mark.parametrize(
    ("by", "column"),
    [(CountBy.TYPE, "type"), (CountBy.ACTOR, "actor"), (CountBy.STATUS, "status"), (CountBy.SOURCE, "source"), (CountBy.STATE, "state")],
)
def test_daily_counts_by_what_adds_up(workbench, table, by, column):
    assert program(counts.daily_counts(workbench, by=by)) == table.totals(column)


@pytest.mark.parametrize(("by", "column"), [(CountBy.PLACE, "place_name"), (CountBy.REGION, "admin1"), (CountBy.SETTLEMENT, "place_name")])
def test_daily_counts_of_places_are_made_within_each_place(workbench, table, by, column):
    where = table.frame[column].fillna(table.frame["place"])
    if by is CountBy.SETTLEMENT:
        where = where.where(table.frame["place_kind"] == PlaceKind.SETTLEMENT.value)
    if by is CountBy.REGION:
        where = table.frame["admin1"]
    table.frame = table.frame.assign(where=where.fillna("not said"))
    found = {}
    for _, group in table.frame.groupby("where"):
        found |= table.totals("where", table.among(set(group["event_id"])))
    assert program(counts.daily_counts(workbench, by=by)) == found


def test_acts_and_munitions_by_the_unit_of_the_export(workbench, table):
    for unit in (Unit.ACTS, Unit.MUNITIONS):
        lines = table.counted[table.counted["count_unit"].fillna("acts") == unit.value]
        assert program(counts.daily_counts(workbench, unit=unit)) == table.totals("type", lines)
    assert table.counted["count_unit"].value_counts()["munitions"] > 100


def test_places_hit(workbench, table):
    hit = table.frame[table.frame["places_count"].notna() & table.frame["type"].isin(ATTACKS)]
    answer = counts.daily_counts(workbench, unit=Unit.PLACES)
    assert sum(row.best for row in answer.rows) == hit["places_count"].sum()


def test_what_the_export_says_that_each_event_adds(table):
    said = table.frame[table.frame["counts_on"].notna()]
    assert dict(zip(said["event_id"], said["counted_attacks"], strict=True)) == dict(
        zip(table.counted["event_id"], table.counted["best"], strict=True)
    )
    assert (said["counts_on"] == said["date_end"]).all()


def daily(table, side):
    mine = table.counted[table.counted["actor"] == side]
    days = pd.date_range(chronicle.FIRST, DAY)
    return mine.groupby("day")["best"].sum().reindex([one.date() for one in days], fill_value=0)


def test_charts_of_every_kind(workbench, table):
    def drawn(kind, **asked):
        return ask_chart(workbench, question=ChartQuestion(kind=kind, side="Russia", **asked))

    chart = drawn(ChartKind.DAYS)
    sheet = chart.grid.sheet("Russia")
    series = daily(table, "Russia")
    assert chart.grid.first == chronicle.FIRST
    assert sheet.daily.tolist() == series.tolist()
    gaps = [at for at, there in enumerate(chart.grid.covered) if not there]
    assert gaps == sorted(chronicle.GAPS)
    known = series.astype(float)
    known.iloc[gaps] = np.nan
    mean = known.rolling(7, min_periods=4).mean()
    mean.iloc[gaps] = np.nan
    assert np.allclose(chart.means[0], mean.to_numpy(), equal_nan=True)

    running = drawn(ChartKind.RUNNING).grid
    summed = running.sheet("Russia").running(running.covered).daily
    there = [at for at in range(len(series)) if at not in gaps]
    assert summed[there].tolist() == series.cumsum().iloc[there].tolist()

    shared = drawn(ChartKind.SHARE).grid
    by_type = table.counted[table.counted["actor"] == "Russia"].groupby("type")["best"].sum()
    assert dict(zip(shared.groups, shares(shared.sheet("Russia")), strict=True)) == pytest.approx((by_type / by_type.sum()).to_dict())

    weeks = drawn(ChartKind.WEEKS).weeks
    assert weeks[-1].last == DAY
    for week in weeks:
        assert week.best == series[week.first : week.last].sum()
    for before, week in pairwise(weeks):
        assert week.before == before.best
        if week.of_before.value is not None:
            assert week.of_before.value == pytest.approx(100 * (week.best - before.best) / before.best)

    compared = drawn(ChartKind.COMPARE, groups=("airstrike", "shelling")).comparison
    first, second = compared.series
    mine = table.counted[table.counted["actor"] == "Russia"]
    for one in (first, second):
        lines = mine[mine["type"] == one.group].groupby("day")["best"].sum()
        assert one.best.tolist() == [int(lines.get(chronicle.FIRST + timedelta(days=n), 0)) for n in range(len(one.best))]
    held = compared.differences(second)
    assert np.allclose(held[there], (first.best - second.best)[there])
    assert np.isnan(held[gaps]).all()


def test_the_heat_map_of_directions(workbench, table):
    grid = ask_chart(workbench, question=ChartQuestion(kind=ChartKind.HEAT, by=CountBy.DIRECTION, side="Russia")).grid
    told = table.frame[table.frame["place_kind"] == PlaceKind.DIRECTION.value]
    for name in grid.groups:
        if name == "not said":
            continue
        lines = table.among(set(told[told["place_name"] == name]["event_id"]))
        wanted = lines[lines["actor"] == "Russia"].groupby("day")["best"].sum()
        column = grid.sheet("Russia").best[:, grid.groups.index(name)]
        assert {day: int(n) for day, n in zip(grid.days, column, strict=True) if n} == wanted.to_dict()


def test_the_headline_of_the_brief_and_its_table(workbench, table):
    brief = make_brief(workbench, day=DAY, with_map=False)
    for side in brief.sides:
        if side.name not in {"Russia", "Ukraine"}:
            continue
        series = daily(table, side.name)
        assert side.total.day.best == series[DAY]
        assert side.total.before.best == series[DAY - timedelta(days=1)]
        assert side.total.mean == pytest.approx(series.iloc[-8:-1].mean())
        mine = table.counted[(table.counted["actor"] == side.name) & (table.counted["day"] == DAY)]
        by_type = mine.groupby("type")["best"].sum().to_dict()
        assert {line.type.value: line.day.best for line in side.types if line.day.best} == by_type
    listed = {f"{row.report_key}:{row.stored.event.id}": row.counted_attacks for row in brief.events}
    of_day = table.frame[table.frame["date_end"].dt.date == DAY]
    assert listed == dict(zip(of_day["event_id"], of_day["counted_attacks"], strict=True))


def test_totals_of_the_map(workbench, table):
    matching = EventFilter(states=CONFIRMED.states, first_day=DAY, last_day=DAY)
    answer = MapBoard(workbench).ask(matching=matching, view=MapQuestion())
    of_day = table.frame[(table.frame["date_end"].dt.date == DAY) & table.frame.apply(table.countable, axis=1)]
    assert answer.located == of_day["latitude"].notna().sum()
    assert answer.elsewhere == of_day["latitude"].isna().sum()
    near = MapBoard(workbench).ask(matching=matching, view=MapQuestion(level=18))
    # A direction stands with its town; each mark is counted by the rule among its own events.
    points = table.frame[table.frame["place_kind"].isin([PlaceKind.SETTLEMENT.value, PlaceKind.DIRECTION.value])]
    totals = {}
    for where, group in points.groupby(["latitude", "longitude"]):
        lines = table.among(set(group["event_id"]))
        totals[where] = int(lines[lines["day"] == DAY]["best"].sum())
    marks = {(round(mark.lat, 3), round(mark.lon, 3)): mark.total for mark in near.marks if mark.exactness is not Exactness.AREA}
    assert marks == {(round(lat, 3), round(lon, 3)): total for (lat, lon), total in totals.items() if total}


def test_geojson_is_valid_and_holds_each_event_once(workbench, table, tmp_path):
    exporting.export_events(workbench, path=tmp_path / "a.geojson", format="geojson", matching=CONFIRMED)
    collection = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}
    assert len(collection["features"]) == len(table.frame)
    by_id = table.frame.set_index("event_id")
    for feature in collection["features"]:
        row = by_id.loc[feature["id"]]
        if feature["geometry"] is None:
            assert math.isnan(row["latitude"])
            continue
        point = shape(feature["geometry"])
        assert explain_validity(point) == "Valid Geometry"
        assert (point.x, point.y) == (row["longitude"], row["latitude"])
        assert -180 <= point.x <= 180
        assert -90 <= point.y <= 90


def test_types_of_the_columns_in_pandas(table):
    frame = table.frame
    assert list(frame.columns) == list(exporting.COLUMNS)
    assert frame["event_id"].is_unique
    for name in ("date_start", "date_end", "published", "counts_on"):
        assert str(frame[name].dtype).startswith("datetime64"), name
    for name in ("count_low", "count_best", "count_high", "counted_attacks", "geo_precision", "killed_best"):
        whole = frame[name].dropna()
        assert (whole == whole.astype(int)).all(), name
    assert set(frame["state"]) == {"confirmed"}
    assert frame["published"].dt.date.max() == DAY == date(2024, 5, 19)
