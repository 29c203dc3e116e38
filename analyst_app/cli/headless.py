"""Commands that need no window: extract, import, export, counts."""

import argparse
import contextlib
import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from analyst_app.cli import external
from analyst_app.cli.filters import UNITS, chosen_filter, chosen_settings
from analyst_app.cli.passphrase import passphrase_of
from analyst_app.domain.cells import guard
from analyst_app.domain.contract import to_json
from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Extraction
from analyst_app.domain.rows import CountBy, Counts, EventOrder, ImportStatus
from analyst_app.paths import user_paths
from analyst_app.services import counts as counting
from analyst_app.services import duplicates, exporting, library
from analyst_app.services.headless import Extracted, extract_paths, extract_text
from analyst_app.services.progress import Progress
from analyst_app.services.settings import load_settings
from analyst_app.services.workbench import Workbench

STANDARD_INPUT = "-"


def extract(chosen: argparse.Namespace) -> int:
    """Print what is extracted from files, folders or standard input; 1 where some input failed."""
    write = _write_table if chosen.format == "table" else _write_json
    failed = 0
    with _output(chosen.out) as target, _progress_bar("Extracting") as progress:
        for result in _extracted(chosen, progress):
            if result.extraction is None:
                failed += 1
                _complain(result.name, result.problem)
            else:
                write(result.extraction, target)
    return 1 if failed else 0


def bring_in(chosen: argparse.Namespace) -> int:
    """Import files and folders; 1 where some input failed."""
    with _opened(chosen, create=True) as workbench, _progress_bar("Importing") as progress:
        if chosen.external:
            return external.bring_in(workbench, chosen, progress)
        imported = library.import_files(
            workbench, paths=chosen.paths, published=chosen.published, confirm=chosen.confirm, progress=progress
        )
        alike = duplicates.list_lookalikes(workbench, report_ids=imported.changes.report_ids)
    by_status = {status: [o for o in imported.outcomes if o.status is status] for status in ImportStatus}
    for outcome in by_status[ImportStatus.FAILED]:
        _complain(outcome.name, outcome.problem)
    for outcome in by_status[ImportStatus.DUPLICATE]:
        print(f"{outcome.name}: already in the database", file=sys.stderr)
    for pair in alike:
        share = duplicates.percent(pair.alike)
        print(f"“{pair.title}” looks like “{pair.other_title}” of {pair.other_published} ({share} alike): both are kept", file=sys.stderr)
    stored = by_status[ImportStatus.IMPORTED]
    state = "confirmed" if chosen.confirm else "proposed"
    reviewed = [o for o in stored if o.reviewed]
    new = [f"{sum(o.events for o in stored if not o.reviewed)} events {state}"] if len(stored) > len(reviewed) or not stored else []
    kept = [f"{sum(o.events for o in reviewed)} events as they were reviewed"] if reviewed else []
    print(", ".join([f"{len(stored)} report{'' if len(stored) == 1 else 's'} imported", *new, *kept]))
    return 1 if by_status[ImportStatus.FAILED] else 0


def export(chosen: argparse.Namespace) -> int:
    """Write events to a file."""
    with _opened(chosen, create=False) as workbench, _progress_bar("Exporting") as progress:
        written = exporting.export_events(
            workbench,
            path=chosen.out,
            format=chosen.format,
            matching=chosen_filter(chosen),
            columns=chosen.columns,
            order=EventOrder(chosen.order),
            descending=chosen.descending,
            progress=progress,
        )
    print(f"{written.rows} rows written to {chosen.out}")
    for reason, events in written.left_out:
        print(f"left out: {events} events, {reason}", file=sys.stderr)
    return 0


def counts(chosen: argparse.Namespace) -> int:
    """Print daily attack counts; possible duplicates across reports stand beside them."""
    with _opened(chosen, create=False) as workbench:
        matching = chosen_filter(chosen, counted=True)
        result = counting.daily_counts(workbench, matching=matching, by=CountBy(chosen.by), unit=UNITS[chosen.unit])
    {"table": _print_counts, "csv": _print_counts_csv, "json": _print_counts_json}[chosen.format](result)
    return 0


