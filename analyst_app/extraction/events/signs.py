"""What can be seen of a draft that tells how far to trust it: how each field was found, how far from the trigger, in what company.

The signs are plain numbers around 0..1 with fixed names; `confidence` weighs them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.text.reading import Reading

type Signs = Mapping[str, float]

_SPANNED = ("count", "actor", "target", "date", "killed", "injured", "reported_by")
_FAR = 6.0
"""log1p of some 400 characters, about three sentences: further off makes no difference."""
_LONGEST_SENTENCE = 3_000
"""Characters to either side of a trigger that are looked at: a text without full stops is not looked through for every event."""


@dataclass(frozen=True, slots=True)
class Company:
    """What the drafts of one report have beside them: how many share a sentence, a trigger, an act word; which have parts."""

    sentences: Counter[int]
    triggers: Counter[Span]
    types: Counter[str]
    wholes: frozenset[int]

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> "Company":
        """The company of the drafts of one report."""
        return cls(
            sentences=Counter(d.sentence for d in drafts),
            triggers=Counter(d.trigger for d in drafts),
            types=Counter(d.type.value for d in drafts),
            wholes=frozenset(id(d.whole) for d in drafts if d.whole is not None),
        )


def signs(reading: Reading, draft: Draft, company: Company) -> Signs:
    """The signs of one draft; a sign that does not apply is left out, which stands for 0."""
    start, end = _sentence(reading.text, draft.trigger)
    found: dict[str, float] = {
        f"type {draft.type.value}": 1.0,
        f"status {draft.status.value.value}": 1.0,
        "status sure": draft.status.sure,
        "trigger sure": draft.sure,
        "verb": float(draft.verbal),
        "sentence shared": log1p(company.sentences[draft.sentence] - 1),
        "trigger shared": log1p(company.triggers[draft.trigger] - 1),
        "type repeated": log1p(company.types[draft.type.value] - 1) / 2,
        "sentence long": log1p(end - start) / _FAR,
        "has parts": float(id(draft) in company.wholes),
        "own date": float(draft.own_date),
        "answers": float(draft.answers is not None),
        "weapon": float(bool(draft.weapon)),
    }
    found.update(_of_words(reading, draft))
    for name in _SPANNED:
        found.update(_of_field(reading, draft, name))
    found.update(_of_numbers(draft))
    found.update(_of_places(reading, draft))
    if draft.whole is not None:
        found["part"] = 1.0
        found["part of another sentence"] = float(draft.whole.sentence != draft.sentence)
        found["part without words"] = float(draft.part_words is None)
    if draft.disputed_by is not None:
        found["disputed"] = 1.0
    if draft.places_count is not None:
        found["places counted"] = 1.0
    return found


def _of_words(reading: Reading, draft: Draft) -> Iterable[tuple[str, float]]:
    """What the block and the sentence look like: a list's line is read otherwise than a long sentence of many clauses."""
    text = reading.text
    start, end = _sentence(text, draft.trigger)
    words = text[start:end]
    yield "commas", log1p(words.count(",")) / 2
    yield "quotation", float(any(sign in words for sign in '"“”'))
    yield "brackets", float("(" in words)
    yield "dash or colon", float(any(sign in words for sign in (" – ", " — ", ": ", " - ")))
    yield "numbers", log1p(sum(word[:1].isdigit() for word in words.split())) / 2
    yield "trigger late", (draft.trigger.start - start) / max(1, end - start)
    if 0 <= draft.block < len(reading.blocks):
        yield f"block {reading.blocks[draft.block].kind.value}", 1.0


def _of_field(reading: Reading, draft: Draft, name: str) -> Iterable[tuple[str, float]]:
    value: Found[object] | None = getattr(draft, name)
    if value is None:
        yield f"{name} absent", 1.0
        return
    yield f"{name} unsure", 1.0 - value.sure
    if value.span is None:
        yield f"{name} without words", 1.0
    else:
        yield f"{name} far", _distance(reading.text, draft.trigger, value.span)
        yield f"{name} in another sentence", float(_apart(reading.text, draft.trigger, value.span))
    if isinstance(value.value, str):
        yield f"{name} long", log1p(value.value.count(" ")) / 2
        yield f"{name} is no name", float(value.value[:1].islower())


def _of_numbers(draft: Draft) -> Iterable[tuple[str, float]]:
    for name in ("count", "killed", "injured"):
        value: Found[Estimate] | None = getattr(draft, name)
        if value is not None:
            estimate = value.value
            yield f"{name} vague", float(estimate.low != estimate.high)
            yield f"{name} large", log1p(estimate.best) / _FAR
    if draft.date is not None:
        yield "date long", log1p(draft.date.value.length - 1) / 2


def _of_places(reading: Reading, draft: Draft) -> Iterable[tuple[str, float]]:
    if not draft.places:
        yield "place absent", 1.0
        return
    yield "places unsure", 1.0 - draft.places_sure
    yield "several places", log1p(len(draft.places) - 1)
    yield "place far", min(_distance(reading.text, draft.trigger, place.span) for place in draft.places)
    yield "place in another sentence", float(all(_apart(reading.text, draft.trigger, place.span) for place in draft.places))


def _between(a: Span, b: Span) -> tuple[int, int]:
    return (a.end, b.start) if a.end <= b.start else (b.end, a.start)


def _distance(text: str, a: Span, b: Span) -> float:
    start, end = _between(a, b)
    return min(1.0, log1p(max(0, min(end, len(text)) - start)) / _FAR)


def _apart(text: str, a: Span, b: Span) -> bool:
    start, end = _between(a, b)
    passage = text[start : min(end, start + _LONGEST_SENTENCE)]
    return end - start > _LONGEST_SENTENCE or "\n" in passage or ". " in passage


def _sentence(text: str, trigger: Span) -> tuple[int, int]:
    """Where the line or sentence around a trigger begins and ends, by its signs alone."""
    first, last = max(0, trigger.start - _LONGEST_SENTENCE), min(len(text), trigger.end + _LONGEST_SENTENCE)
    start = max(first - 1, text.rfind("\n", first, trigger.start), text.rfind(". ", first, trigger.start))
    ends = [at for mark in ("\n", ". ") if (at := text.find(mark, trigger.end, last)) >= 0]
    return start + 1, (min(ends) if ends else last)
