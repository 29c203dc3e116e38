"""The analyst's stories, told through the real window: a driver that acts on it, and the database to check what became of it."""

import sqlite3
from contextlib import closing

import pytest

from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.theme import Theme


@pytest.fixture
def database(tmp_path):
    return tmp_path / "events.sqlite"


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, appearance="light")
    yield made
    made.deleteLater()


@pytest.fixture
def open_window(theme, database, qtbot):
    """Opens windows on the story's database, as often as the story starts the program; closes what is left open."""
    windows = []

    def start():
        window = MainWindow(theme=theme)
        windows.append(window)
        driver = Driver(window)
        driver.open(database)
        return driver

    yield start
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def driver(open_window):
    return open_window()


@pytest.fixture
def stored(database):
    """Asks the file itself, past every layer of the program."""

    def ask(question, *values):
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()

    return ask
