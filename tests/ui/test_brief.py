"""The brief as Qt shows and prints it: the colours of the charts, a PDF with its words, nothing fetched from anywhere."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl

from analyst_app.domain.briefing import Amount
from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.rows import EventFilter
from analyst_app.exporters.brief_drawing import COLOURS
from analyst_app.services import events, review
from analyst_app.services.brief import make_brief, page_of_brief
from analyst_app.ui.brief.document import BriefDocument, image_of, write_pdf
from analyst_app.ui.colours import LIGHT, type_style
from analyst_app.ui.dialogs.brief_preview import BriefPreview
from support import chronicle
from support.invented import DAY as TOLD

DAY = chronicle.FIRST + timedelta(days=90)
PATTERNS = {
    "": {"SolidPattern"},
    "rising": {"BDiagPattern"},
    "falling": {"FDiagPattern"},
    "level": {"HorPattern"},
    "upright": {"VerPattern"},
    "level upright": {"CrossPattern"},
    "rising falling": {"DiagCrossPattern"},
    "dots": {"Dense6Pattern"},
}


@pytest.fixture
def page(workbench):
    chronicle.store(workbench, days=92)
    return page_of_brief(workbench, make_brief(workbench, day=DAY))


def test_types_look_as_in_the_charts(qapp):
    assert set(COLOURS) == ATTACK_TYPES
    for kind, (fill, pattern) in COLOURS.items():
        style = type_style(kind, tones=LIGHT)
        assert style.fill.name() == fill, kind
        assert style.pattern.name in PATTERNS[pattern], kind


def test_the_pdf_holds_every_figure_and_numbers_its_sheets(page, tmp_path, qapp):
    write_pdf(page, tmp_path / "brief.pdf")
    pdf = PdfReader(io.BytesIO((tmp_path / "brief.pdf").read_bytes()))
    said = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert pdf.metadata.title == page.title
    assert len(pdf.pages) >= 2
    assert f"1 / {len(pdf.pages)}" in said
    for words in ("Headline", "Russia", "Day before", "Events", "Open questions", "Where"):
        assert words in said
    assert not list(tmp_path.glob(".*"))


def test_figures_of_thousands_stay_whole_in_the_pdf(workbench, tmp_path, qapp):
    chronicle.store(workbench, days=92)
    brief = make_brief(workbench, day=DAY, with_map=False)
    line = replace(brief.sides[0].total, day=Amount(8154, 8154, None), before=Amount(12_000, 12_345, 13_000), mean=1234.5)
    brief = replace(brief, sides=(replace(brief.sides[0], total=line),))
    write_pdf(page_of_brief(workbench, brief), tmp_path / "brief.pdf")
    said = " ".join(PdfReader(tmp_path / "brief.pdf").pages[0].extract_text().split())
    assert "8,154+ 12,345 (12,000–13,000) −4,191 (−34 %) 1,234.5 +6,919.5 (+561 %)" in said.replace("\u00a0", " ")


def test_a_pdf_that_cannot_be_written_is_a_sentence(page, tmp_path, qapp):
    with pytest.raises(UserError, match="cannot be written"):
        write_pdf(page, tmp_path / "nowhere" / "brief.pdf")


def test_the_document_takes_pictures_from_the_page_alone(page, qapp, tmp_path):
    document = BriefDocument(page, width=600)
    assert document.loadResource(2, QUrl("chart.svg")).width() > 600
    secret = tmp_path / "secret.png"
    image_of('<svg xmlns="http://www.w3.org/2000/svg"/>', width=50, height=50, sharpness=1).save(str(secret))
    assert document.loadResource(2, QUrl.fromLocalFile(str(secret))).width() == 1


def test_the_chart_is_drawn_in_the_colours_of_its_types(page, qapp):
    drawing = page.pictures["chart"]
    image = image_of(drawing.svg, width=drawing.width, height=drawing.height, sharpness=1)
    seen = {image.pixelColor(x, y).name() for x in range(0, drawing.width, 3) for y in range(0, drawing.height, 2)}
    for kind in (EventType.AIRSTRIKE, EventType.SHELLING, EventType.GROUND_ASSAULT):
        assert COLOURS[kind][0] in seen


@pytest.fixture
def preview(context, settled, qtbot):
    def show(day=None):
        dialog = BriefPreview(context=context, day=day)
        dialog.show()
        settled()
        return dialog

    return show


def test_the_preview_shows_the_last_day_and_follows_corrections(context, two_reports, preview, settled):
    dialog = preview()
    assert dialog.day.day == TOLD
    assert "No attack counts" in dialog.paper.toPlainText()
    workbench = context.workbench
    ids = [row.stored.id for row in events.list_events(workbench, matching=EventFilter(report_ids=frozenset(two_reports[:1])))]
    context.tasks.submit(lambda: review.accept_events(workbench, event_ids=ids))
    settled()
    said = dialog.paper.toPlainText()
    assert "578" in said  # 16 airstrikes, 559 attacks, 3 assaults; the shelling is part of the attacks
    assert "Northern Command" in said
    dialog.later.click()
    settled()
    assert "No report covers this day" in dialog.paper.toPlainText()
    dialog.close()


def test_the_preview_saves_what_it_shows(two_reports, preview, tmp_path, settled):
    dialog = preview(TOLD)
    dialog.proposals.click()
    settled()
    dialog.save(tmp_path / "brief.html")
    dialog.save(tmp_path / "brief.pdf")
    assert "Southern Command" in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="HTML or PDF"):
        dialog.save(tmp_path / "brief.doc")
    dialog.close()


def test_without_a_report_there_is_nothing_to_save(preview):
    dialog = preview()
    assert "no report yet" in dialog.paper.toPlainText()
    assert not dialog.accept_button.isEnabled()
    dialog.close()
