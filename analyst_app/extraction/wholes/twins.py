"""Which events of a report are the same act told twice. Finds them among thousands without comparing each with each."""

from bisect import insort
from collections import defaultdict
from collections.abc import Hashable, Iterator

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.drafts import Draft


class Twins:
    """The drafts kept so far, in their order, and the one among them that tells the same act as another.

    `superseded` are figures that the report itself corrects ("not 179 as first reported").
    """

    def __init__(self, superseded: set[int]) -> None:
        self.kept: list[Draft] = []
        self._superseded = superseded
        self._alike: dict[Hashable, _Alike] = defaultdict(_Alike)

    def add(self, draft: Draft) -> None:
        """Keep a draft that has no twin."""
        self.kept.append(draft)
        self._file(len(self.kept) - 1)

    def of(self, draft: Draft) -> int | None:
        """Where the first draft stands among `kept` that tells the same act; None where there is none."""
        alike = self._alike.get(_key(draft))
        if alike is None:
            return None
        near = alike.near(draft, self._figure(draft))
        return next((at for at in near if same_act(self.kept[at], draft, self._superseded)), None)

    def changed(self, at: int) -> None:
        """Know a kept draft under what it has become by taking over its twin's fields."""
        self._file(at)

    def _file(self, at: int) -> None:
        draft = self.kept[at]
        self._alike[_key(draft)].file(at, draft, self._figure(draft))

    def _figure(self, draft: Draft) -> int | None:
        """The number by which a draft can be told from others; None where other things count, too."""
        if draft.count is None or draft.places_count is not None or draft.count.value.best in self._superseded:
            return None
        return draft.count.value.best


class _Alike:
    """Drafts of one type, status, day and place: by their figure, and those without one by block."""

    def __init__(self) -> None:
        self._figures: dict[int, list[int]] = defaultdict(list)
        self._bare: dict[int, list[int]] = defaultdict(list)
        self._others: list[int] = []

    def file(self, at: int, draft: Draft, figure: int | None) -> None:
        if figure is not None:
            _put(self._figures[figure], at)
        elif draft.count is None and draft.places_count is None:
            _put(self._bare[draft.block], at)
        else:
            _put(self._others, at)

    def near(self, draft: Draft, figure: int | None) -> Iterator[int]:
        """The drafts that can be the same act, in their order; those that cannot are mostly left out."""
        bare = (at for block, places in self._bare.items() if block != draft.block for at in places)
        if figure is not None:
            return iter(sorted([*self._figures.get(figure, ()), *self._others]))
        if draft.count is None and draft.places_count is None:
            return iter(sorted([*bare, *self._others]))
        return iter(sorted({*self._others, *(at for places in (*self._figures.values(), *self._bare.values()) for at in places)}))


def same_act(a: Draft, b: Draft, superseded: set[int]) -> bool:  # noqa: PLR0911 - one return for each case of the rule
    """Whether two events of one report are the same act told twice."""
    if _key(a) != _key(b) or a.date is None or a.sentence == b.sentence:
        return False
    if a.whole is not None and b.whole is not None and a.whole is not b.whole:
        return False
    if a.actor is not None and b.actor is not None and a.actor.value != b.actor.value:
        return False
    if a.whole is b or b.whole is a:
        return False
    if a.places_count is not None or b.places_count is not None:
        return a.places_count is not None and b.places_count is not None and a.places_count.value == b.places_count.value
    counts = [d.count.value.best for d in (a, b) if d.count is not None]
    if len(counts) == 2 and (counts[0] in superseded or counts[1] in superseded) and counts[0] != counts[1]:
        return True
    of_things = a.type in {EventType.EQUIPMENT_LOSS, EventType.INTERCEPTION}
    if of_things and (a.target.value if a.target else "") != (b.target.value if b.target else ""):
        return False
    if len(counts) == 2:
        return counts[0] == counts[1] and (bool(a.places) or counts[0] > 1)
    return bool(a.places) and not counts and a.block != b.block


def _key(draft: Draft) -> Hashable:
    """What two tellings of one act always share."""
    return (
        draft.type,
        draft.status.value,
        None if draft.date is None else draft.date.value,
        draft.places[0].text if draft.places else None,
    )


def _put(places: list[int], at: int) -> None:
    if at not in places[-1:]:
        insort(places, at)
