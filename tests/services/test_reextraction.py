"""Reading again renews proposals and leaves every decision alone; it is told before, done in one step, and undone in one."""

from dataclasses import replace

import pytest

from analyst_app.domain.errors import Cancelled, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Versions
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.domain.spans import Entity, Label
from analyst_app.services import history, library, reextraction, reshaping, review, spans
from analyst_app.services.exporting import export_events
from analyst_app.services.reextraction import Previews
from support.invented import TEXT, events, extraction, where, written

NEWER = Versions("test", "none", "newer", "none")


class Reading:
    """An extractor that reads every report as the test says."""

    def __init__(self, read, marked=(), versions=NEWER):
        self.read, self.marked, self.versions = read, marked, versions

    def extractor(self):
        return self

    def extract(self, report, *, tell=lambda _done, _of: None):
        done = extraction()
        return replace(done, report=report, events=tuple(self.read), entities=tuple(self.marked), versions=self.versions)

    def extract_many(self, reports):
        yield from ((report, self.extract(report))[1] for report in reports)

    def close(self):
        pass


def newer_events():
    """As before, but 17 airstrikes for 16, the planned evacuation unseen, and one more explosion at a word nobody had."""
    e1, e2, e3, e4, _ = events()
    more = replace(e4, id="e5", type=EventType.EXPLOSION, trigger=where("Kupiansk"), count=None, part_of="e2")
    return (replace(e1, count=Estimate.exactly(17)), e2, e3, e4, more)


@pytest.fixture
def marked():
    return (Entity(where("Russia"), Label.ACTOR, "Russia", "Russia"), Entity(where("Kupiansk"), Label.LOCATION, "Kupiansk", "Kupiansk"))


@pytest.fixture
def again(workbench, report_id, marked):
    return replace(workbench, engine=Reading(newer_events(), marked))


def preview(bench, report_id):
    previews = reextraction.preview_renewal(bench, report_ids=[report_id])
    (one,) = previews.changing
    return one


def renew(bench, *previews):
    return reextraction.renew_reports(bench, previews=Previews(previews))


def standing(bench, report_id):
    return {stored.event.id: stored for stored in review.open_report(bench, report_id=report_id).events}


def by_type(bench, report_id):
    return {stored.event.type: stored for stored in review.open_report(bench, report_id=report_id).events}


def test_only_reports_of_other_versions_are_due(workbench, report_id, again):
    assert reextraction.outdated_reports(again) == (report_id,)
    assert reextraction.outdated_reports(again, report_ids=[report_id + 1]) == ()
    same = replace(workbench, engine=Reading((), versions=Versions("test", "none", "none", "none")))
    assert reextraction.outdated_reports(same) == ()


def test_what_would_change_is_told_and_nothing_is_stored(again, report_id):
    before = review.open_report(again, report_id=report_id)
    one = preview(again, report_id)
    assert [event.type for event in one.renewal.new] == [EventType.EXPLOSION]
    assert [stored.event.type for stored in one.renewal.gone] == [EventType.EVACUATION]
    assert [change.fields for change in one.renewal.changed] == [("count",)]
    assert one.lines[:3] == ("+ explosion, Kupiansk", "− 11,000 evacuations", "~ 16 airstrikes → 17 airstrikes (count)")
    assert review.open_report(again, report_id=report_id) == before


def test_proposals_are_renewed_in_one_step_and_undone_in_one(again, report_id):
    before = review.open_report(again, report_id=report_id)
    done = renew(again, preview(again, report_id))
    assert done.reports == 1
    assert report_id in done.changes.report_ids
    now = by_type(again, report_id)
    assert now[EventType.AIRSTRIKE].event.count == Estimate.exactly(17)
    assert now[EventType.AIRSTRIKE].corrections == ()
    assert EventType.EVACUATION not in now
    assert now[EventType.EXPLOSION].part_of_id == now[EventType.ATTACK].id
    assert {row.entity.text for row in review.open_report(again, report_id=report_id).entities} == {"Russia", "Kupiansk"}
    assert reextraction.outdated_reports(again) == ()
    assert history.undo_status(again).undo == "Read 1 report again"
    history.undo(again)
    assert review.open_report(again, report_id=report_id) == before
    history.redo(again)
    assert by_type(again, report_id)[EventType.AIRSTRIKE].event.count == Estimate.exactly(17)


