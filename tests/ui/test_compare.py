"""The compare screen over a real database: rows by keyboard, the preferred figure, agreement, and the ways in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.spans import Label
from analyst_app.services import comparing, history, library, review, spans, superseding
from analyst_app.ui.compare.choosing import ChooseReplaced, ChooseToCompare
from analyst_app.ui.compare.view import CompareView
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.review.view import ReviewView
from support.coding import code_again
from support.invented import TEXT, extraction, where, written


def shown_in(table, column=0):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def two(workbench, tmp_path):
    """Another source of the day has another count, says who was hit, and tells one event less."""
    other = extraction("south", source="Southern Command", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
    events = (*other.events[:3], replace(other.events[3], target="Synkivka"))
    made = library.import_files(workbench, paths=[written(tmp_path, extraction(), replace(other, events=events))], confirm=True)
    return [outcome.report_id for outcome in made.outcomes]


@pytest.fixture
def screen(qtbot, context, settled):
    action = QAction("Compare With…")
    made = CompareView(context, choose=action)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settled()
    yield made
    action.deleteLater()


@pytest.fixture
def compared(screen, two, settled):
    screen.compare(*two)
    settled()
    screen.pairs.rows.setFocus()
    return screen


def press(qtbot, screen, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or screen, key)


def airstrikes(workbench):
    from analyst_app.services import counts

    return sum(row.best for row in counts.daily_counts(workbench).rows if row.group == "airstrike")


def test_nothing_is_compared_until_two_reports_are_chosen(screen):
    assert screen.nothing.isVisible()
    assert not screen.sides.isVisible()


def test_rows_say_in_words_what_agrees_and_what_does_not(compared):
    assert shown_in(compared.pairs.rows) == ["≠ Contradict", "= Agree", "= Agree", "= Agree", "◧ Only left"]
    assert shown_in(compared.pairs.rows, 3)[0] == "count 16 ≠ 18"
    assert compared.tally.text() == "Same day · 1 contradict · 1 only left · 3 agree"
    assert compared.sides.right.title.text() == "Evening summary"


def test_the_current_row_is_told_field_by_field_with_its_sentences(compared):
    fields = dict(zip(shown_in(compared.pairs.fields), shown_in(compared.pairs.fields, 3), strict=True))
    assert fields["Count"] == "≠ differ"
    assert fields["Actor"] == "= agree"
    assert shown_in(compared.pairs.fields, 2)[0].startswith("Russia flew 18 airstrikes")
    compared.pairs.rows.choose(3)
    fields = dict(zip(shown_in(compared.pairs.fields), shown_in(compared.pairs.fields, 3), strict=True))
    assert fields["Target"] == "◨ only right says"


def test_differences_are_walked_and_shown_alone_by_keyboard(qtbot, compared):
    press(qtbot, compared, Qt.Key.Key_N)
    assert compared.pairs.rows.number == 4
    with qtbot.waitSignal(compared.status) as said:
        press(qtbot, compared, Qt.Key.Key_N)
    assert "No further difference" in said.args[0]
    press(qtbot, compared, Qt.Key.Key_P)
    assert compared.pairs.rows.number == 0
    press(qtbot, compared, Qt.Key.Key_D)
    assert shown_in(compared.pairs.rows) == ["≠ Contradict", "◧ Only left"]
    press(qtbot, compared, Qt.Key.Key_D)
    assert len(shown_in(compared.pairs.rows)) == 5


def test_the_preferred_figure_is_chosen_with_a_reason_by_keyboard_and_both_are_kept_again(qtbot, compared, workbench, settled):
    press(qtbot, compared, Qt.Key.Key_2)
    assert compared.reason.words.hasFocus()
    qtbot.keyClicks(compared.reason.words, "closer to the front")
    press(qtbot, compared, Qt.Key.Key_Return)
    settled()
    assert airstrikes(workbench) == 18
    assert shown_in(compared.pairs.rows, 4)[0] == "right counts"
    assert "closer to the front" in shown_in(compared.pairs.fields, 2)
    assert compared.pairs.rows.hasFocus()
    press(qtbot, compared, Qt.Key.Key_0)
    settled()
    assert airstrikes(workbench) == 34
    history.undo(workbench)
    assert airstrikes(workbench) == 18


def test_escape_leaves_the_figures_as_they_were(qtbot, compared, workbench, settled):
    press(qtbot, compared, Qt.Key.Key_1)
    press(qtbot, compared, Qt.Key.Key_Escape)
    settled()
    assert airstrikes(workbench) == 34
    assert not compared.reason.isVisible()
    assert compared.pairs.rows.hasFocus()


def test_either_side_is_opened_in_review(qtbot, compared, two):
    pair = compared.pairs.pair
    with qtbot.waitSignal(compared.event_opened) as opened:
        press(qtbot, compared, Qt.Key.Key_O)
    assert opened.args == [two[0], pair.left.id]
    with qtbot.waitSignal(compared.event_opened) as opened:
        qtbot.keyClick(compared.pairs.rows, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert opened.args == [two[1], pair.right.id]
    compared.pairs.rows.choose(4)
    with qtbot.waitSignal(compared.report_opened) as opened:
        qtbot.keyClick(compared.pairs.rows, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert opened.args == [two[1]]


def test_sides_are_swapped(qtbot, compared, settled):
    press(qtbot, compared, Qt.Key.Key_S)
    settled()
    assert compared.sides.left.title.text() == "Evening summary"
    assert shown_in(compared.pairs.rows).count("◨ Only right") == 1


def test_an_old_value_stands_beside_the_new_one(compared, context, workbench, two, settled):
    context.tasks.submit(lambda: superseding.supersede(workbench, report_ids=[two[0]], by=two[1], reason="the later tally"))
    settled()
    settled()
    assert shown_in(compared.pairs.rows)[0] == "→ Changed"
    assert shown_in(compared.pairs.rows, 3)[0] == "count 16 → 18"
    assert compared.tally.text().startswith("right replaces left: the later tally")
    assert "revised by “Evening summary”, counts nowhere" in compared.sides.left.about.text()
    imported = review.open_report(workbench, report_id=two[0]).row.imported_at.astimezone()
    assert f"added {imported:%d %b, %H:%M}" in compared.sides.left.about.text()


def test_what_was_decided_elsewhere_is_shown_and_the_row_is_kept(compared, context, workbench, settled):
    compared.pairs.rows.choose(2)
    kept = compared.pairs.pair.left.id
    first = compared.pairs.fields
    assert first.lines.rowCount() > 0
    event = review.open_report(workbench, report_id=compared.comparison.left.row.id).events[0].id
    context.tasks.submit(lambda: review.reject_events(workbench, event_ids=[event]))
    settled()
    settled()
    assert shown_in(compared.pairs.rows)[0] == "◨ Only right"
    assert compared.pairs.pair.left.id == kept


@pytest.fixture
def coded(screen, two, workbench, settled):
    """Oksana has coded the first report, with another count and one highlight more."""
    coding = code_again(workbench, two[0])
    oksana = replace(workbench, analyst="Oksana")
    first = review.open_report(oksana, report_id=coding).events[0]
    review.correct_event(oksana, event_id=first.id, field="count", value=Estimate.exactly(18))
    spans.mark_entity(oksana, report_id=coding, span=where("Dvorichna"), label=Label.LOCATION)
    return two[0], coding, oksana


def test_an_unfinished_second_coding_shows_nothing_of_the_first_unless_asked(screen, coded, settled):
    first, coding, _ = coded
    screen.compare(first, coding)
    settled()
    assert screen.tally.text() == "One report, coded twice"
    assert not screen.pairs.isVisible()
    screen._cover.buttons[0].click()
    settled()
    assert screen.pairs.isVisible()


def test_agreement_and_its_counts_are_shown_and_differences_settled_by_keyboard(qtbot, screen, coded, workbench, settled):
    first, coding, oksana = coded
    review.accept_rest(oksana, report_id=coding)
    screen.compare(coding, first)
    settled()
    assert screen.sides.right.about.text().count("coded by Oksana") == 1
    screen.show_agreement()
    settled()
    assert screen.agreement.spans_told.text().startswith("Highlights: alpha 0.79 over 36 words; 2 the same")
    labels = dict(zip(shown_in(screen.agreement.labels), shown_in(screen.agreement.labels, 1), strict=True))
    assert labels["Actor"] == "1.00"
    assert shown_in(screen.agreement.codings, 2) == ["Oksana"]
    screen.show_events()
    screen.pairs.rows.choose(0)
    press(qtbot, screen, Qt.Key.Key_T)
    settled()
    settled()
    assert review.open_report(workbench, report_id=first).events[0].event.count.best == 18
    assert set(shown_in(screen.pairs.rows)) == {"= Agree"}
    press(qtbot, screen, Qt.Key.Key_H)
    settled()
    assert len(review.open_report(workbench, report_id=first).entities) == 3
    history.undo(workbench)
    history.undo(workbench)
    assert review.open_report(workbench, report_id=first).events[0].event.count.best == 16


def test_one_field_alone_is_settled_where_the_keyboard_is_among_the_fields(qtbot, screen, coded, workbench, settled):
    first, coding, oksana = coded
    theirs = review.open_report(oksana, report_id=coding).events[0]
    review.correct_event(oksana, event_id=theirs.id, field="actor", value="Belarus")
    review.accept_rest(oksana, report_id=coding)
    screen.compare(first, coding)
    settled()
    screen.pairs.fields.setFocus()
    screen.pairs.fields.choose(shown_in(screen.pairs.fields).index("Actor"))
    press(qtbot, screen, Qt.Key.Key_T)
    settled()
    mine = review.open_report(workbench, report_id=first).events[0].event
    assert (mine.actor, mine.count.best) == ("Belarus", 16)


def test_a_second_coding_is_opened_from_the_list_by_enter(qtbot, screen, coded, settled):
    _, coding, _ = coded
    screen.show_agreement()
    settled()
    press(qtbot, screen, Qt.Key.Key_Return)
    settled()
    assert screen.comparison.right.row.id == coding


def test_complaint_17_the_machines_correction_rate_is_shown_by_field(screen, two, workbench, settled):
    event = review.open_report(workbench, report_id=two[0]).events[0]
    review.correct_event(workbench, event_id=event.id, field="count", value=Estimate.exactly(17))
    screen.show_machine()
    settled()
    rows = dict(zip(shown_in(screen.rates.table), zip(*(shown_in(screen.rates.table, n) for n in range(1, 5)), strict=True), strict=True))
    assert rows["Count"] == ("8", "1", "0", "89%")
    assert rows["Actor"] == ("9", "0", "0", "100%")
    screen.rates.by.setCurrentIndex(1)
    screen.rates.by.activated.emit(1)
    settled()
    groups = [screen.rates.group.itemText(n) for n in range(screen.rates.group.count())]
    assert groups == ["All sources", "Northern Command", "Southern Command"]
    screen.rates.group.setCurrentIndex(2)
    screen.rates.group.activated.emit(2)
    rows = dict(zip(shown_in(screen.rates.table), shown_in(screen.rates.table, 4), strict=True))
    assert rows["Count"] == "100%"


def test_a_report_that_has_gone_is_told_and_nothing_is_shown(qtbot, compared, context, settled):
    workbench, gone = context.workbench, compared.comparison.right.row.id
    with qtbot.waitSignal(compared.status) as said:
        context.tasks.submit(lambda: library.remove_report(workbench, report_id=gone))
        settled()
    settled()
    assert "no longer in the library" in said.args[0]
    assert compared.nothing.isVisible()


def test_the_dialog_offers_what_to_compare_with_and_why(qtbot, two, workbench, context):
    row = review.open_report(workbench, report_id=two[0]).row
    dialog = ChooseToCompare(row, comparing.candidates(workbench, report_id=two[0]), context=context)
    qtbot.addWidget(dialog)
    assert shown_in(dialog.table) == ["same day"]
    other = review.open_report(workbench, report_id=two[1]).row
    assert shown_in(dialog.table, 4) == [f"{other.imported_at.astimezone():%d %b, %H:%M}"], "editions of one title are told apart"
    with qtbot.waitSignal(dialog.chosen_report) as chosen:
        dialog.accept()
    assert chosen.args == [two[1]]


def test_the_dialog_says_where_no_report_can_be_replaced(qtbot, two, workbench, context):
    row = review.open_report(workbench, report_id=two[0]).row
    dialog = ChooseReplaced(row, superseding.candidates(workbench, report_id=two[0]), context=context)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    assert "No earlier report" in dialog.problem.text()
    dialog.reject()


def test_the_events_table_tells_the_old_value_beside_the_new_one(qtbot, two, context, workbench, settled):
    superseding.supersede(workbench, report_ids=[two[0]], by=two[1], reason="the later tally")
    table = EventsView(context)
    qtbot.addWidget(table)
    table.show()
    settled()
    rows = {(row.stored.report_id, row.stored.event.id): n for n in range(9) if (row := table.model.row(n))}
    table.table.choose(rows[two[1], "e1"])
    settled()
    assert table.told.text() == "Evening summary, Southern Command, before: 16 airstrikes (Report of 9 November)"
    table.table.choose(rows[two[0], "e1"])
    settled()
    assert table.told.text().endswith("revised by “Evening summary” (the later tally), now: 18 airstrikes (Evening summary)")
    table.table.choose(rows[two[0], "e5"])
    settled()
    assert table.told.text().endswith("now: not told (Evening summary)")


def test_review_says_of_a_replaced_report_that_nothing_of_it_counts(qtbot, two, context, workbench, settled):
    superseding.supersede(workbench, report_ids=[two[0]], by=two[1])
    page = ReviewView(context)
    qtbot.addWidget(page)
    page.show_report(two[0])
    settled()
    assert "“Evening summary” replaces this report, so nothing of it counts" in page.day_panel.words()
    page.show_report(two[1])
    settled()
    assert "replaces this report" not in page.day_panel.words()
