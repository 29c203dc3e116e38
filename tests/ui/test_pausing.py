"""Work that reads reports can be paused and goes on where it stood; other work is not held up by it."""

import threading

import pytest

from analyst_app.ui.tasks import Lane
from analyst_app.ui.widgets.work_line import WorkLine


@pytest.fixture
def line(qtbot, theme, tasks):
    made = WorkLine(theme=theme)
    qtbot.addWidget(made)
    made.follow(tasks)
    return made


@pytest.fixture
def counting(tasks):
    """A job of a hundred steps, which takes the next one when the test lets it."""
    allowed, done = threading.Semaphore(0), []

    def job(progress):
        for n in range(100):
            allowed.acquire()
            progress(n, 100)
            done.append(n)
        return len(done)

    return tasks.submit_job(job, title="Importing", lane=Lane.READING), allowed, done


def test_a_paused_job_stands_still_and_goes_on(qtbot, line, counting):
    handle, allowed, done = counting
    allowed.release(10)
    qtbot.waitUntil(lambda: len(done) == 10)
    line.pause.click()
    assert "paused" in line.title.text()
    assert line.pause.text() == "Go on"
    allowed.release(90)
    assert len(done) == 10
    with qtbot.waitSignal(handle.succeeded) as ended:
        line.pause.click()
        assert "paused" not in line.title.text()
    assert ended.args == [100]


def test_what_is_paused_lets_other_work_before_it(qtbot, line, counting, tasks):
    handle, allowed, _ = counting
    handle.pause()
    release = threading.Event()
    export = tasks.submit_job(lambda _progress: release.wait(30), title="Writing events.csv")
    assert line.title.text().startswith("Writing events.csv")
    assert line.pause.isHidden()
    with qtbot.waitSignal(export.finished):
        release.set()
    assert line.title.text() == "Importing: paused"
    with qtbot.waitSignal(handle.finished):
        allowed.release(100)
        line.pause.click()


def test_paused_work_can_be_stopped(qtbot, line, counting):
    handle, allowed, done = counting
    handle.pause()
    allowed.release(100)
    with qtbot.waitSignal(handle.cancelled):
        line.stop.click()
    assert done == []


def test_closing_does_not_wait_for_paused_work(counting, tasks):
    handle, allowed, done = counting
    handle.pause()
    allowed.release(100)
    tasks.close()
    assert done == []
