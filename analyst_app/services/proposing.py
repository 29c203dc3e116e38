"""What the words around a new event's trigger say about its fields, filled in once the language model has read them.

The analyst never waits for it: the event is there at once, and only fields that he has left alone are filled in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place
from analyst_app.domain.reports import Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import ReportDetail, StoredEvent
from analyst_app.domain.spans import Label, Span, sentence_span
from analyst_app.services import places
from analyst_app.services.review import find_event, name_event, open_report
from analyst_app.services.workbench import Workbench

if TYPE_CHECKING:
    from analyst_app.extraction.text.reading import Mention

CLOSE = 24
"""Characters that may stand between a number and the word that it counts."""

_FIELDS = ("count", "places_count", "actor", "target", "status", "date", "places", "killed", "injured", "reported_by")


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The event that was filled in, the fields that were, and what changed; no changes where the words say nothing more."""

    event_id: int
    fields: tuple[str, ...]
    changes: ChangeSet | None


def fill_in(workbench: Workbench, *, event_id: int, as_made: Event) -> FilledIn:
    """Read the paragraph of an event that an analyst made, and fill in the fields that are still as in `as_made`, what it was made with.

    A decided event stays as it was decided on. Takes as long as the model needs for a paragraph, and seconds more where it is not loaded
    yet: to be asked for as a job, which may begin long after the event was made.

    Raises:
        Stale: where the event is gone.
    """
    stored = find_event(workbench, event_id)
    detail = open_report(workbench, report_id=stored.report_id)
    found = _fields_said(workbench, detail, stored.event)
    expected = find_event(workbench, event_id)
    named = name_event(replace(expected.event, **_still_to_fill(expected, as_made, found)), workbench.ontology)
    with workbench.database.unit_of_work(f"Fill in {named}", analyst=workbench.analyst) as uow:
        # Compared here, where nobody else writes: the analyst goes on working meanwhile.
        fresh = _still_to_fill(uow.events.get(event_id), as_made, found)
        if fresh:
            uow.events.change(event_id, **fresh)
        for name in fresh:
            if spans := found[name][1]:
                uow.events.set_evidence(event_id, name, spans)
    return FilledIn(event_id, tuple(fresh), uow.changes if fresh else None)


def _still_to_fill(now: StoredEvent, as_made: Event, found: Mapping[str, tuple[Any, tuple[Span, ...]]]) -> dict[str, Any]:
    """The values that were found for fields that nobody has touched; none where the event has been decided."""
    if now.state is not ReviewState.PROPOSED:
        return {}
    return {name: value for name, (value, _) in found.items() if getattr(now.event, name) == getattr(as_made, name) != value}


def _fields_said(workbench: Workbench, detail: ReportDetail, event: Event) -> Mapping[str, tuple[Any, tuple[Span, ...]]]:
    start = detail.text.rfind("\n", 0, event.trigger.start) + 1
    end = detail.text.find("\n", event.trigger.end)
    paragraph = detail.text[start : end if end >= 0 else len(detail.text)]
    trigger = _moved(event.trigger, -start)
    extractor = workbench.engine.extractor()
    report = Report(detail.row.key, paragraph, detail.row.published)
    events = [one for one in extractor.extract(report).events if one.trigger.overlaps(trigger)]
    told = min(events, key=lambda one: one.type is not event.type, default=None)
    if told is not None:
        said = {name: (getattr(told, name), told.words_behind(name)) for name in _FIELDS if getattr(told, name) not in (None, ())}
    else:
        said = _of_mentions(workbench, paragraph, detail, trigger, event.type)
    return {name: (value, tuple(_moved(span, start) for span in spans)) for name, (value, spans) in said.items()}


def _of_mentions(
    workbench: Workbench, paragraph: str, detail: ReportDetail, trigger: Span, kind: EventType
) -> dict[str, tuple[Any, tuple[Span, ...]]]:
    """What stands in the trigger's own sentence: the number before it, the day, the places."""
    from analyst_app.extraction.read import read  # noqa: PLC0415 - brings in spaCy, which the window does at leisure
    from analyst_app.extraction.words.lexicons import load  # noqa: PLC0415 - as above

    engine = workbench.engine
    reading = read(
        paragraph,
        published=detail.row.published,
        nlp=engine.extractor().nlp,
        lexicons=load(engine.own_rules()),
        gazetteer=engine.gazetteer(),
    )
    sentence = sentence_span(paragraph, trigger)
    mentions = [mention for mention in reading.mentions if sentence.covers(mention.span)]
    said: dict[str, tuple[Any, tuple[Span, ...]]] = {}
    number = next((m for m in reversed(mentions) if _counts(m, trigger, paragraph)), None)
    if number is not None:
        said[_field_of(number.span, sentence, paragraph)] = number.estimate, (number.span,)
    day = next((m for m in mentions if m.date is not None and m.date.days is not None), None)
    if day is not None and day.date is not None:
        said["date"] = day.date.days, (day.span,)
    named = [m for m in mentions if m.label is Label.LOCATION]
    if named and kind.is_attack:
        where: tuple[Place, ...] = tuple(dict.fromkeys(places.resolve_place(workbench, words=m.text) for m in named))
        said["places"] = where, tuple(m.span for m in named)
    return said


def _field_of(number: Span, sentence: Span, text: str) -> str:
    """What a number counts: people who were hurt or killed, by the noun behind it and what the sentence says of them; else acts."""
    from analyst_app.extraction.words.casualty_words import INJURED, KILLED  # noqa: PLC0415 - as above
    from analyst_app.extraction.words.trigger_words import load_trigger_words  # noqa: PLC0415 - as above

    behind = re.findall(r"[a-z]+", text[number.end : sentence.end].lower())
    if not behind or not (load_trigger_words().is_a(behind[0], "person") or behind[0] in INJURED | KILLED):
        return "count"
    harmed = next((word for word in behind if word in INJURED | KILLED), None)
    if harmed is None:
        return "count"
    return "injured" if harmed in INJURED else "killed"


def _counts(mention: "Mention", trigger: Span, text: str) -> bool:
    """Whether a number counts the trigger: it stands close before it, with neither a comma nor an “of” between."""
    between = text[mention.span.end : trigger.start]
    return (
        mention.estimate is not None
        and mention.span.end <= trigger.start
        and len(between) <= CLOSE
        and not any(mark in between for mark in (",", ";", ":", " of ", " in ", " and "))
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
