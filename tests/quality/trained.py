"""Would a small component trained on annotated reports find entities better than the rules do? Five-fold cross-validation tells.

The component is spaCy's own recogniser of entities with its usual small network, trained anew in each fold of the development set.
The rules were written with that set in view, so they are shown on the closed sets as well, which nobody has looked into.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch

from analyst_app.extraction.text.normalise import prepare
from quality.gold import Json
from quality.matching import match_entities
from quality.running import ROOT, predictions
from quality.sets import BY_NAME, SETS

RECORD = ROOT / "docs" / "quality" / "trained.json"
FOLDS = 5
SEED = 2026
ROUNDS = 15


@dataclass(slots=True)
class _Tally:
    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, gold: Sequence[Json], found: Sequence[Json], *, exact: bool) -> None:
        self.right += len(match_entities(gold, found, exact=exact).pairs)
        self.found += len(found)
        self.wanted += len(gold)

    @property
    def f1(self) -> float:
        return round(2 * self.right / (self.found + self.wanted), 4) if self.found + self.wanted else 0.0


def compare() -> Json:
    """Train and test in folds, write `RECORD` and return what it holds."""
    gold = BY_NAME["development"].read()
    order = list(gold)
    random.Random(SEED).shuffle(order)
    component = {exact: _Tally() for exact in (True, False)}
    for fold in range(FOLDS):
        tested = order[fold::FOLDS]
        names = {row["id"] for row in tested}
        nlp = _trained([row for row in order if row["id"] not in names], seed=SEED + fold)
        for row, doc in zip(tested, nlp.pipe(prepare(row["text"]) for row in tested), strict=True):
            found = [{"start": ent.start_char, "end": ent.end_char, "label": ent.label_} for ent in doc.ents]
            for exact, tally in component.items():
                tally.add(row["entities"], found, exact=exact)
    record = {"reports": len(gold), "folds": FOLDS, "seed": SEED, "rounds": ROUNDS, "component": _f1(component)}
    record["rules"] = _f1(_rules(gold))
    record["rules_on_closed_sets"] = _f1(_rules([row for each in SETS if each.closed for row in each.read()]))
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def _f1(tallies: dict[bool, _Tally]) -> Json:
    return {"exact": tallies[True].f1, "overlap": tallies[False].f1}


def _rules(gold: list[Json]) -> dict[bool, _Tally]:
    tallies = {exact: _Tally() for exact in (True, False)}
    for row, found in zip(gold, predictions(gold), strict=True):
        for exact, tally in tallies.items():
            tally.add(row["entities"], found["entities"], exact=exact)
    return tallies


def _trained(gold: Sequence[Json], *, seed: int) -> Language:
    """The shipped pipeline with a recogniser of its own for the contract's labels, trained on these reports."""
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = []
    for row in gold:
        doc = nlp.make_doc(prepare(row["text"]))
        spans = [doc.char_span(e["start"], e["end"], label=e["label"], alignment_mode="expand") for e in row["entities"]]
        reference = doc.copy()
        reference.ents = spacy.util.filter_spans([span for span in spans if span is not None])
        examples.append(Example(doc, reference))
    nlp.initialize(lambda: examples)
    rng = random.Random(seed)
    for _ in range(ROUNDS):
        rng.shuffle(examples)
        for batch in minibatch(examples, size=compounding(2.0, 8.0, 1.05)):
            nlp.update(batch, drop=0.2)
    return nlp
