"""The analyst's own say on which place a name means, before the gazetteer's. Knows the rules and look-ups, no files.

A rule that holds only in some reports goes before one that holds in all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analyst_app.domain.own_rules import PlaceRule, rule_key
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.gazetteer.candidates import Candidate
from analyst_app.gazetteer.folding import fold
from analyst_app.gazetteer.gazetteer import Gazetteer
from analyst_app.gazetteer.wording import Wording, read_words

_LOOKED_THROUGH = 500
"""Candidates of one name among which a rule's place is looked for; the commonest names have about three hundred."""

_WORD = re.compile(r"\w+")

_LOOSE_KINDS = frozenset({PlaceKind.UNKNOWN, PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DIRECTION, PlaceKind.AREA})
"""Kinds in whose words the place itself is named: the Kharkiv direction is named for the city, the Kharkiv region is another place."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A rule with its words folded and the place that it comes to."""

    rule: PlaceRule
    folded: str
    near: tuple[str, ...]
    region: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class RulesInReport:
    """The place rules that can hold in one report; `_named` are the regions of rules that its text names."""

    _rules: tuple[_Known, ...]
    _named: frozenset[str] = frozenset()

    def place(self, words: str, *, context: Iterable[Place] = ()) -> Place | None:
        """The place that a rule gives the words, None where no rule speaks of them.

        A rule may say that it is no known place: then the answer is a place of these words alone. `context` holds places
        that the report has already named.
        """
        if not self._rules:
            return None
        wording = read_words(words)
        full, name = fold(wording.full), fold(wording.name)
        for one in self._rules:
            means = one.folded == full or (one.folded == name and _fits(one.place, wording.kind))
            if means and self._holds(one, context):
                return _as_said(words, wording, one.place)
        return None

    def _holds(self, one: _Known, context: Iterable[Place]) -> bool:
        return not one.region or one.region in self._named or any(fold(place.admin1 or "") == one.region for place in context)


class OwnPlaces:
    """The place rules of one analyst over one gazetteer. May be used from several threads, and never changes."""

    def __init__(self, rules: Iterable[PlaceRule], gazetteer: Gazetteer | None) -> None:
        known = [_known(rule, gazetteer) for rule in rules]
        self._known = tuple(sorted(known, key=lambda one: not one.near and not one.region))

    def in_report(self, text: str) -> RulesInReport:
        """The rules that can hold in a report of this text."""
        said = _spoken(text) if self._known else ""
        holding = tuple(one for one in self._known if not one.near or any(words in said for words in one.near))
        return RulesInReport(holding, frozenset(one.region for one in holding if one.region and _spoken(one.region) in said))

    def anywhere(self) -> RulesInReport:
        """The rules that hold in every report."""
        return RulesInReport(tuple(one for one in self._known if not one.near and not one.region))

    def starting(self, prefix: str) -> tuple[Place, ...]:
        """The places of rules whose words, or whose own name, start so: for a field in which a place is being typed."""
        wanted = fold(prefix)
        if not wanted:
            return ()
        found = [
            replace(one.place, text=one.rule.words)
            for one in self._known
            if one.place is not None and any(name.startswith(wanted) for name in (one.folded, fold(one.place.label)))
        ]
        return tuple(dict.fromkeys(found))


def _known(rule: PlaceRule, gazetteer: Gazetteer | None) -> _Known:
    near = tuple(_spoken(words) for words in rule.near)
    return _Known(rule, fold(rule.words), near, _region(rule), _located(rule.place, gazetteer))


def _region(rule: PlaceRule) -> str:
    """A region's name as divisions have it: "Kharkiv region" → "kharkiv"."""
    return fold(read_words(rule.region).name) if rule.region else ""


def _spoken(text: str) -> str:
    """A text as its words alone, each between spaces, so that whole words can be looked for."""
    return f" {' '.join(_WORD.findall(rule_key(text)))} "


def _fits(place: Place | None, kind: PlaceKind) -> bool:
    """Whether words of a kind can speak of the rule's place by its bare name."""
    return kind in _LOOSE_KINDS or (place is not None and kind is place.kind)


def _as_said(text: str, wording: Wording, place: Place | None) -> Place:
    """The rule's place in the words of the report, as exact as these are."""
    if place is None:
        return Place(text=text, kind=wording.kind)
    kind = place.kind if wording.kind is PlaceKind.UNKNOWN else wording.kind
    exactness = [PRECISION_OF_KIND.get(kind, 3), place.geo_precision or 1, 2 if wording.near else 1]
    name = f"{wording.part} {place.label}" if wording.part else place.name
    return replace(place, text=text, kind=kind, name=name, geo_precision=None if place.lat is None else max(exactness))


def _located(place: Place | None, gazetteer: Gazetteer | None) -> Place | None:
    """The rule's place with what the gazetteer knows of it, where the rule itself gives no coordinates."""
    if place is None or place.lat is not None or gazetteer is None:
        return place
    for found in gazetteer.lookup(place.label, country=place.country, limit=_LOOKED_THROUGH):
        if _is(found, place):
            return Place(
                text=place.text,
                name=found.name,
                kind=found.kind,
                country=found.country,
                admin1=found.admin1,
                admin2=found.admin2,
                lat=found.lat,
                lon=found.lon,
                geo_precision=None if found.lat is None else found.geo_precision,
                place_id=found.place_id,
            )
    return place


def _is(found: Candidate, place: Place) -> bool:
    if place.place_id is not None:
        return found.place_id == place.place_id
    if place.kind not in {PlaceKind.UNKNOWN, found.kind}:
        return False
    pairs = ((place.admin1, found.admin1), (place.admin2, found.admin2))
    return all(wanted is None or fold(read_words(wanted).name) == fold(has or "") for wanted, has in pairs)
