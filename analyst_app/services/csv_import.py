"""The program's own table of events (CSV) back into reports with their review, as far as its columns say. Knows no database.

A table holds no report text: each report gets a text of the words that its events rest on, which says so. What a table does not tell is
lost: entities, words field by field, corrections, confidences of single fields, further places' coordinates. JSON lines keep all of it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from analyst_app.domain.cells import unguard
from analyst_app.domain.counting import Unit
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence, break_loops
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import STANDS_IN, Extraction, Report, Versions
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.reviewed import EventReview, Reviewed
from analyst_app.domain.spans import Span
from analyst_app.readers.delimited import open_table

NEEDED = frozenset({"event_id", "report_id", "type", "date_start", "date_end"})
"""Columns without which a table says too little of an event."""
COUNTS_MUNITIONS = "Munitions."
"""Stands behind the words of an event whose number counts munitions: by such a noun the number is told from one of acts."""
_UNKNOWN = Versions("unknown", "unknown", "unknown", "unknown")
_BETWEEN = "; "
_NEXT_STEP = "Correct it, or export the table again."


@dataclass(frozen=True, slots=True)
class _Line:
    """One event of a table, with what its line says of its report."""

    event: Event
    trigger: str
    evidence: str
    munitions: bool
    state: ReviewState
    analyst: str | None
    reviewed_at: datetime | None
    name: str
    same_as: tuple[str, ...]
    preferred: bool
    title: str | None
    source: str | None
    published: date


@dataclass(slots=True)
class _Acts:
    """Numbers for acts, by the names of their events as they come."""

    known: dict[str, int] = field(default_factory=dict)

    def of(self, line: _Line) -> int | None:
        """The act of an event; None where no other event tells it."""
        if not line.same_as:
            return None
        names = (line.name, *line.same_as)
        number = next((self.known[name] for name in names if name in self.known), len(self.known) + 1)
        self.known.update(dict.fromkeys(names, number))
        return number


def is_event_table(path: Path) -> bool:
    """Whether a file is a table of this program's own; never raises."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        return set(open_table(path).header) >= NEEDED
    except InputError:
        return False


def read_event_table(path: Path, *, on_problem: Callable[[str], None]) -> Iterator[tuple[Extraction, Reviewed]]:
    """The reports of a table, each once all its lines are read; a line that makes no sense goes to `on_problem` as a sentence.

    Raises:
        InputError: where the file cannot be read.
    """
    table = open_table(path)
    at = {name: place for place, name in enumerate(table.header)}
    left = Counter(line.cells[at["report_id"]] for line in table.lines())
    waiting: dict[str, dict[str, _Line]] = {}
    acts = _Acts()
    for line in table.lines():
        report = line.cells[at["report_id"]]
        try:
            found = _line({name: unguard(line.cells[place]) for name, place in at.items()})
            if waiting.setdefault(report, {}).setdefault(found.event.id, found) is not found:
                on_problem(f"{path.name}, line {line.number}: the event {found.name} stands on an earlier line, too. {_NEXT_STEP}")
        except KeyError as fault:
            on_problem(f"{path.name}, line {line.number}: its {fault.args[0]} is empty. {_NEXT_STEP}")
        except ValueError as fault:
            on_problem(f"{path.name}, line {line.number}: {fault}. {_NEXT_STEP}")
        left[report] -= 1
        if not left[report] and (lines := waiting.pop(report, None)):
            yield _report(unguard(report), tuple(lines.values()), acts)


def _line(cells: Mapping[str, str]) -> _Line:
    said = {name: cell for name, cell in cells.items() if cell}
    name, report = said["event_id"], said["report_id"]
    days = DateSpan(_day(said["date_start"]), _day(said["date_end"]))
    confidence = said.get("confidence")
    event = Event(
        id=name.removeprefix(f"{report}:"),
        type=EventType(said["type"]),
        date=days,
        trigger=Span(0, 1),
        count=_estimate(said, "count"),
        places_count=_whole(said.get("places_count")),
        actor=said.get("actor"),
        target=said.get("target"),
        status=Status(said.get("status", Status.OCCURRED)),
        disputed_by=said.get("disputed_by"),
        places=_places(said),
        killed=_estimate(said, "killed"),
        injured=_estimate(said, "injured"),
        reported_by=said.get("reported_by"),
        part_of=said["part_of"].removeprefix(f"{report}:") if "part_of" in said else None,
        note=said.get("note", ""),
        confidence=() if confidence is None else (("event", float(confidence)),),
    )
    return _Line(
        event=event,
        trigger=said.get("trigger", ""),
        evidence=said.get("evidence", ""),
        munitions=said.get("count_unit") == Unit.MUNITIONS.value and event.count is not None,
        state=ReviewState(said.get("state", ReviewState.PROPOSED)),
        analyst=said.get("analyst"),
        reviewed_at=_moment(said.get("reviewed_at")),
        name=name,
        same_as=tuple(said["same_as"].split(_BETWEEN)) if "same_as" in said else (),
        preferred=said.get("preferred", "").casefold() == "true",
        title=said.get("report_title"),
        source=said.get("source"),
        published=_day(said["published"]) if "published" in said else days.end,
    )


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as fault:
        raise ValueError(f"“{cell[:40]}” is no day written as 2023-11-09") from fault


