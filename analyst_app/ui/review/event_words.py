"""Events and their fields in words, as lists, cards and screen readers say them. Pure functions; knows no widgets."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Ontology, Status
from analyst_app.domain.places import Place
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Label

translate = QCoreApplication.translate

NOT_SAID = "—"
"""Stands for a field about which the report says nothing."""


def field_label(name: str) -> str:
    """What a field of the contract is called."""
    return {
        "type": translate("review", "Type"),
        "count": translate("review", "Count"),
        "places_count": translate("review", "Places hit"),
        "actor": translate("review", "Actor"),
        "target": translate("review", "Target"),
        "status": translate("review", "Status"),
        "disputed_by": translate("review", "Denied by"),
        "date": translate("review", "Date"),
        "places": translate("review", "Where"),
        "killed": translate("review", "Killed"),
        "injured": translate("review", "Injured"),
        "reported_by": translate("review", "Said by"),
        "part_of": translate("review", "Part of"),
        "note": translate("review", "Note"),
    }[name]


def status_label(status: Status) -> str:
    """A status as a word."""
    return {
        Status.OCCURRED: translate("review", "Occurred"),
        Status.ATTEMPTED: translate("review", "Attempted"),
        Status.REPELLED: translate("review", "Repelled"),
        Status.PLANNED: translate("review", "Planned"),
        Status.DENIED: translate("review", "Denied"),
    }[status]


def status_explained(status: Status) -> str:
    """What a status means, by the contract."""
    return {
        Status.OCCURRED: translate("review", "it happened"),
        Status.ATTEMPTED: translate("review", "a bare try"),
        Status.REPELLED: translate("review", "beaten off, stopped, unsuccessful"),
        Status.PLANNED: translate("review", "announced, ordered, threatened"),
        Status.DENIED: translate("review", "said not to have happened"),
    }[status]


def state_label(state: ReviewState | ReportState) -> str:
    """A state of the review as a word."""
    return {
        ReviewState.PROPOSED: translate("review", "Open"),
        ReviewState.CONFIRMED: translate("review", "Accepted"),
        ReviewState.REJECTED: translate("review", "Rejected"),
        ReportState.NEW: translate("review", "New"),
        ReportState.IN_REVIEW: translate("review", "In review"),
        ReportState.REVIEWED: translate("review", "Reviewed"),
    }[state]


def label_name(label: Label) -> str:
    """An entity label as a word."""
    return {
        Label.ACTOR: translate("review", "Actor"),
        Label.PERSON: translate("review", "Person"),
        Label.ORGANISATION: translate("review", "Organisation"),
        Label.LOCATION: translate("review", "Location"),
        Label.DATE: translate("review", "Date"),
        Label.QUANTITY: translate("review", "Quantity"),
        Label.ATTACK: translate("review", "Attack"),
        Label.WEAPON: translate("review", "Weapon"),
    }[label]


def number(value: int) -> str:
    """A number with thousands marks."""
    return QLocale(QLocale.Language.English).toString(value)


def estimate_short(count: Estimate) -> str:
    """A count in the contract's notation, with thousands marks where it is a plain one: `11,000+`."""
    written = str(count)
    return written.replace(str(count.best), number(count.best)) if "-" not in written and "/" not in written else written


def estimate_explained(count: Estimate) -> str:
    """A count in words: “at least 16”."""
    best, low, high = number(count.best), count.low, count.high
    if low == count.best == high:
        return translate("review", "exactly %1").replace("%1", best)
    if high is None and low is None:
        return translate("review", "about %1").replace("%1", best)
    if high is None and low == count.best:
        return translate("review", "at least %1").replace("%1", best)
    if low is None and high == count.best:
        return translate("review", "up to %1").replace("%1", best)
    unknown = translate("review", "unknown")
    bounds = [unknown if bound is None else number(bound) for bound in (low, high)]
    return translate("review", "between %1 and %2, counted as %3").replace("%1", bounds[0]).replace("%2", bounds[1]).replace("%3", best)


def day(value: date) -> str:
    """A day: `9 Nov 2023`."""
    return f"{value.day} {value:%b %Y}"


def days(span: DateSpan) -> str:
    """A span of days, without saying twice what both ends share: `8–9 Nov 2023`."""
    first, last = span.start, span.end
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def days_said(span: DateSpan) -> str:
    """A span as one says it: `8 to 9 November`, `31 October to 1 November`; the year where it is not one."""
    first, last = span.start, span.end
    end = f"{last.day} {last:%B}" if first.year == last.year else f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return translate("review", "%1 to %2").replace("%1", str(first.day)).replace("%2", end)
    begin = f"{first.day} {first:%B}" if first.year == last.year else f"{first.day} {first:%B %Y}"
    return translate("review", "%1 to %2").replace("%1", begin).replace("%2", end)


def summary(event: Event, ontology: Ontology) -> str:
    """An event in a few words: `16 airstrikes`, `Attack on 4 places`, `Evacuation: 11,000+ people`."""
    info = ontology[event.type]
    if event.count is not None and event.type.is_attack:
        return f"{estimate_short(event.count)} {(info.label if event.count.best == 1 else info.plural).lower()}"
    if event.count is not None:
        return f"{info.label}: {estimate_short(event.count)} {_unit(event.type, event.count.best)}".rstrip()
    if event.places_count is not None:
        words = translate("review", "%1 on %2 place") if event.places_count == 1 else translate("review", "%1 on %2 places")
        return words.replace("%1", info.label).replace("%2", number(event.places_count))
    return info.label


def parties(event: Event) -> str:
    """Who acts on whom: `Russia → Ukraine`."""
    return f"{event.actor or '?'} → {event.target}" if event.target else (event.actor or "")


def where(places: tuple[Place, ...]) -> str:
    """The places, most specific first."""
    return ", ".join(place.label for place in places)


def place_explained(place: Place) -> str:
    """What the gazetteer knows of a place, in one line."""
    parts = [place.kind.value, place.admin2, place.admin1, place.country]
    known = ", ".join(part for part in parts if part and part != place.label)
    if place.lat is not None and place.lon is not None:
        known += f" · {place.lat:.2f}, {place.lon:.2f}"
    precision = {
        1: translate("review", "exact"),
        2: translate("review", "near or part of a region"),
        3: translate("review", "region or less exact"),
    }.get(place.geo_precision or 0, translate("review", "not in the gazetteer"))
    return f"{known} · {precision}"


def value_words(event: Event, name: str, *, ontology: Ontology, wholes: Mapping[str, str]) -> str:
    """The value of one field in words; `wholes` names the report's other events by their key."""
    event_type = ontology[event.type].label
    special = {"type": event_type, "status": status_label(event.status), "date": days(event.date), "places": where(event.places)}
    special["part_of"] = "" if event.part_of is None else wholes.get(event.part_of, "")
    value = special.get(name, getattr(event, name))
    if isinstance(value, Estimate):
        return estimate_short(value)
    return number(value) if isinstance(value, int) else value or NOT_SAID


def spoken(stored: StoredEvent, ontology: Ontology) -> str:
    """The whole row for a screen reader."""
    event = stored.event
    parts = [summary(event, ontology), state_label(stored.state), parties(event), where(event.places), days(event.date)]
    return ", ".join(part for part in parts if part)


def _unit(kind: EventType, many: int) -> str:
    if kind in {EventType.EVACUATION, EventType.CASUALTIES, EventType.DETENTION}:
        return translate("review", "people") if many != 1 else translate("review", "person")
    if kind is EventType.EQUIPMENT_LOSS:
        return translate("review", "pieces") if many != 1 else translate("review", "piece")
    return ""
