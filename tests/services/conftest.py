"""A workbench on a real file, with one invented report in it."""

import pytest

from analyst_app.services import library
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import extraction, written


@pytest.fixture
def database(tmp_path):
    return tmp_path / "events.sqlite"


@pytest.fixture
def workbench(database):
    opened = Workbench.open(database, settings=Settings(), analyst="Vira")
    yield opened
    opened.close()


@pytest.fixture
def report_id(workbench, tmp_path):
    imported = library.import_files(workbench, paths=[written(tmp_path, extraction())])
    (outcome,) = imported.outcomes
    return outcome.report_id
