from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import ATTACK_TYPES
from analyst_app.domain.rows import CountBy
from analyst_app.services import counts, review
from analyst_app.services.workbench import load_ontology
from analyst_app.ui.charts.axis import DAY, DayAxis, day_at, seconds
from analyst_app.ui.charts.drawing import draw_chart
from analyst_app.ui.charts.hatching import dots, fill, lines
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.charts.plot import ChartPlot, Drawing
from analyst_app.ui.charts.series import chart_data

NINTH = date(2023, 11, 9)


@pytest.fixture
def confirmed(workbench, two_reports):
    for report in two_reports:
        review.accept_rest(workbench, report_id=report)
    return workbench


@pytest.fixture
def plot(qtbot, theme, confirmed):
    made = ChartPlot(theme=theme, ontology=load_ontology())
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.draw(Drawing(chart_data(counts.daily_counts(confirmed), side=None), CountBy.TYPE, "attacks a day"))
    made.show()
    return made


@pytest.mark.parametrize("day", [date(2022, 2, 24), date(2023, 3, 26), date(2023, 10, 29), date(2024, 2, 29)])
def test_a_day_and_its_place_on_the_axis_belong_together(day):
    assert day_at(seconds(day)) == day
    assert day_at(seconds(day) + 0.49 * DAY) == day
    assert day_at(seconds(day) - 0.49 * DAY) == day
    assert day_at(seconds(day) + 0.51 * DAY) == day + timedelta(days=1)


@pytest.mark.parametrize("days", [1, 4, 12, 60, 400, 3000])
def test_ticks_stand_on_whole_days_and_leave_room_for_their_words(qtbot, plot, days):
    axis = next(item for item in plot.scene().items() if isinstance(item, DayAxis))
    first = seconds(NINTH)
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


def test_a_click_on_a_piece_tells_day_side_and_group(qtbot, plot):
    shown = plot._shown[0]
    bar = plot.bar_of(shown.panel, NINTH)
    airstrikes = next(piece for piece in bar.pieces if piece.group == "airstrike")
    place = shown.plot.getViewBox().mapViewToScene(QPointF(seconds(NINTH), airstrikes.best / 2))

    click = SimpleNamespace(scenePos=lambda: place)
    with qtbot.waitSignal(plot.picked) as picked:
        plot._click(click)
    assert picked.args == [NINTH, "Russia", "airstrike"]


def test_the_words_of_a_day_tell_every_value(plot):
    words = plot.words_of(plot._shown[0].panel, NINTH)
    assert words.startswith("2023-11-09 · Russia")
    assert "Airstrike: 34" in words
    assert "Attack: 1,118" in words
    assert "no report" not in words


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_chart_is_written_in_each_format(plot, tmp_path, suffix):
    path = tmp_path / f"chart{suffix}"
    save_picture(plot, path)
    content = path.read_bytes()
    assert {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix] == content[: {".svg": 5}.get(suffix, 4)]
    assert [left.name for left in tmp_path.iterdir() if left.suffix == ".part"] == []
    if suffix == ".svg":
        assert b"Airstrike" in content
        assert b"attacks a day" in content


def test_the_picture_holds_what_the_screen_shows(plot, tmp_path, theme):
    save_picture(plot, tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert theme.type_style("attack").fill.name() in colours


def test_another_suffix_and_an_unwritable_folder_are_told(plot, tmp_path):
    with pytest.raises(UserError, match="PNG, SVG or PDF"):
        save_picture(plot, tmp_path / "chart.gif")
    with pytest.raises(UserError, match="cannot be written"):
        save_picture(plot, tmp_path / "missing" / "chart.png")


def test_drawing_anew_keeps_the_whole_room(qapp, plot, confirmed):
    for _ in range(3):
        plot.draw(Drawing(chart_data(counts.daily_counts(confirmed), side=None), CountBy.TYPE, "attacks a day"))
    qapp.processEvents()
    assert plot._shown[-1].plot.geometry().bottom() > plot.height() - 30


def test_the_command_line_draws_without_a_window(qapp, confirmed, tmp_path):
    from analyst_app.domain.rows import EventFilter

    draw_chart(database=confirmed.database_path, out=tmp_path / "chart.svg", matching=EventFilter())
    assert b"Russia" in (tmp_path / "chart.svg").read_bytes()
    with pytest.raises(UserError, match="No attack counts"):
        draw_chart(database=confirmed.database_path, out=tmp_path / "none.svg", matching=EventFilter(first_day=date(2030, 1, 1)))
