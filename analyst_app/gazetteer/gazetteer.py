"""Look up place names and resolve a report's words to places. Reads the shipped file, and the analyst's own before it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from analyst_app.domain.places import Place, PlaceKind
from analyst_app.gazetteer.candidates import Candidate, candidate, rank
from analyst_app.gazetteer.folding import LONGEST_NAME, fold, loosen, without_article
from analyst_app.gazetteer.fronts import Fronts
from analyst_app.gazetteer.hints import Bond, Hint, Setting, bonds_of
from analyst_app.gazetteer.places_file import NameRole, PlacesFile, Row
from analyst_app.gazetteer.verdicts import decide, none_of_these
from analyst_app.gazetteer.wording import PLAIN_WORDS, Wording, read_words
from analyst_app.resources import resource

_WITHIN = re.compile(r"(?P<inner>[^,]+?)(?:\s*,\s*|\s+(?:in|of)\s+)(?P<outer>[^,]+)")
_CACHED_NAMES = 20_000
_TYPED_OUT = 2.0
"""What it is worth, while typing, that a name stands there in full."""
_SURE_BY_SIZE = 5_000
_DIVISIONS = frozenset({PlaceKind.DISTRICT, PlaceKind.COMMUNITY})
_LENT_WORDS = {PlaceKind.REGION: "region", PlaceKind.DISTRICT: "district"}
"""So that of "Kyiv and Cherkasy regions" the first is Kyiv region, and not the city of that name, which is a region, too."""
_ARTICLES_TRIED = ("al ", "el ", "ar ", "as ", "ash ", "at ")


class Gazetteer:
    """Places by name. Open one with `Gazetteer.open`; it may be used from several threads, and never changes.

    Files given first go before those given later: the analyst's own places before the shipped ones.
    """

    def __init__(self, *files: PlacesFile, own: int = 0) -> None:
        self._files = files
        self._own = own
        self._fronts = Fronts.read()
        self.version = "+".join(f.meta.get("version", "unknown") for f in reversed(files))
        self._named = lru_cache(_CACHED_NAMES)(self._read_named)
        self._alike = lru_cache(_CACHED_NAMES)(self._read_alike)
        self._known = lru_cache(_CACHED_NAMES)(self._read_known)

    @classmethod
    def open(cls, path: Path | None = None, *, extra: Path | None = None) -> Self:
        """Open the shipped gazetteer, or the one at `path`; places of `extra` (see `import_places`) go before its own.

        Raises:
            InputError: where a file is no gazetteer.
            ResourceMissing: where the shipped file is not there.
        """
        shipped = PlacesFile(path or resource("gazetteer/places.sqlite"))
        if extra is None or not extra.exists():
            return cls(shipped)
        try:
            return cls(PlacesFile(extra), shipped, own=1)
        except BaseException:
            shipped.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def knows(self, name: str) -> bool:
        """Whether any place is called so, in whatever case, with or without accents, apostrophes, hyphens or an Arabic article.

        Not so for words such as “east”, “of” and “March”: there are such places, but the words hardly ever mean them.
        """
        return self._known(name)

    def lookup(self, name: str, *, kind: PlaceKind | None = None, country: str | None = None, limit: int = 20) -> tuple[Candidate, ...]:
        """The places that a name can mean, the likeliest first; only those of `kind` and `country` where these are given.

        Words that tell a kind are understood ("Kharkiv Oblast"), so are spellings that sound alike where none is exact.
        """
        wording = self._settled(read_words(name))
        rows = self._find(wording, wording.kind, ())
        if kind is not None or country is not None:
            rows = [(r, own) for r, own in rows if kind in {None, r.kind} and country in {None, r.country}]
        found = rank(rows, kind=wording.kind if kind is None else PlaceKind.UNKNOWN, country=country)
        return tuple(map(candidate, found[:limit]))

    def complete(self, prefix: str, *, limit: int = 20) -> tuple[Candidate, ...]:
        """Places whose name starts so, the likeliest first: for a field in which a place is being typed."""
        folded = fold(prefix)
        if not folded or limit < 1:
            return ()
        # More rows than asked for, since a place stands there once for each of its spellings.
        rows = [(row, i < self._own) for i, file in enumerate(self._files) for row in file.starting(folded, limit=limit * 4)]
        exact = {c.place_id for c in self.lookup(prefix)}
        ranked = map(candidate, rank(rows))
        return tuple(sorted(ranked, key=lambda c: (-c.score - (_TYPED_OUT if c.place_id in exact else 0.0), c.place_id)))[:limit]

    def resolve(
        self,
        text: str,
        *,
        context: Iterable[Place] = (),
        country: str | None = None,
        kind: PlaceKind | None = None,
        setting: Setting | None = None,
    ) -> Place:
        """The place that a report's words mean; never an error, whatever the words.

        `context` holds places that the report names nearby; `country` (ISO 3166-1 alpha-2) the one it is about; `setting`, in
        place of both, all that the report says. `kind` is that of a list whose last member alone carries the word ("Odesa,
        Kherson and Sumy regions"). Words that no place fits come back with the kind that they tell and nothing else.
        """
        named = tuple(context)
        setting = setting or _setting(named, country)
        wording, wanted = self._wanted(text, kind)
        countries = {country} if country else {*(p.country for p in named), *setting.spoken_of}
        rows = _plausible(self._find(wording, wanted, countries), countries)
        found = rank(rows, kind=wanted, country=country, setting=setting, fronts=self._fronts)
        if not found:
            return self._resolve_within(text, wanted, setting, country)
        named_whole = rows[0][0].folded in _ways(fold(wording.full))
        return decide(text, wording, wanted, found, setting, named_whole=named_whole)

    def candidates(self, text: str, *, kind: PlaceKind | None = None, setting: Setting | None = None) -> tuple[Candidate, ...]:
        """All places that a report's words can mean where it says what `setting` holds, the likeliest first."""
        wording, wanted = self._wanted(text, kind)
        countries = setting.spoken_of if setting else ()
        # Where no country is known yet, no mere likeness is taken for granted.
        rows = [
            (row, own) for row, own in self._find(wording, wanted, countries) if row.role is not NameRole.LOOSE or row.country in countries
        ]
        return tuple(map(candidate, rank(rows, kind=wanted, setting=setting, fronts=self._fronts)))

    def _resolve_within(self, text: str, kind: PlaceKind, setting: Setting, country: str | None) -> Place:
        """A place said with the one it lies in ("Wad al-Noura, Gezira state", "the village of X in Y"), else nothing but its kind."""
        found = _WITHIN.fullmatch(text) if len(text) <= 2 * LONGEST_NAME else None
        if found is not None:
            outer = self.resolve(found["outer"], country=country, setting=setting)
            inside = replace(setting, hints=(*setting.hints, Hint(outer, Bond.WITHIN)))
            inner = self.resolve(found["inner"], country=country or outer.country, setting=inside)
            if inner.name is not None and outer.name is not None:
                return replace(inner, text=text)
        return none_of_these(text, kind, setting)

    def _wanted(self, text: str, kind: PlaceKind | None) -> tuple[Wording, PlaceKind]:
        """The words taken apart, and the kind that is looked for: their own, else the one that their list lends them."""
        wording = self._settled(read_words(text))
        if kind is None or wording.kind is not PlaceKind.UNKNOWN:
            return wording, wording.kind
        lent = _LENT_WORDS.get(kind)
        return (self._settled(read_words(f"{text} {lent}")) if lent and wording.name else wording), kind

    def _settled(self, wording: Wording) -> Wording:
        """Tell the name “Lower Shabelle” from a part of a place, “southern Lebanon”: what the files hold decides."""
        if not wording.whole or not wording.name:
            return wording
        if wording.whole_kind is PlaceKind.DIRECTION and self._fronts.named(fold(wording.whole)) is not None:
            return Wording(wording.full, wording.whole, wording.whole_kind, near=wording.near)
        named = [
            row.kind for key in (wording.full, wording.whole) for row, _ in self._named(fold(key)) if row.kind is not PlaceKind.SETTLEMENT
        ]
        if not named:
            return wording
        return Wording(wording.full, wording.whole, wording.whole_kind, near=wording.near)

    def _find(self, wording: Wording, kind: PlaceKind, countries: Collection[str | None]) -> list[tuple[Row, bool]]:
        """Rows for the whole words, else for the name in them; where there are none in `countries`, for what sounds like it, too."""
        if not wording.name:
            return []
        full = fold(wording.full)
        keys = (full,) if wording.name == wording.full else tuple(dict.fromkeys((full, fold(wording.name))))
        rows = self._first(self._named, keys)
        if kind in _DIVISIONS and len(keys) > 1:
            # "Bohodukhiv district" in full is a quarter of Donetsk; the district of Bohodukhiv is found by its name alone.
            rows = list(dict.fromkeys(row for key in keys for row in self._named(key)))
        if kind is PlaceKind.DIRECTION:
            rows += [(row, False) for key in keys if (row := self._fronts.named(key)) is not None][:1]
            if not rows and " " in keys[-1]:
                # Of "Lyman-Kupiansk direction" the first.
                rows = self._find(Wording(keys[-1], keys[-1].split()[0], kind), kind, countries)
        if not rows or (countries and not any(row.country in countries for row, _ in rows)):
            rows += self._first(self._alike, keys)
        return rows

    @staticmethod
    def _first(read: Callable[[str], tuple[tuple[Row, bool], ...]], keys: tuple[str, ...]) -> list[tuple[Row, bool]]:
        return next((list(rows) for key in keys if (rows := read(key))), [])

    def _read_known(self, name: str) -> bool:
        folded = fold(name)
        return bool(folded) and folded not in PLAIN_WORDS and any(file.has(key) for key in _ways(folded) for file in self._files)

    def _read_named(self, folded: str) -> tuple[tuple[Row, bool], ...]:
        if not folded:
            return ()
        for key in _ways(folded):
            if found := tuple((row, i < self._own) for i, file in enumerate(self._files) for row in file.named(key)):
                return found
        return ()

    def _read_alike(self, folded: str) -> tuple[tuple[Row, bool], ...]:
        """Rows of names that only a looser key brings together; they share their first two letters."""
        base = without_article(folded)
        key = loosen(folded)
        if len(key) < 4:
            return ()
        found = []
        for i, file in enumerate(self._files):
            prefixes = {base[:2], folded[:2] + " " + base[:1] if folded != base else base[:2]}
            alike = [
                s
                for prefix in sorted(prefixes)
                for s in file.spellings(prefix, shortest=len(key), longest=2 * len(folded))
                if loosen(s) == key
            ]
            found += [(_loose(row), i < self._own) for s in alike for row in file.named(s)]
        return tuple(found)


def _ways(folded: str) -> Iterator[str]:
    """A folded name as it stands, without its Arabic article, and with one."""
    yield folded
    bare = without_article(folded)
    if bare != folded:
        yield bare
    else:
        yield from (article + folded for article in _ARTICLES_TRIED)


def _plausible(rows: list[tuple[Row, bool]], countries: Collection[str | None]) -> list[tuple[Row, bool]]:
    """The rows without mere likenesses from elsewhere: in a report of Ukraine, “Monday” is not Brazil's Mondaí."""
    return [
        (row, own)
        for row, own in rows
        if row.role is not NameRole.LOOSE or (row.country in countries if countries else row.population >= _SURE_BY_SIZE)
    ]


def _setting(context: tuple[Place, ...], country: str | None) -> Setting:
    """What places named nearby say: where the name is to be looked for, and in which countries."""
    named = [p.country for p in context if p.country is not None]
    shares = tuple((code, named.count(code) / len(named)) for code in dict.fromkeys(named))
    return Setting(bonds_of(context, Bond.SENTENCE), () if country else shares)


def _loose(row: Row) -> Row:
    return row._replace(role=NameRole.LOOSE)
