"""How sure a proposal is of each field and of the whole record, as a probability: the signs of the draft, weighed.

The weights are in `resources/calibration/confidence.json`, fitted on annotated reports and scaled on others that no rule was learned
from; how far they can be trusted is told in `docs/quality.md`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp

import numpy as np
import numpy.typing as npt

from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.extraction.events.signs import Signs
from analyst_app.resources import resource

FIELDS = ("event", *(name for name in EVENT_FIELDS if name != "note"))
"""What a confidence is given for: the whole record ("event") and each field."""

LEAST, MOST = 0.02, 0.99
"""Nothing is certain from a few hundred annotated events."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: the log odds without any sign, and what each sign adds to them."""

    bias: float
    signs: Mapping[str, float]

    def odds(self, seen: Signs) -> float:
        """The log odds that the thing is right."""
        return self.bias + sum(self.signs.get(name, 0.0) * value for name, value in seen.items())

    def probability(self, seen: Signs) -> float:
        """The probability that the thing is right, between `LEAST` and `MOST`."""
        return _bounded(self.odds(seen))


def confidence_of(seen: Signs) -> tuple[tuple[str, float], ...]:
    """The confidence of "event" and of each field, as `domain.Event.confidence` holds it."""
    table = _table()
    known = [name for name in seen if name in table.rows]
    values = np.array([seen[name] for name in known])
    odds = table.biases + values @ table.weights[[table.rows[name] for name in known]]
    return tuple(sorted((name, round(_bounded(float(each)), 3)) for name, each in zip(FIELDS, odds, strict=True)))


def _bounded(odds: float) -> float:
    return min(MOST, max(LEAST, 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))))


@dataclass(frozen=True, slots=True)
class _Table:
    """The weights of all fields side by side, a row for each sign: fourteen sums over forty signs at once."""

    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    biases: npt.NDArray[np.float64]


@lru_cache(1)
def _table() -> _Table:
    fitted = load()
    names = sorted({sign for weights in fitted.values() for sign in weights.signs})
    weights = np.array([[fitted[field].signs.get(name, 0.0) for field in FIELDS] for name in names])
    return _Table({name: row for row, name in enumerate(names)}, weights, np.array([fitted[field].bias for field in FIELDS]))


@lru_cache(1)
def load() -> Mapping[str, Weights]:
    """The fitted weights, by field."""
    stored = json.loads(resource("calibration/confidence.json").read_text(encoding="utf-8"))
    return {name: Weights(model["bias"], model["signs"]) for name, model in stored["models"].items()}
