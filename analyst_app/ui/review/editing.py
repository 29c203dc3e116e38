"""Which editor a field of the contract gets, and how typed words become its value. The one place that knows both."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import Status
from analyst_app.domain.rows import StoredEvent
from analyst_app.services import parties, places
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.card_looks import words_behind
from analyst_app.ui.review.count_words import read_count
from analyst_app.ui.review.date_field import DateField
from analyst_app.ui.review.event_words import translate
from analyst_app.ui.review.field_editors import ChoiceField, LineField, NoteField
from analyst_app.ui.review.letter_picker import Choice
from analyst_app.ui.review.places_field import PlacesField
from analyst_app.ui.review.session import ReviewSession

type FieldEditor = ChoiceField | DateField | LineField | NoteField | PlacesField
"""Each has `begin(draft)`, `draft()`, `read()` (raises ValueError with a sentence) and the signals committed, cancelled, moved."""

_NUMBERS = frozenset({"count", "killed", "injured"})
STATUS_KEYS = {Status.OCCURRED: "o", Status.ATTEMPTED: "a", Status.REPELLED: "r", Status.PLANNED: "p", Status.DENIED: "d"}
_PART_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def read_whole_number(words: str) -> int | None:
    """A number of places as typed; nothing typed is no number.

    Raises:
        ValueError: with a sentence, where it is none.
    """
    plain = words.strip().replace(",", "")
    if not plain:
        return None
    if not plain.isdecimal():
        raise ValueError(translate("review", "Not a number of places. Write a whole number, such as 4, or leave it empty."))
    return int(plain)


def type_choices(session: ReviewSession) -> list[Choice]:
    """The event types with their letters."""
    return [Choice(info.type, info.label, info.key, info.covers) for info in session.ontology.values()]


def build_editor(field: str, stored: StoredEvent, *, session: ReviewSession, context: Context, parent: QWidget) -> FieldEditor:
    """The editor of one field of one event."""
    event, name = stored.event, event_words.field_label(field)
    published = session.detail.row.published if session.detail is not None else event.date.end
    special: dict[str, Callable[[], FieldEditor]] = {
        "type": lambda: ChoiceField(type_choices(session), name=name, value=event.type, parent=parent),
        "status": lambda: ChoiceField(_statuses(), name=name, value=event.status, parent=parent),
        "part_of": lambda: ChoiceField(wholes_offered([stored], session), name=name, value=stored.part_of_id, parent=parent),
        "date": lambda: DateField(
            name=name, value=event.date, published=published, words=words_behind(stored, "date", session), parent=parent
        ),
        "note": lambda: NoteField(name=name, value=event.note, parent=parent),
        "places": lambda: PlacesField(
            name=name,
            value=event.places,
            tasks=context.tasks,
            suggest=lambda prefix: places.suggest_places(context.workbench, prefix=prefix),
            resolve=lambda words: places.resolve_place(context.workbench, words=words),
            named=lambda name: places.places_named(context.workbench, name=name),
            theme=context.theme,
            parent=parent,
        ),
    }
    if field in special:
        return special[field]()
    return _line(field, stored, context=context, parent=parent)


def _statuses() -> list[Choice]:
    return [Choice(s, event_words.status_label(s), STATUS_KEYS[s], event_words.status_explained(s)) for s in Status]


def _line(field: str, stored: StoredEvent, *, context: Context, parent: QWidget) -> LineField:
    value, name = getattr(stored.event, field), event_words.field_label(field)
    read: Callable[[str], Any]
    explain: Callable[[Any], str]
    if field in _NUMBERS:
        read, explain = read_count, _count_meaning
    elif field == "places_count":
        read, explain = read_whole_number, _places_meaning
    else:

        def suggest(prefix: str) -> Sequence[str]:
            return parties.suggest_parties(context.workbench, prefix=prefix)

        return LineField(name=name, value=value or "", read=_words, explain=_words_meaning, offers=(context.tasks, suggest), parent=parent)
    return LineField(name=name, value="" if value is None else str(value), read=read, explain=explain, parent=parent)


def _words(words: str) -> str | None:
    return words.strip() or None


def _count_meaning(count: Estimate | None) -> str:
    if count is None:
        return translate("review", "No number is told. Write 16, “at least 16”, “up to 16”, 10-12 or “about 40”.")
    if count == Estimate.exactly(count.best):
        return event_words.estimate_explained(count)
    bounds = [translate("review", "open") if bound is None else event_words.number(bound) for bound in (count.low, count.high)]
    told = translate("review", "%1  (low %2, counts as %3, high %4)").replace("%1", event_words.estimate_explained(count))
    return told.replace("%2", bounds[0]).replace("%3", event_words.number(count.best)).replace("%4", bounds[1])


def _places_meaning(count: int | None) -> str:
    if count is None:
        return translate("review", "No number of places is told")
    return translate("review", "%1 places were hit or taken").replace("%1", event_words.number(count))


def _words_meaning(words: str | None) -> str:
    return translate("review", "Not said") if words is None else ""


def wholes_offered(parts: Sequence[StoredEvent], session: ReviewSession) -> list[Choice]:
    """The events that these may be part of: not themselves, and none of their own parts, or the record would go in a circle."""
    below = {stored.id for stored in parts}
    grown = True
    while grown:
        more = {other.id for other in session.events if other.part_of_id in below} - below
        grown = bool(more)
        below |= more
    others = [other for other in session.events if other.id not in below]
    keys = [*_PART_KEYS[: len(others)], *([""] * max(0, len(others) - len(_PART_KEYS)))]
    named = [Choice(o.id, _named(o, session), key) for o, key in zip(others, keys, strict=True)]
    return [Choice(None, translate("review", "of no other event"), "0"), *named]


def _named(other: StoredEvent, session: ReviewSession) -> str:
    place = event_words.where(other.event.places[:1])
    words = event_words.summary(other.event, session.ontology)
    return f"{words}, {place}" if place else words
