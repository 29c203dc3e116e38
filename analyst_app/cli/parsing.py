"""What the command line accepts. One function builds it all, so that the documentation can be checked against it."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from analyst_app import __version__
from analyst_app.cli import brief, external, filters, gazetteer, headless, maintenance, passphrase, rules, window
from analyst_app.domain.rows import CountBy, EventOrder
from analyst_app.services.charts import ChartKind
from analyst_app.services.exporting import COLUMNS, FORMATS

Command = Callable[[argparse.Namespace], int]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The chosen command with its options; exits with code 2 and a sentence where they make no sense."""
    named = bool(arguments) and (arguments[0] in COMMANDS or arguments[0] in {"-h", "--help", "--version"})
    # Without a command's name the arguments are files to open: `analyst-app report.txt`.
    return build_parser().parse_args(arguments if named else ["window", *arguments])


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(prog="analyst-app", description="Turn situation reports into reviewed, countable events, offline.")
    parser.add_argument("--version", action="version", version=f"analyst-app {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (explained, add_options, command) in COMMANDS.items():
        sub = commands.add_parser(name, help=explained, description=explained)
        add_options(sub)
        sub.set_defaults(command=command)
    return parser


def a_day(words: str) -> date:
    """A date as YYYY-MM-DD.

    Raises:
        argparse.ArgumentTypeError: where there is no such day.
    """
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no day {words!r}; write it as 2023-11-09") from None


def _database(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--database", type=Path, required=required, metavar="FILE", help="the database of events")
    if required:  # the window asks for itself
        passphrase.options(parser)


def _window(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="reports to open")
    _database(parser, required=False)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for database, CSV and screenshots")
    parser.add_argument(
        "--every-look", action="store_true", help="show every screen in every look as well: dark, high contrast, large text"
    )


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, or - for standard input")
    parser.add_argument("--published", type=a_day, metavar="DATE", help="the date of reports that name none")
    parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of the terminal")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
    _database(parser)
    parser.add_argument("--published", type=a_day, metavar="DATE", help="the date of reports that name none")
    parser.add_argument("--confirm", action="store_true", help="store events as confirmed, not as proposals")
    external.options(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _database(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    filters.filters(parser, a_day=a_day)
    filters.window(parser)
    parser.add_argument(
        "--columns", type=_names, default=COLUMNS, metavar="NAME,NAME,…", help="which columns of the event table, in which order"
    )
    orders = [order.value for order in EventOrder]
    parser.add_argument("--order", choices=orders, default=EventOrder.DATE.value, help="what the rows are sorted by: the date unless given")
    parser.add_argument("--descending", action="store_true", help="the last or largest first")


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split(",") if name.strip())


def _counts(parser: argparse.ArgumentParser) -> None:
    _database(parser)
    parser.add_argument("--by", choices=[by.value for by in CountBy], default=CountBy.TYPE.value)
    filters.unit(parser)
    filters.filters(parser, a_day=a_day)
    filters.window(parser)
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _chart(parser: argparse.ArgumentParser) -> None:
    _database(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE.png|.svg|.pdf|.csv", help="picture, or the figures behind it as CSV"
    )
    parser.add_argument("--kind", choices=[kind.value for kind in ChartKind], default=ChartKind.DAYS.value)
    parser.add_argument("--by", choices=[by.value for by in CountBy], default=CountBy.TYPE.value)
    parser.add_argument("--external", nargs="+", default=[], metavar="NAME", help="series to compare with, of the kind compare")
    filters.unit(parser)
    filters.filters(parser, a_day=a_day)
    filters.window(parser)


def _brief(parser: argparse.ArgumentParser) -> None:
    _database(parser)
    parser.add_argument("--date", type=a_day, required=True, metavar="DATE", help="the day")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.html|.pdf")
    filters.filters(parser)
    filters.window(parser)


def _db(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, (explained, action) in maintenance.ACTIONS.items():
        sub = actions.add_parser(name, help=explained, description=explained)
        if name == "restore":
            sub.add_argument("backup", type=Path, metavar="BACKUP")
        if name == "salvage":
            sub.add_argument("database", type=Path, metavar="FILE", help="the damaged database")
            passphrase.options(sub)
        else:
            _database(sub)
        if name in ("salvage", "decrypt"):
            sub.add_argument("--out", type=Path, required=True, metavar="FILE")
        if name == "encrypt":
            sub.add_argument("--new-passphrase-fd", type=int, metavar="N", help="read the new passphrase from this open file")
        sub.set_defaults(action=action)


def _gazetteer(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    lookup = actions.add_parser("lookup", help="what a place name stands for")
    lookup.add_argument("name", metavar="NAME")
    lookup.set_defaults(action=gazetteer.lookup)
    bring = actions.add_parser("import", help="add places from a GeoNames dump (UA.txt, UA.zip) or a CSV of your own")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.set_defaults(action=gazetteer.bring_in)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Command]] = {
    "window": ("open the window (the command's name may be left out)", _window, window.open_window),
    "demo": ("drive the real window through the sample reports", _demo, window.demo),
    "extract": ("print the entities and proposed events of reports", _extract, headless.extract),
    "import": ("read, extract and store reports", _import, headless.bring_in),
    "export": ("write reviewed events to a file", _export, headless.export),
    "counts": ("print daily attack counts", _counts, headless.counts),
    "chart": ("draw the daily attack counts into a file", _chart, window.chart),
    "brief": ("write the daily brief of a day", _brief, brief.brief),
    "db": ("look after a database", _db, lambda chosen: int(chosen.action(chosen))),
    "gazetteer": ("look up place names, or add some", _gazetteer, lambda chosen: int(chosen.action(chosen))),
    "rules": ("your own names of parties, weapons, organisations and places", rules.options, lambda chosen: int(chosen.action(chosen))),
}
