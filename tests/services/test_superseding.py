"""An evening update, then the morning tally: what is replaced stays to be seen and counts nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.mapping import MapQuestion, Measure
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.services import acts, agreement, counts, events, history, keeping, library, review, superseding
from analyst_app.services.brief import make_brief
from analyst_app.services.charts import ChartQuestion, ask_chart
from analyst_app.services.exporting import export_events, told
from analyst_app.services.map import MapBoard
from support.coding import code_again
from support.invented import DAY, TEXT, extraction, written

ALL = EventFilter(states=frozenset(ReviewState))


@pytest.fixture
def evening_and_morning(workbench, tmp_path):
    """The evening said 16 airstrikes, the morning of the same source 18; everything is confirmed."""
    morning = extraction("morning", title="Morning tally", text=TEXT.replace("16", "18"), airstrikes=18)
    made = library.import_files(workbench, paths=[written(tmp_path, extraction("evening", title="Evening update"), morning)], confirm=True)
    return [outcome.report_id for outcome in made.outcomes]


def airstrikes(workbench):
    return sum(row.best for row in counts.daily_counts(workbench).rows if row.group == "airstrike")


def test_the_later_report_takes_over_and_the_earlier_one_counts_nowhere(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    assert airstrikes(workbench) == 16 + 18
    superseding.supersede(workbench, report_ids=[evening], by=morning, reason="the morning tally")
    counted = counts.daily_counts(workbench)
    assert airstrikes(workbench) == 18
    assert counted.superseded == 4
    assert counted.duplicates == 0
    assert counts.daily_counts(workbench, matching=EventFilter(current=True)).superseded == 0


def test_the_replaced_events_stay_to_be_seen_with_what_replaces_them(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    superseding.supersede(workbench, report_ids=[evening], by=morning, reason="the morning tally")
    rows = events.list_events(workbench, matching=ALL)
    assert len(rows) == 10
    old = [row for row in rows if row.revised_by]
    assert {row.stored.report_id for row in old} == {evening}
    assert {(row.revised_by.title, row.revised_by.reason, row.counts_on) for row in old} == {("Morning tally", "the morning tally", None)}
    (line,) = [row for row in library.list_reports(workbench) if row.id == evening]
    assert line.revised_by.report_id == morning
    assert review.open_report(workbench, report_id=evening).row.revised_by == line.revised_by


def test_charts_map_brief_and_tables_leave_them_out_and_say_how_many(workbench, evening_and_morning, tmp_path):
    evening, morning = evening_and_morning
    board = MapBoard(workbench)
    located = board.ask(matching=ALL, view=MapQuestion(measure=Measure.EVENTS)).located
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    chart = ask_chart(workbench, question=ChartQuestion())
    assert chart.superseded == 4
    assert int(chart.grid.sheets[0].revised.sum()) > 0
    assert board.ask(matching=ALL, view=MapQuestion(measure=Measure.EVENTS)).located == located // 2
    brief = make_brief(workbench, day=DAY, with_map=False)
    assert {row.stored.report_id for row in brief.events} == {morning}
    assert any("5 events are left out" in question.words for question in brief.questions)
    path = tmp_path / "events.csv"
    done = export_events(workbench, path=path, format="csv")
    assert done.rows == 5
    assert "5 events (of replaced reports)" in told(done, path)
    assert "evening" not in path.read_text(encoding="utf-8")


def test_it_is_one_named_step_of_undo(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    assert history.undo_status(workbench).undo == "Replace “Evening update” by “Morning tally”"
    history.undo(workbench)
    assert airstrikes(workbench) == 34
    history.redo(workbench)
    assert airstrikes(workbench) == 18
    superseding.let_count(workbench, report_ids=[evening])
    assert history.undo_status(workbench).undo == "Let “Evening update” count again"
    assert airstrikes(workbench) == 34


def test_where_the_replacing_report_is_removed_the_replaced_one_counts_again(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    library.remove_report(workbench, report_id=morning)
    assert airstrikes(workbench) == 16
    history.undo(workbench)
    assert airstrikes(workbench) == 18


def test_a_chain_of_reports_counts_by_its_last_and_holds_when_one_of_them_goes(workbench, evening_and_morning, tmp_path):
    evening, morning = evening_and_morning
    final = extraction("final", title="Corrected tally", text=TEXT.replace("16", "17"), airstrikes=17)
    (outcome,) = library.import_files(workbench, paths=[written(tmp_path, final)], confirm=True).outcomes
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    superseding.supersede(workbench, report_ids=[morning], by=outcome.report_id)
    assert airstrikes(workbench) == 17
    library.remove_report(workbench, report_id=morning)
    assert airstrikes(workbench) == 17
    assert [row.id for row in superseding.replaced_by(workbench, report_id=outcome.report_id)] == [evening]


def test_reports_cannot_replace_each_other_in_a_circle(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    with pytest.raises(UserError, match="cannot replace one that replaces it"):
        superseding.supersede(workbench, report_ids=[morning], by=evening)
    with pytest.raises(UserError, match="another one"):
        superseding.supersede(workbench, report_ids=[morning], by=morning)
    with pytest.raises(Stale):
        superseding.let_count(workbench, report_ids=[morning])


def test_a_preferred_figure_of_a_replaced_report_silences_nothing(workbench, evening_and_morning):
    """Linked as one act with the evening's figure preferred, the act still counts when the evening is replaced."""
    from analyst_app.services import acts

    evening, morning = evening_and_morning
    old, new = (review.open_report(workbench, report_id=number).events[0].id for number in (evening, morning))
    acts.link_same_act(workbench, event_ids=[old, new], preferred=old)
    assert airstrikes(workbench) == 16
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    assert airstrikes(workbench) == 18


