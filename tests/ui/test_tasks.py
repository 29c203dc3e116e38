import threading
from dataclasses import dataclass

import pytest

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import InputError
from analyst_app.ui.tasks import Lane, Tasks


def test_a_result_arrives_on_the_thread_of_the_window(qtbot, tasks):
    seen = []
    worker = []
    handle = tasks.submit(lambda: worker.append(threading.get_ident()) or 42)
    handle.succeeded.connect(lambda result: seen.append((result, threading.get_ident())))
    with qtbot.waitSignal(handle.finished):
        pass
    assert seen == [(42, threading.get_ident())]
    assert worker != [threading.get_ident()]


def test_questions_finish_in_the_order_asked(qtbot, tasks):
    order = []
    handles = [tasks.submit(lambda n=n: n) for n in range(50)]
    for handle in handles:
        handle.succeeded.connect(order.append)
    with qtbot.waitSignal(handles[-1].finished):
        pass
    assert order == list(range(50))


def test_a_long_job_does_not_hold_up_a_question(qtbot, tasks):
    release = threading.Event()
    job = tasks.submit_job(lambda _progress: release.wait(30), title="Import")
    question = tasks.submit(lambda: "answer")
    with qtbot.waitSignal(question.succeeded) as answered:
        pass
    assert answered.args == ["answer"]
    assert tasks.busy
    with qtbot.waitSignal(job.finished):
        release.set()
    assert not tasks.busy


def test_changes_are_told_to_everybody_whether_bare_or_inside_a_result(qtbot, tasks):
    @dataclass(frozen=True)
    class Created:
        changes: ChangeSet

    told = []
    tasks.changed.connect(told.append)
    with qtbot.waitSignal(tasks.submit(lambda: ChangeSet("Reject")).finished):
        pass
    with qtbot.waitSignal(tasks.submit(lambda: Created(ChangeSet("Add"))).finished):
        pass
    with qtbot.waitSignal(tasks.submit(lambda: ("no", "changes")).finished):
        pass
    assert [changes.label for changes in told] == ["Reject", "Add"]


def test_changes_of_an_abandoned_command_are_still_told(qtbot, tasks):
    begun, release = threading.Event(), threading.Event()

    def command():
        begun.set()
        release.wait(30)
        return ChangeSet("Rename")

    handle = tasks.submit(command)
    begun.wait(30)
    handle.succeeded.connect(lambda _: pytest.fail("abandoned work must be silent"))
    handle.abandon()
    with qtbot.waitSignal(tasks.changed):
        release.set()


def test_a_job_stops_at_its_next_word_when_cancelled(qtbot, tasks):
    begun, release = threading.Event(), threading.Event()

    def job(progress):
        begun.set()
        release.wait(30)
        progress(1, 2)
        pytest.fail("must not go on")

    handle = tasks.submit_job(job, title="Import")
    begun.wait(30)
    handle.cancel()
    with qtbot.waitSignals([handle.cancelled, handle.finished]):
        release.set()


def test_work_that_has_not_begun_is_cancelled_at_once(qtbot, tasks):
    release = threading.Event()
    first = tasks.submit(lambda: release.wait(30))
    second = tasks.submit(lambda: pytest.fail("must not run"))
    with qtbot.waitSignal(second.cancelled):
        second.cancel()
    with qtbot.waitSignal(first.finished):
        release.set()


def test_progress_is_shown_at_most_twenty_times_a_second_and_always_at_the_end(qtbot, tasks):
    seen = []

    def job(progress):
        for n in range(1, 5001):
            progress(n, 5000, f"{n}")

    handle = tasks.submit_job(job, title="Import")
    handle.progressed.connect(lambda done, total, message: seen.append((done, total, message)))
    with qtbot.waitSignal(handle.finished):
        pass
    assert seen[-1] == (5000, 5000, "5000")
    assert len(seen) < 500


def test_a_bug_is_never_lost(qtbot, tasks):
    handle = tasks.submit(lambda: 1 / 0)
    with qtbot.waitSignals([tasks.broke, handle.failed, handle.finished]) as _, qtbot.assertNotEmitted(tasks.complained):
        pass


def test_a_sentence_for_the_analyst_goes_to_the_window_where_no_view_takes_it(qtbot, tasks):
    def refuse():
        raise InputError("Choose another file.")

    with qtbot.waitSignal(tasks.complained) as told:
        tasks.submit(refuse)
    assert str(told.args[0]) == "Choose another file."
    taken = tasks.submit(refuse)
    taken.failed.connect(lambda _: None)
    with qtbot.assertNotEmitted(tasks.complained), qtbot.waitSignal(taken.finished):
        pass


def test_closing_cancels_waits_and_refuses(qapp):
    tasks = Tasks()
    begun = threading.Event()

    def job(progress):
        begun.set()
        while True:
            progress(0, 0)

    tasks.submit_job(job, title="Endless")
    begun.wait(30)
    tasks.close()
    assert not tasks.busy
    with pytest.raises(RuntimeError):
        tasks.submit(lambda: None, lane=Lane.INTERACTIVE)
    tasks.deleteLater()


def test_a_finished_handle_can_still_be_cancelled(qtbot, tasks):
    handle = tasks.submit(lambda: 1)
    with qtbot.waitSignal(handle.finished):
        pass
    handle.abandon()
    handle.cancel()
