"""What reading a file gives: reports, and a sentence for each part of it that could not be read. Knows no formats."""

from dataclasses import dataclass

from analyst_app.domain.reports import Report


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The reports of one file in its order; each problem names the file, the part that failed and the next step.

    `many` says that the file is one of many reports, which have keys of their own.
    """

    reports: tuple[Report, ...] = ()
    problems: tuple[str, ...] = ()
    many: bool = False