def _moment(cell: str | None) -> datetime | None:
    if cell is None:
        return None
    moment = datetime.fromisoformat(cell)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _whole(cell: str | None) -> int | None:
    return None if cell is None else int(cell)


def _estimate(said: Mapping[str, str], name: str) -> Estimate | None:
    best = _whole(said.get(f"{name}_best"))
    return None if best is None else Estimate(_whole(said.get(f"{name}_low")), best, _whole(said.get(f"{name}_high")))


def _places(said: Mapping[str, str]) -> tuple[Place, ...]:
    if "place" not in said:
        return ()
    first = Place(
        text=said["place"],
        name=said.get("place_name"),
        kind=PlaceKind(said.get("place_kind", PlaceKind.UNKNOWN)),
        country=said.get("country"),
        admin1=said.get("admin1"),
        admin2=said.get("admin2"),
        lat=float(said["latitude"]) if "latitude" in said else None,
        lon=float(said["longitude"]) if "longitude" in said else None,
        geo_precision=_whole(said.get("geo_precision")),
    )
    every = said.get("all_places", "")
    others = every.removeprefix(first.text).removeprefix(_BETWEEN) if every.startswith(first.text) else ""
    return (first, *(Place(words) for words in others.split(_BETWEEN) if words))


def _report(key: str, lines: Sequence[_Line], acts: _Acts) -> tuple[Extraction, Reviewed]:
    first = lines[0]
    text = _Text(f"{first.title or key}\n{STANDS_IN.format(key)}\n")
    wholes = break_loops({line.event.id: line.event.part_of for line in lines})
    events = tuple(text.told(line, wholes[line.event.id]) for line in lines)
    decided = [line.state is not ReviewState.PROPOSED for line in lines]
    state = ReportState.REVIEWED if all(decided) else ReportState.IN_REVIEW if any(decided) else ReportState.NEW
    report = Report(key, text.words, first.published, first.title, first.source)
    moments = [line.reviewed_at for line in lines if line.reviewed_at is not None]
    reviewed = Reviewed(
        state=state,
        imported_at=max(moments, default=datetime.now(UTC)),
        file_name=None,
        cursor=None,
        side=None,
        reliability=None,
        source_note="",
        entities=(),
        events=tuple(_review(number, line, event, acts.of(line)) for number, (line, event) in enumerate(zip(lines, events, strict=True))),
    )
    return Extraction(report, first.published, (), events, _UNKNOWN), reviewed


def _review(position: int, line: _Line, event: Event, act: int | None) -> EventReview:
    return EventReview(
        key=event.id,
        position=position,
        state=line.state,
        origin=Origin.MACHINE if event.confidence else Origin.ANALYST,
        versions=None,
        proposed=None,
        evidence=tuple((words.field, words.span.start, words.span.end) for words in event.evidence),
        analyst=line.analyst,
        reviewed_at=line.reviewed_at,
        act=act,
        act_note="",
        preferred=line.preferred and act is not None,
    )


class _Text:
    """A text that grows by the words of each event, so that what names it and what it rests on are found in it again."""

    def __init__(self, head: str) -> None:
        self.words = head

    def told(self, line: _Line, whole: str | None) -> Event:
        """The event with its spans in the text."""
        trigger = line.trigger or line.event.type.value.replace("_", " ")
        inside = line.evidence.find(trigger)
        named = self._add(trigger) if inside < 0 else None
        behind = self._add(line.evidence) if line.evidence else named
        assert behind is not None
        if named is None:
            named = Span(behind.start + inside, behind.start + inside + len(trigger))
        evidence = [Evidence("type", behind)] if line.evidence else []
        if line.munitions:
            self._add(COUNTS_MUNITIONS)
            evidence.append(Evidence("count", behind))
        return replace(line.event, trigger=named, evidence=tuple(evidence), part_of=whole)

    def _add(self, words: str) -> Span:
        start = len(self.words) + 1
        self.words += f"\n{words}"
        return Span(start, start + len(words))
