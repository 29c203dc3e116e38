"""Databases in real files, and reports to put into them."""

import shutil
from contextlib import closing

import pytest
from storage.samples import an_extraction, at

from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """An empty database at the newest revision, made once and copied."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    Database.open(path).close()
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copy(template, tmp_path / "events.sqlite")


@pytest.fixture
def database(path):
    opened = Database.open(path)
    yield opened
    opened.close()


@pytest.fixture
def report_id(database):
    """A report of three events: e1 a total, e2 its part, e3 a repelled assault."""
    with database.unit_of_work("Import", analyst="ana") as uow:
        return uow.reports.add(an_extraction().report, an_extraction(), imported_at=at(9))


@pytest.fixture
def event_ids(database, report_id):
    with database.reading() as reader:
        return list(reader.exec_driver_sql("SELECT id FROM event ORDER BY id").scalars())


@pytest.fixture
def raw(path):
    """The file as another program would see it."""
    with closing(connect(path)) as connection:
        yield connection
