"""Which place each LOCATION mention of a report means, told by the places around it. Asks the gazetteer; knows no events.

First the names that leave little doubt are taken, then the others by what these say, then once more by what all say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.senses.place_bonds import Bonds
from analyst_app.extraction.senses.place_links import read_places
from analyst_app.extraction.text.reading import Reading
from analyst_app.gazetteer import Candidate, Gazetteer
from analyst_app.gazetteer.folding import fold
from analyst_app.gazetteer.hints import Bond, Hint, Setting
from analyst_app.gazetteer.own_places import RulesInReport

_SURE_LEAD = 2.5
"""By how much a name's likeliest place must lead for it to be taken before the others."""
_RIVAL = 4.0
"""Candidates farther behind the likeliest are no rivals when it is asked in how many countries a name is at home."""
_WELL_KNOWN = 50_000
_ROUNDS = 2
_STATED = frozenset({Bond.WITHIN, Bond.AMONG})
_TELLING = _STATED | {Bond.FRAME}
_MOST_IN_REPORT = 24
_PARTY_WEIGHT, _COUNTRY_WEIGHT = 0.3, 0.7
_ONCE_MORE, _AGAIN_HERE, _AS_TOLD = 0.6, 1.5, 3.5
"""What it is worth that the same words meant a place elsewhere, in the same paragraph, and where the report told where it lies."""


def senses(reading: Reading, gazetteer: Gazetteer, *, own: RulesInReport, homes: Mapping[str, Sequence[str]]) -> dict[Span, Place]:
    """The place of each LOCATION mention by its span.

    `own` are the analyst's rules, which go before all else; `homes` the countries that parties point to, by canonical name.
    """
    return _Senses(reading, gazetteer, own, homes).told()