def test_what_a_new_report_may_replace_is_offered(workbench, tmp_path):
    """Of its source, of its day and the day before; of other sources, later days and the future nothing."""
    own = {"source": "Northern Command"}
    older = [
        extraction("other", source="Southern Command", text=TEXT + "1", title="Other source"),
        replace(extraction("before", **own, text=TEXT + "2", title="Day before"), published=DAY - timedelta(days=1)),
        replace(extraction("long ago", **own, text=TEXT + "3", title="Long ago"), published=DAY - timedelta(days=2)),
        extraction("same", **own, text=TEXT + "4", title="Same day"),
        extraction("new", **own, text=TEXT + "5", title="New"),
    ]
    made = library.import_files(workbench, paths=[written(tmp_path, *older)]).outcomes
    by_name = {row.key: row.id for row in library.list_reports(workbench)}
    offered = superseding.candidates(workbench, report_id=by_name["new"])
    assert [row.title for row in offered] == ["Same day", "Day before"]
    assert [row.title for row in superseding.candidates(workbench, report_id=by_name["same"])] == ["Day before"]
    superseding.supersede(workbench, report_ids=[by_name["same"]], by=by_name["new"])
    assert [row.title for row in superseding.candidates(workbench, report_id=by_name["new"])] == ["Day before"]
    assert len(made) == 5


def test_a_replaced_report_waits_for_no_review(workbench, tmp_path):
    later = extraction("later", text=TEXT.replace("16", "18"), airstrikes=18)
    first, second = (o.report_id for o in library.import_files(workbench, paths=[written(tmp_path, extraction(), later)]).outcomes)
    assert review.review_progress(workbench).events == 10
    superseding.supersede(workbench, report_ids=[first], by=second)
    assert review.review_progress(workbench).events == 5
    assert review.next_report(workbench, after=None) == second
    assert review.next_report(workbench, after=second) == second


def test_a_report_that_comes_back_from_a_backup_stands_as_the_one_did_whose_place_it_takes(workbench, evening_and_morning, tmp_path):
    evening, morning = evening_and_morning
    coding = code_again(workbench, evening)
    copy = keeping.copy_now(workbench).path
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    keeping.restore_report(workbench, copy=copy, report_id=evening)
    keeping.restore_report(workbench, copy=copy, report_id=morning)
    assert airstrikes(workbench) == 18
    old, new = ({row.key: row for row in library.list_reports(workbench)}[key] for key in ("evening", "morning"))
    assert old.revised_by.report_id == new.id
    assert [one.report_id for one in agreement.second_codings(workbench, report_id=old.id)] == [coding]
    assert {report.title for report in keeping.look_into(workbench, copy=copy).reports} == {"Evening update", "Morning tally"}
    history.undo(workbench)
    history.undo(workbench)
    assert {row.id for row in library.list_reports(workbench)} == {evening, morning}
    assert airstrikes(workbench) == 18


def test_a_chart_marks_the_days_on_which_a_later_report_took_over(workbench, evening_and_morning):
    evening, morning = evening_and_morning
    assert ask_chart(workbench, question=ChartQuestion()).revised_days == frozenset()
    superseding.supersede(workbench, report_ids=[evening], by=morning)
    assert ask_chart(workbench, question=ChartQuestion()).revised_days == {DAY}


def test_why_an_event_counts_comes_back_with_a_report_from_a_backup(workbench, evening_and_morning):
    first, second = (review.open_report(workbench, report_id=row).events[0].id for row in evening_and_morning)
    acts.link_same_act(workbench, event_ids=[first, second], preferred=second, reason="the tally is complete")
    copy = keeping.copy_now(workbench).path
    keeping.restore_report(workbench, copy=copy, report_id=evening_and_morning[0])
    assert noted_reason(workbench) == "the tally is complete"


def noted_reason(workbench):
    with workbench.database.reading() as reader:
        return reader.exec_driver_sql("SELECT note FROM act").scalar_one()


def test_of_two_days_in_the_same_words_a_backup_brings_its_own_back(workbench, tmp_path):
    same = extraction()
    days = [replace(same, report=replace(same.report, published=day), published=day) for day in (DAY, DAY + timedelta(days=1))]
    rows = [outcome.report_id for outcome in library.import_files(workbench, paths=[written(tmp_path, *days)]).outcomes]
    copy = keeping.copy_now(workbench).path
    keeping.restore_report(workbench, copy=copy, report_id=rows[1])
    now = {row.published: row.id for row in library.list_reports(workbench)}
    assert now[DAY] == rows[0]
    assert len(now) == 2
    assert now[DAY + timedelta(days=1)] != rows[1]