def _extracted(chosen: argparse.Namespace, progress: Progress) -> Iterator[Extracted]:
    chosen_ones = load_settings(user_paths())
    settings = chosen_ones.extraction
    paths = [Path(name) for name in chosen.paths if name != STANDARD_INPUT]
    if STANDARD_INPUT in chosen.paths:
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
            yield Extracted("-", extract_text(text=text, name="stdin", settings=settings, published=chosen.published, progress=progress))
        except (UnicodeDecodeError, InputError) as problem:
            words = str(problem) if isinstance(problem, InputError) else "Standard input is no UTF-8 text. Give the file's name instead."
            yield Extracted("-", None, words)
    if paths:
        yield from extract_paths(
            paths=paths, settings=settings, published=chosen.published, boundary=chosen_ones.days.boundary, progress=progress
        )


@contextlib.contextmanager
def _opened(chosen: argparse.Namespace, *, create: bool) -> Iterator[Workbench]:
    workbench = Workbench.open(
        chosen.database, create=create, settings=chosen_settings(chosen), passphrase=passphrase_of(chosen, chosen.database)
    )
    try:
        yield workbench
    finally:
        workbench.close()


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    try:
        with path.open("w", encoding="utf-8", newline="\n") as target:
            yield target
    except OSError as fault:
        raise InputError(f"{path} cannot be written: {fault.strerror}. Choose another place.") from fault


@contextlib.contextmanager
def _progress_bar(title: str) -> Iterator[Progress]:
    """A bar on a terminal, from half a second on; nothing elsewhere."""
    with tqdm(desc=title, unit="file", delay=0.5, leave=False, disable=None, file=sys.stderr) as bar:

        def show(done: int, total: int, message: str = "") -> None:
            bar.total = total or None
            bar.set_postfix_str(message, refresh=False)
            bar.update(done - bar.n)

        yield show


def _complain(name: str, problem: str) -> None:
    print(f"{name}: {problem}", file=sys.stderr)


def _write_json(extraction: Extraction, target: TextIO) -> None:
    target.write(json.dumps(to_json(extraction), ensure_ascii=False) + "\n")


def _write_table(extraction: Extraction, target: TextIO) -> None:
    target.write(f"{extraction.report.key}  ({extraction.published}, {len(extraction.entities)} entities)\n")
    for event in extraction.events:
        number = "" if event.count is None else str(event.count)
        where = ", ".join(place.label for place in event.places)
        who = f"{event.actor or '?'} → {event.target or '?'}"
        part = f"  part of {event.part_of}" if event.part_of else ""
        target.write(f"  {event.id:4} {event.type:16} {number:>7}  {event.status:9} {event.date!s:21}  {who}  {where}{part}\n")


def _print_counts(result: Counts) -> None:
    print(f"{'day':10}  {result.by.value:24}  {'by':24}  {result.unit.value:>10}  {'low–high':>12}")
    for row in result.rows:
        high = "" if row.high is None else str(row.high)
        print(f"{row.day}  {row.group:24}  {row.actor or 'not said':24}  {row.best:>10}  {f'{row.low}–{high}':>12}")
    if result.duplicates:
        print(f"Possible duplicates across reports: {result.duplicates} acts told by several of them; all are counted.")
    if result.superseded:
        print(f"Left out: {result.superseded} events of reports that later ones replace.")


def _print_counts_csv(result: Counts) -> None:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(["day", result.by.value, "by", "unit", "low", "best", "high", "possible_duplicates"])
    for row in result.rows:
        high = "" if row.high is None else row.high
        writer.writerow([row.day, guard(row.group), guard(row.actor or ""), result.unit.value, row.low, row.best, high, row.doubtful])
    print(table.getvalue(), end="")


def _print_counts_json(result: Counts) -> None:
    table = {
        "by": result.by.value,
        "unit": result.unit.value,
        "window": result.window.value,
        "rows": [{**row._asdict(), "day": str(row.day)} for row in result.rows],
        "zeros": sorted(f"{day} {kind}" for day, kind in result.zeros),
        "possible_duplicates": result.duplicates,
        "superseded": result.superseded,
    }
    print(json.dumps(table, ensure_ascii=False, indent=1))
