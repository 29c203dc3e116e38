"""The review screen at work: paste to highlights, opening stored reports, decisions, against a plain editor with the same text."""

import os
import resource
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QPlainTextEdit

from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services import library, review
from analyst_app.services.workbench import now
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.theme import Theme
from bench.measure import Figure, best_of

WORDS = "Russian forces shelled Kupiansk three times on Monday. "


def marked(spans):
    """A text of about 50 characters a span, with that many spans."""
    text = WORDS * spans
    entities = tuple(Entity(Span(n * len(WORDS), n * len(WORDS) + 14), Label.ACTOR, "Russian forces") for n in range(spans))
    day = now().date()
    report = Report(f"marked-{spans}", text, day, f"{spans} spans")
    return report, Extraction(report, day, entities, (), Versions("b", "b", "b", "b"))


def figures():
    application = make_application()
    window = MainWindow(theme=Theme(application, appearance="light"))
    driver = Driver(window)
    with tempfile.TemporaryDirectory() as folder:
        driver.open(Path(folder) / "bench.sqlite")
        workbench = driver.session.context.workbench
        driver.wait_until(lambda: workbench.ready, "the model to load")
        sample = library.sample_reports()[0].read_text(encoding="utf-8")
        copies = iter(range(100))

        def paste():
            library.paste_report(workbench, text=f"{sample}\n{next(copies)}\n")
            newest = library.list_reports(workbench, order=library.ReportOrder.IMPORTED, limit=1)[0]
            driver.session.screens.open_report(newest.id)
            driver.settle()
            window.grab()

        nlp = workbench.engine.extractor().nlp
        yield Figure("workbench", "one report from paste to highlights", best_of(5, paste), "s", best_of(5, lambda: nlp(sample)))
        for spans in (2_000, 20_000):
            report, extraction = marked(spans)
            with workbench.database.unit_of_work("Import") as uow:
                report_id = uow.reports.add(report, extraction, imported_at=now())
            yield _opened(driver, report_id, spans, report.text)
        yield _decided(driver, workbench)
        yield Figure("workbench", "peak memory with the window", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
        window.close()


def _opened(driver, report_id, spans, text):
    plain = QPlainTextEdit()
    plain.resize(800, 700)

    def show_plain():
        plain.setPlainText("")
        plain.setPlainText(text)
        plain.grab()

    def show():
        driver.session.screens.page(Screen.REVIEW).clear()
        driver.session.screens.open_report(report_id)
        driver.settle()
        driver.window.grab()

    return Figure("workbench", f"open a report of {spans:,} spans", best_of(3, show), "s", best_of(3, show_plain))


def _decided(driver, workbench):
    newest = library.list_reports(workbench, order=library.ReportOrder.IMPORTED, descending=False, limit=1)[0]
    driver.session.screens.open_report(newest.id)
    driver.settle()
    (first, *_) = review.open_report(workbench, report_id=newest.id).events
    floor = best_of(5, lambda: review.reopen_events(workbench, event_ids=[first.id]))
    return Figure("workbench", "a decision, from key to saved and painted", best_of(5, lambda: driver.press("A")), "s", floor)
