"""A report of our own wording with its entities and events, built from domain records, for tests that need no extraction."""

import re
from datetime import date

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span

MARKED = (
    "Evening summary on the Kharkiv axis, {DATE:9 November 2023}\n"
    "\n"
    "{ACTOR:Russia} flew {QUANTITY:16} {ATTACK:airstrikes} and made {QUANTITY:559} {ATTACK:attacks} on "
    "{ACTOR:Ukrainian} positions over the {DATE:past 24 hours}, the {ORGANISATION:regional press centre} "
    "said. The fire reached {QUANTITY:four} settlements in the {LOCATION:Kharkiv region}, {QUANTITY:two} "
    "villages in the {LOCATION:Luhansk region} and {QUANTITY:three} in the {LOCATION:Donetsk region}.\n"
    "\n"
    "In the Kupiansk direction:\n"
    "- {QUANTITY:Three} attempted {ATTACK:assaults} near {LOCATION:Synkivka} were beaten off, according to "
    "{PERSON:Serhii Cherevatyi}.\n"
    "- {ATTACK:Shelling} with {WEAPON:mortars} and {WEAPON:guided air bombs} went on in the districts of "
    "{LOCATION:Izyum} and {LOCATION:Chuhuiv}.\n"
    "- {ACTOR:Air defence} shot down {QUANTITY:five} of {QUANTITY:seven} {WEAPON:Shahed drones} {DATE:overnight}.\n"
    "\n"
    "OTHER\n"
    "A {ATTACK:drone strike} on a farm at {LOCATION:Kindrashivka} injured {QUANTITY:two} people 🚜; nobody was "
    "killed.\n"
    "The {ORGANISATION:Kharkiv authorities} are preparing to move {QUANTITY:at least 11,000} residents out of "
    "{QUANTITY:53} settlements along the line of contact.\n"
)

