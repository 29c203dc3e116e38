"""What the library shows of each report. Pure functions over rows."""

from PySide6.QtGui import QColor

from analyst_app.domain.review import ReportState
from analyst_app.domain.rows import ReportOrder, ReportRow
from analyst_app.services.duplicates import percent
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.models.paged import Column
from analyst_app.ui.theme import Theme

STATE_WORDS = {ReportState.NEW: "New", ReportState.IN_REVIEW: "In review", ReportState.REVIEWED: "Reviewed"}
NOTHING = "–"
ALIKE = "≈ "
"""Before the title of a report that looks like an earlier one."""
AGAIN = "⧉ "
"""Before the title of a report that another analyst codes, too."""


def columns() -> tuple[Column[ReportRow], ...]:
    """The columns from left to right."""
    return (
        Column("State", _state, width=12, colour=_state_colour, explained="New, in review, or reviewed: every proposal decided", fits=True),
        Column("Date", lambda row: row.published.isoformat(), order=ReportOrder.PUBLISHED, width=11, explained="The day the report is of"),
        Column("Title", _title, order=ReportOrder.TITLE, width=0, tooltip=_whole_title),
        Column(
            "Source",
            lambda row: row.source or NOTHING,
            width=16,
            colour=lambda row, theme: None if row.source else theme.colour("muted"),
            fits=True,
        ),
        Column(
            "To decide",
            lambda row: _number(row.proposed),
            order=ReportOrder.WAITING,
            width=9,
            number=True,
            colour=_open_colour,
            explained="Proposed events that are open",
        ),
        Column("Confirmed", lambda row: _number(row.confirmed), width=9, number=True, explained="Events that you accepted"),
        Column("Rejected", lambda row: _number(row.rejected), width=8, number=True, explained="Proposed events that you rejected"),
        Column(
            "Least sure",
            _confidence,
            order=ReportOrder.CONFIDENCE,
            width=7,
            number=True,
            explained="Confidence of the least sure open proposal",
        ),
        Column(
            "Added",
            lambda row: f"{row.imported_at.astimezone():%Y-%m-%d %H:%M}",
            order=ReportOrder.IMPORTED,
            width=16,
            explained="When it came into this database: two editions of a day are told apart by it",
        ),
    )


def _state(row: ReportRow) -> str:
    return "↷ Replaced" if row.revised_by else f"{STATE_MARKS[row.state]} {STATE_WORDS[row.state]}"


def _state_colour(row: ReportRow, theme: Theme) -> QColor:
    return theme.colour("muted") if row.revised_by else theme.state_colour(row.state)


def _open_colour(row: ReportRow, theme: Theme) -> QColor | None:
    return theme.colour("pending") if row.proposed else None


def _title(row: ReportRow) -> str:
    marked = f"{ALIKE if row.looks_like else ''}{AGAIN if row.coded_again_by else ''}{row.title}"
    return f"{marked}   {row.snippet}" if row.snippet else marked


def _whole_title(row: ReportRow) -> str:
    alike = f"Looks like “{row.looks_like}”, {percent(row.alike or 0)} alike: see Similar Reports" if row.looks_like else ""
    revised = f"Replaced by “{row.revised_by.title}” of {row.revised_by.published}" if row.revised_by else ""
    again = f"Coded a second time by {', '.join(row.coded_again_by)}: see Agreement in Compare" if row.coded_again_by else ""
    return "\n".join(part for part in (row.title, row.author, row.file_name, alike, revised, again) if part)


def _number(count: int) -> str:
    return str(count) if count else NOTHING


def _confidence(row: ReportRow) -> str:
    return NOTHING if row.confidence is None else f"{row.confidence:.0%}"
