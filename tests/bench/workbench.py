"""The review screen at work: paste to highlights, opening, deciding, scrolling, against a plain editor with the same text."""

import os
import resource
import statistics
import tempfile
import time
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services import library
from analyst_app.services.workbench import now
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import collecting_on_a_timer, make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.theme import Theme
from bench.measure import Figure, best_of

SENTENCE = "Russian forces shelled Kupiansk three times on Monday, the regional command said. "
MARKS = ((0, 14, Label.ACTOR), (15, 22, Label.ATTACK), (23, 31, Label.LOCATION), (32, 37, Label.QUANTITY))
RUNS = 5
FRAMES = 200
GROUP = "workbench"
PARAGRAPH = 9
"""Sentences between two line breaks."""


def marked(*, spans, characters, events, days_later=0):
    """A report of about so many characters, with spans and events spread over it."""
    sentences = max(-(-spans // len(MARKS)), -(-characters // len(SENTENCE)))
    pieces = [SENTENCE if (n + 1) % PARAGRAPH else SENTENCE.rstrip() + "\n\n" for n in range(sentences)]
    text, starts = "".join(pieces), [0, *accumulate(map(len, pieces))]
    every = sentences * len(MARKS) / spans
    chosen = sorted({round(n * every) for n in range(spans)})
    spots = [(starts[n // len(MARKS)], MARKS[n % len(MARKS)]) for n in chosen if n // len(MARKS) < sentences]
    entities = tuple(Entity(Span(at + first, at + last), label, text[at + first : at + last]) for at, (first, last, label) in spots)
    day = now().date() + timedelta(days=days_later)
    told = [starts[round(n * sentences / events)] for n in range(events)]
    shelled = tuple(
        Event(
            f"e{n}",
            EventType.SHELLING,
            DateSpan.day(day),
            Span(at + 15, at + 22),
            Estimate.exactly(3 + n),  # or they would all be one act told again and again
            actor="Russia",
            evidence=(Evidence("count", Span(at + 32, at + 37)), Evidence("actor", Span(at, at + 14))),
        )
        for n, at in enumerate(told)
    )
    report = Report(f"marked-{spans}-{characters}", text, day, f"{spans} spans")
    return Extraction(report, day, entities, shelled, Versions("b", "b", "b", "b"))


class Paints(QObject):
    """Stops an event loop when a widget has been painted while a condition holds."""

    def __init__(self, viewport, holds):
        super().__init__(viewport)
        self._viewport, self._holds = viewport, holds
        self._loop = QEventLoop()
        viewport.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._holds():
            # The filter hears of it before it happens; what is posted now comes after.
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def wait(self):
        QTimer.singleShot(60_000, self._loop, self._loop.quit)
        self._loop.exec()
        assert self._holds(), "waited in vain"
        self.stop()

    def stop(self):
        self._viewport.removeEventFilter(self)


def figures():
    application = make_application()
    window = MainWindow(theme=Theme(application, appearance="light"))
    driver = Driver(window)
    with tempfile.TemporaryDirectory() as folder, collecting_on_a_timer(application):
        driver.open(Path(folder) / "bench.sqlite")
        workbench = driver.session.context.workbench
        driver.wait_until(lambda: workbench.ready, "the model to load")
        yield _pasted(driver, workbench)
        small = _stored(workbench, marked(spans=60, characters=3_500, events=10, days_later=-3))
        yield from _opened_small(driver, small)
        middle = marked(spans=2_000, characters=100_000, events=20, days_later=-9)
        yield from _opened(driver, _stored(workbench, middle), middle, name="100 kB, 2,000 spans", later=60, whole=300)
        large = marked(spans=20_000, characters=1_000_000, events=200, days_later=-6)
        large_id = _stored(workbench, large)
        yield from _opened(driver, large_id, large, name="1 MB, 20,000 spans", later=100, whole=1000)
        yield from _decided(driver, large_id)
        yield _scrolled(driver, large.report.text)
        yield _next(driver, workbench)
        yield Figure(GROUP, "peak memory with the window", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
        window.close()


def _pasted(driver, workbench):
    sample = library.sample_reports()[0].read_text(encoding="utf-8")
    copies = iter(range(100))

    def paste():
        library.paste_report(workbench, text=f"{sample}\n{next(copies)}\n")
        newest = library.list_reports(workbench, order=library.ReportOrder.IMPORTED, limit=1)[0]
        driver.session.screens.open_report(newest.id)
        driver.settle()
        driver.window.grab()

    nlp = workbench.engine.extractor().nlp
    return Figure(GROUP, "one report from paste to highlights", best_of(RUNS, paste), "s", best_of(RUNS, lambda: nlp(sample)))


def _stored(workbench, extraction):
    with workbench.database.unit_of_work("Import") as uow:
        return uow.reports.add(extraction.report, extraction, imported_at=now())


def _times(driver, report_id, spans):
    """From asking for a report until its text is painted, and until all its spans are; in milliseconds."""
    page = driver.session.screens.page(Screen.REVIEW)
    text = page.text_panel.text
    page.clear()
    text.set_report("")
    text.set_entities(())
    driver.settle()
    first = Paints(text.viewport(), lambda: text.document().characterCount() > 1)
    whole = Paints(text.viewport(), lambda: text.span_count() == spans)
    began = time.perf_counter()
    driver.session.screens.open_report(report_id)
    first.wait()
    shown = time.perf_counter()
    whole.wait() if text.span_count() != spans else whole.stop()
    placed = time.perf_counter()
    driver.settle()
    return (shown - began) * 1000, (placed - began) * 1000


def _plain(words, size):
    """How long a plain editor of a size takes to show the same text, in milliseconds."""
    plain = QPlainTextEdit()
    plain.resize(size)
    plain.show()
    QCoreApplication.processEvents()
    painted = Paints(plain.viewport(), lambda: plain.document().characterCount() > 1)
    began = time.perf_counter()
    plain.setPlainText(words)
    painted.wait()
    spent = (time.perf_counter() - began) * 1000
    plain.hide()
    plain.deleteLater()
    return spent


def _size(driver):
    return driver.session.screens.page(Screen.REVIEW).text_panel.text.size()


def _opened_small(driver, report_id):
    rounds = [_times(driver, report_id, 60) for _ in range(RUNS)]
    yield Figure(GROUP, "open 500 words, 60 spans, 10 events", statistics.median(whole for _, whole in rounds), "ms", 80.0, 1.0)


def _opened(driver, report_id, extraction, *, name, later, whole):
    spans, words = len(extraction.entities), extraction.report.text
    rounds = [(_plain(words, _size(driver)), *_times(driver, report_id, spans)) for _ in range(RUNS)]
    floor, first, placed = (statistics.median(column) for column in zip(*rounds, strict=True))
    yield Figure(GROUP, f"{name}: first paint, plain + {later} ms", first, "ms", floor + later, 1.0)
    yield Figure(GROUP, f"{name}: all spans", placed, "ms", float(whole), 1.0)


def _decided(driver, report_id):
    """Accept, reject and correct, each from the key until it is saved and painted."""
    driver.session.screens.open_report(report_id)
    driver.settle()
    page = driver.session.screens.page(Screen.REVIEW)
    session = page.session
    for name, act, key in (
        ("accept", ReviewState.CONFIRMED, Qt.Key.Key_A),
        ("reject", ReviewState.REJECTED, Qt.Key.Key_R),
    ):
        spent = [_saved(driver, session, lambda key=key: QTest.keyClick(page.events_panel.list, key)) for _ in range(RUNS)]
        assert any(stored.state is act for stored in session.events)
        yield Figure(GROUP, f"1 MB: {name} one event until saved and painted", statistics.median(spent), "ms", 50.0, 1.0)
    ids = [stored.id for stored in session.events[:RUNS]]
    numbers = iter(range(10, 100))
    spent = [_saved(driver, session, lambda id_=id_: page._commands.correct(id_, "count", Estimate.exactly(next(numbers)))) for id_ in ids]
    yield Figure(GROUP, "1 MB: correct one count until saved and painted", statistics.median(spent), "ms", 50.0, 1.0)


def _saved(driver, session, act):
    loop = QEventLoop()
    connection = session.saving_changed.connect(lambda: loop.quit() if not any(map(session.is_pending, ids)) else None)
    ids = [stored.id for stored in session.events]
    began = time.perf_counter()
    act()
    loop.exec()
    QCoreApplication.processEvents()
    spent = (time.perf_counter() - began) * 1000
    session.saving_changed.disconnect(connection)
    driver.settle()
    return spent


def _frames(view):
    """The slowest twentieth of frames while an editor is scrolled, three lines at a time and then by pages; in milliseconds."""
    bar, spent = view.verticalScrollBar(), []
    bar.setValue(0)
    for number in range(FRAMES):
        began = time.perf_counter()
        bar.setValue(bar.value() + (3 if number < FRAMES // 2 else bar.pageStep()))
        view.viewport().repaint()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[int(FRAMES * 0.95)]


def _scrolled(driver, words):
    text = driver.session.screens.page(Screen.REVIEW).text_panel.text
    plain = QPlainTextEdit()
    plain.resize(text.size())
    plain.setFont(text.font())
    plain.setPlainText(words)
    plain.show()
    QCoreApplication.processEvents()
    rounds = [(_frames(plain), _frames(text)) for _ in range(RUNS)]
    floor, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    plain.close()
    return Figure(GROUP, "1 MB: a frame while scrolling, p95, plain + 6 ms", ours, "ms", floor + 6, 1.0)


def _next(driver, workbench):
    """From the key for the next report, read in advance, until it is painted."""
    page = driver.session.screens.page(Screen.REVIEW)
    reports = [marked(spans=60, characters=3_500 + 90 * n, events=10, days_later=n + 1) for n in range(RUNS + 1)]
    ids = [_stored(workbench, report) for report in reports]
    driver.session.screens.open_report(ids[0])
    spent = []
    for wanted in ids[1:]:
        driver.wait_until(lambda wanted=wanted: page.session.queue.prepared_id == wanted, "the next report to be read in advance")
        driver.settle()
        painted = Paints(page.text_panel.text.viewport(), lambda wanted=wanted: page.session.report_id == wanted)
        began = time.perf_counter()
        QTest.keyClick(page.events_panel.list, "]")
        painted.wait()
        spent.append((time.perf_counter() - began) * 1000)
    return Figure(GROUP, "the next report, read in advance", statistics.median(spent), "ms", 300.0, 1.0)
