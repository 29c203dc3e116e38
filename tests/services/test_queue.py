"""The queue: by date, by the least sure, by source; unsure proposals set aside; work goes on where it stopped."""

from dataclasses import replace
from datetime import date

import pytest

from analyst_app.domain.review import QueueChoice, QueueOrder
from analyst_app.paths import user_paths
from analyst_app.services import library, queue, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import extraction, written

SURE = {"monday": 0.9, "tuesday": 0.4, "wednesday": 0.7}


@pytest.fixture
def reports(workbench, tmp_path):
    """Three days by three sources; the second day is the least sure, the third source comes first by name."""
    made = []
    for number, (name, source) in enumerate([("monday", "Northern Command"), ("tuesday", "Southern Command"), ("wednesday", "Air Force")]):
        one = extraction(name, source=source, text=extraction().report.text + "." * number)
        events = tuple(replace(event, confidence=(("event", SURE[name]),)) for event in one.events)
        made.append(
            replace(
                one, published=date(2023, 11, 6 + number), report=replace(one.report, published=date(2023, 11, 6 + number)), events=events
            )
        )
    outcomes = library.import_files(workbench, paths=[written(tmp_path, *made)]).outcomes
    return dict(zip(SURE, (outcome.report_id for outcome in outcomes), strict=True))


def walk(workbench, choice):
    """The reports in the order in which the queue gives them, once round."""
    seen, at = [], None
    while (at := queue.next_report(workbench, after=at, choice=choice)) not in seen:
        seen.append(at)
    return seen


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (QueueOrder.DATE, ["monday", "tuesday", "wednesday"]),
        (QueueOrder.CONFIDENCE, ["tuesday", "wednesday", "monday"]),
        (QueueOrder.SOURCE, ["wednesday", "monday", "tuesday"]),
    ],
)
def test_reports_come_in_the_order_chosen_and_once_each(workbench, reports, order, names):
    assert walk(workbench, QueueChoice(order)) == [reports[name] for name in names]


def test_deciding_does_not_move_a_report_about_in_the_queue(workbench, reports):
    choice = QueueChoice(QueueOrder.CONFIDENCE)
    first, *rest = review.open_report(workbench, report_id=reports["tuesday"]).events
    review.accept_events(workbench, event_ids=[event.id for event in rest])
    assert first.event.confidence_of("event") == 0.4
    assert queue.next_report(workbench, after=reports["tuesday"], choice=choice) == reports["wednesday"]


def test_a_finished_report_leaves_the_queue(workbench, reports):
    review.accept_rest(workbench, report_id=reports["monday"])
    assert walk(workbench, QueueChoice()) == [reports["tuesday"], reports["wednesday"]]
    assert queue.reports_waiting(workbench) == 2


def test_a_report_whose_proposals_are_all_set_aside_does_not_wait(workbench, reports):
    choice = QueueChoice(at_least=60)
    assert walk(workbench, choice) == [reports["monday"], reports["wednesday"]]
    assert queue.reports_waiting(workbench, choice=choice) == 2
    assert queue.reports_waiting(workbench) == 3


@pytest.mark.parametrize("per_cent", range(1, 100))
def test_a_proposal_exactly_as_sure_as_asked_for_is_not_set_aside(per_cent):
    assert not QueueChoice(at_least=per_cent).sets_aside(per_cent / 100)
    assert QueueChoice(at_least=per_cent).sets_aside((per_cent - 0.1) / 100)


def test_a_report_exactly_as_sure_as_asked_for_waits(workbench, tmp_path):
    one = extraction()
    exactly = replace(one, events=tuple(replace(event, confidence=(("event", 0.29),)) for event in one.events))
    library.import_files(workbench, paths=[written(tmp_path, exactly)])
    assert queue.reports_waiting(workbench, choice=QueueChoice(at_least=29)) == 1
    assert queue.reports_waiting(workbench, choice=QueueChoice(at_least=30)) == 0


def test_work_goes_on_where_this_analyst_stopped_after_a_restart(workbench, reports, database):
    events = review.open_report(workbench, report_id=reports["tuesday"]).events
    review.accept_events(workbench, event_ids=[events[0].id])
    workbench.close()
    again = Workbench.open(database, settings=Settings(), analyst="Vira")
    other = Workbench.open(database, settings=Settings(), analyst="Taras")
    assert queue.resume_report(again) == reports["tuesday"]
    assert queue.resume_report(other) == reports["monday"]
    review.accept_rest(again, report_id=reports["tuesday"])
    assert queue.resume_report(again) == reports["monday"]
    again.close()
    other.close()


def test_what_is_set_aside_is_not_accepted_with_the_rest(workbench, reports):
    events = review.open_report(workbench, report_id=reports["monday"]).events
    review.accept_rest(workbench, report_id=reports["monday"], leaving=[events[0].id])
    detail = review.open_report(workbench, report_id=reports["monday"])
    assert [event.state for event in detail.events] == ["proposed", *["confirmed"] * 4]
    assert detail.row.state == "in_review"
    assert reports["monday"] in walk(workbench, QueueChoice())


def test_order_and_threshold_are_kept_and_a_broken_file_is_no_hindrance():
    paths = user_paths()
    assert queue.load_choice(paths) == QueueChoice()
    queue.save_choice(paths, QueueChoice(QueueOrder.SOURCE, 40))
    assert queue.load_choice(paths) == QueueChoice(QueueOrder.SOURCE, 40)
    for broken in ("", "[]", '{"order": "colour", "at_least": 3}', '{"order": "date"}'):
        (paths.settings / "queue.json").write_text(broken, encoding="utf-8")
        assert queue.load_choice(paths) == QueueChoice()
