"""The extractor of a workbench: model, lexicons and gazetteer, loaded once, when first needed, on whatever thread needs them.

Nothing of spaCy is imported before `extractor` is called, so the window can show first.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analyst_app.domain.errors import InputError
from analyst_app.domain.own_rules import NO_RULES, OwnRules
from analyst_app.domain.reports import Extraction, Report
from analyst_app.paths import user_paths
from analyst_app.services.intake import check_length, read_inputs
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.rules_file import RulesFile
from analyst_app.services.settings import ExtractionSettings

if TYPE_CHECKING:
    from analyst_app.extraction.extract import Extractor
    from analyst_app.gazetteer.gazetteer import Gazetteer


class ExtractionEngine:
    """Builds the extractor and the gazetteer at most once; usable from several threads."""

    def __init__(self, settings: ExtractionSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._rules_file = RulesFile(user_paths().own_rules)
        self._rules_in_use = NO_RULES
        self._extractor: Extractor | None = None
        self._gazetteer: Gazetteer | None = None

    @property
    def ready(self) -> bool:
        """Whether an extraction can start without loading anything first."""
        return self._extractor is not None

    def gazetteer(self) -> Gazetteer:
        """The place names, opened when first asked for."""
        from analyst_app.gazetteer import Gazetteer  # noqa: PLC0415 - opened late on purpose

        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = Gazetteer.open(extra=user_paths().own_places)
            return self._gazetteer

    def own_rules(self) -> OwnRules:
        """The user's own rules as their file has them now.

        Raises:
            InputError: where the file is not understood; the sentence names the line.
        """
        return self._rules_file.rules()

    def extractor(self) -> Extractor:
        """The extractor, loaded when first asked for (about a second), and following the user's own rules when these change.

        Raises:
            UserError: where the chosen language model is not installed, or the rules are not understood.
        """
        gazetteer, rules = self.gazetteer(), self.own_rules()
        with self._lock:
            if self._extractor is not None and rules is not self._rules_in_use:
                self._extractor = self._extractor.with_rules(rules)
            if self._extractor is None:
                from analyst_app.extraction.extract import Extractor  # noqa: PLC0415 - spaCy is imported after the window shows

                self._extractor = Extractor.load(self._settings.model, gazetteer=gazetteer, own_rules=rules)
            self._rules_in_use = rules
            return self._extractor

    def close(self) -> None:
        """Let go of the gazetteer's file."""
        with self._lock:
            if self._gazetteer is not None:
                self._gazetteer.close()
            self._gazetteer = self._extractor = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one input of a headless extraction: the extraction, or why there is none."""

    name: str
    extraction: Extraction | None
    problem: str = ""


def extract_paths(
    *, paths: Sequence[Path], settings: ExtractionSettings, published: date | None = None, progress: Progress = unwatched
) -> Iterator[Extracted]:
    """Extract files and folders without a database, each as it is read; what fails comes last, with its reason."""
    engine = ExtractionEngine(settings)
    inputs = read_inputs(paths, take_extractions=False, published=published)
    try:
        for done, item in enumerate(inputs):
            progress(done, len(inputs.files), item.name)
            yield Extracted(item.name, engine.extractor().extract(item.report))
        yield from (Extracted(name, None, problem) for name, problem in inputs.problems)
        progress(len(inputs.files), len(inputs.files), "")
    finally:
        engine.close()


def extract_text(*, text: str, name: str, settings: ExtractionSettings, published: date | None = None) -> Extraction:
    """Extract one text.

    Raises:
        InputError: where there is none.
    """
    if not text.strip():
        raise InputError("There is no text to read. Give a report's text on standard input.")
    check_length(text)
    engine = ExtractionEngine(settings)
    try:
        return engine.extractor().extract(Report(name, text, published))
    finally:
        engine.close()
