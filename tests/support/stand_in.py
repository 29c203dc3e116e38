"""An extractor that loads at once and does what a report's text tells it to: for tests of how work is shared out."""

import contextlib
import os
import signal
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Extraction, Report, Versions

VERSIONS = Versions("test", "none", "none", "none")
DAY = date(2024, 5, 15)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Takes the place of a `Recipe`. `refused` is why it cannot load; `stillborn` ends any process but that of the test."""

    refused: str = ""
    stillborn: bool = False
    home: int = field(default_factory=os.getpid)

    def gazetteer(self):
        return contextlib.nullcontext()

    def extractor(self, _gazetteer):
        if self.stillborn and os.getpid() != self.home:
            _die()
        if self.refused:
            raise InputError(self.refused)
        return self

    def extract(self, report, *, tell=lambda _done, _of: None):
        for done in range(1, 5):
            tell(done, 4)
        command, _, rest = report.text.partition(" ")
        match command:
            case "die":
                _die()
            case "die-once":
                mark = Path(rest)
                if not mark.exists():
                    mark.touch()
                    _die()
            case "wait":
                signal.pause()
            case "break":
                raise ValueError(report.key)
        return Extraction(report, DAY, (), (), VERSIONS)

    def extract_many(self, reports, *, progress=None):
        yield from map(self.extract, reports)


def texts(*words):
    return [Report(f"r{n}", text) for n, text in enumerate(words)]


def _die():
    os.kill(os.getpid(), signal.SIGKILL)
