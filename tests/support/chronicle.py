"""A chronicle of invented daily reports: two sides, several types, directions, sources, days without a report, a reported zero,
drones that are launched and shot down, and one day that is unlike the others. Stored as confirmed, without a language model."""

from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Span
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.storage.bulk import NewReport

FIRST = date(2024, 1, 1)
DAYS = 140
GAPS = frozenset({20, 21, 75})
"""Days of the chronicle that no report covers."""
ZERO, PEAK, LULL = 50, 110, 125
VERSIONS = Versions("test", "none", "none", "none")
DIRECTIONS = {"Kupiansk": 4, "Lyman": 7, "Pokrovsk": 22, "Kurakhove": 11, "Orikhiv": 3}


class Writer:
    """Writes one report's lines and the events that they tell."""

    def __init__(self, day, source):
        self.day, self.source, self.said, self.events = day, source, f"Summary of {day}, {source}.\n", []

    def tell(self, kind, number, noun, actor, *, direction=None, status=Status.OCCURRED, estimate=None, part_of=None):
        line = f"{actor or 'Somebody'}: {number} {noun}" + (f" in the {direction} direction" if direction else "") + ".\n"
        start = len(self.said) + line.index(str(number))
        self.said += line
        count = Span(start, start + len(str(number)))
        name = Span(count.end + 1, count.end + 1 + len(noun))
        where = (
            (Place(f"{direction} direction", direction, PlaceKind.DIRECTION, "UA", "Donetsk", None, 48.0, 37.0, 2, None),)
            if direction
            else ()
        )
        self.events.append(
            Event(
                f"e{len(self.events) + 1}", kind, DateSpan.day(self.day), name, estimate or Estimate.exactly(number), actor=actor,
                status=status, places=where, part_of=part_of, evidence=(Evidence("count", count),),
            )
        )  # fmt: skip
        return self.events[-1].id

    def report(self):
        report = Report(f"{self.source}-{self.day}", self.said, self.day, f"Summary of {self.day}", self.source)
        return NewReport(report, Extraction(report, self.day, (), tuple(self.events), VERSIONS))


def general_staff(random, n):
    day = FIRST + timedelta(days=n)
    writer = Writer(day, "General Staff")
    if n == ZERO:
        writer.tell(EventType.GROUND_ASSAULT, 0, "assaults", "Russia", status=Status.DENIED)
        return writer.report()
    factor = 4 if n == PEAK else 0.1 if n == LULL else 1
    for direction, usual in DIRECTIONS.items():
        told = round(factor * max(0, random.gauss(usual, usual**0.5)))
        if told:
            writer.tell(EventType.GROUND_ASSAULT, told, "assaults", "Russia", direction=direction, status=Status.REPELLED)
    writer.tell(EventType.AIRSTRIKE, round(factor * random.randint(12, 18)) or 1, "airstrikes", "Russia")
    shelled = round(factor * random.randint(30, 42)) or 1
    writer.tell(EventType.SHELLING, shelled, "shellings", "Russia", estimate=Estimate.at_least(shelled) if n % 9 == 0 else None)
    writer.tell(EventType.AIRSTRIKE, random.randint(2, 6), "airstrikes", "Ukraine")
    return writer.report()


def air_force(random, n):
    writer = Writer(FIRST + timedelta(days=n), "Air Force")
    launched = random.randint(18, 30) if n % 10 else 0
    if launched:
        writer.tell(EventType.DRONE_STRIKE, launched, "drones", "Russia")
        whole = writer.tell(EventType.INTERCEPTION, round(launched * random.uniform(0.6, 0.95)), "drones shot down", "Ukraine")
        writer.tell(EventType.INTERCEPTION, 2, "of them jets shot down", "Ukraine", part_of=whole)
    if n % 5 == 0:
        writer.tell(EventType.DRONE_STRIKE, random.randint(2, 9), "drones", "Ukraine")
        writer.tell(EventType.INTERCEPTION, 1, "drone shot down", "Russia")
    if n % 14 == 2:
        writer.tell(EventType.AIRSTRIKE, 14, "airstrikes", "Russia")
    return writer.report()


def reports(days=DAYS):
    random = Random(7)
    for n in range(days):
        if n not in GAPS:
            yield general_staff(random, n)
            if n != ZERO:
                yield air_force(random, n)


def store(workbench, days=DAYS):
    """Put the chronicle into a workbench's database."""
    with workbench.database.unit_of_work("Import", analyst="test") as uow:
        uow.reports.add_many(reports(days), imported_at=datetime(2024, 6, 1, tzinfo=UTC), state_of_events=ReviewState.CONFIRMED)


def file_in(folder):
    """The chronicle as a database file, made once and copied for each test."""
    path = folder / "chronicle.sqlite"
    with closing(Workbench.open(path, settings=Settings(), analyst="Vira")) as workbench:
        store(workbench)
    return path


@contextmanager
def opened(stored, folder):
    """A workbench over a copy of the stored chronicle."""
    path = folder / "chronicle.sqlite"
    path.write_bytes(stored.read_bytes())
    with closing(Workbench.open(path, settings=Settings(), analyst="Vira")) as workbench:
        yield workbench
