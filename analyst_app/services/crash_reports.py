"""The report that a bug leaves: versions and where it happened, without a word of the analysed texts."""

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from analyst_app import __version__
from analyst_app.paths import Paths, make_private


def crash_report(error: BaseException, *, beside: str = "") -> str:
    """What went wrong and where. Messages of errors are left out, because they may quote a report.

    Args:
        error: the bug.
        beside: more versions for the first line.
    """
    program = f"analyst-app {__version__}, Python {platform.python_version()}"
    lines = [", ".join(word for word in (program, beside, platform.platform()) if word), ""]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for cause in reversed(chain):
        lines += [line.rstrip() for line in traceback.format_tb(cause.__traceback__)]
        lines += [f"{type(cause).__module__}.{type(cause).__qualname__}", ""]
    return "\n".join(lines)


def keep_report(report: str, paths: Paths, *, moment: datetime | None = None) -> Path | None:
    """Write a report where crash reports are kept; None where that can't be done, because a crash must not crash."""
    at = moment or datetime.now(UTC)
    try:
        file = make_private(paths.crash_reports) / f"{at:%Y%m%d-%H%M%S-%f}.txt"
        with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as writing:
            writing.write(report)
    except OSError:
        return None
    return file
