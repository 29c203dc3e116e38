"""Which places of its sentence an event keeps, and in what order: no launch areas, no seats of a speaker, no other part's places.

Works on the places that were found for an event; finding them is the work of `arguments` and `filling`.
"""

from bisect import bisect_right

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.drafts import Draft, PlaceName
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.where_when.place_order import specific_first, with_label
from analyst_app.extraction.where_when.when import same_part

_WITHIN = frozenset({"in", "on", "near", "at", "over", "off", "of", "outside", "inside", "around"})
_CARRIERS = frozenset({Kind.WEAPON, Kind.THING, Kind.PARTY, Kind.PLACES, Kind.PLACE})
_LEAVING = frozenset({EventType.EVACUATION, EventType.TERRITORY_CHANGE, EventType.DETENTION})
_HERE = frozenset({"here", "there"})


def settle_places(row: Row, draft: Draft) -> None:
    """Drop from an event's places what is none of its own, add what "here" takes up, and put the most specific first."""
    kept = [place for place in draft.places if not _is_foreign(row, draft, place)]
    draft.places = specific_first(with_label(kept, _taken_up(row, draft)), row.scene.reading.text)


def _chunk_of(row: Row, place: PlaceName) -> int | None:
    return row.at.get(bisect_right(row.scene.starts, place.span.start) - 1)


def _is_foreign(row: Row, draft: Draft, place: PlaceName) -> bool:
    at = _chunk_of(row, place)
    if at is None or draft.chunk < 0:
        return False
    if draft.type not in _LEAVING and is_launch_area(row, at):
        return True
    return _of_speaker(row, draft, at) or (len(draft.places) > 1 and _beyond(row, draft, at))


def is_launch_area(row: Row, at: int) -> bool:
    """Whether weapons were sent off there: "from Kursk, Yeysk and Chauda", "from a frigate in the Black Sea"."""
    while at > 0 and row.chunks[at].sep in {",", "and", ", and"} and not row.chunks[at].prep and row.chunks[at - 1].kind is Kind.PLACE:
        at -= 1
    if row.chunks[at].prep == "from":
        return True
    before = at - 1
    if before < 0 or row.chunks[at].sep or row.chunks[at].prep not in _WITHIN or row.chunks[before].kind not in _CARRIERS:
        return False
    return row.chunks[before].prep == "from" or (row.chunks[before].kind is Kind.PLACE and is_launch_area(row, before))


def _of_speaker(row: Row, draft: Draft, at: int) -> bool:
    """Whether a place only tells where a speaker sits ("..., the UN mission in Baghdad reported")."""
    clause = row.chunks[at].clause
    if clause == row.chunks[draft.chunk].clause or not row.words.is_a(row.scene.words[clause], "say_date"):
        return False
    before = at - 1
    return before >= 0 and row.chunks[before].kind in {Kind.BODY, Kind.PEOPLE, Kind.PARTY} and not row.chunks[at].sep


def _beyond(row: Row, draft: Draft, at: int) -> bool:
    """Whether a semicolon parts a place from the event, which has others on its own side."""
    part = same_part(row, draft.chunk)
    if at in part:
        return False
    return any((other := _chunk_of(row, place)) is not None and other in part for place in draft.places)


def _taken_up(row: Row, draft: Draft) -> list[PlaceName]:
    """What "here" or "there" before the act means in its own sentence ("The Lyman direction was the hottest: here ...")."""
    if draft.chunk < 0 or not draft.places:
        return []
    scene = row.scene
    head = row.chunks[draft.chunk].head
    here = next((i for i in range(row.sentence.tokens.start, head) if scene.words[i] in _HERE and scene.tags[i] == "RB"), None)
    if here is None:
        return []
    before = [at for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE and c.last < here]
    return order(row, before[-1:])
