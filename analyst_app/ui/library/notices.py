"""Quiet lines above the library's table: reports that have not come in, and reports that may be in twice."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from analyst_app.domain.sources import MissingReport
from analyst_app.ui.theme import NORMAL, Theme
from analyst_app.ui.widgets.words import Rank, Words

MOST_NAMED = 4
"""Sources named in the line; all are in its tooltip."""


class Notices(QWidget):
    """Not there while there is nothing to say.

    Signals:
        alike_asked(): the analyst wants to see the reports that may be in twice.
    """

    alike_asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.missing = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.alike = QToolButton(self)
        self.alike.setProperty("rank", "quiet")
        self.alike.clicked.connect(self.alike_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(NORMAL)
        row.addWidget(self.missing, stretch=1)
        row.addStretch()
        row.addWidget(self.alike)
        self.tell((), 0)

    def tell(self, missing: Sequence[MissingReport], alike: int) -> None:
        """Say what is missing, and how many reports look like earlier ones."""
        named = by_source(missing)
        line = "; ".join(named[:MOST_NAMED])
        more = f"; and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        self.missing.setText(f"Missing: {line}{more}" if named else "")
        self.missing.setToolTip("\n".join(named))
        self.missing.setVisible(bool(named))
        self.alike.setText(f"≈ {alike} report{'' if alike == 1 else 's'} may be in twice")
        self.alike.setToolTip("Decide: keep both, leave the new one out, or let it replace the earlier one")
        self.alike.setVisible(alike > 0)
        self.setVisible(bool(named) or alike > 0)


def by_source(missing: Sequence[MissingReport]) -> list[str]:
    """“General Staff, 9 to 11 Nov”: what each source owes, runs of days drawn together, the newest first."""
    days: dict[str, list[date]] = {}
    for one in missing:
        days.setdefault(one.source, []).append(one.day)
    return [f"{source}, {_runs(sorted(owed))}" for source, owed in days.items()]


def _runs(days: Sequence[date]) -> str:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_written(run[0]) if len(run) == 1 else _span(run[0], run[-1]) for run in reversed(runs))


def _span(first: date, last: date) -> str:
    return f"{first.day if first.month == last.month else _written(first)} to {_written(last)}"


def _written(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
