"""The quick counts and pages equal the plain ones, whatever has been done, undone and asked for."""

import tomllib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from analysis import by_the_book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage.commands import CODE_AGAIN, COMMAND, do
from storage.samples import DAYS, KUPIANSK, an_extraction, at

from analyst_app.analysis.counts import count_days, counted_ids, shown_events
from analyst_app.analysis.duplicates import find_alike, same_acts
from analyst_app.analysis.paging import all_flat, count_of, page_of
from analyst_app.analysis.picture import Ledger
from analyst_app.domain.counting import Unit, WindowDay, counts_munitions
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import Stale
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status, read_ontology
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, CountSetting, EventFilter, EventOrder
from analyst_app.domain.spans import Span
from analyst_app.exporters import ExportSetting
from analyst_app.exporters.csv import write_csv
from analyst_app.resources import resource
from analyst_app.storage import queries
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.undo import redo, undo
from support import plain_events

TEXT = "31 drones and 16 airstrikes and three assaults. " * 4
OBLAST = Place("Kharkiv region", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv", None, 49.9, 36.2, 3, "ua-2")
DIRECTION = Place("Kupiansk direction", "Kupiansk", PlaceKind.DIRECTION, "UA", "Kharkiv", None, 49.71, 37.61, 2, None)
PLACES = (KUPIANSK, OBLAST, DIRECTION, Place("a farm"), Place("A"))
FIRST_DAY = date(2023, 11, 7)

CONFIRMED, BOTH = frozenset({ReviewState.CONFIRMED}), frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})
DAY = st.integers(0, 4).map(lambda n: FIRST_DAY + timedelta(days=n))


def some(values):
    return st.frozensets(st.sampled_from(values), max_size=2)


FILTER = st.builds(
    EventFilter,
    first_day=st.none() | DAY,
    last_day=st.none() | DAY,
    types=some(list(EventType)[:8]),
    statuses=some(Status),
    states=st.sampled_from([frozenset(), CONFIRMED, BOTH, frozenset(ReviewState)]),
    actors=some(["Russia", "Ukraine"]),
    places=some(["Kupiansk", "A", "B", "Kharkiv Oblast", "nowhere"]),
    sources=some(["Ukrinform", "OCHA"]),
    report_ids=some([1, 2, 9]),
    event_ids=st.just(frozenset()) | st.frozensets(st.integers(1, 8), min_size=4, max_size=8),
    regions=some(["Kharkiv"]),
    directions=some(["Kupiansk"]),
    current=st.booleans(),
)
SETTING = st.builds(CountSetting, st.sampled_from(CountBy), st.sampled_from(Unit), st.sampled_from(WindowDay))
STEP = st.one_of(st.lists(COMMAND | CODE_AGAIN, min_size=1, max_size=3), st.sampled_from(["undo", "redo"]))


def take(database, step):
    if step not in ("undo", "redo"):
        do(database, step)
        return
    try:
        (undo if step == "undo" else redo)(database)
    except Stale:
        return


def launched_in(reader):
    """The munitions, read from the words of the report."""
    found = set()
    for row in plain_events.list_events(reader, limit=10**6):
        spans = row.stored.event.words_behind("count")
        if spans and row.stored.event.count is not None:
            text = queries.report_detail(reader, report_id=row.stored.report_id).text
            first = next(e.span for e in row.stored.event.evidence if e.field == "count")
            if counts_munitions(row.stored.event.type, text[first.end : first.end + 60]):
                found.add(row.stored.id)
    return found


def compare(database, ledger, matching, setting):
    picture = ledger.picture(database)
    with database.reading() as reader:
        wanted, behind, twice = by_the_book.count_days(reader, matching=matching, setting=setting, launched=launched_in(reader))
        counted = matching if matching.states else replace(matching, states=CONFIRMED)
        assert count_days(picture, reader, matching=counted, setting=setting) == wanted
        for (day, group, actor), ids in list(behind.items())[:3]:
            asked = {"days": [day], "groups": [group], "actors": [actor]}
            assert list(counted_ids(picture, reader, matching=counted, setting=setting, **asked)) == sorted(ids)
        if setting == CountSetting():
            assert same_acts(picture, reader, find_alike(picture, shown_events(picture, reader, counted))) == twice


