from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services.charts import Against, ChartKind, ChartQuestion, Pick
from analyst_app.services.workbench import load_ontology
from analyst_app.ui.charts.axis import DAY, DayAxis, day_at, seconds
from analyst_app.ui.charts.drawing import draw_chart
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.hatching import dots, fill, lines
from analyst_app.ui.charts.heat import heat_steps, step_of
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.panels import own_scales
from analyst_app.ui.charts.picture import image_of, save_picture
from analyst_app.ui.colours import contrast
from support import chronicle

TENTH = chronicle.FIRST + timedelta(days=10)
PEAK = chronicle.FIRST + timedelta(days=chronicle.PEAK)
QUESTIONS = [
    *({"kind": kind} for kind in ChartKind),
    {"kind": ChartKind.DAYS, "by": CountBy.ACTOR},
    {"kind": ChartKind.HEAT, "by": CountBy.DIRECTION},
    {"kind": ChartKind.COMPARE, "beside": True},
    {"kind": ChartKind.COMPARE, "by": CountBy.ACTOR},
    {"kind": ChartKind.COMPARE, "against": Against.BEFORE},
]


def ident(asked):
    return "-".join(str(value) for value in asked.values())


def spot(plot, panel, day, value):
    """The place of a day and value of a panel in the scene."""
    return plot._shown[panel].plot.getViewBox().mapViewToScene(QPointF(seconds(day), value))


@pytest.mark.parametrize("day", [date(2022, 2, 24), date(2023, 3, 26), date(2023, 10, 29), date(2024, 2, 29)])
def test_a_day_and_its_place_on_the_axis_belong_together(day):
    assert day_at(seconds(day)) == day
    assert day_at(seconds(day) + 0.49 * DAY) == day
    assert day_at(seconds(day) - 0.49 * DAY) == day
    assert day_at(seconds(day) + 0.51 * DAY) == day + timedelta(days=1)


@pytest.mark.parametrize("days", [1, 4, 12, 60, 400, 3000])
def test_ticks_stand_on_whole_days_and_leave_room_for_their_words(draw, days):
    plot, _ = draw()
    axis = plot._shown[-1].plot.getAxis("bottom")
    assert isinstance(axis, DayAxis)
    first = seconds(TENTH)
    ((spacing, ticks),) = axis.tickValues(first, first + days * DAY, 800)
    assert all(seconds(day_at(tick)) == tick for tick in ticks)
    assert len(ticks) <= 20
    written = axis.tickStrings(ticks, 1, spacing)
    assert all(":" not in words for words in written)
    if written:
        assert "202" in written[0]


@pytest.mark.parametrize("pattern", [pattern for pattern in Qt.BrushStyle if pattern.name.endswith("Pattern")])
def test_patterns_stay_inside_their_bar(pattern):
    box = QRectF(13, 7, 31, 42)
    room = box.adjusted(-0.01, -0.01, 0.01, 0.01)
    for line in lines(box, pattern):
        assert room.contains(line.p1())
        assert room.contains(line.p2())
    assert all(box.contains(dot) for dot in dots(box))


def test_attack_types_look_different_in_grey(theme):
    looks = set()
    for kind in sorted(ATTACK_TYPES):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        fill(painter, QRectF(0, 0, 59, 59), theme.type_style(kind))
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        inner = [bytes(grey.constScanLine(y))[12:48] for y in range(12, 48)]
        ground = Counter(value for line in inner for value in line).most_common(1)[0][0]
        # Which pixels are line and which are ground, whatever the colour.
        looks.add(tuple(abs(value - ground) > 8 for line in inner for value in line))
    assert len(looks) == len(ATTACK_TYPES)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_compared_lines_differ_in_more_than_colour_and_heat_steps_in_lightness(theme, appearance):
    theme.choose(appearance=appearance)
    look = Look(theme)
    drawn = [look.line_style(n) for n in range(4)]
    assert len({line.dashes for line in drawn}) == len({line.sign for line in drawn}) == 4
    # 3:1 against the ground is what WCAG 2.2 asks of graphics.
    assert all(contrast(line.colour, look.base) >= 2 for line in drawn)
    tones = [look.heat(step).lightnessF() for step in range(6)]
    assert tones == sorted(tones, reverse=appearance == "light")
    assert min(abs(a - b) for a, b in pairwise(tones)) > 0.05
    assert all(contrast(look.heat(step), look.heat_ink(step)) >= 4.5 for step in range(6))


@pytest.mark.parametrize("most", [1, 2, 5, 17, 150, 4321])
def test_heat_steps_hold_every_number_and_rise(most):
    steps = heat_steps(most)
    assert steps[0] == 1
    assert list(steps) == sorted(set(steps))
    assert steps[-1] <= most
    found = [step_of(number, steps) for number in range(1, most + 1)]
    assert found == sorted(found)


