"""Parts of an act whose own words name no act: "fourteen of these attempts were repelled", "21 clashes, of which five go on".

Reads the row for a number of what was told before; the events of a row that have a trigger are built elsewhere.
"""

from collections.abc import Iterator

from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.events.arguments import Arguments, order
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.status import Repelled, StatusReader
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.where_when.when import same_part
from analyst_app.extraction.wholes.breakdowns import can_hold

_BACK = frozenset({"them", "these", "those", "which"})
_ACTS = frozenset(
    {
        "attempt",
        "try",
        "effort",
        "push",
        "incident",
        "case",
        "violation",
        "episode",
        "occasion",
        "instance",
        "action",
        "engagement",
        "event",
    }
)
_SHARES = frozenset({"half", "third", "quarter", "most", "majority", "share", "part", "fifth"})
_NEAR = 2
"""Sentences between an act and the number of its part."""


class UnnamedParts:
    """Reads the parts that only a number and a verb tell."""

    def __init__(self, arguments: Arguments, statuses: StatusReader) -> None:
        self.arguments = arguments
        self.statuses = statuses

    def read(self, row: Row, triggers: list[Trigger], memory: Memory) -> list[tuple[Draft, Repelled | None]]:
        """A draft for each such part of a row, with what beat it off."""
        found: list[tuple[Draft, Repelled | None]] = []
        used = {d.count.span for d in memory.recent if d.sentence == row.sentence.index and d.count is not None}
        for number, back in _numbers(row):
            figure = row.figure(number)
            named = any(t.k in _clause(row, number, back) and t.k != back and not takes_place(row, t.k) for t in triggers)
            if named or figure is None or figure.span in used:
                continue
            whole = self._whole(row, number, back, memory)
            if whole is not None:
                found.append(self._part(row, number, back, whole))
                others = (k for k in _gapped(row, number, triggers) if (other := row.figure(k)) is not None and other.span not in used)
                found += [self._part(row, k, back, whole) for k in others]
                _as_whole(row, whole, [part for part, _ in found], memory)
        return found

    def _whole(self, row: Row, number: int, back: int, memory: Memory) -> Draft | None:
        count, told = row.figure(number), row.chunks[back].count
        for draft in reversed(memory.drafts):
            if row.sentence.index - draft.sentence > _NEAR:
                return None
            if draft.count is None or count is None or not draft.type.is_attack:
                continue
            if told is not None and draft.count.value.best != told.best:
                continue
            if count.value.best >= draft.count.value.best:
                return None
            weapons = draft.weapon and draft.verbal and draft.type is not EventType.GROUND_ASSAULT
            return None if weapons and row.chunks[back].kind is Kind.PRONOUN else draft
        return None

    def _part(self, row: Row, number: int, back: int, whole: Draft) -> tuple[Draft, Repelled | None]:
        stand_in = Trigger(min(number, back), whole.trigger, Sense.ATTACK, noun=True, types=(whole.type,))
        beaten = self.statuses.repelled(row, [stand_in]).get(stand_in.k)
        if beaten is not None and not _is_told_of(row, beaten, number, back):
            beaten = None
        draft = Draft(
            type=whole.type,
            trigger=whole.trigger if beaten is None else beaten.span,
            sentence=row.sentence.index,
            block=row.sentence.block,
            noun=whole.noun,
            sure=0.75,
        )
        draft.chunk, draft.count = number, row.figure(number)
        draft.actor, draft.target, draft.status = whole.actor, whole.target, whole.status
        draft.whole, draft.part_words = (whole, row.span(number)) if can_hold(whole, draft) else (None, None)
        own = _clause(row, number, number if number > back + 1 else back)
        draft.places = order(row, [at for at in own if at > number and self.arguments.is_place(row, at)])
        if beaten is not None:
            draft.status = self.statuses.read(row, stand_in, beaten) or whole.status
        elif whole.status.value is Status.REPELLED:
            # "beat off 18 assaults, of which five are still under way"; "of the 15 attacks, 12 were repelled and three go on"
            draft.status = Found(Status.OCCURRED, whole.trigger, 0.7)
        return draft, beaten


