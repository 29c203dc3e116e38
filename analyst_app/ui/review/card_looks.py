"""What each field of the card shows: its value in words, the report's words, the confidence, what was proposed. Knows no widgets."""

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN
from analyst_app.domain.ontology import COUNTED_STATUSES
from analyst_app.domain.review import Origin
from analyst_app.domain.rows import StoredEvent
from analyst_app.ui.review import event_words
from analyst_app.ui.review.event_words import translate
from analyst_app.ui.review.field_row import FAIRLY_SURE, FieldLook
from analyst_app.ui.review.session import ReviewSession

MOST_WORDS = 48
"""Characters of a field's words that the card quotes."""


def field_look(stored: StoredEvent, name: str, *, session: ReviewSession, unsaved: tuple[str, str], back_key: str) -> FieldLook:
    """The look of one field; `unsaved` is what was typed there and why it could not be saved, `back_key` takes a correction back."""
    value = event_words.value_words(stored.event, name, ontology=session.ontology, wholes=_wholes(stored, session))
    said = value != event_words.NOT_SAID
    proposed = next((c.proposed for c in stored.corrections if c.field == name), None)
    draft, problem = unsaved
    below = ""
    if proposed is not None:
        below = (
            translate("review", "proposed: %1  ·  %2 takes it back").replace("%1", proposed or event_words.NOT_SAID).replace("%2", back_key)
        )
    if problem:
        below = translate("review", "not saved: “%1” — %2").replace("%1", draft).replace("%2", problem)
    words = words_behind(stored, name, session)
    return FieldLook(
        value=_explained(stored, name, value),
        said=said,
        words=f"“{words}”" if words else "",
        confidence=_confidence(stored, name, said=said) if proposed is None else None,
        below=below,
        alarming=bool(problem),
        repeats=words.casefold() == value.casefold() or set(stored.event.words_behind(name)) <= {stored.event.trigger},
    )


def words_behind(stored: StoredEvent, name: str, session: ReviewSession) -> str:
    """The report's words that a field rests on, shortened."""
    text = "" if session.detail is None else session.detail.text
    return " … ".join(_short(span.of(text)) for span in stored.event.words_behind(name))


def _explained(stored: StoredEvent, name: str, value: str) -> str:
    """A value with what it comes to, where that is not plain: “16+ (at least 16)”, “8–9 Nov 2023, counts on 9 Nov”."""
    event = stored.event
    if name in {"count", "killed", "injured"}:
        number = getattr(event, name)
        return value if number is None or str(number).isdecimal() else f"{value} ({event_words.estimate_explained(number)})"
    if name == "date" and event.type.is_attack and event.status in COUNTED_STATUSES:
        if event.date.length > LONGEST_COUNTED_SPAN:
            return translate("review", "%1, cumulative: counts on no day").replace("%1", value)
        if event.date.length > 1:
            return translate("review", "%1, counts on %2").replace("%1", value).replace("%2", f"{event.date.end.day} {event.date.end:%b}")
    return value


def _confidence(stored: StoredEvent, name: str, *, said: bool) -> float | None:
    """The extraction's own; for a field that it leaves empty only where it doubts that."""
    sure = None if stored.origin is Origin.ANALYST else stored.event.confidence_of(name)
    return sure if said or (sure is not None and sure < FAIRLY_SURE) else None


def _wholes(stored: StoredEvent, session: ReviewSession) -> dict[str, str]:
    whole = session.find_event(stored.part_of_id)
    return {} if whole is None else {whole.event.id: event_words.summary(whole.event, session.ontology)}


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= MOST_WORDS else f"{plain[: MOST_WORDS - 1]}…"
