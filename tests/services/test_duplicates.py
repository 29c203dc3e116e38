"""A report that looks like an earlier one is kept, marked, and decided about; each decision is a step of undo."""

from datetime import date

import pytest

from analyst_app.domain.errors import UserError
from analyst_app.domain.likeness import Verdict
from analyst_app.domain.rows import ImportStatus
from analyst_app.services import duplicates, history, library
from support.invented import TEXT, extraction, written

LONG = TEXT + " ".join(f"Sentence number {n} says what sentence number {n} says." for n in range(60))


@pytest.fixture
def two(workbench, tmp_path):
    """A report and, later, the same with one figure corrected."""
    (first,) = library.import_files(workbench, paths=[written(tmp_path, extraction(text=LONG))]).outcomes
    later = extraction("later", title="Corrected report", text=LONG.replace("16 airstrikes", "18 airstrikes"), airstrikes=18)
    (second,) = library.import_files(workbench, paths=[written(tmp_path, later)]).outcomes
    assert second.status is ImportStatus.IMPORTED
    return first.report_id, second.report_id


def listed(workbench):
    return {row.id for row in library.list_reports(workbench)}


def test_a_corrected_report_is_kept_and_marked(workbench, two):
    first, second = two
    (pair,) = duplicates.list_lookalikes(workbench)
    assert (pair.report_id, pair.other_id) == (second, first)
    assert 0.95 < pair.alike < 1
    assert pair.other_published == date(2023, 11, 9)
    assert listed(workbench) == {first, second}
    assert duplicates.list_lookalikes(workbench, report_ids=[first]) == ()


def test_other_reports_are_not_marked(workbench, two, tmp_path):
    other = extraction("other", title="Another", text=TEXT + "Wholly other words follow in this one. " * 5)
    library.import_files(workbench, paths=[written(tmp_path, other)])
    assert len(duplicates.list_lookalikes(workbench)) == 1


def test_keeping_both_takes_the_mark_off_until_undone(workbench, two):
    (pair,) = duplicates.list_lookalikes(workbench)
    changes = duplicates.decide_lookalikes(workbench, verdicts={pair: Verdict.KEPT})
    assert changes.library
    assert duplicates.list_lookalikes(workbench) == ()
    assert listed(workbench) == set(two)
    history.undo(workbench)
    assert duplicates.list_lookalikes(workbench) == (pair,)


def test_leaving_one_out_removes_the_newer_one(workbench, two):
    (pair,) = duplicates.list_lookalikes(workbench)
    duplicates.decide_lookalikes(workbench, verdicts={pair: Verdict.SKIPPED})
    assert listed(workbench) == {two[0]}
    history.undo(workbench)
    assert listed(workbench) == set(two)


def test_replacing_lets_the_newer_one_count_alone(workbench, two):
    (pair,) = duplicates.list_lookalikes(workbench)
    duplicates.decide_lookalikes(workbench, verdicts={pair: Verdict.REPLACES})
    rows = {row.id: row for row in library.list_reports(workbench)}
    assert rows[two[0]].revised_by.report_id == two[1]
    assert "% alike" in rows[two[0]].revised_by.reason
    history.undo(workbench)
    assert library.list_reports(workbench)[0].revised_by is None


def test_several_decisions_are_one_step(workbench, two, tmp_path):
    again = extraction("again", title="Once more", text=LONG.replace("16 airstrikes", "19 airstrikes"), airstrikes=19)
    library.import_files(workbench, paths=[written(tmp_path, again)])
    pairs = duplicates.list_lookalikes(workbench)
    assert len(pairs) == 2
    duplicates.decide_lookalikes(workbench, verdicts=dict.fromkeys(pairs, Verdict.KEPT))
    assert history.undo_status(workbench).undo == "Decide about 2 similar reports"
    history.undo(workbench)
    assert len(duplicates.list_lookalikes(workbench)) == 2


def test_deciding_nothing_is_told(workbench, two):
    (pair,) = duplicates.list_lookalikes(workbench)
    with pytest.raises(UserError, match="Choose what to do"):
        duplicates.decide_lookalikes(workbench, verdicts={pair: Verdict.OPEN})


def test_an_undone_import_leaves_no_pair(workbench, two):
    history.undo(workbench)
    assert duplicates.list_lookalikes(workbench) == ()


def test_a_file_whose_index_was_lost_is_made_whole_by_the_next_import(workbench, tmp_path):
    library.import_files(workbench, paths=[written(tmp_path, extraction(text=LONG))])
    with workbench.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM report_band")
    later = extraction("later", title="Corrected", text=LONG.replace("16 airstrikes", "18 airstrikes"), airstrikes=18)
    library.import_files(workbench, paths=[written(tmp_path, later)])
    assert len(duplicates.list_lookalikes(workbench)) == 1


def test_a_likeness_is_cut_and_never_rounded_up_to_the_same():
    assert duplicates.percent(0.9999) == "99 %"
    assert duplicates.percent(0.94) == "94 %"
    assert duplicates.percent(1.0) == "100 %"


@pytest.mark.parametrize("turned", [False, True])
def test_one_is_left_out_that_another_replaces(workbench, tmp_path, turned):
    made = [extraction(name, title=name, text=f"{LONG}\n{name}\n") for name in ("morning", "noon", "evening")]
    for one in made:
        library.import_files(workbench, paths=[written(tmp_path, one)])
    chain = {pair.title: pair for pair in duplicates.list_lookalikes(workbench)}
    assert chain["evening"].other_title == "noon"
    verdicts = {chain["noon"]: Verdict.SKIPPED, chain["evening"]: Verdict.REPLACES}
    duplicates.decide_lookalikes(workbench, verdicts=dict(reversed(verdicts.items())) if turned else verdicts)
    assert {row.title: row.revised_by for row in library.list_reports(workbench)} == {"morning": None, "evening": None}
    history.undo(workbench)
    assert len(listed(workbench)) == 3