def compare_pages(database, ledger, matching, order, *, descending):
    picture = ledger.picture(database)
    plain = replace(matching, regions=frozenset(), directions=frozenset())
    with database.reading() as reader:
        wanted = [r.stored.id for r in plain_events.list_events(reader, matching=plain, order=order, descending=descending, limit=99)]
        whole = page_of(picture, reader, matching=plain, order=order, descending=descending, limit=99)
        assert list(whole) == wanted
        assert count_of(picture, reader, plain) == len(wanted) == plain_events.count_events(reader, matching=plain)
        middle = page_of(picture, reader, matching=plain, order=order, descending=descending, limit=2, offset=1)
        assert list(middle) == wanted[1:3]


EXPORT = ExportSetting(
    read_ontology(tomllib.loads(resource("ontology/event_types.toml").read_text(encoding="utf-8"))),
    "test",
    datetime(2024, 1, 1, tzinfo=UTC),
)


def written(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        write_csv(path, rows, EXPORT)
        return path.read_bytes()


def compare_lines(database, ledger, matching):
    """What an export writes straight from the rows is what it would write of the events that the screens show."""
    picture = ledger.picture(database)
    with database.reading() as reader:
        assert written(all_flat(picture, reader, matching=matching)) == written(plain_events.all_events(reader, matching=matching))


@pytest.fixture(scope="module")
def populated(tmp_path_factory):
    """Two reports of three events each, imported as a batch that can be undone."""
    path = tmp_path_factory.mktemp("counts") / "populated.sqlite"
    with closing(Database.open(path)) as database, database.unit_of_work("Import") as uow:
        for key in ("a", "b"):
            uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))
    return path


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(STEP, min_size=1, max_size=8),
    asked=st.lists(st.tuples(FILTER, SETTING), min_size=2, max_size=4),
    order=st.tuples(st.sampled_from(EventOrder), st.booleans()),
)
def test_after_any_commands_undone_and_redone_the_answers_are_those_of_the_rows(populated, tmp_path, steps, asked, order):
    path = tmp_path / "random.sqlite"
    path.write_bytes(populated.read_bytes())
    kept = Ledger()
    with closing(Database.open(path)) as database:
        for step in steps:
            take(database, step)
            compare(database, kept, EventFilter(states=BOTH), CountSetting())
        for ledger in (kept, Ledger()):
            for matching, setting in asked:
                compare(database, ledger, matching, setting)
                compare_pages(database, ledger, matching, order[0], descending=order[1])
                compare_lines(database, ledger, replace(matching, regions=frozenset(), directions=frozenset()))


@st.composite
def webs(draw):
    """Reports whose events are parts of one another and tell the acts of others, in any way that a file can hold."""
    reports = []
    for number in range(draw(st.integers(1, 4))):
        events = []
        for n in range(draw(st.integers(1, 7))):
            start = draw(DAY)
            events.append(
                Event(
                    f"e{n}",
                    draw(st.sampled_from(list(EventType)[:9])),
                    DateSpan(start, start + timedelta(days=draw(st.integers(0, 2)))),
                    Span(0, 2),
                    draw(
                        st.none()
                        | st.integers(0, 30).map(Estimate.exactly)
                        | st.integers(0, 9).map(Estimate.at_least)
                        | st.integers(1, 9).map(Estimate.up_to)
                    ),
                    places_count=draw(st.none() | st.integers(0, 5)),
                    actor=draw(st.sampled_from(["Russia", "Ukraine", None])),
                    status=draw(st.sampled_from(list(Status))),
                    places=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2))),
                    part_of=draw(st.sampled_from([None, *(f"e{k}" for k in range(n))])),
                )
            )
        report = Report(f"r{number}", f"{TEXT}{number}", FIRST_DAY + timedelta(days=3), f"Report {number}", "Ukrinform")
        reports.append(Extraction(report, report.published, (), tuple(events), Versions("1", "1", "1", "1")))
    total = sum(len(one.events) for one in reports)
    ids = st.lists(st.integers(1, total), min_size=2, max_size=4, unique=True)
    acts = draw(st.lists(ids, max_size=3)) if total > 1 else []
    rejected = draw(st.lists(st.integers(1, total), max_size=3))
    return reports, acts, rejected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(web=webs(), asked=st.lists(st.tuples(FILTER, SETTING), min_size=3, max_size=6))
