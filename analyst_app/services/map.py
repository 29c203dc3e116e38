"""What a map shows of a selection, and the outlines it is drawn on."""

import threading
from collections.abc import Collection
from dataclasses import dataclass

from analyst_app.analysis.borders import Border
from analyst_app.analysis.map_places import SiteLedger, Sites
from analyst_app.analysis.map_points import MapPoints
from analyst_app.analysis.map_spots import Spots, spots_of
from analyst_app.analysis.outlines import Detail, Outlines, load_outlines, map_point
from analyst_app.analysis.picture import Picture
from analyst_app.domain.mapping import MapAnswer, MapQuestion, MapSources, Measure
from analyst_app.domain.rows import EventFilter
from analyst_app.services.workbench import Workbench
from analyst_app.storage.database import Reader
from analyst_app.storage.queries import map as queries

__all__ = ["Border", "Detail", "MapBoard", "Outlines", "load_outlines", "map_point"]

TITLES = 3
"""Reports that are named of a mark."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The last selection, and what it was made from."""

    picture: Picture
    sites: Sites
    matching: EventFilter
    measure: Measure
    points: MapPoints


class MapBoard:
    """Answers the questions of one map, and remembers the last selection, so that moving and time running are quick.

    Every method may be asked from any thread, and raises `DatabaseError` where the file cannot be read.
    """

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._ledger = SiteLedger()
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._spots: tuple[object, Spots] | None = None

    def ask(self, *, matching: EventFilter, view: MapQuestion) -> MapAnswer:
        """The marks of a view of the events that pass the filter; of all review states unless it names some."""
        return self._newest(matching, view.measure).answer(view)

    def behind(self, *, matching: EventFilter, view: MapQuestion, places: Collection[int]) -> frozenset[int]:
        """The ids of the events that a mark counts; `places` are those of the mark, out of an answer to the same question."""
        return frozenset(self._newest(matching, view.measure).behind(view, places))

    def told_by(self, *, matching: EventFilter, view: MapQuestion, places: Collection[int]) -> MapSources:
        """Which reports tell of a mark."""
        reports = self._newest(matching, view.measure).reports(view, places)
        with self._workbench.database.reading() as reader:
            return MapSources(len(reports), queries.report_titles(reader, reports, limit=TITLES))

    def _newest(self, matching: EventFilter, measure: Measure) -> MapPoints:
        database, ledger = self._workbench.database, self._workbench.ledger
        while True:
            with database.reading() as reader:
                picture = ledger.read(reader)
                if picture is not None:
                    return self._points(picture, reader, matching, measure)
            # Rows were changed by something else than this program: their columns are made first.
            database.settle()

    def _points(self, picture: Picture, reader: Reader, matching: EventFilter, measure: Measure) -> MapPoints:
        with self._lock:
            sites, known = self._ledger.read(reader), self._known
            if known is None or (known.picture, known.sites) != (picture, sites) or (known.matching, known.measure) != (matching, measure):
                if self._spots is None or self._spots[0] is not sites.known:
                    self._spots = (sites.known, spots_of(sites.known))
                points = MapPoints(picture, reader, (sites, self._spots[1]), matching=matching, measure=measure)
                known = self._known = _Known(picture, sites, matching, measure, points)
            return known.points
