"""`make quality`, and the questions that one asks while working at the extraction: figures, errors, first runs."""

import argparse
import sys
from collections.abc import Callable

from quality import calibrate, errors, first_run, models, page, trained
from quality.gold import GoldError
from quality.running import ROOT, outcomes
from quality.score import figures
from quality.sets import BY_NAME
from quality.table import ROWS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.set_defaults(act=_page)
    commands = parser.add_subparsers()
    _command(commands, "figures", _figures, "print the figures of sets").add_argument("sets", nargs="*", type=_known, metavar="SET")
    wrong = _command(commands, "errors", _errors, "print what was read wrongly, by report")
    wrong.add_argument("set", choices=BY_NAME)
    wrong.add_argument("report", nargs="*", help="the start of a report's name")
    first = _command(commands, "first-run", _first_run, "read a set for the first time and write its figures down")
    first.add_argument("set", choices=BY_NAME)
    first.add_argument("--program", default="HEAD", metavar="COMMIT", help="the program to read with, as it was committed (%(default)s)")
    _command(commands, "calibrate", _calibrate, "fit the confidence that is shown, on the sets that are open")
    _command(commands, "models", _models, "compare the language models in build/models and write their figures down")
    _command(commands, "trained", _trained, "train a recogniser of entities in five folds and hold it against the rules")
    chosen = parser.parse_args()
    try:
        chosen.act(chosen)
    except (GoldError, errors.Closed, first_run.AlreadyRun, first_run.NotComplete, models.NotInstalled) as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, act: Callable[[argparse.Namespace], None], says: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=says, description=says)
    command.set_defaults(act=act)
    return command


def _known(name: str) -> str:
    if name not in BY_NAME:
        raise argparse.ArgumentTypeError(f"there is no set {name}; the sets are {', '.join(BY_NAME)}")
    return name


def _page(_: argparse.Namespace) -> None:
    page.write()
    print(f"Written: {page.PAGE.relative_to(ROOT)}, {page.DIAGRAM.relative_to(ROOT)}")


def _calibrate(_: argparse.Namespace) -> None:
    record = calibrate.write()
    print(f"{'':16}{'of':>7}{'right':>8}{'>= 0.9':>8}{'of them right':>15}")
    for name, row in (*record["sets"].items(), *record["fields"].items()):
        print(f"{name:16}{row['number']:>7}{row['right'] or 0:>8.3f}{row['share_sure'] or 0:>8.3f}{row['share_right_of_sure'] or 0:>15.3f}")


def _trained(_: argparse.Namespace) -> None:
    record = trained.compare()
    for name in ("component", "rules", "rules_on_closed_sets"):
        print(f"{name:24}{record[name]['overlap']:>8}{record[name]['exact']:>8}")


def _models(_: argparse.Namespace) -> None:
    for row in models.compare():
        print(f"{row['title']:34}{row['words_per_second']:>8} words/s{row['all']['events_strict']['f1']:>8} whole records right")


def _figures(chosen: argparse.Namespace) -> None:
    gold = {name: reports for name in chosen.sets or BY_NAME if (reports := BY_NAME[name].read())}
    found = {name: figures(outcomes(reports)) for name, reports in gold.items()}
    print(f"{'':44}{'bar':>8}" + "".join(f"{f'{name} ({len(gold[name])})':>20}" for name in found))
    for row in ROWS:
        cells = "".join(f"{row.written(each) + (' !' if row.kept(each) is False else '  '):>20}" for each in found.values())
        print(f"{row.title:44}{'' if row.bar is None else row.write(row.bar):>8}{cells}")


def _errors(chosen: argparse.Namespace) -> None:
    errors.refuse_closed(BY_NAME[chosen.set])
    for report in outcomes(BY_NAME[chosen.set].read()):
        if not chosen.report or report.report.startswith(tuple(chosen.report)):
            for line in errors.lines(report):
                print(f"{report.report}: {line}")


def _first_run(chosen: argparse.Namespace) -> None:
    row = first_run.record(BY_NAME[chosen.set], program=chosen.program)
    print(*(f"{each.title:44}{each.written(row['figures']):>8}" for each in ROWS), sep="\n")


if __name__ == "__main__":
    sys.exit(main())
