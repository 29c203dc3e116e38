"""The daily brief: its figures against the days before, what is open, and words of reports that must not become markup."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from analyst_app.domain.briefing import QuestionKind
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Span
from analyst_app.exporters.brief import standing_alone
from analyst_app.services import acts, counts, library
from analyst_app.services.brief import latest_day, make_brief, page_of_brief, write_brief
from analyst_app.services.review import accept_events
from support import chronicle, on_the_map
from support.invented import DAY, VERSIONS, written

BOTH = frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})
HOSTILE = "</td><script>alert('x')</script>=1+1\u202egnorw<img src=x onerror=alert(1)>&amp;"


def told(key, *events, day=DAY, source="Northern Command", title="Summary", text="airstrikes were told of here."):
    text = f"{text} Report {key}."  # the same text again would be the same report
    return Extraction(Report(key, text, day, title, source), day, (), tuple(events), VERSIONS)


def event(count, *, kind=EventType.AIRSTRIKE, day=DAY, actor="Russia", status=Status.OCCURRED, confidence=(), name="e1"):
    number = None if count is None else Estimate.exactly(count)
    return Event(name, kind, DateSpan.day(day), Span(0, 10), number, actor=actor, status=status, confidence=confidence)


@pytest.fixture
def store(workbench, tmp_path):
    def bring_in(*extractions, confirm=True):
        library.import_files(workbench, paths=[written(tmp_path, *extractions)], confirm=confirm)
        return workbench

    return bring_in


@pytest.fixture
def chronicled(workbench):
    chronicle.store(workbench)
    return workbench


def words(brief, kind):
    return [question.words for question in brief.questions if question.kind is kind]


class Reader(HTMLParser):
    """Gathers every element, attribute and word of a page."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes, self.said, self.open = set(), [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.said += data


def test_the_headline_holds_what_the_counts_say_of_the_day_the_day_before_and_the_week(chronicled):
    day = chronicle.FIRST + timedelta(days=90)
    brief = make_brief(chronicled, day=day, with_map=False)
    rows = [row for row in counts.daily_counts(chronicled).rows if row.actor == "Russia"]
    sums = {n: sum(row.best for row in rows if row.day == day - timedelta(days=n)) for n in range(8)}
    total = brief.sides[0].total
    assert brief.sides[0].name == "Russia"
    assert total.day.best == sums[0]
    assert total.before.best == sums[1]
    assert total.mean == pytest.approx(sum(sums[n] for n in range(1, 8)) / 7)
    assert sum(line.day.best for line in brief.sides[0].types) == total.day.best
    assert {side.name for side in brief.sides} == {"Russia", "Ukraine"}


def test_a_day_without_a_report_is_unknown_and_no_zero(chronicled):
    gap = chronicle.FIRST + timedelta(days=75)
    brief = make_brief(chronicled, day=gap, with_map=False)
    assert not brief.covered
    html = standing_alone(page_of_brief(chronicled, brief))
    assert "No report covers this day" in html
    assert ">no report<" in html
    assert "None on this day" in html
    assert any("No report covers this day" in one for one in words(brief, QuestionKind.MISSING))
    after = make_brief(chronicled, day=gap + timedelta(days=1), with_map=False)
    assert after.sides[0].total.before is None
    assert after.mean_days == 6
    assert any(str(gap) in one for one in words(after, QuestionKind.MISSING))


def test_types_that_are_zero_in_every_column_are_left_out(store):
    days = [DAY - timedelta(days=n) for n in range(3)]
    shelling = event(7, kind=EventType.SHELLING, day=days[2])
    reports = [told("a", event(4)), told("b", event(2, day=days[1]), day=days[1]), told("c", shelling, day=days[2])]
    brief = make_brief(store(*reports), day=DAY, with_map=False)
    assert [line.type for line in brief.sides[0].types] == [EventType.AIRSTRIKE]
    assert EventType.SHELLING in dict(brief.bars.sides[0].types)


def test_a_mean_over_too_few_days_is_left_out(store):
    brief = make_brief(store(told("a", event(4)), told("b", event(2, day=DAY - timedelta(days=1)), day=DAY - timedelta(days=1))), day=DAY)
    assert brief.sides[0].total.before.best == 2
    assert brief.sides[0].total.mean is None
    assert brief.mean_days == 1


def test_a_source_that_publishes_most_days_and_is_silent_is_named(chronicled):
    day = chronicle.FIRST + timedelta(days=chronicle.ZERO)
    brief = make_brief(chronicled, day=day, with_map=False)
    assert [q.sources for q in brief.questions if q.kind is QuestionKind.MISSING] == [("Air Force",)]