def test_no_decision_is_touched(again, report_id):
    first = standing(again, report_id)
    review.accept_events(again, event_ids=[first["e1"].id])
    review.reject_events(again, event_ids=[first["e5"].id])
    review.correct_event(again, event_id=first["e4"].id, field="type", value=EventType.CLASH)
    own = review.create_event(again, report_id=report_id, type=EventType.EXPLOSION, trigger=where("authorities")).event_id
    spans.mark_entity(again, report_id=report_id, span=where("Near Kupiansk"), label=Label.LOCATION)
    (russia, *_) = (row for row in review.open_report(again, report_id=report_id).entities if row.entity.text == "Russia")
    spans.unmark_entity(again, entity_id=russia.id)
    before = review.open_report(again, report_id=report_id)
    renew(again, preview(again, report_id))
    after = review.open_report(again, report_id=report_id)
    kept = {stored.id: stored for stored in after.events}
    for stored in before.events:
        if stored.id in {first["e1"].id, first["e4"].id, first["e5"].id, own}:
            assert kept[stored.id] == stored
    assert sum(stored.event.trigger == where("airstrikes") for stored in after.events) == 1
    assert sum(stored.event.trigger == where("assaults") for stored in after.events) == 1
    assert [row.entity.text for row in after.entities] == ["Near Kupiansk"]


def test_the_whole_of_a_decided_part_stays(again, report_id):
    first = standing(again, report_id)
    review.accept_events(again, event_ids=[first["e3"].id])
    without = replace(again, engine=Reading([event for event in events() if event.id not in {"e2", "e3"}]))
    renew(without, preview(without, report_id))
    after = standing(without, report_id)
    assert after["e3"].part_of_id == after["e2"].id
    assert after["e3"].state is ReviewState.CONFIRMED


def test_a_decision_made_after_the_preview_stays(again, report_id):
    seen = preview(again, report_id)
    first = standing(again, report_id)
    review.accept_events(again, event_ids=[first["e1"].id, first["e5"].id])
    renew(again, seen)
    after = standing(again, report_id)
    assert after["e1"].event.count == Estimate.exactly(16)
    assert after["e5"].state is ReviewState.CONFIRMED


def test_wholes_never_go_in_a_circle(again, report_id):
    first = standing(again, report_id)
    review.correct_event(again, event_id=first["e2"].id, field="part_of", value=first["e1"].id)
    e1, e2, *rest = events()
    turned = replace(again, engine=Reading([replace(e1, part_of="e2"), e2, *rest]))
    renew(turned, preview(turned, report_id))
    after = standing(turned, report_id)
    assert (after["e2"].part_of_id, after["e1"].part_of_id) == (after["e1"].id, None)


def test_reading_that_finds_the_same_changes_nothing_but_the_version(workbench, report_id):
    marked = [row.entity for row in review.open_report(workbench, report_id=report_id).entities]
    same = replace(workbench, engine=Reading(events(), marked))
    previews = reextraction.preview_renewal(same, report_ids=[report_id])
    assert previews.changing == ()
    assert previews.same == (report_id,)
    before = standing(same, report_id)
    reextraction.renew_reports(same, previews=previews)
    assert standing(same, report_id) == before
    assert reextraction.outdated_reports(same) == ()


def test_many_reports_are_one_step_and_a_stop_leaves_the_rest(workbench, tmp_path, marked, monkeypatch):
    monkeypatch.setattr(reextraction, "CHUNK", 2)
    many = [extraction(f"r{n}", title=f"Report {n}", text=f"{TEXT}Number {n}.") for n in range(5)]
    ids = [outcome.report_id for outcome in library.import_files(workbench, paths=[written(tmp_path, *many)]).outcomes]
    again = replace(workbench, engine=Reading(newer_events(), marked))
    previews = reextraction.preview_renewal(again, report_ids=ids)
    assert [one.title for one in previews.changing] == [f"Report {n}" for n in range(5)]

    def stop(done, _total, _message=""):
        if done >= 2:
            raise Cancelled

    done = reextraction.renew_reports(again, previews=previews, progress=stop)
    assert (done.reports, done.stopped) == (2, True)
    assert len(reextraction.outdated_reports(again)) == 3
    reextraction.renew_reports(again, previews=previews, accepted=ids[2:])
    history.undo(again)
    history.undo(again)
    assert len(reextraction.outdated_reports(again)) == 5
    assert history.undo_status(again).undo.startswith("Import")


