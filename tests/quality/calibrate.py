"""Fits the confidence that is shown: how the signs of a draft weigh, from the annotated reports that anyone may learn from.

The rules were written with those reports in view and read them better than others, so the confidence of the whole record is scaled
afterwards on a set that no rule was learned from. Every figure told of the fit is cross-validated: a report is judged by weights that
were fitted without it.
"""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.domain import contract
from analyst_app.domain.reports import Report
from analyst_app.extraction.events import confidence, finish
from analyst_app.extraction.events.signs import Signs
from quality.gold import Json
from quality.records import fields, strict
from quality.reliability import Shown, buckets, headline
from quality.running import ROOT, extractor
from quality.score import outcome
from quality.sets import BY_NAME, SETS

RECORD = ROOT / "docs" / "quality" / "calibration.json"
WEIGHTS = ROOT / "resources" / "calibration" / "confidence.json"
FOLDS = 5
SEED = 2026
RIDGE = 10.0
"""How strongly weights are held near 0: with some 1,300 events a hundred signs would otherwise learn them by heart."""

SCALED_ON = "third"
STEADY = 2.0
"""How strongly the scale is held near 1, as there are few events to find it by."""

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


def scaled(weights: confidence.Weights, unlearned: Sequence[Case], field: str = "event") -> confidence.Weights:
    """The weights with log odds shifted and scaled (Platt's method) to fit reports that no rule was learned from."""
    odds = np.array([weights.odds(case.signs) for case in unlearned])
    y = np.array([float(case.right[field]) for case in unlearned])
    x = np.column_stack([np.ones(len(odds)), odds])
    usual, penalty = np.array([0.0, 1.0]), np.diag([1e-3, STEADY])
    by = usual.copy()
    for _ in range(60):
        shown = 1 / (1 + np.exp(-np.clip(x @ by, -30, 30)))
        curvature = x.T @ (x * (shown * (1 - shown) + 1e-9)[:, None]) + penalty
        step = np.linalg.solve(curvature, x.T @ (y - shown) - penalty @ (by - usual))
        by += step
        if np.abs(step).max() < 1e-8:
            break
    shift, scale = float(by[0]), float(by[1])
    return confidence.Weights(shift + scale * weights.bias, {name: scale * weight for name, weight in weights.signs.items()})


def _matrix(known: Sequence[Case], names: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    column = {name: at for at, name in enumerate(names, 1)}
    matrix = np.zeros((len(known), len(names) + 1))
    matrix[:, 0] = 1.0
    for at, case in enumerate(known):
        for name, value in case.signs.items():
            if name in column:
                matrix[at, column[name]] = value
    return matrix


def cross_validated(known: Sequence[Case], field: str, unlearned: Sequence[Case]) -> dict[str, list[Shown]]:
    """What would be shown of each report's cases by weights fitted on the reports of the other folds, and whether it was right."""
    of_field = [case for case in known if field in case.right]
    reports = sorted({case.report for case in of_field})
    random.Random(SEED).shuffle(reports)
    fold = {report: at % FOLDS for at, report in enumerate(reports)}
    shown: dict[str, list[Shown]] = {report: [] for report in reports}
    for left_out in range(FOLDS):
        weights = fit([case for case in of_field if fold[case.report] != left_out], field)
        weights = scaled(weights, unlearned) if field == "event" else weights
        for case in of_field:
            if fold[case.report] == left_out:
                shown[case.report].append(Shown(weights.probability(case.signs), case.right[field]))
    return shown


def write() -> Json:
    """Fit every field on all open sets and write the weights; write down and return what cross-validation shows."""
    unlearned = cases(BY_NAME[SCALED_ON].read())
    known = cases(row for each in SETS if not each.closed for row in each.read())
    models = {}
    for field in confidence.FIELDS:
        fitted = fit([case for case in known if field in case.right], field)
        fitted = scaled(fitted, unlearned) if field == "event" else fitted
        models[field] = {"bias": round(fitted.bias, 3), "signs": {n: round(w, 3) for n, w in fitted.signs.items() if abs(w) >= 0.005}}
    stored = {"events": len(known), "reports": len({case.report for case in known}), "ridge": RIDGE, "models": models}
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    WEIGHTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shown = {field: cross_validated(known, field, unlearned) for field in confidence.FIELDS}
    record = _record(shown)
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def _record(shown: Mapping[str, Mapping[str, list[Shown]]]) -> Json:
    """By field over all open sets; of the whole record by set, too, with the buckets of the diagram."""
    of_event = shown["event"]
    sets = {each.name: [row["id"] for row in each.read()] for each in SETS if not each.closed}
    return {
        "fields": {field: _headline(case for cases in by_report.values() for case in cases) for field, by_report in shown.items()},
        "sets": {name: _headline(case for report in reports for case in of_event.get(report, ())) for name, reports in sets.items()},
        "buckets": [
            {"low": each.low, "high": each.high, "number": len(each.shown), "sure": round(each.sure, 4), "right": round(each.right, 4)}
            for each in buckets(case for cases in of_event.values() for case in cases)
        ],
    }


def _headline(shown: Iterable[Shown]) -> Json:
    everything = list(shown)
    sure = headline(everything)
    right = sum(each.right for each in everything)
    return {
        "number": len(everything),
        "right": round(right / len(everything), 4) if everything else None,
        "share_sure": None if sure.share is None else round(sure.share, 4),
        "share_right_of_sure": None if sure.share_right is None else round(sure.share_right, 4),
    }