DAY = date(2023, 11, 9)
WINDOW = DateSpan.ending(DAY, days=1)
KHARKIV = Place("Kharkiv region", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv Oblast", None, 49.99, 36.23, 3, "r1")
LUHANSK = Place("Luhansk region", "Luhansk Oblast", PlaceKind.REGION, "UA", "Luhansk Oblast", None, 48.57, 39.31, 3, "r2")
DONETSK = Place("Donetsk region", "Donetsk Oblast", PlaceKind.REGION, "UA", "Donetsk Oblast", None, 48.0, 37.8, 3, "r3")
SYNKIVKA = Place("Synkivka", "Synkivka", PlaceKind.SETTLEMENT, "UA", "Kharkiv Oblast", "Kupiansk Raion", 49.77, 37.71, 1, "s1")
KUPIANSK = Place("Kupiansk direction", "Kupiansk", PlaceKind.DIRECTION, "UA", "Kharkiv Oblast", "Kupiansk Raion", 49.71, 37.61, 2, "d1")
IZYUM = Place("Izyum", "Izium Raion", PlaceKind.DISTRICT, "UA", "Kharkiv Oblast", "Izium Raion", 49.2, 37.26, 2, "d2")
CHUHUIV = Place("Chuhuiv", "Chuhuiv Raion", PlaceKind.DISTRICT, "UA", "Kharkiv Oblast", "Chuhuiv Raion", 49.83, 36.69, 2, "d3")
FARM = Place("Kindrashivka", "Kindrashivka", PlaceKind.SETTLEMENT, "UA", "Kharkiv Oblast", "Kupiansk Raion", 49.73, 37.55, 1, "s2")
GAZETTEER = (KHARKIV, LUHANSK, DONETSK, SYNKIVKA, KUPIANSK, IZYUM, CHUHUIV, FARM)

_MARK = re.compile(r"\{([A-Z]+):([^}]*)\}")


def unmarked(marked):
    """The plain text of a marked one, with its entities."""
    text, entities, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        span = Span(len(text), len(text) + len(found[2]))
        entities.append(Entity(span, Label(found[1]), found[2], "Ukraine" if found[2] == "Ukrainian" else None))
        text += found[2]
        at = found.end()
    return text + marked[at:], entities


TEXT, ENTITIES = unmarked(MARKED)


def words_of(phrase, *, after=""):
    """The span of a phrase, the first one behind another phrase."""
    start = TEXT.index(phrase, TEXT.index(after))
    return Span(start, start + len(phrase))


def an_event(key, kind, trigger, *, evidence=(), confidence=0.86, **fields):
    """An event with the words behind its fields, given as (field, phrase) or (field, phrase, after)."""
    behind = tuple(Evidence(name, words_of(phrase, after="".join(after))) for name, phrase, *after in evidence)
    sure = tuple((name, confidence) for name in ("event", *dict.fromkeys(e.field for e in behind)))
    return Event(
        id=key,
        type=kind,
        trigger=words_of(trigger),
        date=fields.pop("date", WINDOW),
        evidence=behind,
        confidence=sure,
        **fields,
    )


def events_of_the_day():
    """The nine events of the sample, in reading order."""
    day = ("date", "past 24 hours")
    return (
        an_event(
            "e1",
            EventType.AIRSTRIKE,
            "airstrikes",
            count=Estimate.exactly(16),
            actor="Russia",
            target="Ukraine",
            evidence=[("count", "16"), ("type", "airstrikes"), ("actor", "Russia"), ("target", "Ukrainian"), day],
            confidence=0.94,
        ),
        an_event(
            "e2",
            EventType.ATTACK,
            "attacks",
            count=Estimate.exactly(559),
            actor="Russia",
            target="Ukraine",
            evidence=[("count", "559"), ("type", "attacks"), ("actor", "Russia"), ("target", "Ukrainian"), day],
            confidence=0.91,
        ),
        an_event(
            "e3",
            EventType.ATTACK,
            "reached",
            places_count=4,
            actor="Russia",
            places=(KHARKIV,),
            part_of="e2",
            confidence=0.72,
            evidence=[("places_count", "four"), ("places", "Kharkiv region"), ("actor", "Russia"), day],
        ),
        an_event(
            "e4",
            EventType.ATTACK,
            "reached",
            places_count=2,
            actor="Russia",
            places=(LUHANSK,),
            part_of="e2",
            confidence=0.72,
            evidence=[("places_count", "two"), ("places", "Luhansk region"), ("actor", "Russia"), day],
        ),
        an_event(
            "e5",
            EventType.ATTACK,
            "reached",
            places_count=3,
            actor="Russia",
            places=(DONETSK,),
            part_of="e2",
            confidence=0.72,
            evidence=[("places_count", "three"), ("places", "Donetsk region"), ("actor", "Russia"), day],
        ),
        an_event(
            "e6",
            EventType.GROUND_ASSAULT,
            "assaults",
            count=Estimate.exactly(3),
            actor="Russia",
            target="Ukraine",
            status=Status.ATTEMPTED,
            places=(SYNKIVKA, KUPIANSK),
            reported_by="Serhii Cherevatyi",
            confidence=0.81,
            evidence=[
                ("count", "Three"),
                ("status", "attempted"),
                ("places", "Synkivka"),
                ("places", "Kupiansk direction"),
                ("reported_by", "Serhii Cherevatyi"),
                day,
            ],
        ),
        an_event(
            "e7",
            EventType.SHELLING,
            "Shelling",
            actor="Russia",
            places=(IZYUM, CHUHUIV),
            part_of="e2",
            confidence=0.64,
            evidence=[("type", "Shelling"), ("places", "Izyum"), ("places", "Chuhuiv"), day],
        ),
        an_event(
            "e8",
            EventType.INTERCEPTION,
            "shot down",
            count=Estimate.exactly(5),
            actor="Ukraine",
            target="Shahed drones",
            evidence=[("count", "five"), ("actor", "Air defence"), ("target", "Shahed drones"), ("date", "overnight")],
        ),
        an_event(
            "e9",
            EventType.DRONE_STRIKE,
            "drone strike",
            count=Estimate.exactly(1),
            actor=None,
            target="farm",
            places=(FARM,),
            injured=Estimate.exactly(2),
            killed=Estimate.exactly(0),
            date=DateSpan.day(DAY),
            confidence=0.55,
            evidence=[
                ("type", "drone strike"),
                ("target", "farm"),
                ("places", "Kindrashivka"),
                ("injured", "two", "Kindrashivka"),
                ("killed", "nobody was killed"),
            ],
        ),
        an_event(
            "e10",
            EventType.EVACUATION,
            "move",
            count=Estimate.at_least(11000),
            actor="Kharkiv authorities",
            status=Status.PLANNED,
            date=DateSpan.day(DAY),
            confidence=0.77,
            evidence=[("count", "at least 11,000"), ("actor", "Kharkiv authorities"), ("status", "preparing")],
        ),
    )


def an_extraction(key="r1", *, events=None, text=TEXT, entities=None, title="Evening summary on the Kharkiv axis", published=DAY):
    """The report with what was extracted from it, as the program hands it on."""
    report = Report(key, text, published, title, "Regional press centre", None)
    return Extraction(
        report=report,
        published=published,
        entities=tuple(ENTITIES if entities is None else entities),
        events=events_of_the_day() if events is None else events,
        versions=Versions("0.1.0", "en_core_web_sm 3.8.0", "1", "1"),
    )


def the_day_after():
    """A short second report."""
    text = "On 10 November Russian aircraft carried out two airstrikes near Synkivka."
    start = text.index("airstrikes")
    event = Event("e1", EventType.AIRSTRIKE, DateSpan.day(date(2023, 11, 10)), Span(start, start + 10), Estimate.exactly(2), actor="Russia")
    return an_extraction("r2", events=(event,), text=text, entities=(), title="The day after", published=date(2023, 11, 10))
