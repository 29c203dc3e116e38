"""The daily brief: gathered from the database, set on a page, written as HTML. The window makes its PDF of the same page."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from analyst_app import __version__
from analyst_app.analysis import brief as figures
from analyst_app.analysis import counts, duplicates
from analyst_app.analysis.brief_map import MapCut
from analyst_app.analysis.outlines import Outlines, load_outlines
from analyst_app.analysis.paging import count_of, page_of
from analyst_app.analysis.picture import Picture
from analyst_app.analysis.series import grid_of, sides_of
from analyst_app.domain.briefing import BEFORE, SHOWN, Brief, BriefMap
from analyst_app.domain.mapping import MapQuestion
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountSetting, EventFilter, EventOrder, EventRow, ReportFilter, ReportRow, SameAct
from analyst_app.exporters.atomic import replacing, replacing_text
from analyst_app.exporters.brief import BriefPage, set_page, standing_alone, with_pictures_beside
from analyst_app.services.filters import filter_in_words, kept_part
from analyst_app.services.map import MapBoard
from analyst_app.services.sources import missing_between
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.database import Reader

__all__ = ["Brief", "BriefPage", "latest_day", "make_brief", "page_of_brief", "replacing", "with_pictures_beside", "write_brief"]

MOST_EVENTS = 150
"""Lines of the table of events; the others are counted."""
MOST_SIDES = 4
MOST_LOOKED_AT = 2_000
"""Events of a day that are looked at for what is open."""
CONFIRMED = frozenset({ReviewState.CONFIRMED})
UNDECIDED = frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})


def make_brief(
    workbench: Workbench,
    *,
    day: date,
    states: frozenset[ReviewState] = CONFIRMED,
    matching: EventFilter | None = None,
    with_map: bool = True,
) -> Brief:
    """Gather the brief of a day; of confirmed events unless other states are named. Takes a second for the map's outlines.

    `matching` restricts the events as the screens do, but for days and states, which the brief has of its own; the page says so.
    """
    chosen = replace(kept_part(matching or EventFilter()), first_day=day, last_day=day, states=states)
    on_map = _map_of(workbench, chosen) if with_map else None
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        return _Asked(workbench, picture, reader, chosen, day).brief(on_map)


def page_of_brief(workbench: Workbench, brief: Brief) -> BriefPage:
    """The brief as a page of HTML, with its pictures beside it."""
    return set_page(brief, ontology=workbench.ontology)


def write_brief(page: BriefPage, *, path: Path) -> None:
    """Write the page as one HTML file that needs no other file.

    Raises:
        UserError: where the file cannot be written; then what was there is still there.
    """
    with replacing_text(path) as file:
        file.write(standing_alone(page))


def latest_day(workbench: Workbench) -> date | None:
    """The last day that a report was published on; None in an empty database."""
    with workbench.database.reading() as reader:
        newest = queries.list_reports(reader, limit=1)
    return newest[0].published if newest else None


@dataclass(frozen=True, slots=True)
class _Asked:
    workbench: Workbench
    picture: Picture
    reader: Reader
    chosen: EventFilter
    day: date

    @property
    def states(self) -> frozenset[ReviewState]:
        return self.chosen.states

    def brief(self, on_map: BriefMap | None) -> Brief:
        day, week = self.day, [self.day - timedelta(days=n) for n in range(BEFORE, 0, -1)]
        since = replace(self.chosen, first_day=day - timedelta(days=SHOWN - 1))
        answer = counts.count_days(self.picture, self.reader, matching=since, setting=CountSetting(window=self.picture.window))
        grid = grid_of(answer, most_sides=MOST_SIDES, most_groups=None)
        covered = day in answer.reported_days or any(row.day == day for row in answer.rows)
        events, more = self._events()
        of_day, published = self._every(), self._reports(week[0], day)
        return Brief(
            day=day,
            made_at=self.workbench.clock(),
            program=f"analyst-app {__version__}",
            analyst=self.workbench.analyst,
            database=self.workbench.database_path.name,
            states=self.states,
            selection=filter_in_words(self.chosen),
            covered=covered,
            mean_days=figures.covered_before(answer.reported_days, day),
            reports=tuple(dict.fromkeys(_report_named(row) for row in of_day if row.stored.state in self.states)),
            sides=() if grid is None else figures.headlines(grid, day),
            hidden_sides=sides_of(answer.rows)[MOST_SIDES:],
            other=figures.other_records(row for row in of_day if row.stored.state in self.states),
            bars=None if grid is None else figures.bars(grid, day),
            map=on_map,
            events=events,
            more_events=more,
            questions=figures.open_questions(
                of_day,
                same=self._same_acts(),
                ontology=self.workbench.ontology,
                proposals=sum(row.stored.state is ReviewState.PROPOSED for row in of_day),
                revised=self._revised(),
                missing=figures.missing_reports(
                    published,
                    day=day,
                    covered=covered,
                    gaps=[one for one in week if one not in answer.reported_days],
                    owed=missing_between(self.reader, week[0], day),
                ),
            ),
        )

    def _of_day(self, states: frozenset[ReviewState]) -> EventFilter:
        return replace(self.chosen, states=states, current=True)

    def _events(self) -> tuple[tuple[EventRow, ...], int]:
        """The events of the day, the largest ones where there are too many, by type and size."""
        matching = self._of_day(self.states)
        ids = page_of(self.picture, self.reader, matching=matching, order=EventOrder.COUNT, descending=True, limit=MOST_EVENTS)
        rows = queries.rows_of(self.reader, ids, states=self.states, window=self.picture.window)
        types = list(EventType)
        ordered = sorted(rows, key=lambda row: (types.index(row.stored.event.type), -row.counted_attacks))
        return tuple(ordered), count_of(self.picture, self.reader, matching) - len(rows)

    def _every(self) -> tuple[EventRow, ...]:
        """The events of the day, and the proposals for it."""
        matching = self._of_day(UNDECIDED)
        ids = page_of(self.picture, self.reader, matching=matching, order=EventOrder.COUNT, descending=True, limit=MOST_LOOKED_AT)
        return queries.rows_of(self.reader, ids, states=self.states, window=self.picture.window)

    def _revised(self) -> int:
        """How many events of the day are of reports that later ones replace."""
        current = self._of_day(UNDECIDED)
        return count_of(self.picture, self.reader, replace(current, current=False)) - count_of(self.picture, self.reader, current)

    def _same_acts(self) -> tuple[SameAct, ...]:
        shown = counts.shown_events(self.picture, self.reader, self._of_day(UNDECIDED))
        return duplicates.same_acts(self.picture, self.reader, duplicates.find_alike(self.picture, shown))

    def _reports(self, first: date, last: date) -> tuple[ReportRow, ...]:
        return queries.list_reports(
            self.reader, matching=ReportFilter(first_day=first, last_day=last, sources=self.chosen.sources), limit=MOST_LOOKED_AT
        )


def _report_named(row: EventRow) -> str:
    return ", ".join(part for part in (row.report_title, row.source) if part)


def _map_of(workbench: Workbench, matching: EventFilter) -> BriefMap | None:
    """The map of the day's attacks; None where none of them has a place with coordinates."""
    board = MapBoard(workbench)
    whole = board.ask(matching=matching, view=MapQuestion())
    if whole.extent is None:
        return None
    cut = MapCut(whole.extent)
    answer = board.ask(matching=matching, view=replace(whole.view, level=cut.level))
    return cut.draw(_outlines(), answer)


@lru_cache(1)
def _outlines() -> Outlines:
    """Read once: a window may make many briefs."""
    return load_outlines()
