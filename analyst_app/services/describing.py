"""What a text says of itself, before it becomes a report: so that the analyst can correct it first."""

from dataclasses import dataclass
from datetime import date

from analyst_app.domain.reports import Report
from analyst_app.readers import clean_pasted
from analyst_app.services.workbench import Workbench

LONGEST_READ = 20_000
"""Characters that are read: who pastes more sees title and date once it is in."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What would be taken as title and date; None where the text does not say."""

    title: str | None = None
    published: date | None = None


def guess_description(workbench: Workbench, *, text: str) -> Guess:
    """What the extraction takes as title and date of a pasted text. Nothing is told while the language model is not loaded yet.

    Of today nothing is told: it is what a report gets that names no day.
    """
    clean = clean_pasted(text)
    if not clean.strip() or len(clean) > LONGEST_READ or not workbench.ready:
        return Guess()
    done = workbench.engine.extractor().extract(Report("pasted", clean))
    return Guess(done.report.title, None if done.published == workbench.clock().date() else done.published)
