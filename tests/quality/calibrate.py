"""Fits the confidence that is shown: how the signs of a draft weigh, from the annotated reports that anyone may learn from.

Every figure told of the fit is cross-validated: a report is judged by weights that were fitted without it.
"""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.domain import contract
from analyst_app.domain.reports import Report
from analyst_app.extraction import confidence, finish
from analyst_app.extraction.signs import Signs
from quality.gold import Json
from quality.records import fields, strict
from quality.reliability import Shown
from quality.running import ROOT, extractor
from quality.score import outcome
from quality.sets import SETS

WEIGHTS = ROOT / "resources" / "calibration" / "confidence.json"
FOLDS = 5
SEED = 2026
RIDGE = 6.0
"""How strongly weights are held near 0: with some 1,300 events a hundred signs would otherwise learn them by heart."""

_CHECKED_BY = {"places": "first_place"}


@dataclass(frozen=True, slots=True)
class Case:
    """One event that the program found: its signs, and for each thing that is shown whether it was right."""

    report: str
    signs: Signs
    right: Mapping[str, bool]


def cases(gold: Iterable[Json]) -> list[Case]:
    """Every event found in these reports. One that is no event has neither type nor record right; of its fields nothing is said."""
    found: list[Case] = []
    for row in gold:
        seen: list[Signs] = []
        report = Report(row["id"], row["text"], date.fromisoformat(row["published"]))
        with _watched(seen):
            result = contract.to_json(extractor().extract(report))
        found += _judged(row, result, seen)
    return found


class _watched:  # noqa: N801 - read as a phrase: with _watched(seen)
    """Notes the signs of each event in the order in which the program makes them."""

    def __init__(self, seen: list[Signs]) -> None:
        self._seen = seen
        self._usual = finish.confidence_of

    def __enter__(self) -> None:
        def noting(signs: Signs) -> tuple[tuple[str, float], ...]:
            self._seen.append(signs)
            return ()

        finish.confidence_of = noting

    def __exit__(self, *_: object) -> None:
        finish.confidence_of = self._usual


def _judged(row: Json, result: Json, seen: Sequence[Signs]) -> list[Case]:
    pairs = outcome(row, result).events.pairs
    partner = {found["id"]: gold for gold, found in pairs}
    judged = []
    for event, signs in zip(result["events"], seen, strict=True):
        gold = partner.get(event["id"])
        if gold is None:
            right = {"event": False, "type": False}
        else:
            agree = fields(gold, event, pairs)
            right = {name: agree[checked] is not False for name in confidence.FIELDS if (checked := _CHECKED_BY.get(name, name)) in agree}
            right |= {"event": strict(gold, event, pairs), "type": gold["type"] == event["type"]}
        judged.append(Case(row["id"], signs, right))
    return judged


def fit(known: Sequence[Case], field: str) -> confidence.Weights:
    """The weights of one field by ridge-penalised logistic regression (Newton's method)."""
    names = sorted({name for case in known for name in case.signs})
    x, y = _matrix(known, names), np.array([float(case.right[field]) for case in known])
    weights = np.zeros(x.shape[1])
    penalty = np.eye(x.shape[1]) * RIDGE
    penalty[0, 0] = 1e-3
    for _ in range(60):
        shown = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        curvature = x.T @ (x * (shown * (1 - shown) + 1e-9)[:, None]) + penalty
        step = np.linalg.solve(curvature, x.T @ (y - shown) - penalty @ weights)
        weights += step
        if np.abs(step).max() < 1e-7:
            break
    return confidence.Weights(float(weights[0]), {name: float(weight) for name, weight in zip(names, weights[1:], strict=True)})


def _matrix(known: Sequence[Case], names: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    column = {name: at for at, name in enumerate(names, 1)}
    matrix = np.zeros((len(known), len(names) + 1))
    matrix[:, 0] = 1.0
    for at, case in enumerate(known):
        for name, value in case.signs.items():
            if name in column:
                matrix[at, column[name]] = value
    return matrix


def cross_validated(known: Sequence[Case], field: str) -> list[Shown]:
    """What would be shown of each case by weights fitted on the reports of the other folds, and whether it was right."""
    of_field = [case for case in known if field in case.right]
    reports = sorted({case.report for case in of_field})
    random.Random(SEED).shuffle(reports)
    fold = {report: at % FOLDS for at, report in enumerate(reports)}
    shown = []
    for left_out in range(FOLDS):
        weights = fit([case for case in of_field if fold[case.report] != left_out], field)
        shown += [Shown(weights.probability(case.signs), case.right[field]) for case in of_field if fold[case.report] == left_out]
    return shown


def write() -> dict[str, list[Shown]]:
    """Fit every field on all open sets and write the weights; return what cross-validation shows, by field."""
    known = cases(row for each in SETS if not each.closed for row in each.read())
    models = {}
    for field in confidence.FIELDS:
        fitted = fit([case for case in known if field in case.right], field)
        models[field] = {"bias": round(fitted.bias, 3), "signs": {n: round(w, 3) for n, w in fitted.signs.items() if abs(w) >= 0.005}}
    stored = {"events": len(known), "reports": len({case.report for case in known}), "ridge": RIDGE, "models": models}
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    WEIGHTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return {field: cross_validated(known, field) for field in confidence.FIELDS}
