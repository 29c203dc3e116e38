"""Writes docs/quality.md: every figure in it comes from a run, none is typed by hand."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from quality import ablation, calibrate, diagram, errors, faults, first_run, models, reliability, trained
from quality.gold import Json
from quality.markdown import page, table
from quality.running import ROOT, by_style, extractor, outcomes
from quality.score import Outcome, figures
from quality.sets import SETS, ReportSet
from quality.table import ROWS, Row

PAGE = ROOT / "docs" / "quality.md"
DIAGRAM = ROOT / "docs" / "images" / "reliability.svg"
EXAMPLES = 3
MOST_KINDS = 20
"""Rows of an error table; what is rarer is summed up in one line."""

STYLE_ROWS = tuple(row for row in ROWS if row.bar is not None)
DROP_ROWS = tuple(row for row in ROWS if row.bar is not None and row.path[-1] != "reports_right_in_total")


@dataclass(frozen=True, slots=True)
class Read:
    """One set as it was read: the gold, and how each report came out."""

    set: ReportSet
    gold: list[Json]
    reports: list[Outcome]


def write() -> None:
    """Read all sets and write the page and its diagram."""
    read = [Read(each, gold, outcomes(gold)) for each in SETS if (gold := each.read())]
    DIAGRAM.write_text(_diagram(read), encoding="utf-8")
    PAGE.write_text(
        page(
            *_opening(read),
            *_now(read),
            *_first_runs(read),
            *_styles(read),
            *_trust(read),
            *_errors(read),
            *_stages(read),
            *_models(),
            *_component(),
        ),
        encoding="utf-8",
    )


def unlearned(read: Iterable[Read]) -> list[Outcome]:
    """The reports that nobody has looked into."""
    return [report for each in read if each.set.closed for report in each.reports]


def _all(read: Iterable[Read]) -> list[Outcome]:
    return [report for each in read for report in each.reports]


def _opening(read: list[Read]) -> Iterator[str]:
    yield "# How well reports are read"
    yield (
        "Written by `make quality`; no figure here is typed by hand. The reports are invented, annotated by hand by the rules of "
        "the extraction contract, and lie below `tests/data/`; the scorer is `tests/quality/`. F1 is the harmonic mean of how much "
        "of what is found is right and how much of what there is is found. Field figures are shares right among events found with "
        "their type; a field that is empty on both sides is not counted."
    )
    versions = extractor().versions
    yield (f"Read by program {versions.program}, model {versions.model}, lexicons {versions.lexicons}, gazetteer {versions.gazetteer}.")
    rows = [(each.set.name, each.set.title, str(len(each.gold)), str(sum(len(row["events"]) for row in each.gold))) for each in read]
    yield table(("set", "what it holds", "reports", "events"), rows, words=2)


def _now(read: list[Read]) -> Iterator[str]:
    yield "## Figures by set"
    yield (
        "Bars in the second column; a figure below its bar is set in bold. The rules were written with the development set "
        "in view, and words and rules were added after reading errors of the practice sets: how well unseen reports are "
        "read is told by the held-out set and by the first runs."
    )
    columns = {each.set.name: figures(each.reports) for each in read} | {"in all": figures(_all(read))}
    yield _figures_table(columns)


def _figures_table(columns: dict[str, Json]) -> str:
    rows = [(row.title, _bar(row), *(_cell(row, column) for column in columns.values())) for row in ROWS]
    return table(("figure", "bar", *columns), rows)


def _bar(row: Row) -> str:
    return "" if row.bar is None else f"{'≤' if row.less_is_better else '≥'} {row.write(row.bar)}"


def _cell(row: Row, column: Json) -> str:
    written = row.written(column)
    return f"**{written}**" if row.kept(column) is False else written


def _first_runs(read: list[Read]) -> Iterator[str]:
    records = {each.set.name: (each, row) for each in read if (row := first_run.load(each.set)) is not None}
    if not records:
        return
    yield "## First runs"
    yield (
        "Each set as it came out the first time it was read, by the program of a commit made before anyone had learned from the set. "
        "These figures are written once, by `python -m quality first-run`, and never again; where annotations were corrected later, "
        "the table says so."
    )
    runs = [
        (
            name,
            row["run"],
            f"`{row['commit'][:10]}`",
            row["versions"]["lexicons"],
            "as then" if first_run.digest(each.gold) == row["annotations"] else "corrected since",
            str(row["figures"]["reports"]),
        )
        for name, (each, row) in records.items()
    ]
    yield table(("set", "day", "program of commit", "lexicons", "annotations", "reports"), runs, words=5)
    yield _figures_table({name: row["figures"] for name, (_, row) in records.items()})
    if "other-styles" in records:
        yield "### Styles that the development set lacks, at their first run"
        yield _style_table(records["other-styles"][1]["by_style"].items())


def _styles(read: list[Read]) -> Iterator[str]:
    yield "## Figures by style of report"
    for each in read:
        yield f"### {each.set.name}"
        yield _style_table(by_style(each.reports).items())


def _style_table(styles: Iterable[tuple[str, Json]]) -> str:
    rows = [(style, str(found["reports"]), *(_cell(row, found) for row in STYLE_ROWS)) for style, found in styles]
    return table(("style", "reports", *(_short(row) for row in STYLE_ROWS)), rows)


def _short(row: Row) -> str:
    """A title that fits a narrow column."""
    return {
        "entities_overlap": "entities",
        "entities_exact": "exact span",
        "events_strict": "whole record",
        "reports_right": "counts by type",
        "reports_right_in_total": "counts in total",
        "mean_report_error": "mean error",
    }.get(row.path[0] if row.path[-1] == "f1" else row.path[-1], row.path[0] if row.path[-1] == "f1" else row.path[1].replace("_", " "))


def _trust(read: list[Read]) -> Iterator[str]:
    yield "## How far the confidence shown can be trusted"
    unseen = reliability.records(unlearned(read))
    top = reliability.headline(unseen)
    yield (
        f"Confidence is a probability, fitted on the sets that anyone may learn from and scaled on the set `{calibrate.SCALED_ON}`. "
        f"Of the {top.of} events shown for reports that nobody has looked into, {_percent(top.share)} are shown as sure "
        f"({reliability.SURE:.1f} or more); of these {top.number}, {_percent(top.share_right)} are right as a whole record. "
        f"Confidence and share right lie {reliability.calibration_error(unseen):.3f} apart on average."
    )
    yield f"![Reliability diagram](images/{DIAGRAM.name})"
    yield from _cross_validated()
    yield "What is shown now; of the open sets it is shown by weights that know them."
    groups = {each.set.name: reliability.records(each.reports) for each in read} | {"closed sets": unseen}
    rows = []
    for name, shown in groups.items():
        sure = reliability.headline(shown)
        right = reliability.headline(shown, at_least=0.0).share_right
        apart = f"{reliability.calibration_error(shown):.3f}"
        rows.append((name, str(sure.of), _percent(right), str(sure.number), _percent(sure.share), _percent(sure.share_right), apart))
    yield table(("set", "events shown", "right", "shown ≥ 0.9", "of all", "of these right", "average gap"), rows)
    yield "By field, over the closed sets; a field rightly left empty is right."
    yield table(("field", "shown", "mean confidence", "right", "average gap", "shown ≥ 0.9", "of these right"), _field_rows(read))
    yield "By bucket of confidence: share right, and in brackets how many."
    buckets = list(pairwise(reliability.EDGES))
    yield table(("field", *(f"{low:.2f}–{high:.2f}" for low, high in buckets)), _bucket_rows(read, [low for low, _ in buckets]))


def _cross_validated() -> Iterator[str]:
    if not calibrate.RECORD.exists():
        return
    record = json.loads(calibrate.RECORD.read_text(encoding="utf-8"))
    yield (
        "By five-fold cross-validation, each report judged by weights that were fitted without it (`python -m quality calibrate`): "
        "whole records by set, then each field over all open sets."
    )
    rows = [
        (name, str(row["number"]), _percent(row["right"]), _percent(row["share_sure"]), _percent(row["share_right_of_sure"]))
        for name, row in (*record["sets"].items(), *record["fields"].items())
    ]
    yield table(("set or field", "events", "right", "shown ≥ 0.9", "of these right"), rows)


def _component() -> Iterator[str]:
    if not trained.RECORD.exists():
        return
    record = json.loads(trained.RECORD.read_text(encoding="utf-8"))
    yield "## A trained component instead of rules"
    yield (
        f"spaCy's own recogniser of entities, trained on the development set in {record['folds']} folds "
        f"({record['reports']} reports, seed {record['seed']}; `python -m quality trained`), beside the rules. "
        "It would have to be ahead to be used."
    )
    names = {"component": "component, cross-validated", "rules": "rules, same reports", "rules_on_closed_sets": "rules, closed sets"}
    rows = [(title, f"{record[name]['overlap']:.3f}", f"{record[name]['exact']:.3f}") for name, title in names.items()]
    yield table(("what finds entities", "overlapping span, F1", "exact span, F1"), rows)


def _field_rows(read: list[Read]) -> Iterator[tuple[str, ...]]:
    for name, shown in reliability.by_field(unlearned(read)).items():
        sure = reliability.headline(shown)
        mean = sum(each.sure for each in shown) / len(shown)
        right = sum(each.right for each in shown) / len(shown)
        gap = f"{reliability.calibration_error(shown):.3f}"
        yield name.replace("_", " "), str(len(shown)), f"{mean:.3f}", _percent(right), gap, str(sure.number), _percent(sure.share_right)


def _bucket_rows(read: list[Read], lows: list[float]) -> Iterator[tuple[str, ...]]:
    groups = {"whole record": reliability.records(unlearned(read)), **reliability.by_field(unlearned(read))}
    for name, shown in groups.items():
        found = {each.low: f"{each.right:.0%} ({len(each.shown)})" for each in reliability.buckets(shown)}
        yield name.replace("_", " "), *(found.get(low, "") for low in lows)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _diagram(read: list[Read]) -> str:
    shown = reliability.records(unlearned(read))
    return diagram.reliability(
        reliability.buckets(shown), caption=f"confidence shown for {len(shown)} events of reports that the rules were not written with"
    )


def _errors(read: list[Read]) -> Iterator[str]:
    yield "## What is read wrongly, and how"
    opened = [each for each in read if not each.set.closed]
    yield (
        f"Over the sets {', '.join(each.set.name for each in opened)}; of a closed set, no error is shown to anyone. `python "
        "-m quality errors SET [REPORT …]` (from `tests/`) lists all of them."
    )
    for each in opened:
        errors.refuse_closed(each.set)
    found = [fault for each in opened for report in each.reports for fault in faults.faults(report)]
    for group, kinds in faults.grouped(found).items():
        yield f"### {group.capitalize()}: {sum(len(each) for each in kinds.values())}"
        rows = [
            (kind, cause, str(len(each)), "; ".join(f"{fault.words} ({fault.report[:3]})" for fault in each[:EXAMPLES]))
            for (kind, cause), each in list(kinds.items())[:MOST_KINDS]
        ]
        yield table(("what", "how", "times", "examples"), rows, words=4)
        rest = list(kinds.values())[MOST_KINDS:]
        if rest:
            yield f"{len(rest)} rarer kinds with {sum(len(each) for each in rest)} errors are left out."


def _stages(read: list[Read]) -> Iterator[str]:
    yield "## What each stage adds"
    yield (
        "Each stage in turn is made neutral, for all sets together. The first row holds the figures of the whole; the "
        "others by how much a figure falls without the stage (rises for the mean error), in points of a hundred. A rise is "
        "set in italics."
    )
    (whole, *others) = ablation.table([row for each in read for row in each.gold])
    _, all_of_it = whole
    rows = [("everything", "", *(row.written(all_of_it) for row in DROP_ROWS))]
    rows += [(stage.name, stage.without, *(_drop(row, all_of_it, found) for row in DROP_ROWS)) for stage, found in others]
    yield table(("stage", "without it", *(_short(row) for row in DROP_ROWS)), rows, words=2)


def _drop(row: Row, whole: Json, found: Json) -> str:
    before, after = row.value(whole), row.value(found)
    if before is None or after is None:
        return "–"
    lost = (before - after) * 100 * (-1 if row.less_is_better else 1)
    if abs(lost) < 0.05:
        return "0"
    return f"{lost:.1f}" if lost > 0 else f"*+{-lost:.1f}*"


def _models() -> Iterator[str]:
    rows = models.record()
    if not rows:
        return
    yield "## Language models"
    yield (
        "Written by `make models`, which installs the models that are compared into `build/models` by hash. Speed is that "
        "of the whole extraction on one core, over all sets; memory that of the process. The choice is recorded in "
        "[decisions](decisions/)."
    )
    takes = [
        (
            row["title"],
            row["package"],
            f"{row['megabytes']:.0f} MB",
            f"{row['load_seconds']:.1f} s",
            f"{row['words_per_second']:,}",
            f"{row['peak_memory_megabytes']} MB",
        )
        for row in rows
    ]
    yield table(("model", "package", "size", "load time", "words a second", "peak memory"), takes, words=2)
    yield "In all:"
    yield _figures_table({row["title"]: row["all"] for row in rows})
    for key in ("events_strict", "events"):
        row = next(each for each in ROWS if each.path[0] == key)
        names = list(rows[0]["by_set"])
        yield f"{row.title}, by set:"
        yield table(("model", *names), [(each["title"], *(row.written(each["by_set"][name]) for name in names)) for each in rows])
