"""From a filter that is saved to the same filter in the next window; from reports to the brief that is printed."""

import io

from pypdf import PdfReader

from analyst_app.cli import main
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import EventFilter
from analyst_app.services import library
from analyst_app.ui.dialogs.brief_preview import BriefPreview
from analyst_app.ui.screens import Screen
from support import on_the_map as told_of
from support.invented import extraction, written


def test_a_saved_filter_restricts_every_screen_and_is_there_after_a_restart(open_window, tmp_path):
    driver = open_window()
    told_of.a_week(driver.session.context.workbench, tmp_path)
    driver.do("view.events")
    table = driver.session.screens.events
    whole = table.model.rowCount()
    table.filter.types.tick(frozenset({EventType.AIRSTRIKE}))
    driver.settle()
    some = table.model.rowCount()
    assert 0 < some < whole
    shared = driver.session.context.filter
    shared.save("Airstrikes")
    for screen in (Screen.CHARTS, Screen.MAP):
        driver.session.screens.show(screen)
        driver.settle()
        assert driver.session.screens.page(screen).matching.types == {EventType.AIRSTRIKE}
    driver.session.screens.page(Screen.MAP).filter.clear()
    driver.do("view.events")
    assert table.model.rowCount() == whole
    driver.window.close()
    again = open_window()
    again.do("view.events")
    table = again.session.screens.events
    assert table.model.rowCount() == whole
    table.filter.saved_button.fill()
    table.filter.saved_button.choices.actions()[0].trigger()
    again.settle()
    assert table.model.rowCount() == some
    assert table.filter.matching == EventFilter(types=frozenset({EventType.AIRSTRIKE}))


def test_the_brief_by_keyboard_counts_a_correction_made_while_it_is_open(driver, tmp_path, stored):
    workbench = driver.session.context.workbench
    imported = library.import_files(workbench, paths=[written(tmp_path, extraction())], confirm=True)
    driver.do("view.library")
    driver.press("Ctrl+B")
    (brief,) = driver.window.findChildren(BriefPreview)
    assert "578" in brief.paper.toPlainText()
    driver.session.screens.open_report(imported.outcomes[0].report_id)
    driver.settle()
    driver.session.undo()  # the import: what was counted has gone
    driver.settle()
    assert "578" not in brief.paper.toPlainText()
    brief.close()
    driver.settle()


def test_the_brief_from_the_command_line(tmp_path, capsys):
    database = tmp_path / "events.sqlite"
    file = written(tmp_path, extraction())
    assert main(["import", str(file), "--database", str(database), "--confirm"]) == 0
    for name in ("brief.html", "brief.pdf"):
        assert main(["brief", "--database", str(database), "--date", "2023-11-09", "--out", str(tmp_path / name)]) == 0
    html = (tmp_path / "brief.html").read_text(encoding="utf-8")
    pdf = PdfReader(io.BytesIO((tmp_path / "brief.pdf").read_bytes()))
    for said in (html, " ".join(sheet.extract_text() for sheet in pdf.pages)):
        assert "578" in said
        assert "Northern" in said
    assert main(["brief", "--database", str(database), "--date", "2023-11-09", "--out", str(tmp_path / "brief.txt")]) == 1
    assert "HTML or PDF" in capsys.readouterr().err
    assert not (tmp_path / "brief.txt").exists()
