"""What every test of the window needs: tasks that are closed at the end, a theme, and a guard against what is left over."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> Iterator[None]:
    windows = set(map(id, qapp.topLevelWidgets()))
    threads = set(threading.enumerate())
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in windows and widget.isVisible()]
    assert not left, f"windows left open: {left}"
    started = [thread for thread in threading.enumerate() if thread not in threads]
    assert not started, f"threads left running: {started}"


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, appearance="light")
    yield made
    made.choose(appearance="light", text_size=100)
    made.deleteLater()
