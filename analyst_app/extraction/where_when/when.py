"""When an event happened: by a date of its own clause, its sentence, its paragraph, the report's period, or the report's day."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Span
from analyst_app.extraction.dates.date_meaning import parse_date, planned_days
from analyst_app.extraction.dates.date_view import View
from analyst_app.extraction.events.arguments import Reach
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.row import BE, Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import DateKind, DateMeaning, Reading
from analyst_app.extraction.where_when.line_labels import LineLabel
from analyst_app.extraction.words.party_names import Conflict

_OUTSET = re.compile(
    r"\bsince (?:the )?(?:very )?(?:beginning|start|outset|onset) of (?:the |its |their )?(?:[\w’'-]+ ){0,3}?"
    r"(?:war|invasion|aggression|operation|conflict|hostilities|offensive|campaign|uprising|siege|fighting)\b",
    re.IGNORECASE,
)
_BEHIND = 80
"""Characters behind the last chunk of a part in which its last words may stand."""
_YEAR = 365
_UNUSABLE = frozenset({DateKind.DURATION, DateKind.TIME})
_OF_HEADING = frozenset({DateKind.DAY, DateKind.WINDOW, DateKind.PERIOD})
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


def date_above(scene: Scene, block: int, memory: Memory) -> Found[DateSpan] | None:
    """The date that a block takes from above it: from the line that leads in its list, its heading, a line that is a date."""
    above = scene.blocks[block]
    if above.lead_in is not None and above.lead_in in memory.dates:
        return memory.dates[above.lead_in]
    heading = above.heading
    for _ in range(2):
        if heading is None:
            break
        for mention in scene.mentions_in(heading):
            meaning = mention.date
            if meaning is not None and meaning.kind in _OF_HEADING and meaning.days is not None:
                return Found(meaning.days, mention.span, 0.75)
        heading = scene.blocks[heading].heading
    return memory.date_line


def remember(row: Row, memory: Memory, label: LineLabel | None = None) -> None:
    """Keep the dates of a row for what follows it; those of the label that opens its line hold for the whole line."""
    alone = all(chunk.kind is Kind.DATE for chunk in row.chunks)
    for k, chunk in enumerate(row.chunks):
        if chunk.kind is not Kind.DATE or _of_speech(row, k):
            continue
        mention = row.mention(k)
        if mention is not None and mention.date is not None and mention.date.kind is DateKind.TIME:
            _hour_told(row, memory)
        days = days_of(row, k, memory)
        if alone and days is not None and days != DateSpan.day(row.scene.reading.published):
            memory.date_line = Found(days, row.span(k), 0.8)
        if days is None or mention is None or mention.date is None:
            continue
        kind = mention.date.kind
        if kind in {DateKind.DAY, DateKind.WINDOW, DateKind.SAME}:
            memory.dates[row.sentence.block] = Found(days, mention.span, 0.75)
        if kind in {DateKind.WINDOW, DateKind.SAME} and days.length > 1:
            memory.window = days
            memory.block_date = Found(days, mention.span, 0.7)
        elif kind is DateKind.DAY:
            memory.day = days
            memory.block_date = None
        if label is not None and k in label.dates:
            memory.block_date = Found(days, mention.span, 0.85)


def _hour_told(row: Row, memory: Memory) -> None:
    """As in "At 17:20 a bomb hit ..." behind "On 14 May ...": an hour of the day that the paragraph tells of."""
    told = memory.dates.get(row.sentence.block)
    if memory.block_date is None and told is not None:
        memory.block_date = told


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
    opening = _first(row, draft, [0], memory, 0.93) if draft.whole is None and 0 in reach.left(row, k) else None
    if opening is not None:
        # "On Sunday the enemy attacked 11 times, on Saturday nine": each part has its own day
        start = k if unit is None else max(k, unit.start)
        right = right[: next((n for n, at in enumerate(right) if row.chunks[at].kind is Kind.DATE and _apart(row, start, at)), len(right))]
    found = _first(row, draft, right, memory, 0.95)
    return found or opening or _first(row, draft, list(reach.left(row, k)), memory, 0.93)


def _apart(row: Row, k: int, at: int) -> bool:
    """Whether a mark stands between an act and what follows it at a chunk."""
    return any(row.chunks[n].sep for n in range(k + 1, at + 1))


def spread_dates(row: Row, drafts: list[Draft], memory: Memory) -> None:
    """As in "moved 450 people out of X on Friday and 200 out of Y on Saturday": of acts that share a verb, each its own date."""
    starts = [d.count.span.start for d in drafts if d.count is not None and d.count.span is not None]
    if len(starts) != len(drafts) or len(set(starts)) < 2:
        return
    ends = [min((other for other in starts if other > start), default=len(row.scene.reading.text)) for start in starts]
    found = []
    for draft, start, end in zip(drafts, starts, ends, strict=True):
        own = [at for at, c in enumerate(row.chunks) if c.kind is Kind.DATE and start < row.span(at).start < end]
        found.append(_first(row, draft, own, memory, 0.93))
    if len([each for each in found if each is not None]) < 2:
        return
    for draft, date in zip(drafts, found, strict=True):
        if date is not None:
            draft.date, draft.own_date = date, True


def _first(row: Row, draft: Draft, positions: Iterable[int], memory: Memory, sure: float) -> Found[DateSpan] | None:
    for at in positions:
        found = usable(row, draft, at, memory, sure)
        if found is not None:
            return found
    return None


def usable(row: Row, draft: Draft, at: int, memory: Memory, sure: float) -> Found[DateSpan] | None:
    """A DATE chunk as the date of an event, or None."""
    chunk: Chunk = row.chunks[at]
    if chunk.kind is not Kind.DATE or _of_speech(row, at) or _of_relative(row, draft, at):
        return None
    mention = row.mention(at)
    if mention is None or mention.date is None:
        return None
    if mention.date.kind is DateKind.AS_OF and draft.type is EventType.INTERCEPTION:
        return None
    days = days_of(row, at, memory)
    if days is not None and mention.date.kind is DateKind.SINCE and _when_follows(row, draft, at):
        then = parse_date(mention.text, view=View(row.scene.reading.published))
        days = then.days if then is not None and then.days is not None else DateSpan.day(days.start)
    if days is not None and draft.status.value is Status.PLANNED:
        days = _to_come(row, draft, at, days)
    if days is not None and days.start > row.scene.reading.published and draft.status.value is not Status.PLANNED:
        # what is told has happened: the day was reckoned from the wrong one
        return None
    return None if days is None else Found(days, mention.span, sure)


def _of_relative(row: Row, draft: Draft, at: int) -> bool:
    """Whether a date belongs to a relative clause before the act: "The town, which rebels seized on 13 April, was shelled"."""
    clause = row.chunks[at].clause
    inside = row.scene.deps[clause] == "relcl" and row.chunks[draft.chunk].clause != clause
    return inside and at < draft.chunk and bool(row.chunks[draft.chunk].sep or row.chunks[min(at + 1, draft.chunk)].sep)


def _when_follows(row: Row, draft: Draft, at: int) -> bool:
    """As in "the deadliest night since 29 March, when a missile hit ...": the clause tells of that very day."""
    after = row.chunks[at].last + 1
    behind = row.scene.words[after : after + 2]
    return at < draft.chunk and "when" in behind


def _to_come(row: Row, draft: Draft, at: int, days: DateSpan) -> DateSpan | None:
    """The days of a date of something planned: the next such day; None where it only tells when the plan was made."""
    mention, published = row.mention(at), row.scene.reading.published
    if mention is None or days.end >= published:
        return days
    clause = row.chunks[at].clause
    announced = clause != row.chunks[draft.chunk].head and row.scene.tags[clause] == "VBD" and at < draft.chunk
    if announced and row.scene.words[clause] not in BE:
        return None
    ahead = planned_days(mention.text, published=published)
    return ahead if ahead is not None and ahead.end >= published else days


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


def since_outset(row: Row, draft: Draft, conflicts: Sequence[Conflict]) -> Found[DateSpan] | None:
    """The whole span of a figure told "since the beginning of the war", which counts on no day.

    It begins with the conflict of the party that acts, where the lexicon knows when that began, else a year back: too long to count.
    """
    part = same_part(row, draft.chunk)
    start = row.scene.starts[row.chunks[part.start].first] if part.start else row.scene.starts[row.sentence.tokens.start]
    said = _OUTSET.search(row.scene.reading.text, start, row.span(part.stop - 1).end + _BEHIND)
    if said is None or said.start() >= row.scene.span(row.sentence.tokens.stop - 1, row.sentence.tokens.stop - 1).end:
        return None
    opens = said.start() <= row.span(part.start).start
    behind = [k for k in range(draft.chunk + 1, part.stop) if row.span(k).start < said.start()]
    if not opens and (said.start() < row.span(draft.chunk).start or any(row.chunks[k].kind is Kind.VERB for k in behind)):
        # said of another act of the sentence
        return None
    published = row.scene.reading.published
    party = draft.actor.value if draft.actor is not None else row.scene.reading.speaker
    known = (c.began for c in conflicts if c.began is not None and party is not None and c.opponents(party) and c.began < published)
    began = next(known, published - timedelta(days=_YEAR))
    return Found(DateSpan(began, published), Span(said.start(), said.end()), 0.7)


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