def test_any_web_of_parts_and_acts_counts_as_the_contract_says(template, tmp_path, web, asked):
    reports, acts, rejected = web
    path = tmp_path / "web.sqlite"
    path.write_bytes(template.read_bytes())
    with closing(Database.open(path)) as database:
        with database.unit_of_work("Import") as uow:
            for extraction in reports:
                uow.reports.add(extraction.report, extraction, imported_at=at(9), state_of_events=ReviewState.CONFIRMED)
        with database.unit_of_work("Link") as uow:
            for act in acts:
                uow.acts.link(act, preferred=act[-1])
            uow.events.set_state(rejected, ReviewState.REJECTED, analyst="ana", at=at(10))
        for matching, setting in [*asked, (EventFilter(), CountSetting())]:
            compare(database, Ledger(), matching, setting)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    Database.open(path).close()
    return path


@pytest.fixture
def database(populated, tmp_path):
    path = tmp_path / "events.sqlite"
    path.write_bytes(populated.read_bytes())
    with closing(Database.open(path)) as opened:
        yield opened


def test_what_another_program_changes_in_the_file_is_seen(database):
    ledger = Ledger()
    compare(database, ledger, EventFilter(states=BOTH), CountSetting())
    with closing(connect(database.path)) as raw:
        raw.execute("UPDATE event SET count_low = 7, count_best = 7, count_high = 7, places = NULL WHERE id = 2")
        raw.execute("UPDATE report SET published = '2023-12-01' WHERE id = 2")
    compare(database, ledger, EventFilter(states=BOTH), CountSetting())


@pytest.mark.parametrize("text", ["kupiansk", "REPORT a", "ukrinform drone", "ukraine", "air", "nothing of the kind", "kharkiv assault"])
def test_a_search_finds_the_same_events_as_the_plain_one(database, text):
    compare_pages(database, Ledger(), EventFilter(text=text), EventOrder.TYPE, descending=False)


def test_only_possible_duplicates_can_be_listed(database):
    ledger = Ledger()
    with database.unit_of_work("Correct") as uow:
        uow.events.change(2, actor="Ukraine")
    picture = ledger.picture(database)
    matching = EventFilter(doubtful=True, states=BOTH)
    with database.reading() as reader:
        found = page_of(picture, reader, matching=matching, order=EventOrder.DATE, descending=False, limit=99)
    assert found == (1, 3, 4, 6)


def test_a_corrected_figure_is_marked_as_revised(database):
    with database.unit_of_work("Correct") as uow:
        uow.events.set_state(range(1, 7), ReviewState.CONFIRMED, analyst="ana", at=at(10))
        uow.events.change(3, count=Estimate.exactly(4))
    with database.reading() as reader:
        counts = count_days(Ledger().read(reader), reader, matching=EventFilter(states=CONFIRMED), setting=CountSetting())
    assert {row.group: (row.best, row.events, row.revised) for row in counts.rows} == {
        "attack": (1118, 2, 0),
        "ground_assault": (7, 2, 1),
    }


def test_a_window_of_24_hours_counts_on_the_day_that_is_chosen(database):
    for window, day in ((WindowDay.LAST, DAYS.end), (WindowDay.FIRST, DAYS.start)):
        with database.reading() as reader:
            counts = count_days(Ledger().read(reader), reader, matching=EventFilter(states=BOTH), setting=CountSetting(window=window))
        assert {row.day for row in counts.rows} == {day}


@pytest.mark.parametrize(
    ("words", "launched"),
    [
        (" drones at Ukraine", True),
        (" Shahed-type attack drones overnight", True),
        (" cruise and ballistic missiles", True),
        (" Kh-59 guided missiles", True),
        (" airstrikes with 20 guided bombs", False),
        (" drone attacks", False),
        (" missile and 16 air strikes", True),
        (" attacks on positions", False),
        ("", False),
    ],
)
def test_munitions_are_told_from_acts_by_the_noun_behind_the_number(words, launched):
    assert counts_munitions(EventType.DRONE_STRIKE, words) is launched
    assert not counts_munitions(EventType.INTERCEPTION, words)