def test_a_preview_can_be_stopped(again, report_id):
    def stop(_done, _total, _message=""):
        raise Cancelled

    previews = reextraction.preview_renewal(again, report_ids=[report_id], progress=stop)
    assert previews.stopped
    assert previews.changing == ()


def test_choosing_no_report_is_told(again):
    with pytest.raises(UserError, match="at least one"):
        reextraction.renew_reports(again, previews=Previews())


def test_of_very_many_reports_the_first_are_read_and_the_others_told(again, report_id, monkeypatch):
    monkeypatch.setattr(reextraction, "MOST_AT_ONCE", 1)
    previews = reextraction.preview_renewal(again, report_ids=[report_id, report_id + 1, report_id + 2])
    assert len(previews.changing) == 1
    assert previews.left == 2


def test_a_report_that_was_removed_after_the_preview_costs_no_other(workbench, tmp_path, marked):
    many = [extraction(f"r{n}", title=f"Report {n}", text=f"{TEXT}Number {n}.") for n in range(3)]
    ids = [outcome.report_id for outcome in library.import_files(workbench, paths=[written(tmp_path, *many)]).outcomes]
    again = replace(workbench, engine=Reading(newer_events(), marked))
    previews = reextraction.preview_renewal(again, report_ids=ids)
    library.remove_report(again, report_id=ids[1])
    reextraction.renew_reports(again, previews=previews)
    assert reextraction.outdated_reports(again) == ()


def test_a_table_of_events_has_no_text_to_be_read_again(workbench, report_id, tmp_path):
    table = tmp_path / "events.csv"
    export_events(workbench, path=table, format="csv", matching=EventFilter(states=frozenset(ReviewState)))
    library.remove_reports(workbench, report_ids=[report_id])
    (outcome,) = library.import_files(workbench, paths=[table]).outcomes
    again = replace(workbench, engine=Reading(()))
    assert reextraction.outdated_reports(again) == ()
    previews = reextraction.preview_renewal(again, report_ids=[outcome.report_id])
    assert (previews.changing, previews.same, previews.failed) == ((), (), ())


def test_words_that_the_analyst_has_chosen_stay(workbench, report_id):
    named, behind = (standing(workbench, report_id)[key].id for key in ("e1", "e4"))
    chosen = where("16 airstrikes")
    reshaping.name_trigger(workbench, event_id=named, words=chosen)
    three = Estimate.exactly(3)
    review.correct_event(workbench, event_id=behind, field="count", value=three, words=(where("three"),))
    again = replace(workbench, engine=Reading(events()))
    renew(again, *reextraction.preview_renewal(again, report_ids=[report_id]).changing)
    now = standing(workbench, report_id)
    assert (now["e1"].id, now["e1"].event.trigger) == (named, chosen)
    assert now["e4"].event.words_behind("count") == (where("three"),)
    assert now["e1"].corrections == ()


def test_words_that_are_the_machines_again_are_nobodys_choice(workbench, report_id, again):
    first = standing(workbench, report_id)["e1"]
    reshaping.name_trigger(workbench, event_id=first.id, words=where("16 airstrikes"))
    reshaping.name_trigger(workbench, event_id=first.id, words=first.event.trigger)
    renew(again, preview(again, report_id))
    assert standing(workbench, report_id)["e1"].event.count == Estimate.exactly(17)


def test_a_reviewed_report_with_a_new_proposal_is_in_review_again(workbench, report_id):
    review.accept_rest(workbench, report_id=report_id)
    more = replace(events()[3], id="e9", type=EventType.EXPLOSION, trigger=where("Kupiansk"), count=None)
    again = replace(workbench, engine=Reading((*events(), more)))
    renew(again, preview(again, report_id))
    detail = review.open_report(workbench, report_id=report_id)
    assert [stored.state for stored in detail.events].count(ReviewState.PROPOSED) == 1
    assert detail.row.state is ReportState.IN_REVIEW
    history.undo(workbench)
    assert review.open_report(workbench, report_id=report_id).row.state is ReportState.REVIEWED