def test_two_reports_of_one_act_that_differ_are_a_contradiction_until_nothing_contradicts(store):
    workbench = store(told("a", event(16)), told("b", event(18), source="Southern Command"))
    brief = make_brief(workbench, day=DAY, with_map=False)
    (said,) = words(brief, QuestionKind.CONTRADICTION)
    assert "16 (Northern Command)" in said
    assert "18 (Southern Command)" in said
    first, second = (row.stored.id for row in brief.events)
    acts.link_same_act(workbench, event_ids=[first, second], preferred=first)
    (said,) = words(make_brief(workbench, day=DAY, with_map=False), QuestionKind.CONTRADICTION)
    assert "the reports of one act differ" in said
    assert f"Counted: {brief.events[0].stored.event.count}" in said


def test_a_denial_beside_an_account_is_a_contradiction_and_one_report_alone_is_none(store):
    denied = event(0, status=Status.DENIED, name="e2")
    workbench = store(told("a", event(3)), told("b", denied, source="Southern Command"))
    assert any(
        "says that there were none" in one for one in words(make_brief(workbench, day=DAY, with_map=False), QuestionKind.CONTRADICTION)
    )
    later = DAY + timedelta(days=1)
    refuted = event(None, status=Status.DENIED, day=later, name="e2")
    workbench = store(told("d", event(3, day=later), day=later), told("e", refuted, day=later, source="Southern Command"))
    assert any("tells of a denial" in one for one in words(make_brief(workbench, day=later, with_map=False), QuestionKind.CONTRADICTION))
    alone = make_brief(store(told("c", event(0, status=Status.DENIED, day=date(2023, 12, 1)))), day=date(2023, 12, 1), with_map=False)
    assert not words(alone, QuestionKind.CONTRADICTION)


def test_doubtful_records_and_open_proposals_are_named(store):
    workbench = store(told("a", event(5, confidence=(("event", 0.9), ("count", 0.41)))), confirm=False)
    brief = make_brief(workbench, day=DAY, with_map=False)
    assert brief.events == ()
    assert "41 % sure (count)" in words(brief, QuestionKind.UNSURE)[0]
    assert words(brief, QuestionKind.UNREVIEWED) == ["1 proposed event of this day nobody has confirmed or rejected yet."]
    every = make_brief(workbench, day=DAY, states=BOTH, with_map=False)
    assert every.sides[0].total.day.best == 5
    accept_events(workbench, event_ids=[every.events[0].stored.id])
    decided = make_brief(workbench, day=DAY, with_map=False)
    assert not words(decided, QuestionKind.UNREVIEWED)
    assert decided.sides[0].total.day.best == 5


def test_words_of_reports_never_become_markup(store):
    hostile = told("a", event(3, actor=HOSTILE), source=HOSTILE, title=HOSTILE, text=HOSTILE + " airstrikes")
    workbench = store(hostile)
    page = Reader(standing_alone(page_of_brief(workbench, make_brief(workbench, day=DAY))))
    assert "script" not in page.names
    assert "img" not in page.names
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "<script>alert('x')</script>=1+1" in page.said
    assert "\u202e" not in page.said
    assert page.names.isdisjoint({"link", "iframe", "object", "embed", "base", "form"})


def test_the_file_needs_no_other_file_and_no_network(store, tmp_path):
    workbench = store(told("a", event(3)))
    write_brief(page_of_brief(workbench, make_brief(workbench, day=DAY)), path=tmp_path / "brief.html")
    html = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "<svg" in html
    loaded = [value for name, value in Reader(html).attributes if name in {"src", "href", "data", "action"}]
    assert loaded == []
    assert set(re.findall(r"https?://[^\"' <]+", html)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in html


def test_a_file_that_cannot_be_written_is_a_sentence(store, tmp_path):
    page = page_of_brief(store(told("a", event(3))), make_brief(store(), day=DAY, with_map=False))
    with pytest.raises(UserError, match="cannot be written"):
        write_brief(page, path=tmp_path / "nowhere" / "brief.html")


def test_the_map_shows_the_day_alone_and_what_it_leaves_out(workbench, tmp_path):
    on_the_map.stored(
        workbench,
        tmp_path,
        on_the_map.told(EventType.AIRSTRIKE, on_the_map.KUPIANSK, 4),
        on_the_map.told(EventType.SHELLING, on_the_map.KHERSON, 2, day=1),
        on_the_map.told(EventType.SHELLING, on_the_map.NOWHERE, 9),
    )
    brief = make_brief(workbench, day=on_the_map.FIRST)
    assert [(one.mark.names, one.mark.total) for one in brief.map.marks] == [(("Kupiansk",), 4)]
    assert brief.map.elsewhere == 1
    assert brief.map.land
    html = standing_alone(page_of_brief(workbench, brief))
    assert "Kupiansk: 4" in html
    assert brief.map.attribution.split(",", maxsplit=1)[0] in html
    assert "Kherson" not in html


def test_an_empty_database_has_a_brief_that_says_so(workbench):
    assert latest_day(workbench) is None
    html = standing_alone(page_of_brief(workbench, make_brief(workbench, day=DAY)))
    assert "No report covers this day" in html
    assert "No attack counts on any of these days" in html
