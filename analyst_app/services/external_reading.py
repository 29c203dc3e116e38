"""Lines of other people's tables as events: which column says what, guessed from the header, and what each cell means.

Columns and codes: ACLED codebook; UCDP GED codebook. What is made of ACLED's types is stated in `docs/comparison-series.md`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from analyst_app.domain.cells import unguard
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.day_boundary import DayBoundary
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.external import ExternalEvent, Layout
from analyst_app.domain.ontology import EventType, Ontology


class Part(StrEnum):
    """What a column can say of an event."""

    DAY = "day"
    LAST_DAY = "last day"
    TYPE = "type"
    NUMBER = "number"
    ACTOR = "acting party"
    REGION = "region"
    PLACE = "place"
    KILLED = "killed"
    NOTES = "description"
    IDENT = "identifier"
    PRECISION = "precision of the day"


@dataclass(frozen=True, slots=True)
class SeriesMapping:
    """Which column says what. `day_first`: whether 04/05/2023 is the fourth of May."""

    layout: Layout
    columns: Mapping[Part, str]
    day_first: bool = True
    boundary: DayBoundary = field(default_factory=DayBoundary)


class BadLine(Exception):
    """Why a line is no event, to complete “line 3: …”."""


_ACLED_COLUMNS = {
    Part.DAY: "event_date", Part.TYPE: "sub_event_type", Part.ACTOR: "actor1", Part.REGION: "admin1", Part.PLACE: "location",
    Part.KILLED: "fatalities", Part.NOTES: "notes", Part.IDENT: "event_id_cnty", Part.PRECISION: "time_precision",
}  # fmt: skip
_UCDP_COLUMNS = {
    Part.DAY: "date_start", Part.LAST_DAY: "date_end", Part.TYPE: "type_of_violence", Part.REGION: "adm_1",
    Part.PLACE: "where_coordinates", Part.KILLED: "best", Part.IDENT: "id",
}  # fmt: skip
_SIGNS = {
    Layout.ACLED: frozenset({"event_date", "event_type", "sub_event_type"}),
    Layout.UCDP: frozenset({"date_start", "date_end", "type_of_violence", "side_a"}),
}
_GUESSES: Mapping[Part, tuple[str, ...]] = {
    Part.DAY: ("date", "day", "event_date", "date_start", "start_date", "first_day", "counts_on", "date_of_event", "datum", "дата"),
    Part.LAST_DAY: ("date_end", "end_date", "last_day"),
    Part.TYPE: ("type", "event_type", "kind", "category", "sub_event_type", "attack_type", "weapon"),
    Part.NUMBER: ("count_best", "count", "number", "attacks", "counted_attacks", "events", "total", "value", "n", "launched"),
    Part.ACTOR: ("actor", "actor1", "attacker", "side", "party", "launched_by", "perpetrator", "by"),
    Part.REGION: ("admin1", "adm_1", "admin_1", "oblast", "region", "province", "governorate", "state"),
    Part.PLACE: ("place", "place_name", "location", "settlement", "city", "town", "target_place"),
    Part.KILLED: ("killed", "killed_best", "fatalities", "deaths", "dead"),
    Part.NOTES: ("notes", "description", "text", "comment", "summary"),
    Part.IDENT: ("event_id", "id", "ident", "identifier"),
}
_OF_OUR_COUNTS = frozenset({"day", "unit", "best"})
"""Columns of the tables of counts that this program writes; elsewhere `best` is what UCDP calls its number of dead."""

_OF_ACLED: Mapping[str, EventType] = {
    "armed clash": EventType.CLASH,
    "government regains territory": EventType.TERRITORY_CHANGE,
    "non-state actor overtakes territory": EventType.TERRITORY_CHANGE,
    "non-violent transfer of territory": EventType.TERRITORY_CHANGE,
    "air/drone strike": EventType.AIRSTRIKE,
    "shelling/artillery/missile attack": EventType.SHELLING,
    "remote explosive/landmine/ied": EventType.EXPLOSION,
    "suicide bomb": EventType.EXPLOSION,
    "grenade": EventType.EXPLOSION,
    "chemical weapon": EventType.ATTACK,
    "attack": EventType.ATTACK,
    "disrupted weapons use": EventType.INTERCEPTION,
    "abduction/forced disappearance": EventType.DETENTION,
    "arrests": EventType.DETENTION,
}
"""ACLED's sub-event types, by their names in small letters; protests, riots, agreements and the like are no types of ours."""
_DRONES = r"drone|\buavs?\b|unmanned|shahed|geran|quadcopter|\bfpv\b|loitering"
_TOLD_APART = (
    (EventType.AIRSTRIKE, EventType.DRONE_STRIKE, re.compile(_DRONES, re.IGNORECASE)),
    (EventType.SHELLING, EventType.MISSILE_STRIKE, re.compile(r"missile|iskander|kalibr|kinzhal|\bkh-\d", re.IGNORECASE)),
    (EventType.CLASH, EventType.GROUND_ASSAULT, re.compile(r"assault|storm|offensive|\badvanc", re.IGNORECASE)),
)
"""What ACLED has one type for, and we two: the second one where the notes have such a word."""
_OF_UCDP = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
_AROUND = {"2": 3, "3": 15}
"""Days before and after the day that ACLED gives, by its precision: a week and a month."""