def test_a_small_side_has_a_scale_of_its_own_and_a_similar_one_does_not():
    assert own_scales({"a": 100.0, "b": 30.0, "c": 9.0}) == {"a": 100.0, "b": 100.0, "c": 9.0}


@pytest.mark.parametrize("asked", QUESTIONS, ids=ident)
def test_every_kind_has_titles_and_units_and_paints_something(draw, tmp_path, theme, asked):
    plot, chart = draw(**asked)
    panels = plot.picture.panels
    assert panels
    assert all(panel.title for panel in panels)
    assert all(panel.unit or panel.names for panel in panels)
    assert all(panel.bottom or panel.days for panel in panels)
    assert chart.question.unit.value in plot.picture.named or chart.question.kind is ChartKind.RATE
    save_picture(plot, tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    for shown in plot._shown:
        box = shown.plot.getViewBox().sceneBoundingRect()
        ratio = image.width() / plot.viewport().width()
        colours = {
            image.pixelColor(int(x * ratio), int(y * ratio)).name()
            for x in range(int(box.left()) + 2, int(box.right()) - 2)
            for y in range(int(box.top()) + 2, int(box.bottom()) - 2, 3)
        }
        assert len(colours) > 2, shown.panel.title


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
@pytest.mark.parametrize("asked", QUESTIONS, ids=ident)
def test_what_is_hovered_and_clicked_agrees(qtbot, draw, asked):
    plot, chart = draw(**asked)
    panel = plot._shown[0].panel
    place = QPointF(seconds(TENTH) if panel.days else 5, (panel.low + panel.top) * 0.1)
    if chart.question.against is not None:
        place.setX(seconds(chart.comparison.series[0].first + timedelta(days=3)))
    if chart.question.kind is ChartKind.RATE:
        place.setX(seconds(TENTH + timedelta(days=1)))
    if not panel.days or panel.names:
        place.setY(len(panel.names) - 0.5)
    scene = plot._shown[0].plot.getViewBox().mapViewToScene(place)
    with qtbot.waitSignal(plot.picked) as picked:
        plot._click(SimpleNamespace(scenePos=lambda: scene))
    pick = picked.args[0]
    assert panel.pick(place) == pick
    words = panel.words(place)
    assert words
    with qtbot.waitSignal(plot.hovered) as hovered:
        plot._hover(scene)
    assert hovered.args == [pick]


def test_a_click_on_a_piece_tells_day_side_and_group(draw):
    plot, chart = draw(side="Russia")
    sheet = chart.grid.sheets[0]
    at = chart.grid.place_of(TENTH)
    bottom = 0
    for g, group in enumerate(chart.grid.groups):
        best = int(sheet.best[at, g])
        if best:
            assert plot._shown[0].panel.pick(QPointF(seconds(TENTH), bottom + best / 2)) == Pick(TENTH, TENTH, "Russia", group)
        bottom += best
    assert plot._shown[0].panel.pick(QPointF(seconds(TENTH), bottom + 1)) == Pick(TENTH, TENTH, "Russia", None)


def test_the_words_of_a_day_tell_every_value_and_a_gap_is_no_zero(draw):
    plot, chart = draw(side="Russia")
    words = plot._shown[0].panel.words
    sheet, at = chart.grid.sheets[0], chart.grid.place_of(TENTH)
    said = words(QPointF(seconds(TENTH), 1))
    assert said.startswith(f"{TENTH} · Russia")
    for g, group in enumerate(chart.grid.groups):
        if sheet.best[at, g]:
            assert f"{load_label(group)}: {sheet.best[at, g]} attacks" in said
    assert f"together: {sheet.daily[at]} attacks" in said
    gap, zero = (chartday(n) for n in (20, chronicle.ZERO))
    peak = next(found for found in chart.unusual if found.day == PEAK)
    assert f"unusually many: {peak.usual:,.0f} were to be expected" in words(QPointF(seconds(PEAK), 1))
    assert "unusual" not in said
    assert words(QPointF(seconds(gap), 1)).endswith("no report of this day")
    assert words(QPointF(seconds(zero), 1)).endswith(
        "no attacks counted\nreported: no ground assaults\nunusually few: 126 were to be expected (U says why)"
    )


def chartday(n):
    return chronicle.FIRST + timedelta(days=n)


def load_label(group):
    return load_ontology()[EventType(group)].label


def test_dragging_brushes_days_and_does_not_pan(qtbot, draw):
    plot, _ = draw(side="Russia")
    box = plot._shown[0].plot.getViewBox()
    before = box.viewRange()
    start, end = (box.mapFromView(QPointF(seconds(day) + shift, 20)) for day, shift in ((TENTH, 0), (TENTH + timedelta(days=5), 0.2 * DAY)))
    drag = SimpleNamespace(
        button=lambda: Qt.MouseButton.LeftButton,
        modifiers=lambda: Qt.KeyboardModifier.NoModifier,
        accept=lambda: None,
        buttonDownPos=lambda: end,
        pos=lambda: start,
        isFinish=lambda: True,
    )
    with qtbot.waitSignal(plot.brushed) as brushed:
        box.mouseDragEvent(drag)
    assert brushed.args == [TENTH, TENTH + timedelta(days=5)]
    assert box.viewRange() == before


def test_keys_zoom_and_pan_within_the_days(draw):
    plot, chart = draw(side="Russia")
    assert plot.days_in_view == (chart.grid.first, chart.grid.last)
    plot.zoom(0.5)
    first, last = plot.days_in_view
    assert (last - first).days == pytest.approx(len(chart.grid.covered) / 2, abs=3)
    plot.pan(0.25)
    later = plot.days_in_view
    assert later[0] > first
    assert (later[0] - first).days == pytest.approx((last - first).days / 4, abs=2)
    plot.pan(-50)
    assert plot.days_in_view is None or plot.days_in_view[0] == chart.grid.first


@pytest.mark.parametrize(("kind", "suffix"), [*((kind, ".svg") for kind in ChartKind), (ChartKind.DAYS, ".png"), (ChartKind.HEAT, ".pdf")])
def test_a_chart_is_written_in_each_format(draw, tmp_path, suffix, kind):
    plot, _ = draw(kind)
    path = tmp_path / f"chart{suffix}"
    save_picture(plot, path)
    content = path.read_bytes()
    assert {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix] == content[: {".svg": 5}.get(suffix, 4)]
    assert [left.name for left in tmp_path.iterdir() if left.suffix == ".part"] == []
    if suffix == ".svg":
        for panel in plot.picture.panels:
            assert panel.title.encode() in content
            assert panel.unit.encode() in content


@pytest.mark.parametrize("kind", list(ChartKind))
def test_what_is_written_as_svg_lies_where_the_screen_shows_it(draw, tmp_path, kind):
    plot, _ = draw(kind)
    save_picture(plot, tmp_path / "chart.svg")
    shown = image_of(plot, sharpness=1).convertToFormat(QImage.Format.Format_Grayscale8)
    drawn = QImage(shown.size(), QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    QSvgRenderer(str(tmp_path / "chart.svg")).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    near = [(dx, dy) for dx in range(-3, 4) for dy in range(-3, 4)]
    for one in plot._shown:
        # The words of the value axis: what is dark in one is dark, or near to dark, in the other.
        axis = one.plot.getAxis("left")
        area = QRectF(axis.scenePos(), axis.size()).adjusted(0, 0, -6, 0).toAlignedRect()
        wanted, found = dark(shown.copy(area)), dark(drawn.copy(area))
        assert wanted
        missed = sum(not any((x + dx, y + dy) in found for dx, dy in near) for x, y in wanted)
        assert missed <= 0.1 * len(wanted), one.panel.title


def dark(image):
    return {(x, y) for y in range(image.height()) for x, value in enumerate(bytes(image.constScanLine(y))[: image.width()]) if value < 150}


def test_a_pdf_page_is_as_large_as_the_picture_and_its_words_lie_in_it(draw, tmp_path):
    plot, _ = draw(side="Russia")
    save_picture(plot, tmp_path / "chart.pdf")
    (page,) = PdfReader(tmp_path / "chart.pdf").pages
    inch = plot.logicalDpiX()
    assert float(page.mediabox.width) == pytest.approx(plot.viewport().width() * 72 / inch, abs=1)
    assert float(page.mediabox.height) == pytest.approx(plot.viewport().height() * 72 / inch, abs=1)


def test_another_suffix_and_an_unwritable_folder_are_told(draw, tmp_path):
    plot, _ = draw()
    with pytest.raises(UserError, match="PNG, SVG or PDF"):
        save_picture(plot, tmp_path / "chart.gif")
    with pytest.raises(UserError, match="cannot be written"):
        save_picture(plot, tmp_path / "missing" / "chart.png")


def test_drawing_anew_keeps_the_whole_room(qapp, draw, theme):
    plot, chart = draw()
    for _ in range(3):
        plot.draw(picture_of(chart, look=Look(theme), ontology=load_ontology()))
    qapp.processEvents()
    assert plot._shown[-1].plot.geometry().bottom() > plot.height() - 30


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_command_line_draws_without_a_window(qapp, chronicled, tmp_path, kind):
    draw_chart(database=chronicled.database_path, out=tmp_path / "chart.svg", question=ChartQuestion(kind=kind))
    assert b"Russia" in (tmp_path / "chart.svg").read_bytes()
    draw_chart(database=chronicled.database_path, out=tmp_path / "chart.csv", question=ChartQuestion(kind=kind))
    assert (tmp_path / "chart.csv").read_text(encoding="utf-8").count("Russia") > 1
    nothing = ChartQuestion(kind=kind, matching=EventFilter(first_day=date(2030, 1, 1)))
    with pytest.raises(UserError, match="No attack counts"):
        draw_chart(database=chronicled.database_path, out=tmp_path / "none.svg", question=nothing)
