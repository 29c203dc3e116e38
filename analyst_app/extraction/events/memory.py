"""What a report has told so far: its events, so that "of the air strikes", "of them" and "the shelling" can be resolved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.drafts import Draft, Found, PlaceName
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_KINDRED = {
    EventType.SHELLING: {EventType.ATTACK},
    EventType.AIRSTRIKE: {EventType.ATTACK},
    EventType.MISSILE_STRIKE: {EventType.ATTACK},
    EventType.DRONE_STRIKE: {EventType.ATTACK},
    EventType.GROUND_ASSAULT: {EventType.ATTACK, EventType.CLASH},
}

_RECENT = 150
"""Events. No words point further back than that."""


@dataclass(slots=True)
class Memory:
    """Drafts in the order of the text; `source` is who was quoted last, `window` the period told last.

    `block_date` holds for the rest of the block, `line_places` are those of the label that opens it; `date_line` is the
    line above that holds a date and nothing else, and `dates` keeps the date told last in each block, for the list that it
    leads in.
    """

    drafts: list[Draft] = field(default_factory=list)
    source: Found[str] | None = None
    source_party: str | None = None
    person: Found[str] | None = None
    person_party: str | None = None
    window: DateSpan | None = None
    day: DateSpan | None = None
    block_date: Found[DateSpan] | None = None
    date_line: Found[DateSpan] | None = None
    line_places: tuple[PlaceName, ...] = ()
    dates: dict[int, Found[DateSpan]] = field(default_factory=dict)
    place: str | None = None

    @property
    def recent(self) -> list[Draft]:
        """The drafts told last, in order: what words can still point back to, however long the report is."""
        return self.drafts[-_RECENT:]

    def since(self, block: int) -> list[Draft]:
        """The drafts told in a block and behind it, the last first."""
        return list(takewhile(lambda draft: draft.block >= block, reversed(self.drafts)))

    def counted(self) -> Draft | None:
        """The event with a number that was told last, no part of another."""
        return next((d for d in reversed(self.recent) if d.count is not None and d.whole is None), None)

    def referent(self, row: Row, k: int, types: tuple[EventType, ...], number: int | None = None) -> Draft | None:
        """The earlier events that "of the [87] air strikes [on the Lyman axis]" at chunk `k` means."""
        noun = row.lemma(k)
        places = _named_places(row, k) or _opening_places(row, k)
        able = [d for d in self.recent if _fits(d, types, noun)]
        if row.chunks[k].det in {"these", "those"}:
            # what has just been told, where that fits
            able = [d for d in able if d.block == row.sentence.block] or able
        if number is not None:
            return next((d for d in reversed(able) if d.count is not None and d.count.value.best == number), None)
        if places:
            days = _named_days(row, k)
            there = [d for d in able if places & _places_of(d)]
            then = [d for d in there if days and d.date is not None and d.date.value in days]
            found = next(reversed(then or there), None)
            if found is not None:
                return found
        plural = [d for d in able if d.count is None or d.count.value.best != 1]
        whole = [d for d in plural if d.whole is None or d.whole.type is not d.type]
        text, mention = row.scene.reading.text, row.mention(k)
        words = mention.text.lower() if mention is not None else noun
        same = [d for d in whole if d.trigger.of(text).lower() == words]
        named = [d for d in whole if d.noun == noun]
        kept = same or named or whole or plural
        return kept[-1] if kept else None

    def with_count(self, number: int) -> Draft | None:
        """The event told last with this very number."""
        return next((d for d in reversed(self.recent) if d.count is not None and d.count.value.best == number), None)

    def antecedent(self, row: Row, k: int, types: tuple[EventType, ...], block: int) -> Draft | None:
        """The event that a definite "the shelling" takes up: the last one of its kind in this block or the one before."""
        noun = row.lemma(k)
        for draft in reversed(self.drafts):
            if block - draft.block > 1:
                return None
            if draft.type.is_attack and (draft.type in types or draft.noun == noun or EventType.ATTACK in types[:1]):
                return draft
        return None


def _places_of(draft: Draft) -> set[str]:
    """The places of an event, of its whole where it has none of its own."""
    if draft.places or draft.whole is None:
        return {place.text for place in draft.places}
    return _places_of(draft.whole)


def _fits(draft: Draft, types: tuple[EventType, ...], noun: str) -> bool:
    if draft.noun == noun:
        return True
    return draft.type is types[0] or types[0] in _KINDRED.get(draft.type, set()) or (draft.type in types and draft.type is EventType.ATTACK)


def _opening_places(row: Row, k: int) -> set[str]:
    """Places that stand before the act in its sentence ("In Donetsk region, most of the explosions ...")."""
    mentions = (row.mention(at) for at in range(k) if row.chunks[at].kind is Kind.PLACE)
    return {mention.text for mention in mentions if mention is not None}


def _named_places(row: Row, k: int) -> set[str]:
    """Places straight behind the act, with or without its date: "the violations of 19 November in Donetsk region"."""
    mentions = (row.mention(at) for at in _behind(row, k) if row.chunks[at].kind is Kind.PLACE)
    return {mention.text for mention in mentions if mention is not None}


def _named_days(row: Row, k: int) -> set[DateSpan]:
    mentions = (row.mention(at) for at in _behind(row, k) if row.chunks[at].kind is Kind.DATE)
    return {m.date.days for m in mentions if m is not None and m.date is not None and m.date.days is not None}


def _behind(row: Row, k: int) -> Iterator[int]:
    for at in range(k + 1, len(row)):
        if row.chunks[at].kind not in {Kind.PLACE, Kind.DATE} or row.chunks[at].sep:
            return
        yield at
