"""When an event happened: by a date of its own clause, its sentence, its paragraph, the report's period, or the report's day."""

from collections.abc import Iterable

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.arguments import Reach
from analyst_app.extraction.chunk import Chunk, Kind
from analyst_app.extraction.drafts import Draft, Found
from analyst_app.extraction.memory import Memory
from analyst_app.extraction.reading import DateKind, DateMeaning, Reading
from analyst_app.extraction.row import Row

_UNUSABLE = frozenset({DateKind.DURATION, DateKind.TIME})
_PERIOD_WORDS = ("period", "hours", "time", "week", "month", "span")


def days_of(row: Row, k: int, memory: Memory) -> DateSpan | None:
    """The days that a DATE chunk means here; None where it means none."""
    mention = row.mention(k)
    if mention is None or mention.date is None:
        return None
    return resolve(mention.date, mention.text, memory)


def resolve(meaning: DateMeaning, words: str, memory: Memory) -> DateSpan | None:
    """The days of a date, "the same period" taken from what was told last."""
    if meaning.kind is DateKind.SAME:
        if meaning.days is not None:
            return meaning.days
        return (memory.window or memory.day) if any(word in words for word in _PERIOD_WORDS) else (memory.day or memory.window)
    return None if meaning.kind in _UNUSABLE else meaning.days


def remember(row: Row, memory: Memory) -> None:
    """Keep the dates of a row for what follows it."""
    for k, chunk in enumerate(row.chunks):
        if chunk.kind is not Kind.DATE or _of_speech(row, k):
            continue
        days = days_of(row, k, memory)
        mention = row.mention(k)
        if days is None or mention is None or mention.date is None:
            continue
        if mention.date.kind in {DateKind.WINDOW, DateKind.SAME} and days.length > 1:
            memory.window = days
            memory.block_date = Found(days, mention.span, 0.7)
        elif mention.date.kind is DateKind.DAY:
            memory.day = days
            memory.block_date = None


def _of_speech(row: Row, k: int) -> bool:
    """Whether a date tells when something was said ("said on Thursday that ...")."""
    if k == 0:
        return False
    before = row.chunks[k - 1]
    return before.kind is Kind.VERB and row.words.is_a(row.word(k - 1), "say_date") and not row.chunks[k].sep


def own_date(row: Row, draft: Draft, reach: Reach, memory: Memory, unit: range | None = None) -> Found[DateSpan] | None:
    """The date in the event's own words: behind the trigger, else before it."""
    k = draft.chunk
    possessor = row.chunks[k].possessor
    mention = None if possessor is None else row.scene.reading.mentions[possessor]
    if mention is not None and mention.date is not None and (days := resolve(mention.date, mention.text, memory)) is not None:
        return Found(days, mention.span, 0.9)
    right = [at for at in reach.right(row, k) if unit is None or at in unit]
    found = _first(row, draft, right, memory, 0.95)
    return found or _first(row, draft, list(reach.left(row, k)), memory, 0.93)


def _first(row: Row, draft: Draft, positions: Iterable[int], memory: Memory, sure: float) -> Found[DateSpan] | None:
    for at in positions:
        found = usable(row, draft, at, memory, sure)
        if found is not None:
            return found
    return None


def usable(row: Row, draft: Draft, at: int, memory: Memory, sure: float) -> Found[DateSpan] | None:
    """A DATE chunk as the date of an event, or None."""
    chunk: Chunk = row.chunks[at]
    if chunk.kind is not Kind.DATE or _of_speech(row, at):
        return None
    mention = row.mention(at)
    if mention is None or mention.date is None:
        return None
    if mention.date.kind is DateKind.AS_OF and draft.type is EventType.INTERCEPTION:
        return None
    days = days_of(row, at, memory)
    return None if days is None else Found(days, mention.span, sure)


def sentence_date(row: Row, draft: Draft, drafts: list[Draft], memory: Memory) -> Found[DateSpan] | None:
    """The date of the sentence that stands nearest to the event, for one without a date of its own.

    The event's own part of the sentence goes first, then what stands before it. What is planned takes no date that
    another event of the sentence has.
    """
    part = set(same_part(row, draft.chunk))
    dates = [at for at, chunk in enumerate(row.chunks) if chunk.kind is Kind.DATE and (at in part or at < draft.chunk)]
    if draft.status.value is Status.PLANNED:
        taken = {d.date.span for d in drafts if d.date is not None}
        dates = [at for at in dates if at in part and row.span(at) not in taken]
    near = sorted(dates, key=lambda at: (at not in part, abs(at - draft.chunk), at))
    return _first(row, draft, near, memory, 0.8)


def same_part(row: Row, k: int) -> range:
    """The chunks between the semicolons around chunk `k`."""
    start = next((at for at in range(k, 0, -1) if row.chunks[at].sep.startswith(";")), 0)
    stop = next((at for at in range(k + 1, len(row)) if row.chunks[at].sep.startswith(";")), len(row))
    return range(start, stop)


def default_date(reading: Reading, draft: Draft, memory: Memory) -> Found[DateSpan]:
    """The date of an event of whose time nothing is said."""
    today = DateSpan.day(reading.published)
    if draft.status.value is Status.PLANNED:
        return Found(today, None, 0.75)
    if memory.block_date is not None:
        return memory.block_date
    if reading.period is not None:
        return Found(reading.period, None, 0.75)
    return Found(today, None, 0.6)
