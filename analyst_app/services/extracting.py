"""The extractor of a workbench: model, lexicons and gazetteer, loaded once, when first needed, on whatever thread needs them.

Nothing of spaCy is imported before `ready_extractor` is called, so the window can show first.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from analyst_app.services.settings import ExtractionSettings

if TYPE_CHECKING:
    from analyst_app.extraction.extract import Extractor
    from analyst_app.gazetteer.gazetteer import Gazetteer


class ExtractionEngine:
    """Builds the extractor and the gazetteer at most once; usable from several threads."""

    def __init__(self, settings: ExtractionSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
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
                self._gazetteer = Gazetteer.open()
            return self._gazetteer

    def extractor(self) -> Extractor:
        """The extractor, loaded when first asked for (about a second).

        Raises:
            UserError: where the chosen language model is not installed.
        """
        gazetteer = self.gazetteer()
        with self._lock:
            if self._extractor is None:
                from analyst_app.extraction.extract import Extractor  # noqa: PLC0415 - spaCy is imported after the window shows

                self._extractor = Extractor.load(self._settings.model, gazetteer=gazetteer)
            return self._extractor

    def close(self) -> None:
        """Let go of the gazetteer's file."""
        with self._lock:
            if self._gazetteer is not None:
                self._gazetteer.close()
            self._gazetteer = self._extractor = None
