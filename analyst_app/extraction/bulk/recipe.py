"""What an extractor is made of: small, frozen, and the same in every process. Importing it does not import spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyst_app.domain.own_rules import NO_RULES, OwnRules
from analyst_app.gazetteer import Gazetteer

if TYPE_CHECKING:
    from analyst_app.extraction.extract import Extractor


@dataclass(frozen=True, slots=True)
class Recipe:
    """The model's name, the analyst's own places (a gazetteer's file, None where there is none) and own rules."""

    model: str
    own_places: Path | None = None
    own_rules: OwnRules = NO_RULES

    def gazetteer(self) -> Gazetteer:
        """The place names; to be closed by whoever opens them."""
        return Gazetteer.open(extra=self.own_places)

    def extractor(self, gazetteer: Gazetteer) -> Extractor:
        """Load the extractor: about a second.

        Raises:
            InputError: where the model is not installed.
        """
        from analyst_app.extraction.extract import Extractor  # noqa: PLC0415 - spaCy takes half a second to import

        return Extractor.load(self.model, gazetteer=gazetteer, own_rules=self.own_rules)
