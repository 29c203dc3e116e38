"""Reads annotated reports with the program and compares what comes out with the gold."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from analyst_app.domain import contract
from analyst_app.domain.reports import Report
from analyst_app.extraction.extract import Extractor
from analyst_app.extraction.model.pipeline import DEFAULT_MODEL
from analyst_app.gazetteer import Gazetteer
from quality.gold import Json
from quality.score import Outcome, figures, outcome
from quality.sets import TESTS

ROOT = TESTS.parent


@lru_cache(1)
def extractor() -> Extractor:
    """The program's extractor as it is shipped."""
    return load(DEFAULT_MODEL)


def load(model: str) -> Extractor:
    return Extractor.load(model, gazetteer=gazetteer())


@lru_cache(1)
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, opened once."""
    return Gazetteer.open()


def predictions(gold: Iterable[Json], *, by: Extractor | None = None) -> list[Json]:
    """The program's extraction of each report, as the contract's object."""
    reports = [Report(row["id"], row["text"], date.fromisoformat(row["published"])) for row in gold]
    return [contract.to_json(found) for found in (by or extractor()).extract_many(reports)]


def outcomes(gold: list[Json], *, by: Extractor | None = None) -> list[Outcome]:
    return [outcome(wanted, found) for wanted, found in zip(gold, predictions(gold, by=by), strict=True)]


def by_style(reports: Iterable[Outcome]) -> dict[str, Json]:
    """Style → the figures of its reports, in the order of the styles' names."""
    styles: dict[str, list[Outcome]] = {}
    for report in reports:
        styles.setdefault(report.style or "not said", []).append(report)
    return {style: figures(styles[style]) for style in sorted(styles)}
