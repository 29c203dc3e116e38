"""What a report stands for in counts: replaced ones, second codings, and what becomes of both when a row is lost."""

from contextlib import closing

import pytest
from storage.samples import an_extraction, at

from analyst_app.domain.errors import InputError, Stale
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.salvage import salvage


@pytest.fixture
def three(tmp_path):
    """The first of three reports is replaced by the second, and coded twice."""
    path = tmp_path / "events.sqlite"
    with closing(Database.open(path)) as database:
        with database.unit_of_work("Import") as uow:
            for key in ("a", "b", "c"):
                uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))
        with database.unit_of_work("Replace") as uow:
            uow.reports.supersede([1], by=2, reason="the tally")
        with database.unit_of_work("Code again") as uow:
            again = an_extraction("a~ana")
            uow.reports.add_many([NewReport(again.report, again, second_of=1, coder="ana")], imported_at=at(10))
        yield database


def test_a_circle_by_way_of_another_report_is_refused_and_nothing_is_changed(three):
    with three.unit_of_work("Replace") as uow:
        uow.reports.supersede([2], by=3)
    with pytest.raises(InputError), three.unit_of_work("Replace") as uow:
        uow.reports.supersede([3], by=1)
    with three.reading() as reader:
        assert queries.get_report(reader, report_id=3).revised_by is None


def test_a_second_coding_neither_replaces_nor_is_replaced(three):
    for older, newer in ((4, 2), (3, 4)):
        with pytest.raises(InputError, match="second coding"), three.unit_of_work("Replace") as uow:
            uow.reports.supersede([older], by=newer)


def test_a_report_that_has_gone_replaces_nothing(three):
    with three.unit_of_work("Remove") as uow:
        uow.reports.remove([3])
    with pytest.raises(Stale), three.unit_of_work("Replace") as uow:
        uow.reports.supersede([2], by=3)


def test_where_the_replacing_report_is_lost_with_a_damaged_page_the_old_one_counts_again(three, tmp_path):
    three.close()
    with closing(connect(three.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM report WHERE id = 2")
        connection.commit()
    saved = tmp_path / "saved.sqlite"
    salvage(three.path, saved)
    with closing(Database.open(saved)) as database, database.reading() as reader:
        assert queries.get_report(reader, report_id=1).revised_by is None
        assert queries.get_report(reader, report_id=4).second_of == 1


def test_where_the_first_coding_is_lost_the_second_one_becomes_a_report_of_its_own(three, tmp_path):
    three.close()
    with closing(connect(three.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM report WHERE id = 1")
        connection.commit()
    saved = tmp_path / "saved.sqlite"
    salvage(three.path, saved)
    with closing(Database.open(saved)) as database, database.reading() as reader:
        assert [(row.id, row.coder) for row in queries.list_reports(reader)] == [(4, None), (3, None), (2, None)]
