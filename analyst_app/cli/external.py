"""The import of other people's events from the command line: `import --external`."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from analyst_app.domain.errors import InputError, UserError
from analyst_app.services import external
from analyst_app.services.external import Candidate, Layout, Part
from analyst_app.services.progress import Progress
from analyst_app.services.workbench import Workbench


def options(parser: argparse.ArgumentParser) -> None:
    """What the import of an external series takes besides files and a database."""
    layouts = [layout.value for layout in Layout]
    parser.add_argument("--external", choices=layouts, help="bring the files in as series to compare with, not as reports")
    parser.add_argument("--name", help="the name of the external series; the file's unless given")
    parser.add_argument(
        "--column", action="append", default=[], type=a_column, metavar="WHAT=NAME", help="which column of an external file says what"
    )
    parser.add_argument("--month-first", action="store_true", help="read 04/05/2023 in an external file as April 5")


def a_column(words: str) -> tuple[Part, str]:
    """A column as `day=Date`.

    Raises:
        argparse.ArgumentTypeError: where that is none.
    """
    part, _, name = words.partition("=")
    known = {one.value.replace(" ", "-"): one for one in Part}
    if part not in known or not name:
        raise argparse.ArgumentTypeError(f"{words!r} names no column; write day=NAME, with one of: {', '.join(known)}")
    return known[part], name


def bring_in(workbench: Workbench, chosen: argparse.Namespace, progress: Progress) -> int:
    """Bring in each file as a series of its own; 1 where one failed, or lines of one made no sense."""
    if chosen.name and len(chosen.paths) > 1:
        raise InputError("A name can be given to one file at a time. Import the files one by one.")
    code = 0
    for path in chosen.paths:
        try:
            found = _looked_into(path, chosen)
            done = external.import_series(workbench, found, name=chosen.name or found.name, progress=progress)
        except UserError as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            code = 1
            continue
        for line in done.problems:
            print(f"{path}: {line}", file=sys.stderr)
        print(external.said_of(done))
        code = 1 if done.left_out else code
    return code


def _looked_into(path: Path, chosen: argparse.Namespace) -> Candidate:
    found = external.look_into(path, layout=Layout(chosen.external))
    columns = {**found.mapping.columns, **dict(chosen.column)}
    for name in columns.values():
        if name not in found.table.header:
            raise InputError(f"There is no column “{name}”. The file has: {', '.join(found.table.header)}.")
    if not found.day_order_known and not chosen.month_first:
        print(f"{path}: no date tells whether its day or its month stands first; the day is taken.", file=sys.stderr)
    return replace(found, mapping=replace(found.mapping, columns=columns, day_first=found.mapping.day_first and not chosen.month_first))
