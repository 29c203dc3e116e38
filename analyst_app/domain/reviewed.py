"""What review has added to a report, as files carry it from one database to another; row ids only tie the events of an act."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Extraction, Versions
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.spans import Label


@dataclass(frozen=True, slots=True)
class EntityReview:
    """A labelled span, removed ones too; `proposed` is what the machine had proposed where the analyst changed it."""

    start: int
    end: int
    label: Label
    canonical: str | None
    origin: Origin
    state: str
    proposed: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class EventReview:
    """What was decided of an event, by whom and when. Events of one file with the same `act` tell the same act."""

    key: str
    position: int
    state: ReviewState
    origin: Origin
    versions: Versions | None
    proposed: dict[str, Any] | None
    evidence: tuple[tuple[str, int, int], ...]
    analyst: str | None
    reviewed_at: datetime | None
    act: int | None
    act_note: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was done with a report, and what is known of its source.

    `number` is the report's own in its file: `superseded_by` names so the report that replaces it, `second_of` the one that `coder` has
    coded a second time in it. Numbers of reports that are not in the file mean nothing.
    """

    state: ReportState
    imported_at: datetime
    file_name: str | None
    cursor: int | None
    side: str | None
    reliability: str | None
    source_note: str
    entities: tuple[EntityReview, ...]
    events: tuple[EventReview, ...]
    rhythm_days: int | None = None
    number: int | None = None
    superseded_by: int | None = None
    superseded_reason: str | None = None
    second_of: int | None = None
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class StoredExtraction:
    """A report with its events as the database has them, and its review."""

    extraction: Extraction
    reviewed: Reviewed


def reviewed_json(reviewed: Reviewed) -> dict[str, Any]:
    """As JSON holds it."""
    row = asdict(reviewed)
    row["imported_at"] = reviewed.imported_at.isoformat()
    for event in row["events"]:
        event["reviewed_at"] = None if event["reviewed_at"] is None else event["reviewed_at"].isoformat()
    return row


def read_reviewed(row: Mapping[str, Any]) -> Reviewed:
    """Read it back.

    Raises:
        InputError: where something is missing or makes no sense.
    """
    try:
        return Reviewed(
            state=ReportState(row["state"]),
            imported_at=_moment(row["imported_at"]),
            file_name=row["file_name"],
            cursor=row["cursor"],
            side=row["side"],
            reliability=row["reliability"],
            source_note=str(row["source_note"]),
            entities=tuple(_entity(each) for each in row["entities"]),
            events=tuple(_event(each) for each in row["events"]),
            rhythm_days=_number(row.get("rhythm_days")),
            **_ties(row),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise InputError(f"The review of this report cannot be read: {fault!r}. Export it again.") from fault


def _ties(row: Mapping[str, Any]) -> dict[str, Any]:
    """How a report stands to others of its file. A coding without a coder is none."""
    numbers = {name: _number(row.get(name)) for name in ("number", "superseded_by", "second_of")}
    coder, reason = row.get("coder"), row.get("superseded_reason")
    if (numbers["second_of"] is None) != (not coder) or not isinstance(coder, str | None) or not isinstance(reason, str | None):
        raise ValueError("a second coding without a coder")
    return {**numbers, "coder": coder or None, "superseded_reason": reason}


def _number(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"no number: {value!r}")
    return value


def _entity(row: Mapping[str, Any]) -> EntityReview:
    values = {name: row[name] for name in EntityReview.__dataclass_fields__}
    if not 0 <= row["start"] < row["end"] or row["state"] not in {"active", "removed"}:
        raise ValueError("an entity without words")
    return EntityReview(**values | {"label": Label(row["label"]), "origin": Origin(row["origin"])})


def _event(row: Mapping[str, Any]) -> EventReview:
    values = {name: row[name] for name in EventReview.__dataclass_fields__}
    typed = {
        "state": ReviewState(row["state"]),
        "origin": Origin(row["origin"]),
        "versions": None if row["versions"] is None else Versions(**row["versions"]),
        "evidence": tuple((str(field), int(start), int(end)) for field, start, end in row["evidence"]),
        "reviewed_at": None if row["reviewed_at"] is None else _moment(row["reviewed_at"]),
        "preferred": bool(row["preferred"]) and row["act"] is not None,
    }
    return EventReview(**values | typed)


def _moment(words: str) -> datetime:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment
