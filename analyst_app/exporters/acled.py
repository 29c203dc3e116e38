"""Reviewed events as rows in ACLED's layout, one for each place and day, by the rules of its codebook that can be applied without guessing.

Columns and rules: ACLED codebook (acleddata.com, knowledge base) and the column list of the `acledR` package. What only a coder can
decide (associated actors, interaction codes, source scale, civilian targeting) is left empty.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.domain.rows import EventRow, StoredEvent
from analyst_app.exporters.columns import Cell, event_id, in_utc, told_again, whole_id
from analyst_app.exporters.countries import COUNTRIES
from analyst_app.exporters.csv import write_table
from analyst_app.exporters.result import ExportSetting, Written

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_DISARMED = ("Strategic developments", "Disrupted weapons use")
_STRIKES = frozenset({EventType.AIRSTRIKE, EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE})
_LEAST_EXACT = 3
_WINDOW, _WEEK, _MONTH = 2, 7, 31
"""Days of a span: a reporting window has one date, a week or a month its middle, and what is longer is a cumulative figure."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes one event of ACLED's: kind, acting side, place and day. Whom it was aimed at, reports word in many ways."""

    event: str
    sub_event: str
    actor: str
    place: Place
    day: date
    time_precision: int


@dataclass(slots=True)
class _Told:
    """What one report says of it: an event, or a share of one that names several places."""

    row_id: str
    event_id: str
    whole_id: str | None
    target: str
    report: str
    source: str
    words: str
    precision: int
    killed: int
    says_killed: bool
    changed: int
    stored: StoredEvent


@dataclass(slots=True)
class _Gathered:
    """Events by what ACLED takes for one, and the reasons for which others are none."""

    rows: dict[_Key, list[_Told]] = field(default_factory=lambda: defaultdict(list))
    left_out: Counter[str] = field(default_factory=Counter)


