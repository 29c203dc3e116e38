"""The columns of an event table, the same in CSV, spreadsheets and maps, with typed cells. Knows nothing of files.

Order and names are fixed: people's scripts read them. What each means is said in `MEANINGS`, which spreadsheets carry along.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from analyst_app.domain.counting import Unit
from analyst_app.domain.errors import InputError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.places import Place
from analyst_app.domain.rows import EventRow, StoredEvent

type Cell = str | int | float | bool | date | datetime | None

MEANINGS = {
    "event_id": "identifier: <report_id>:<event>",
    "report_id": "identifier of the report",
    "report_title": "title of the report",
    "source": "who published the report",
    "published": "day of publication",
    "type": "event type",
    "count_low": "how many times, lower bound; empty where the report gives none",
    "count_best": "how many times, most likely number; empty where the report gives no number",
    "count_high": "how many times, upper bound; empty where the report gives none",
    "places_count": "how many places were hit or taken, where the report counts places",
    "count_unit": "what the count counts: acts, or munitions launched or dropped; empty where the report gives no number",
    "actor": "the party that acts",
    "target": "the party or thing acted on",
    "status": "occurred, attempted, repelled, planned or denied",
    "disputed_by": "who denies having done it",
    "date_start": "first day",
    "date_end": "last day",
    "place": "first place, in the words of the report",
    "place_name": "first place, its name in the gazetteer",
    "place_kind": "settlement, facility, community, district, region, direction, area, water, country or unknown",
    "admin2": "second-order division of the first place",
    "admin1": "first-order division of the first place",
    "country": "country of the first place, ISO 3166-1 alpha-2",
    "latitude": "degrees north of the first place, WGS 84",
    "longitude": "degrees east of the first place, WGS 84",
    "geo_precision": "1 a named settlement, 2 part of a region or near a place, 3 a region or less exact (the scale of ACLED)",
    "all_places": "all places, in the words of the report",
    "killed_low": "dead, lower bound",
    "killed_best": "dead, most likely number",
    "killed_high": "dead, upper bound",
    "injured_low": "injured, lower bound",
    "injured_best": "injured, most likely number",
    "injured_high": "injured, upper bound",
    "reported_by": "who is quoted for it; empty where the report itself speaks",
    "part_of": "event of which this one is a part",
    "same_as": "events of other reports that tell the same act",
    "preferred": "whether this event counts for its act; empty where no other event tells it",
    "counts_on": "day whose attack count the event adds to; empty where it adds to none",
    "counted_attacks": "what the event adds to the attack count of that day",
    "state": "proposed, confirmed or rejected",
    "confidence": "how sure the extraction was of the record, 0 to 1",
    "trigger": "the words that name the event",
    "evidence": "the words of the report around it",
    "note": "note of the analyst",
    "analyst": "who reviewed it",
    "reviewed_at": "when it was reviewed, UTC",
}

COLUMNS = tuple(MEANINGS)

TYPES: dict[str, type[str | int | float | bool | date | datetime]] = {
    **dict.fromkeys(COLUMNS, str),
    **dict.fromkeys(("published", "date_start", "date_end", "counts_on"), date),
    **dict.fromkeys(("count_low", "count_best", "count_high", "places_count", "geo_precision", "counted_attacks"), int),
    **dict.fromkeys(("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"), int),
    **dict.fromkeys(("latitude", "longitude", "confidence"), float),
    "preferred": bool,
    "reviewed_at": datetime,
}
"""What the cells of each column are, where they are not empty."""

NOWHERE = Place("")
_BETWEEN = "; "
_DECIMALS = 5
"""Of a degree: about a metre, which is more than a report ever says."""


def positions(chosen: Sequence[str]) -> tuple[int, ...]:
    """Where the chosen columns stand in `COLUMNS`.

    Raises:
        InputError: where there is no such column, one is named twice, or none is.
    """
    if not chosen:
        raise InputError("Choose at least one column to write.")
    unknown = [name for name in chosen if name not in MEANINGS]
    if unknown:
        raise InputError(f"There is no column “{unknown[0]}”. Choose from: {', '.join(COLUMNS)}.")
    if len(set(chosen)) < len(chosen):
        twice = next(name for number, name in enumerate(chosen) if name in chosen[:number])
        raise InputError(f"The column “{twice}” is named twice. Name each column once.")
    return tuple(COLUMNS.index(name) for name in chosen)


def event_id(row: EventRow) -> str:
    """What an event is called outside the program."""
    return f"{row.report_key}:{row.stored.event.id}"


def whole_id(row: EventRow) -> str | None:
    """What the event is called of which this one is a part."""
    whole = row.stored.event.part_of
    return None if whole is None else f"{row.report_key}:{whole}"


def told_again(stored: Iterable[tuple[str, StoredEvent]]) -> frozenset[str]:
    """Of named events those whose act another one of them stands for: the preferred one, else the first.

    Only events that are given stand for others: where the preferred one is not among them, an act is not lost with it.
    """
    acts: dict[int, list[tuple[str, StoredEvent]]] = {}
    for name, event in stored:
        if event.act_id is not None:
            acts.setdefault(event.act_id, []).append((name, event))
    silent: set[str] = set()
    for members in acts.values():
        standing = next((name for name, event in members if event.preferred), members[0][0])
        silent.update(name for name, _ in members if name != standing)
    return frozenset(silent)


def degrees(value: float | None) -> float | None:
    """A coordinate, rounded to what reports can know."""
    return None if value is None else round(value, _DECIMALS)


def in_utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a time zone is taken to be so already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def cells(row: EventRow) -> tuple[Cell, ...]:
    """The cells of an event in the order of `COLUMNS`, each in its own type; None where there is nothing to say."""
    stored = row.stored
    event = stored.event
    place = event.places[0] if event.places else NOWHERE
    confidence = event.confidence_of("event")
    return (
        event_id(row),
        row.report_key,
        row.report_title,
        row.source,
        row.published,
        event.type.value,
        *_bounds(event.count),
        event.places_count,
        None if event.count is None else (Unit.MUNITIONS if row.munitions else Unit.ACTS).value,
        event.actor,
        event.target,
        event.status.value,
        event.disputed_by,
        event.date.start,
        event.date.end,
        place.text,
        place.name,
        place.kind.value if event.places else None,
        place.admin2,
        place.admin1,
        place.country,
        degrees(place.lat),
        degrees(place.lon),
        place.geo_precision,
        _BETWEEN.join(each.text for each in event.places),
        *_bounds(event.killed),
        *_bounds(event.injured),
        event.reported_by,
        whole_id(row),
        _BETWEEN.join(row.same_as),
        stored.preferred if row.same_as else None,
        row.counts_on,
        row.counted_attacks,
        stored.state.value,
        None if confidence is None else round(confidence, 3),
        row.trigger,
        row.evidence,
        event.note,
        stored.analyst,
        None if stored.reviewed_at is None else in_utc(stored.reviewed_at),
    )


def _bounds(count: Estimate | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if count is None else (count.low, count.best, count.high)


def plain(cell: Cell) -> str | int | float | bool | None:
    """A cell as JSON and text files hold it: days and times by ISO 8601, the latter in UTC."""
    if isinstance(cell, datetime):
        return in_utc(cell).strftime("%Y-%m-%dT%H:%M:%SZ")
    return cell.isoformat() if isinstance(cell, date) else cell
