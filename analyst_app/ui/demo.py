"""The demo: the real window driven through the sample reports, from import to export, leaving files and screenshots."""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from analyst_app.domain.errors import InputError
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, ReportOrder, ReportRow
from analyst_app.services import library
from analyst_app.ui.dialogs.brief_preview import BriefPreview
from analyst_app.ui.driving import Driver
from analyst_app.ui.gallery import gallery
from analyst_app.ui.main import collecting_on_a_timer, make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.theme import Appearance, Theme

DATABASE = "demo.sqlite"
CSV = "events.csv"
LOOKS = "looks"


def run_demo(out: Path, *, every_look: bool = False) -> Iterator[Path]:
    """Import, review, confirm, chart, map and export the samples, and yield each file as it is written.

    With `every_look`, every screen is shown in every look as well, in a folder of its own. An earlier demo's database in the
    same folder is replaced.

    Raises:
        InputError: where the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob(f"{DATABASE}*"):
            old.unlink()
    except OSError as fault:
        raise InputError(f"The folder {out} cannot be written: {fault.strerror}. Choose another one.") from fault
    qInstallMessageHandler(_tell)
    application = make_application()
    theme = Theme(application, appearance=Appearance.LIGHT)
    window = MainWindow(theme=theme)
    with collecting_on_a_timer(application):
        driver = Driver(window)
        try:
            yield from _tour(driver, theme, out, every_look=every_look)
        finally:
            window.close()
            window.deleteLater()


def _tell(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for the one line that its platform without a display says at every window."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")


def _tour(driver: Driver, theme: Theme, out: Path, *, every_look: bool) -> Iterator[Path]:
    driver.open(out / DATABASE)
    yield driver.picture(out / "first-start.png")
    driver.do("file.samples")
    driver.wait_until(lambda: len(_reports(driver)) == len(library.sample_reports()), "the samples to be imported")
    yield driver.picture(out / "library.png")
    reports = _reports(driver)
    shown = next(report for report in reports if "2023-11-09" in report.key)
    driver.session.screens.open_report(shown.id)
    yield driver.picture(out / "review.png")
    driver.press("A", "A")
    yield driver.picture(out / "review-decided.png")
    for report in reports:
        driver.session.screens.open_report(report.id)
        driver.settle()
        driver.do("review.accept_rest")
    driver.session.screens.show(Screen.EVENTS)
    yield driver.picture(out / "events.png")
    driver.session.screens.show(Screen.CHARTS)
    yield driver.picture(out / "charts.png")
    driver.session.screens.show(Screen.MAP)
    yield driver.picture(out / "map.png")
    yield from _brief(driver, shown, out)
    if every_look:
        yield from gallery(driver, theme, out / LOOKS, report=lambda: driver.session.screens.open_report(shown.id))
    driver.session.write(out / CSV, format="csv", matching=EventFilter(states=frozenset({ReviewState.CONFIRMED})))
    driver.settle()
    yield out / CSV
    yield out / DATABASE


def _brief(driver: Driver, of: ReportRow, out: Path) -> Iterator[Path]:
    """The brief of a report's day, in both formats, and its preview."""
    driver.session.context.filter.put(EventFilter(last_day=of.published))
    driver.do("file.brief")
    preview = driver.window.findChild(BriefPreview)
    assert preview is not None
    for name in ("brief.html", "brief.pdf"):
        preview.save(out / name)
        yield out / name
    preview.grab().save(str(out / "brief.png"))
    yield out / "brief.png"
    preview.close()
    driver.session.context.filter.put(EventFilter())
    driver.settle()


def _reports(driver: Driver) -> tuple[ReportRow, ...]:
    return library.list_reports(driver.session.context.workbench, order=ReportOrder.PUBLISHED, descending=False)
