"""The extractor of a workbench: model, lexicons and gazetteer, loaded once, when first needed, on whatever thread needs them.

Nothing of spaCy is imported before `extractor` is called, so the window can show first.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from analyst_app.domain.own_rules import NO_RULES, OwnRules
from analyst_app.paths import user_paths
from analyst_app.services.rules_file import RulesFile
from analyst_app.services.settings import ExtractionSettings

if TYPE_CHECKING:
    from analyst_app.extraction.bulk.recipe import Recipe
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

    def recipe(self) -> Recipe:
        """What the extractor is made of, for other processes.

        Raises:
            UserError: where the rules are not understood.
        """
        from analyst_app.extraction.bulk.recipe import Recipe  # noqa: PLC0415 - opened late, as the gazetteer is

        return Recipe(self._settings.model, own_places=user_paths().own_places, own_rules=self.own_rules())

    def close(self) -> None:
        """Let go of the gazetteer's file."""
        with self._lock:
            if self._gazetteer is not None:
                self._gazetteer.close()
            self._gazetteer = self._extractor = None