class _Senses:
    """One report's mentions on their way to places."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, own: RulesInReport, homes: Mapping[str, Sequence[str]]) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self._own = own
        self._named = read_places(reading)
        self._kinds = [named.kind for named in self._named]
        self._places: list[Place] = [Place(named.text) for named in self._named]
        self._told = [False] * len(self._named)
        self._asked: dict[tuple[object, ...], Place] = {}
        self._parties = _of_parties(reading, homes)
        self._countries = _shares(self._parties)
        self._alike: dict[str, list[int]] = defaultdict(list)
        for i, named in enumerate(self._named):
            self._alike[named.text].append(i)

    def told(self) -> dict[Span, Place]:
        """The place of each mention."""
        self._countries = self._take(lone=True)
        self._take(lone=False)
        for _ in range(_ROUNDS):
            bonds = Bonds(self._reading, self._named, [self._kind(i) for i in range(len(self._named))])
            common = self._common()
            self._asked = {}
            tied = [bonds.of(i) for i in range(len(self._named))]
            self._told = [any(bond in _TELLING for _, bond, _ in each) for each in tied]
            self._places = [self._resolved(i, tied[i], common) for i in range(len(self._named))]
        return {named.span: place for named, place in zip(self._named, self._places, strict=True)}

    # First: names that leave little doubt

    def _take(self, *, lone: bool) -> tuple[tuple[str, float], ...]:
        """Take the likeliest place of each name by itself, and return the countries of those that leave little doubt.

        `lone`: only names that are at home in one country leave none.
        """
        setting = Setting(countries=self._countries, day=self._reading.published)
        weights = defaultdict(float, self._parties)
        known: dict[tuple[str, PlaceKind | None, bool], tuple[Place, bool, PlaceKind | None]] = {}
        for i, named in enumerate(self._named):
            key = (named.text, named.kind, named.article)
            if key not in known:
                found = self._gazetteer.candidates(named.text, kind=named.kind, setting=setting)
                kind = named.kind or (PlaceKind.WATER if named.article and any(c.kind is PlaceKind.WATER for c in found) else None)
                known[key] = self._gazetteer.resolve(named.text, kind=kind, setting=setting), _is_sure(named.text, found, lone=lone), kind
                if known[key][1] and (code := known[key][0].country) is not None:
                    weights[code] += _COUNTRY_WEIGHT if known[key][0].kind is PlaceKind.COUNTRY else 1.0
            place, sure, self._kinds[i] = known[key]
            self._places[i] = place if sure else Place(named.text, kind=place.kind)
        return _shares(weights)

    def _kind(self, i: int) -> PlaceKind:
        return self._kinds[i] or self._places[i].kind

    # Then: with all that is said

    def _common(self) -> tuple[Hint, ...]:
        """The places that the report names most often."""
        count: Counter[str] = Counter()
        places: dict[str, Place] = {}
        for place in self._places:
            if place.name is not None and place.place_id is not None:
                count[place.place_id] += 1
                places.setdefault(place.place_id, place)
        return tuple(Hint(places[key], Bond.REPORT) for key, _ in count.most_common(_MOST_IN_REPORT))

    def _resolved(self, i: int, tied: Iterable[tuple[int, Bond, tuple[float | None, float | None]]], common: tuple[Hint, ...]) -> Place:
        named = self._named[i]
        hints: dict[tuple[str | None, Bond], Hint] = {}
        for k, bond, (km, bearing) in tied:
            place = self._places[k]
            if place.name is not None and (named.text != self._named[k].text or bond in _STATED):
                hints.setdefault((place.place_id, bond), Hint(place, bond, km, bearing))
        context = [hint.place for hint in (*hints.values(), *common) if hint.place.text != named.text]
        if (ruled := self._own.place(named.text, context=context)) is not None:
            return ruled
        favoured = self._favoured(i)
        key = (named.text, self._kinds[i], named.near, favoured, tuple((*each, hint.km, hint.bearing) for each, hint in hints.items()))
        if key not in self._asked:
            self._asked[key] = self._ask(i, tuple(hints.values()), common, favoured)
        return self._asked[key]

    def _ask(self, i: int, hints: tuple[Hint, ...], common: tuple[Hint, ...], favoured: tuple[tuple[str, float], ...]) -> Place:
        named = self._named[i]
        same = {self._places[k].place_id for k in self._alike[named.text][:_MOST_IN_REPORT]}
        told = (*hints, *(hint for hint in common if hint.place.place_id not in same))
        setting = Setting(told, self._countries, self._reading.published, favoured, named.near)
        return self._gazetteer.resolve(named.text, kind=self._kinds[i], setting=setting)

    def _favoured(self, i: int) -> tuple[tuple[str, float], ...]:
        """Places that the same words meant elsewhere in the report: worth most where only there it is told where they lie."""
        worth: dict[str, float] = {}
        for k in self._alike[self._named[i].text][:_MOST_IN_REPORT]:
            key = self._places[k].place_id
            if k == i or key is None:
                continue
            here = _AGAIN_HERE if self._named[k].block == self._named[i].block else _ONCE_MORE
            worth[key] = max(worth.get(key, 0.0), _AS_TOLD if self._told[k] and not self._told[i] else here)
        return tuple(worth.items())


def _of_parties(reading: Reading, homes: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """How much a report's parties speak for each country."""
    weights: dict[str, float] = defaultdict(float)
    for mention in reading.mentions:
        if mention.label is Label.ACTOR and mention.canonical is not None:
            at_home = homes.get(mention.canonical, ())
            for code in at_home:
                weights[code] += _PARTY_WEIGHT / len(at_home)
    return weights


def _shares(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    whole = sum(weights.values())
    return tuple((code, weight / whole) for code, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))) if whole else ()


def _is_sure(words: str, found: Sequence[Candidate], *, lone: bool) -> bool:
    """Whether the likeliest leads clearly, or with `lone` whether the name is its first one and all rivals lie in its country."""
    if not found:
        return False
    best = found[0]
    if lone:
        well_known = best.kind is not PlaceKind.SETTLEMENT or best.population >= _WELL_KNOWN or fold(best.name) == fold(words)
        return well_known and all(c.country == best.country for c in found if c.score >= best.score - _RIVAL)
    rivals = [c for c in found[1:] if (c.country, c.admin1, c.admin2) != (best.country, best.admin1, best.admin2)]
    return not rivals or best.score - rivals[0].score >= _SURE_LEAD
