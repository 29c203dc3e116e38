"""What is known of sources, as steps of undo, and the reports that have not come in."""

from dataclasses import replace
from datetime import date

import pytest

from analyst_app.domain.briefing import QuestionKind
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.sources import DAILY, Reliability
from analyst_app.services import brief, history, library, sources
from support.invented import TEXT, extraction, written


def of_day(source, day):
    made = extraction(f"{source}-{day}", source=source, title=f"{source} {day}", text=f"{TEXT}{source} {day}")
    return replace(made, published=day, report=replace(made.report, published=day))


@pytest.fixture
def week(workbench, tmp_path):
    """The General Staff reports until the tenth, the region until the eleventh."""
    days = [of_day("General Staff", date(2023, 11, day)) for day in (8, 9, 10)] + [of_day("Region", date(2023, 11, 11))]
    library.import_files(workbench, paths=[written(tmp_path, *days)])
    return {row.name: row for row in sources.list_sources(workbench)}


def describe(workbench, row, **changed):
    known = {"name": row.name, "side": row.side, "reliability": None, "rhythm_days": row.rhythm_days, "note": row.note} | changed
    return sources.change_source(workbench, source_id=row.id, **known)


def test_a_source_is_described_and_the_step_undone(workbench, week):
    describe(workbench, week["Region"], side="Ukraine", reliability=Reliability.USUALLY, rhythm_days=DAILY, note="evening only")
    row = next(one for one in sources.list_sources(workbench) if one.name == "Region")
    assert (row.side, row.reliability, row.rhythm_days, row.note) == ("Ukraine", "B", 1, "evening only")
    assert (row.reports, row.last_report) == (1, date(2023, 11, 11))
    assert history.undo_status(workbench).undo == "Describe source “Region”"
    history.undo(workbench)
    row = next(one for one in sources.list_sources(workbench) if one.name == "Region")
    assert (row.side, row.reliability, row.rhythm_days, row.note) == (None, None, None, "")


def test_reports_follow_a_new_name(workbench, week):
    describe(workbench, week["Region"], name="Kharkiv region")
    assert {row.source for row in library.list_reports(workbench)} == {"General Staff", "Kharkiv region"}


def test_a_name_that_is_taken_or_empty_and_no_rhythm_are_refused(workbench, week):
    with pytest.raises(Stale, match="already a source"):
        describe(workbench, week["Region"], name="General Staff")
    with pytest.raises(UserError, match="needs a name"):
        describe(workbench, week["Region"], name=" ")
    with pytest.raises(UserError, match="number of days"):
        describe(workbench, week["Region"], rhythm_days=0)


def test_a_daily_report_that_has_not_come_in_is_missing(workbench, week):
    assert sources.missing_reports(workbench) == ()
    describe(workbench, week["General Staff"], rhythm_days=DAILY)
    assert [(one.source, one.day) for one in sources.missing_reports(workbench)] == [("General Staff", date(2023, 11, 11))]


def test_it_is_missing_no_longer_once_it_comes_or_the_day_is_undone(workbench, week, tmp_path):
    describe(workbench, week["General Staff"], rhythm_days=DAILY)
    library.import_files(workbench, paths=[written(tmp_path, of_day("General Staff", date(2023, 11, 11)))])
    assert sources.missing_reports(workbench) == ()
    history.undo(workbench)
    assert len(sources.missing_reports(workbench)) == 1


def test_nothing_is_missing_in_an_empty_library(workbench):
    assert sources.missing_reports(workbench) == ()
    assert sources.list_sources(workbench) == ()


def test_the_brief_names_the_report_that_has_not_come_in(workbench, week):
    describe(workbench, week["General Staff"], rhythm_days=DAILY)
    questions = brief.make_brief(workbench, day=date(2023, 11, 11), with_map=False).questions
    missing = [question for question in questions if question.kind is QuestionKind.MISSING and question.sources == ("General Staff",)]
    assert [question.words for question in missing] == ["Expected by its rhythm and not in the library: the report of 2023-11-11."]
    assert not any("rhythm" in question.words for question in brief.make_brief(workbench, day=date(2023, 11, 10), with_map=False).questions)