def layout_of(header: Iterable[str]) -> Layout:
    """Whose columns these are."""
    names = {name.casefold() for name in header}
    return next((layout for layout, signs in _SIGNS.items() if signs <= names), Layout.CSV)


def guess_mapping(header: Sequence[str], *, layout: Layout | None = None) -> SeriesMapping:
    """Which column says what, by the names of a codebook, or by what such columns are usually called."""
    chosen = layout or layout_of(header)
    by_name = {_plain(name): name for name in reversed(header)}
    fixed = {Layout.ACLED: _ACLED_COLUMNS, Layout.UCDP: _UCDP_COLUMNS}.get(chosen)
    wanted = _GUESSES if fixed is None else {part: (name,) for part, name in fixed.items()}
    if fixed is None and by_name.keys() >= _OF_OUR_COUNTS:
        wanted = {**wanted, Part.NUMBER: ("best",)}
    found: dict[Part, str] = {}
    for part, names in wanted.items():
        name = next((by_name[one] for one in names if one in by_name and by_name[one] not in found.values()), None)
        if name is not None:
            found[part] = name
    return SeriesMapping(chosen, found)


def _plain(name: str) -> str:
    return re.sub(r"[\s\-.]+", "_", name.strip().casefold())


def day_comes_first(cells: Iterable[str]) -> bool | None:
    """Whether dates such as 04/05/2023 have the day first; None where no date of the column tells."""
    for cell in cells:
        found = _NUMERIC.fullmatch(cell.strip())
        if found is not None and found["sign"] != ".":
            if int(found["one"]) > 12:
                return True
            if int(found["two"]) > 12:
                return False
    return None


def has_two_readings(cells: Iterable[str]) -> bool:
    """Whether some date of the column could be read in two ways."""
    found = (_NUMERIC.fullmatch(cell.strip()) for cell in cells)
    return any(one is not None and one["sign"] != "." for one in found)


