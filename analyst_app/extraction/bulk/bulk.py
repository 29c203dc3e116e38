"""Many reports one after another, where one that cannot be read costs no other. Importing it does not import spaCy."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from analyst_app.domain.errors import Cancelled
from analyst_app.domain.reports import Extraction, Report

if TYPE_CHECKING:
    from analyst_app.extraction.extract import Extractor

type Tell = Callable[[int, int, int], None]
"""Told which report of a batch, where one is read alone as long ones are, has how many of how many steps behind it."""

UNREADABLE = "The program failed on this report, which is a bug. Please report it, with the text if you can share it."


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a report: its extraction, or a sentence that says why there is none; `fault` is for the log."""

    report: Report
    extraction: Extraction | None
    problem: str = ""
    fault: str = ""


def extract_batch(extractor: Extractor, batch: Sequence[Report], *, tell: Tell) -> Iterator[Result]:
    """A result for each report, in their order; they are parsed together where that works.

    What `tell` raises as `Cancelled` ends the work.
    """
    done = 0
    if len(batch) > 1:
        try:
            for report, extraction in zip(batch, extractor.extract_many(batch), strict=True):
                yield Result(report, extraction)
                done += 1
        except Exception:  # noqa: BLE001, S110 - which of them it was shows when each is read alone
            pass
    for at, report in enumerate(batch[done:], done):
        try:
            extraction = extractor.extract(report, tell=partial(tell, at))
        except Cancelled:
            raise
        except Exception:  # noqa: BLE001 - whatever a report brings about, the others are read
            yield Result(report, None, UNREADABLE, traceback.format_exc())
        else:
            yield Result(report, extraction)
