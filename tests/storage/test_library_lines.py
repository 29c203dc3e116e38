"""The library's lines: what waits first is the same list in another order, page by page; progress of what is shown; marks."""

from dataclasses import replace
from datetime import date

import pytest
from storage.samples import an_extraction, at

from analyst_app.domain.files import FileMark
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import ReportFilter, ReportOrder, ReviewProgress
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.report_files import files_in

REPORTS = 23


@pytest.fixture
def shelf(database):
    """Reports of as many days, every third with all its events decided."""
    with database.unit_of_work("Import", analyst="ana") as uow:
        for n in range(REPORTS):
            made = an_extraction(f"r{n}", source=f"S{n % 2}", day=date(2023, 11, 1 + n))
            report_id = uow.reports.add(made.report, made, imported_at=at(9))
            if n % 3 == 0:
                ids = [stored.id for stored in queries.report_events(uow.reader, report_id=report_id)]
                uow.events.set_state(ids, ReviewState.CONFIRMED, analyst="ana", at=at(10))
    return database


def paged(reader, *, size, **how):
    pages = [queries.list_reports(reader, limit=size, offset=offset, **how) for offset in range(0, REPORTS + size, size)]
    return [row for page in pages for row in page]


@pytest.mark.parametrize("size", [1, 4, 7, 100])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("order", list(ReportOrder))
def test_what_waits_comes_first_whatever_the_page_and_the_order(shelf, size, descending, order):
    with shelf.reading() as reader:
        plain = queries.list_reports(reader, order=order, descending=descending)
        wanted = [row.id for row in plain if row.proposed] + [row.id for row in plain if not row.proposed]
        assert [row.id for row in paged(reader, size=size, order=order, descending=descending, waiting_first=True)] == wanted


def test_a_filter_and_what_waits_first_go_together(shelf):
    with shelf.reading() as reader:
        rows = paged(reader, size=5, matching=ReportFilter(sources=frozenset({"S1"})), waiting_first=True)
        assert {row.source for row in rows} == {"S1"}
        assert len(rows) == REPORTS // 2
        waiting = [row.proposed > 0 for row in rows]
        assert waiting == sorted(waiting, reverse=True)


def test_progress_of_what_is_shown_is_counted_over_it_alone(shelf):
    with shelf.reading() as reader:
        whole = queries.filtered_progress(reader, matching=ReportFilter())
        assert whole == queries.review_progress(reader) == ReviewProgress(23, 0, 69, 24)
        some = queries.filtered_progress(reader, matching=ReportFilter(last_day=date(2023, 11, 3)))
        assert some == ReviewProgress(3, 0, 9, 3)


def test_removed_and_replaced_reports_are_not_counted_in_progress(shelf):
    with shelf.unit_of_work("Tidy", analyst="ana") as uow:
        uow.reports.remove([1])
        uow.reports.supersede([2], by=3)
    with shelf.reading() as reader:
        assert (
            queries.review_progress(reader) == queries.filtered_progress(reader, matching=ReportFilter()) == ReviewProgress(21, 0, 63, 21)
        )


def test_reports_that_have_words_are_counted_as_they_are_listed(shelf):
    words = ReportFilter(text="Kupiansk airstrikes")
    with shelf.reading() as reader:
        assert queries.count_reports(reader, matching=words) == len(queries.list_reports(reader, matching=words)) == REPORTS
        assert queries.filtered_progress(reader, matching=words) == queries.review_progress(reader)
    with shelf.unit_of_work("Tidy", analyst="ana") as uow:
        uow.reports.remove([1, 5])
        uow.reports.supersede([2], by=3)
        made = an_extraction("again", source="S1", day=date(2023, 11, 4))
        uow.reports.add_many([NewReport(made.report, made, second_of=3, coder="ivan")], imported_at=at(9))
    some = replace(words, last_day=date(2023, 11, 4))
    with shelf.reading() as reader:
        assert queries.count_reports(reader, matching=words) == len(queries.list_reports(reader, matching=words)) == REPORTS - 2
        assert queries.count_reports(reader, matching=some) == len(queries.list_reports(reader, matching=some)) == 3
        assert queries.count_reports(reader, matching=ReportFilter(text="nowhere")) == 0
        assert queries.filtered_progress(reader, matching=words) == queries.review_progress(reader) == ReviewProgress(20, 0, 60, 21)
        assert queries.filtered_progress(reader, matching=some) == ReviewProgress(2, 0, 6, 3)


def test_a_look_alike_is_marked_while_the_earlier_report_is_there(shelf):
    with shelf.unit_of_work("Import", analyst="ana") as uow:
        first = an_extraction("first", text="One two three four five six. " * 9 + an_extraction().report.text)
        ids = [uow.reports.add(replaced, None, imported_at=at(9)) for replaced in (first.report, first.report)]
        found = uow.likenesses.mark(dict.fromkeys(ids, first.report.text))
    assert found == {ids[1]: (ids[0], 1.0)}
    with shelf.reading() as reader:
        assert queries.get_report(reader, report_id=ids[1]).looks_like == queries.get_report(reader, report_id=ids[0]).title
        assert queries.get_report(reader, report_id=ids[0]).looks_like is None
    with shelf.unit_of_work("Remove", analyst="ana") as uow:
        uow.reports.remove([ids[0]])
    with shelf.reading() as reader:
        line = queries.get_report(reader, report_id=ids[1])
        assert (line.looks_like, line.alike) == (None, None)


def test_a_file_of_many_reports_is_in_once_all_of_them_are(shelf):
    mark = FileMark("/reports/many.jsonl", 100, 5, reports=2)
    with shelf.unit_of_work("Remember", undoable=False) as uow:
        uow.reports.read_from([(1, mark)])
    with shelf.reading() as reader:
        assert files_in(reader, [mark]) == {}
    with shelf.unit_of_work("Remember", undoable=False) as uow:
        uow.reports.read_from([(2, mark)])
    with shelf.reading() as reader:
        assert files_in(reader, [mark]) == {mark.path: (1, 2)}
        assert files_in(reader, [FileMark(mark.path, 100, 6)]) == {}
        assert files_in(reader, [FileMark(mark.path, 101, 5)]) == {}
    with shelf.unit_of_work("Remove", analyst="ana") as uow:
        uow.reports.remove([2])
    with shelf.reading() as reader:
        assert files_in(reader, [mark]) == {}
