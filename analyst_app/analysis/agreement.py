"""How far two coders of one text agree: Krippendorff's alpha for their spans, shares of equal fields for their events.

Alpha is the nominal one, by coincidences, of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), whose worked examples the
tests repeat. The units are the words of the text, each valued with the label that covers it or with none: the label layer has no
overlaps, so each word has one value for each coder. By label it is the same with two values, this label or not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations

from analyst_app.domain.comparing import EventAgreement, FieldAgreement, LabelAgreement, Pair, Saying, SpanAgreement
from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.spans import Entity, Label, Span

_WORD = re.compile(r"\w+")


def nominal_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Alpha of nominal data; each unit holds one value a coder, None where one is missing.

    None where alpha is not defined: without two values to pair, or where all values are the same.
    """
    coincidences: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for values in units:
        there = [value for value in values if value is not None]
        for one, other in permutations(there, 2):
            coincidences[one, other] += 1 / (len(there) - 1)
    return _alpha(coincidences)


def _alpha(coincidences: Mapping[tuple[Hashable, Hashable], float]) -> float | None:
    totals: dict[Hashable, float] = defaultdict(float)
    for (one, _), number in coincidences.items():
        totals[one] += number
    if len(totals) < 2:
        return None
    paired = sum(totals.values())
    apart = sum(number for (one, other), number in coincidences.items() if one != other)
    return 1 - (paired - 1) * apart / (paired * paired - sum(number * number for number in totals.values()))


def _of_two(pairs: Iterable[tuple[tuple[Hashable, Hashable], int]]) -> float | None:
    """Alpha of two coders, by how often each pair of values was given: the same as `nominal_alpha`, for long texts."""
    coincidences: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for (one, other), number in pairs:
        coincidences[one, other] += number
        coincidences[other, one] += number
    return _alpha(coincidences)


def span_agreement(text: str, first: Sequence[Entity], second: Sequence[Entity]) -> SpanAgreement:
    """Compare the labelled spans of two coders of one text."""
    words = [Span(*found.span()) for found in _WORD.finditer(text)]
    values = Counter(zip(_labels_of(words, first), _labels_of(words, second), strict=True))
    labels = []
    for label in Label:
        here = [((one is label, other is label), number) for (one, other), number in values.items()]
        both, first_only, second_only = (
            sum(number for pair, number in here if pair == wanted) for wanted in ((True, True), (True, False), (False, True))
        )
        if both or first_only or second_only:
            labels.append(LabelAgreement(label, _of_two(here), both, first_only, second_only))
    every = (((one or "", other or ""), number) for (one, other), number in values.items())
    return SpanAgreement(len(words), _of_two(every), tuple(labels), *_spans_in_common(first, second))


def event_agreement(pairs: Sequence[Pair]) -> EventAgreement:
    """Compare the events of two coders, aligned as two codings of one text are."""
    told = [dict(pair.fields) for pair in pairs if pair.left is not None and pair.right is not None]
    fields = []
    for name in EVENT_FIELDS:
        said = [fields_of[name] for fields_of in told if name in fields_of]
        if said:
            fields.append(FieldAgreement(name, sum(saying is Saying.SAME for saying in said), len(said)))
    first, second = (sum(getattr(pair, side) is not None for pair in pairs) for side in ("left", "right"))
    return EventAgreement(first, second, len(told), tuple(fields))


def _labels_of(words: Sequence[Span], entities: Sequence[Entity]) -> list[Label | None]:
    """The label that covers each word, in part or whole; words and entities both go forward through the text."""
    ordered = sorted(entities, key=lambda entity: entity.span)
    found: list[Label | None] = []
    at = 0
    for word in words:
        while at < len(ordered) and ordered[at].span.end <= word.start:
            at += 1
        found.append(ordered[at].label if at < len(ordered) and ordered[at].span.overlaps(word) else None)
    return found


def _spans_in_common(first: Sequence[Entity], second: Sequence[Entity]) -> tuple[int, int, int, int, int]:
    """Same borders and label, same borders, same label and overlapping borders, the first's alone, the second's alone."""
    by_span = {entity.span: entity for entity in second}
    left, same, other_label = [], 0, 0
    for entity in sorted(first, key=lambda one: one.span):
        twin = by_span.pop(entity.span, None)
        if twin is None:
            left.append(entity)
        elif twin.label is entity.label:
            same += 1
        else:
            other_label += 1
    right = sorted(by_span.values(), key=lambda one: one.span)
    other_borders = first_only = 0
    for entity in left:
        twin = next((one for one in right if one.label is entity.label and one.span.overlaps(entity.span)), None)
        if twin is None:
            first_only += 1
        else:
            right.remove(twin)
            other_borders += 1
    return same, other_label, other_borders, first_only, len(right)