def write_acled(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:
    """Write the rows, ordered by day; what is told in several reports or events of one place and day becomes one row.

    Left out, and counted by reason: what did not happen, what has no place more exact than a country, types that ACLED does not
    have, cumulative figures, and wholes whose parts have places of their own.

    Raises:
        UserError: where the file cannot be written.
    """
    gathered = _Gathered()
    for row in rows:
        reason = _gather(row, setting, gathered)
        if reason is not None:
            gathered.left_out[reason] += 1
    _drop_told_again(gathered)
    _drop_told_by_parts(gathered)
    ordered = sorted(gathered.rows.items(), key=lambda item: (item[0].day, item[1][0].row_id))
    written = write_table(path, COLUMNS, _cells(ordered))
    return Written.counted(written, gathered.left_out)


def _gather(row: EventRow, setting: ExportSetting, gathered: _Gathered) -> str | None:
    """Add an event, or say why it gives no row."""
    event = row.stored.event
    if event.status in {Status.PLANNED, Status.DENIED}:
        return "did not happen"
    kind, when, places = _kind(event.type, event.status, setting), _when(event.date), _places(event.places)
    if kind is None or when is None:
        return "no event type of ACLED" if kind is None else "a cumulative figure"
    if not places or any(place.lat is None or place.lon is None for place in places):
        return "a place without coordinates" if places else "no place, or none but a country"
    shares = _shared_out(event.killed, len(places))
    for number, (place, killed) in enumerate(zip(places, shares, strict=True), 1):
        name = event_id(row) if len(places) == 1 else f"{event_id(row)}@{number}"
        key = _Key(*kind, event.actor or "", _bare(place), *when)
        gathered.rows[key].append(
            _Told(
                row_id=name,
                event_id=event_id(row),
                whole_id=whole_id(row),
                target=event.target or "",
                report=row.report_key,
                source=row.source or row.report_title,
                words=_note(row, places),
                precision=_precision(place),
                killed=killed,
                says_killed=event.killed is not None,
                changed=_seconds(row.stored.reviewed_at or setting.made_at),
                stored=row.stored,
            )
        )
    return None


def _kind(kind: EventType, status: Status, setting: ExportSetting) -> tuple[str, str] | None:
    if kind in _STRIKES and status is Status.REPELLED:
        return _DISARMED  # all of it was intercepted
    info = setting.ontology[kind]
    return (info.acled_event, info.acled_sub_event) if info.acled_event else None


def _when(days: DateSpan) -> tuple[date, int] | None:
    if days.length <= _WINDOW:
        return days.end, 1
    middle = days.start + timedelta(days=(days.length - 1) // 2)
    if days.length <= _WEEK:
        return middle, 2
    return (middle, 3) if days.length <= _MONTH else None


def _places(places: Iterable[Place]) -> list[Place]:
    """The places that stand for themselves: of “Synkivka, Kupiansk direction” the village, of two districts both."""
    named = [place for place in places if place.kind is not PlaceKind.COUNTRY]
    return [outer for outer in named if not any(_lies_in(inner, outer) for inner in named)]


def _lies_in(inner: Place, outer: Place) -> bool:
    """Whether the outer place only says where the inner one is to be looked for."""
    if _precision(inner) >= _precision(outer):
        return False
    match outer.kind:
        case PlaceKind.REGION:
            return inner.admin1 == outer.admin1
        case PlaceKind.DISTRICT | PlaceKind.COMMUNITY:
            return inner.admin2 is not None and inner.admin2 == outer.admin2
        case _:
            return True


def _precision(place: Place) -> int:
    return place.geo_precision or PRECISION_OF_KIND.get(place.kind, _LEAST_EXACT)


def _bare(place: Place) -> Place:
    """A place as the gazetteer knows it, whatever words a report has for it and however exactly, so that two reports' rows meet."""
    return Place(place.label, place.label, place.kind, place.country, place.admin1, place.admin2, place.lat, place.lon)


def _shared_out(killed: Estimate | None, places: int) -> list[int]:
    """The lowest credible number of dead, divided over the places; what does not divide goes to the first (codebook, “Fatalities”)."""
    lowest = 0
    if killed is not None:
        lowest = killed.low if killed.low is not None else 0 if killed.high is not None else killed.best
    each, rest = divmod(lowest, places)
    return [each + rest, *[each] * (places - 1)]


def _note(row: EventRow, places: list[Place]) -> str:
    event = row.stored.event
    said = [row.evidence.strip()]
    if event.count is not None:
        said.append(f"Reported count: {event.count}.")
    if event.status is not Status.OCCURRED:
        said.append(f"Reported as {event.status.value}.")
    if event.reported_by:
        said.append(f"According to {event.reported_by}.")
    if event.disputed_by:
        said.append(f"Denied by {event.disputed_by}.")
    if len(places) > 1 and event.killed is not None:
        said.append(f"{event.killed} dead reported for {len(places)} places, divided among them.")
    if event.injured is not None:
        said.append(f"Injured: {event.injured}.")
    if event.note:
        said.append(event.note)
    return " ".join(_sentence(words) for words in said if words.strip())


def _sentence(words: str) -> str:
    plain = " ".join(words.split())
    return plain if plain.endswith((".", "!", "?", "”", '"')) else f"{plain}."


def _seconds(moment: datetime) -> int:
    return int(in_utc(moment).timestamp())


def _drop_told_again(gathered: _Gathered) -> None:
    """Of events linked as one act keep the one that stands for it."""
    silent = told_again({told.event_id: told.stored for group in gathered.rows.values() for told in group}.items())
    _drop(gathered, lambda told: told.event_id in silent, "told by another event of the same act")


def _drop_told_by_parts(gathered: _Gathered) -> None:
    """Take out a whole whose parts give rows of their own, unless only the whole says how many died."""
    parts: dict[str, bool] = {}
    for told in (each for group in gathered.rows.values() for each in group):
        if told.whole_id is not None:
            parts[told.whole_id] = parts.get(told.whole_id, False) or told.says_killed
    _drop(
        gathered,
        lambda told: told.event_id in parts and (parts[told.event_id] or not told.says_killed),
        "a total, told by its parts",
    )


def _drop(gathered: _Gathered, unwanted: Callable[[_Told], bool], reason: str) -> None:
    dropped: set[str] = set()
    for key, group in list(gathered.rows.items()):
        dropped.update(told.event_id for told in group if unwanted(told))
        gathered.rows[key] = [told for told in group if not unwanted(told)]
        if not gathered.rows[key]:
            del gathered.rows[key]
    if dropped:
        gathered.left_out[reason] += len(dropped)


def _cells(rows: Iterable[tuple[_Key, list[_Told]]]) -> Iterator[tuple[Cell, ...]]:
    for key, group in rows:
        country = COUNTRIES.get(key.place.country or "")
        disorder = key.event if key.event == "Strategic developments" else "Political violence"
        dead: Counter[str] = Counter()
        for told in group:
            dead[told.report] += told.killed
        yield (
            group[0].row_id,
            key.day,
            key.day.year,
            key.time_precision,
            disorder,
            key.event,
            key.sub_event,
            key.actor,
            *("", ""),
            next((told.target for told in group if told.target), ""),
            *("", "", "", ""),
            country.iso or None if country else None,
            country.acled_region if country else None,
            country.name if country else key.place.country,
            key.place.admin1,
            key.place.admin2,
            "",
            key.place.label,
            round(key.place.lat or 0.0, 4),
            round(key.place.lon or 0.0, 4),
            min(told.precision for told in group),
            "; ".join(dict.fromkeys(told.source for told in group)),
            "",
            " ".join(dict.fromkeys(told.words for told in group)),
            # Several events of one report add up; several reports of one event do not, and the lowest that covers all stands.
            max(dead.values()),
            "",
            max(told.changed for told in group),
        )
