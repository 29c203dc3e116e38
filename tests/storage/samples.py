"""Small reports with entities and events whose spans fit, and a picture of a whole database, for tests of storage."""

from contextlib import closing
from datetime import UTC, date, datetime

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage.engines import connect
from analyst_app.storage.tables import Base

TEXT = (
    "Kharkiv, 9 November 2023 🛰️\n"
    "Russia launched 559 attacks within the last 24 hours, including 16 airstrikes on Kupiansk.\n"
    "Three assaults were repelled near Synkivka."
)
VERSIONS = Versions("0.1.0", "en_core_web_sm 3.8.0", "1", "1")
DAYS = DateSpan(date(2023, 11, 8), date(2023, 11, 9))
KUPIANSK = Place("Kupiansk", "Kupiansk", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Kupiansk", 49.71, 37.61, 1, "ua-1")


def at(hour):
    return datetime(2023, 11, 9, hour, 30, tzinfo=UTC)


def words(text, part):
    start = text.index(part)
    return Span(start, start + len(part))


def an_extraction(key="kharkiv-1", text=TEXT, *, source="Ukrinform", day=date(2023, 11, 9)):
    def span(part):
        return words(text, part)

    def entity(part, label, canonical=None):
        return Entity(span(part), label, part, canonical)

    events = (
        Event("e1", EventType.ATTACK, DAYS, span("attacks"), Estimate.exactly(559), actor="Russia", target="Ukraine"),
        Event(
            "e2",
            EventType.AIRSTRIKE,
            DAYS,
            span("airstrikes"),
            Estimate.exactly(16),
            actor="Russia",
            places=(KUPIANSK,),
            part_of="e1",
            evidence=(Evidence("count", span("16")), Evidence("places", span("Kupiansk"))),
            confidence=(("event", 0.9), ("count", 0.95)),
        ),
        Event(
            "e3",
            EventType.GROUND_ASSAULT,
            DAYS,
            span("assaults"),
            Estimate.exactly(3),
            actor="Russia",
            status=Status.REPELLED,
            places=(Place("Synkivka"),),
            evidence=(Evidence("status", span("repelled")),),
            confidence=(("event", 0.5),),
        ),
    )
    entities = (
        entity("Russia", Label.ACTOR, "Russia"),
        entity("attacks", Label.ATTACK),
        entity("16", Label.QUANTITY),
        entity("airstrikes", Label.ATTACK),
        entity("Kupiansk", Label.LOCATION),
    )
    report = Report(key, text, day, f"Report {key}", source, "A. Writer")
    return Extraction(report, day, entities, events, VERSIONS)


def dump(path, *, journal=False):
    """Every row of a file as its tables hold them, but for what is made from other tables.

    The journal, and the places that outlive the command that brought them, only where they are asked for.
    """
    left_out = () if journal else ("journal_command", "journal_change", "place")
    with closing(connect(path)) as connection:
        tables = [table.name for table in Base.metadata.sorted_tables if table.name not in left_out and not table.info.get("derived")]
        return {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in tables}
