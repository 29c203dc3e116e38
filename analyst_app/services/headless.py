"""Extraction without a database: files, folders or one text in, extractions out."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analyst_app.domain.day_boundary import DayBoundary
from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Extraction, Report
from analyst_app.readers import Reader
from analyst_app.services.bulk import extract_each
from analyst_app.services.extracting import ExtractionEngine
from analyst_app.services.intake import Incoming, check_length, read_inputs
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.settings import ExtractionSettings


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one input: the extraction, or why there is none."""

    name: str
    extraction: Extraction | None
    problem: str = ""


def extract_paths(
    *,
    paths: Sequence[Path],
    settings: ExtractionSettings,
    published: date | None = None,
    boundary: DayBoundary | None = None,
    progress: Progress = unwatched,
) -> Iterator[Extracted]:
    """Extract files and folders, in their order; what cannot be read comes last, with its reason.

    `boundary` says which day a moment of publication belongs to.
    """
    with closing(Reader()) as reader, closing(ExtractionEngine(settings)) as engine:
        inputs = read_inputs(paths, reader=reader, take_extractions=False, published=published, boundary=boundary)
        for item, result in extract_each(engine, inputs, progress=progress, total=inputs.total):
            yield Extracted(item.name, result.extraction, result.problem)
        yield from (Extracted(name, None, problem) for name, problem in inputs.problems)
        progress(inputs.total, inputs.total, "")


def extract_text(
    *, text: str, name: str, settings: ExtractionSettings, published: date | None = None, progress: Progress = unwatched
) -> Extraction:
    """Extract one text.

    Raises:
        InputError: where there is none, or it is too long for one report.
    """
    if not text.strip():
        raise InputError("There is no text to read. Give a report's text on standard input.")
    check_length(text)
    with closing(ExtractionEngine(settings)) as engine:
        ((_, result),) = extract_each(engine, [Incoming(name, Report(name, text, published))], progress=progress, total=1)
    if result.extraction is None:
        raise InputError(result.problem)
    return result.extraction