class LineReader:
    """Makes events of lines by a mapping.

    Args:
        header: the names of the columns.
        mapping: which of them says what.
        ontology: the names of our types.
    """

    def __init__(self, header: Sequence[str], mapping: SeriesMapping, ontology: Ontology) -> None:
        self._mapping = mapping
        self._at = {part: header.index(name) for part, name in mapping.columns.items() if name in header}
        self._types = {_words(name): kind for kind, info in ontology.items() for name in (kind.value, info.label, info.plural)} | {
            _words(name): kind for name, kind in _OF_ACLED.items()
        }

    def event(self, number: int, cells: Sequence[str]) -> ExternalEvent:
        """The event of a line.

        Raises:
            BadLine: where its day, or a number, makes no sense.
        """
        said = {part: unguard(cells[at]).strip() for part, at in self._at.items()}
        kind_words = said.get(Part.TYPE, "")
        counted = said.get(Part.NUMBER, "") if self._mapping.layout is Layout.CSV else ""
        return ExternalEvent(
            ident=said.get(Part.IDENT) or f"line {number}",
            date=self._days(said),
            said=_OF_UCDP.get(kind_words, kind_words) if self._mapping.layout is Layout.UCDP else kind_words,
            type=self._type(kind_words, said.get(Part.NOTES, "")),
            actor=said.get(Part.ACTOR) or None,
            region=said.get(Part.REGION) or None,
            place=said.get(Part.PLACE) or None,
            number=1 if not counted else _number(counted, "count"),
            killed=_number(said[Part.KILLED], "number of dead") if said.get(Part.KILLED) else None,
        )

    def _days(self, said: Mapping[Part, str]) -> DateSpan:
        first = self._day(said.get(Part.DAY, ""))
        last = self._day(said[Part.LAST_DAY]) if said.get(Part.LAST_DAY) else first
        if last < first:
            raise BadLine(f"its last day, {last}, lies before its first, {first}")
        around = _AROUND.get(said.get(Part.PRECISION, ""), 0) if self._mapping.layout is Layout.ACLED else 0
        return DateSpan(first - timedelta(days=around), last + timedelta(days=around))

    def _day(self, cell: str) -> date:
        if not cell:
            raise BadLine("it has no day")
        return read_day(cell, day_first=self._mapping.day_first, boundary=self._mapping.boundary)

    def _type(self, words: str, notes: str) -> EventType | None:
        kind = self._types.get(_words(words))
        if kind is not None and self._mapping.layout is Layout.ACLED:
            for coarse, finer, signs in _TOLD_APART:
                if kind is coarse and signs.search(notes):
                    return finer
        return kind


_NUMERIC = re.compile(r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?P<time>[ T].*)?")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?P<time>[ T]\d.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_UTC = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_WORDED = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d-%B-%Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")


def read_day(cell: str, *, day_first: bool, boundary: DayBoundary) -> date:
    """A day as tables write it; a moment with its zone counts by the day boundary.

    Raises:
        BadLine: where it is none.
    """
    try:
        if (found := _ISO.fullmatch(cell) or _COMPACT.fullmatch(cell)) is not None:
            time = found["time"] if found.re is _ISO else None
            return _counted_day(date(*map(int, found.groups()[:3])), time, boundary)
        if (found := _NUMERIC.fullmatch(cell)) is not None:
            one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
            day, month = (one, two) if day_first or found["sign"] == "." else (two, one)
            return _counted_day(date(year if year > 99 else 2000 + year, month, day), found["time"], boundary)
    except ValueError as fault:
        raise BadLine(f"there is no day “{cell[:40]}”") from fault
    for form in _WORDED:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise BadLine(f"“{cell[:40]}” is no day that can be read; write it as 2023-11-09")


def _counted_day(written: date, time: str | None, boundary: DayBoundary) -> date:
    """The day of a moment by the boundary, as its zone has it; the written one where the time cannot be read."""
    clock = _UTC.sub("+00:00", (time or "").strip(" T"))
    # Tables write 9:30 where a moment needs 09:30.
    moment = f"{written}T0{clock}" if clock[1:2] == ":" else f"{written}T{clock}"
    try:
        return boundary.day_of(datetime.fromisoformat(moment))
    except ValueError:
        return written


def _number(cell: str, name: str) -> int:
    plain = re.sub(r"\.0{1,2}$", "", cell)
    try:
        return Estimate.parse(plain).best
    except ValueError as fault:
        raise BadLine(f"its {name}, “{cell[:40]}”, is no whole number of 0 or more") from fault


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())
