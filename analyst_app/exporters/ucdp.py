"""Events with deaths in the layout of UCDP's Georeferenced Event Dataset, one row each.

Columns and codes: UCDP GED codebook, version 23.1 on. Numbers that UCDP itself gives out (conflicts, dyads, sides) are left empty.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.columns import NOWHERE, Cell, degrees, event_id, told_again, whole_id
from analyst_app.exporters.countries import COUNTRIES, UCDP_NAMES, state_named
from analyst_app.exporters.csv import write_table
from analyst_app.exporters.result import ExportSetting, Written

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

_WHERE_PRECISION = {
    PlaceKind.SETTLEMENT: 1,
    PlaceKind.FACILITY: 1,
    PlaceKind.COMMUNITY: 2,
    PlaceKind.DISTRICT: 3,
    PlaceKind.REGION: 4,
    PlaceKind.DIRECTION: 5,
    PlaceKind.AREA: 5,
    PlaceKind.COUNTRY: 6,
    PlaceKind.WATER: 7,
}
_FUZZY, _NEAR, _IN_DISTRICT, _IN_REGION, _IN_COUNTRY = 5, 2, 3, 4, 6
_POINTS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.UNKNOWN})
_WITHIN_REGIONS = frozenset({PlaceKind.COMMUNITY, PlaceKind.DISTRICT})
_DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Longest span in days, and its code: exact day, within 2 to 6 days, week, month; a year is 5."""
_ONE_DEATH = Estimate.exactly(1)


def write_ucdp(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """Write the rows, ordered by first day.

    Nobody is counted twice: of a total and its parts the parts stay where they add up to it, else the total.

    Raises:
        UserError: where the file cannot be written.
    """
    left_out: Counter[str] = Counter()
    deadly: dict[str, EventRow] = {}
    for row in rows:
        reason = _unfit(row)
        if reason is None:
            deadly[event_id(row)] = row
        else:
            left_out[reason] += 1
    silent = told_again((name, row.stored) for name, row in deadly.items())
    if silent:
        left_out["told by another event of the same act"] += len(silent)
        deadly = {name: row for name, row in deadly.items() if name not in silent}
    counted = _counted_once(deadly)
    if len(counted) < len(deadly):
        left_out["its dead are in a total, or in the parts of it"] += len(deadly) - len(counted)
    counted.sort(key=lambda row: (row.stored.event.date.start, event_id(row)))
    return Written.counted(write_table(path, COLUMNS, _cells(counted)), left_out)


def _unfit(row: EventRow) -> str | None:
    event = row.stored.event
    if event.killed is None or event.killed.best == 0:
        return "no deaths"
    if event.status in {Status.PLANNED, Status.DENIED}:
        return "did not happen"
    return None


def _counted_once(deadly: dict[str, EventRow]) -> list[EventRow]:
    parts: dict[str, list[str]] = defaultdict(list)
    for name, row in deadly.items():
        whole = whole_id(row)
        if whole in deadly:
            parts[whole].append(name)
    silent: set[str] = set()
    for whole, names in parts.items():
        same = sum(_dead(deadly[name])[0] for name in names) == _dead(deadly[whole])[0]
        silent.update([whole] if same else names)
    return [row for name, row in deadly.items() if name not in silent]


def _dead(row: EventRow) -> tuple[int, int, int]:
    """Best, high and low; a bound that the report does not give is the best number, and of “up to 10” nothing but 1 is sure."""
    killed = row.stored.event.killed or _ONE_DEATH
    high = killed.best if killed.high is None else killed.high
    low = killed.low if killed.low is not None else killed.best if killed.high is None else 1
    return killed.best, high, low


def _cells(rows: Iterable[EventRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        event = row.stored.event
        place = event.places[0] if event.places else NOWHERE
        side_a, side_b = state_named(event.actor), state_named(event.target)
        best, high, low = _dead(row)
        yield (
            event_id(row),
            event_id(row),
            event.date.start.year,
            None,
            None,
            # 1 is violence with a state on a side; what else it is (2 or 3) depends on who was killed.
            1 if side_a or side_b else None,
            *(None, None, None, None, None),
            f"{event.actor} - {event.target}" if event.actor and event.target else None,
            *(None, None, event.actor),
            *(None, None, event.target),
            1,
            f'"{row.source or row.report_title}, {row.published.isoformat()}, {row.report_title}"',
            row.source,
            row.published,
            row.report_title,
            event.reported_by,
            *_where(place),
            _clarity(row),
            _date_precision(event.date),
            _midnight(event.date.start),
            _midnight(event.date.end),
            # Whose the dead were is not told apart here; the four add up to best, as the codebook asks.
            *(0, 0, 0, best),
            *(best, high, low),
            side_a.gw if side_a else None,
            side_b.gw if side_b else None,
        )


def _where(place: Place) -> tuple[Cell, ...]:
    code = place.country or ""
    country = COUNTRIES.get(code)
    lat, lon = degrees(place.lat), degrees(place.lon)
    located = lat is not None and lon is not None
    return (
        _where_precision(place),
        place.name,
        place.text or None,
        place.admin1,
        place.admin2,
        lat,
        lon,
        f"POINT ({lon} {lat})" if located else None,
        _grid_cell(lat, lon) if lat is not None and lon is not None else None,
        UCDP_NAMES.get(code, country.name if country else place.country),
        country.gw if country else None,
        country.ucdp_region if country else None,
    )


def _where_precision(place: Place) -> int:
    """UCDP's code by what the coordinates are: the place's own, near it, or those of its district, region or country."""
    exact = _WHERE_PRECISION.get(place.kind, _FUZZY)
    if place.lat is None and place.kind in _POINTS:
        return _IN_REGION if place.admin1 else _IN_COUNTRY if place.country else _FUZZY
    if place.geo_precision in {None, 1}:
        return exact
    if place.kind in _POINTS:
        # Where no source knows the place, its point is that of the district or region that the report names.
        near = _NEAR if place.name is not None else _IN_DISTRICT
        return near if place.geo_precision == _NEAR else _IN_REGION
    return max(exact, _IN_REGION) if place.geo_precision == _IN_DISTRICT and place.kind in _WITHIN_REGIONS else exact


def _grid_cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half a degree wide, numbered from 1 at the lower left, 720 to a row."""
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _clarity(row: EventRow) -> int:
    """1 where the report tells one incident, 2 where it sums up several (codebook, “event_clarity”)."""
    event = row.stored.event
    single = event.count is None or event.count.best <= 1
    return 1 if single and len(event.places) == 1 and event.places_count in {None, 1} and event.date.length <= 2 else 2


def _date_precision(days: DateSpan) -> int:
    return next((code for longest, code in _DATE_PRECISION if days.length <= longest), 5)


def _midnight(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"