def _as_whole(row: Row, whole: Draft, parts: list[Draft], memory: Memory) -> None:
    """Give up what an act that opens the sentence as "of the 15 attacks" only has from its parts."""
    if whole.sentence != row.sentence.index or whole.chunk != 0 or row.chunks[0].prep != "of":
        return
    theirs = {place.text for part in parts for place in part.places}
    whole.places = [place for place in whole.places if place.text not in theirs]
    for other in memory.recent:
        if other.sentence == whole.sentence and other.chunk == 0 and other is not whole and other.whole is None and can_hold(whole, other):
            other.whole = whole


def _is_told_of(row: Row, beaten: Repelled, number: int, back: int) -> bool:
    """Whether the words of beating off belong to the part, as predicate behind its number or as the verb straight before it."""
    clause = _clause(row, number, number)
    behind = any(row.span(at).start <= beaten.span.start < row.span(at).end for at in clause if at > min(number, back))
    return behind or (number > 0 and row.span(number - 1).start <= beaten.span.start < row.span(number).start and back > number)


def _numbers(row: Row) -> Iterator[tuple[int, int]]:
    """Bare numbers with the noun or pronoun they are a part of: "fourteen of these attempts", "of which five", "a third of them, 38"."""
    for k, chunk in enumerate(row.chunks):
        if chunk.kind is not Kind.NUMBER or chunk.count is None:
            continue
        if k + 1 < len(row) and row.chunks[k + 1].prep == "of" and not row.chunks[k + 1].sep and _points_back(row, k + 1):
            verb = k + 2
            back = k + 1
        elif k and row.chunks[k - 1].prep == "of" and _points_back(row, k - 1) and _shared(row, k):
            verb, back = k + 1, k - 1
        elif k and row.chunks[0].prep == "of" and row.chunks[0].kind is Kind.ACT and (chunk.sep or row.chunks[k - 1].sep):
            verb, back = k + 1, 0
        else:
            continue
        subject = verb < len(row) and row.chunks[verb].kind is Kind.VERB and not row.chunks[verb].prep
        if subject or (back > k and k and row.chunks[k - 1].kind is Kind.VERB and not chunk.sep):
            yield k, back


def _gapped(row: Row, number: int, triggers: list[Trigger]) -> Iterator[int]:
    """Numbers behind with a place and no verb: "nineteen of these fell to the Avdiivka axis and 12 to the Marinka axis"."""
    for k in range(number + 2, len(row) - 1):
        chunk, after = row.chunks[k], row.chunks[k + 1]
        if any(t.k in range(number, k) for t in triggers):
            return
        if chunk.kind is Kind.NUMBER and chunk.sep and chunk.count is not None and after.kind is Kind.PLACE and after.prep:
            yield k


def _points_back(row: Row, k: int) -> bool:
    chunk = row.chunks[k]
    if chunk.kind is Kind.PRONOUN:
        return row.word(k) in _BACK
    return chunk.kind is Kind.THING and chunk.det in {"the", "these", "those"} and row.lemma(k) in _ACTS


def _shared(row: Row, k: int) -> bool:
    """Whether the number stands straight behind "of which", or behind "a third of them," as the figure of that share."""
    if not row.chunks[k].sep:
        return True
    return k > 1 and row.word(k - 2) in _SHARES


def _clause(row: Row, number: int, back: int) -> range:
    """The chunks of the part's own clause: up to the next number, semicolon or the end."""
    part = same_part(row, number)
    first = min(number, back)
    stop = next((at for at in range(max(number, back) + 1, part.stop) if row.chunks[at].kind is Kind.NUMBER), part.stop)
    return range(first, stop)


def takes_place(row: Row, k: int) -> bool:
    """Whether a verb is only the "took" of "took place"."""
    return k >= 0 and row.lemma(k) == "take" and k + 1 < len(row) and row.word(k + 1) == "place"
