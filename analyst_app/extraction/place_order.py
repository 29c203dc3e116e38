"""The order of an event's places by what their words say: the most specific first, the direction or axis last.

Knows names alone; where a place lies is the gazetteer's business. Source of the rule: ANNOTATION.md, "places".
"""

from collections.abc import Iterable

from analyst_app.extraction.drafts import PlaceName

_DIRECTIONS = frozenset({"direction", "axis", "sector", "front", "directions", "axes", "sectors", "frontline"})


def is_direction(words: str) -> bool:
    """Whether a place is a direction, axis or sector of the front."""
    return words.rsplit(maxsplit=1)[-1].lower() in _DIRECTIONS if words.split() else False


def with_label(own: Iterable[PlaceName], label: Iterable[PlaceName]) -> list[PlaceName]:
    """An event's own places, then those of the label of its line that it does not name itself; directions stay last."""
    found = list(own)
    names = {place.text for place in found}
    found += [place for place in label if place.text not in names]
    return sorted(found, key=lambda place: is_direction(place.text))
