"""`python -m torture.soak`, run from tests/: a year of work in a row, with memory, times and size of the file watched week by week.

3,650 reports of eleven events, 20,000 decisions with undo and redo, charts and exports between them. `--weeks` makes the year shorter
with weeks as full as ever, so that the first one can still be compared with the last.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from torture import page, work
from torture.saying import say

from analyst_app.domain.errors import Stale
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services import counts, events, exporting, history, library, review
from analyst_app.services.charts import ChartQuestion, ask_chart
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.storage.engines import connect

REPORTS, DECISIONS, WEEKS, EVENTS_IN_A_REPORT = 3650, 20_000, 52, 11
GROWTH, SLOWER, LARGER = 0.05, 2.0, 1.2
WARM_UP = 0.25
"""Which part of the run memory may take to find its level."""


class Watch:
    """Times of each kind of work by week, and memory at the end of each week."""

    def __init__(self):
        self.times = defaultdict(lambda: defaultdict(list))
        self.memory = []
        self.week = 0

    def time(self, name, call):
        """Call, and note the processor time of this process, so that a busy machine does not count."""
        before = time.process_time()
        answer = call()
        self.times[name][self.week].append(time.process_time() - before)
        return answer

    def end_week(self):
        gc.collect()
        self.memory.append(psutil.Process().memory_info().rss)
        self.week += 1


class Year:
    """One year on one database."""

    def __init__(self, workbench, folder, *, weeks, share, seed):
        self.workbench, self.folder, self.random, self.watch = workbench, folder, Random(seed), Watch()
        self.weeks = weeks
        self.reports, self.decisions = round(REPORTS / WEEKS * weeks * share), round(DECISIONS / WEEKS * weeks * share)
        self.decided = self.undone = self.number = 0

    def live(self, tell):
        """Work through the weeks."""
        for week in range(self.weeks):
            self.import_until(self.reports * (week + 1) // self.weeks)
            self.decide_until(self.decisions * (week + 1) // self.weeks)
            self.look()
            self.watch.end_week()
            tell(self)

    def import_until(self, number):
        path = self.folder / "incoming.jsonl"
        while self.number < number:
            upto = min(self.number + 10, number)
            work.write_reports(path, range(self.number, upto))
            self.number = upto
            self.watch.time("import ten reports", lambda: library.import_files(self.workbench, paths=[path]))

    def decide_until(self, number):
        while self.decided < number:
            report_id = self.random.randint(max(1, self.number - 80), self.number)
            opened = self.watch.time("open a report", lambda report_id=report_id: review.open_report(self.workbench, report_id=report_id))
            for event in self.random.sample(opened.events, min(5, len(opened.events))):
                self.decide(event)
                if self.random.random() < 0.1:
                    self.step_back()

    def decide(self, event):
        self.decided += 1
        if self.random.random() < 0.25:
            note = f"seen {self.decided}"
            self.watch.time("correct", lambda: review.correct_event(self.workbench, event_id=event.id, field="note", value=note))
            return
        decision = self.random.choice([review.accept_events, review.accept_events, review.reject_events, review.reopen_events])
        self.watch.time("decide", lambda: decision(self.workbench, event_ids=[event.id]))

    def step_back(self):
        for step, name in ((history.undo, "undo"), (history.redo, "redo")):
            try:
                self.watch.time(name, lambda step=step: step(self.workbench))
                self.undone += 1
            except Stale:
                return

    def look(self):
        """What an analyst looks at and hands on in a week; a month of it, since the answer about all days grows with them."""
        month = EventFilter(first_day=work.FIRST, last_day=work.FIRST + timedelta(days=29))
        for _ in range(5):
            self.watch.time("daily counts of a month", lambda: counts.daily_counts(self.workbench, by=CountBy.TYPE, matching=month))
            self.watch.time("chart of a month", lambda: ask_chart(self.workbench, question=ChartQuestion(matching=month)))
            self.watch.time("page of events", lambda: events.list_events(self.workbench, matching=EventFilter(), limit=200))
        target = self.folder / "week.csv"
        one_day = EventFilter(first_day=work.FIRST, last_day=work.FIRST)
        self.watch.time("export of a day", lambda: exporting.export_events(self.workbench, path=target, format="csv", matching=one_day))


def bars(year, path):
    """The three bars: memory, times, size of the file."""
    watch = year.watch
    settled = watch.memory[int(len(watch.memory) * WARM_UP) :]
    growth = settled[-1] / settled[0] - 1
    yield "memory after warm-up", f"{growth:+.1%}", f"grows by less than {GROWTH:.0%}", growth < GROWTH
    for name, weeks in sorted(watch.times.items()):
        first = median(weeks[min(weeks)])
        # A stretch of weeks, as one of them may fall on a busy moment.
        slowest = max(median([t for week in range(n, n + 4) for t in weeks.get(week, ())] or [0]) for n in range(0, year.weeks, 4))
        # Below a millisecond the clock of the processor is too coarse to tell one week from another.
        ratio = slowest / max(first, 0.001)
        told = f"{slowest * 1000:.1f} ms at the slowest, {first * 1000:.1f} ms in the first week"
        yield name, told, f"at most {SLOWER:.0f} × the first week", ratio <= SLOWER
    larger = path.stat().st_size / vacuumed(path)
    yield "size of the file against a freshly vacuumed one", f"{larger:.2f} ×", f"at most {LARGER} ×", larger <= LARGER


def vacuumed(path):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "vacuumed.sqlite"
        with closing(connect(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        return target.stat().st_size


def run(*, weeks, seed, share=1.0, tell=lambda _year: None):
    """Live so many weeks, each with that share of a full one's work; the figures to keep."""
    began = time.monotonic()
    work.EVENTS_IN_A_REPORT = EVENTS_IN_A_REPORT
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        os.environ["ANALYST_APP_HOME"] = str(folder / "home")
        path = folder / "events.sqlite"
        with closing(Workbench.open(path, settings=Settings(), analyst="soak")) as workbench:
            # As in the window: the language model and the gazetteer are there from the start.
            workbench.warm_up()
            year = Year(workbench, folder, weeks=weeks, share=share, seed=seed)
            year.live(tell)
        found = [dict(zip(("what", "measured", "bar", "held"), bar, strict=True)) for bar in bars(year, path)]
        with closing(connect(path)) as connection:
            (number,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return {
        "weeks": weeks,
        "reports": year.number,
        "events": number,
        "decisions": year.decided,
        "undone": year.undone,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "bars": found,
    }


def main(arguments):
    """Run what was asked for; 1 where a bar was not held."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--window", type=int, default=60, help="minutes' worth of work through the window; 0 for none")
    parser.add_argument("--write", action="store_true", help="write docs/reliability.md")
    chosen = parser.parse_args(arguments)

    def tell(year):
        told = f"week {year.watch.week} of {year.weeks}, {year.number:,} reports, {year.decided:,} decisions"
        say(f"\r{told}, {year.watch.memory[-1] / 2**20:,.0f} MB")

    figures = run(weeks=chosen.weeks, seed=chosen.seed, tell=tell)
    say("\n")
    if chosen.window:
        from torture.window import through_the_window

        figures["bars"] += through_the_window(minutes=chosen.window, seed=chosen.seed)
    page.keep("soak", figures)
    if chosen.write:
        page.write()
    for line in figures["bars"]:
        say(f"{'held' if line['held'] else 'NOT HELD':9} {line['what']}: {line['measured']} ({line['bar']})\n")
    return 0 if all(line["held"] for line in figures["bars"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
