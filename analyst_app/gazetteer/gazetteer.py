"""Look up place names and resolve a report's words to places. Reads the shipped file, and the analyst's own before it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.gazetteer.candidates import Candidate, rank
from analyst_app.gazetteer.folding import LONGEST_NAME, fold, loosen, without_article
from analyst_app.gazetteer.places_file import NameRole, PlacesFile, Row
from analyst_app.gazetteer.wording import PLAIN_WORDS, Wording, read_words
from analyst_app.resources import resource

_WITHIN = re.compile(r"(?P<inner>[^,]+?)(?:\s*,\s*|\s+(?:in|of)\s+)(?P<outer>[^,]+)")
_CACHED_NAMES = 20_000
_TYPED_OUT = 2.0
"""What it is worth, while typing, that a name stands there in full."""
_KNOWN_BETTER = frozenset({PlaceKind.COUNTRY, PlaceKind.WATER, PlaceKind.FACILITY})
_SURE_BY_SIZE = 5_000
_POINT_KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY})
_ARTICLES_TRIED = ("al ", "el ", "ar ", "as ", "ash ", "at ")


class Gazetteer:
    """Places by name. Open one with `Gazetteer.open`; it may be used from several threads, and never changes.

    Files given first go before those given later: the analyst's own places before the shipped ones.
    """

    def __init__(self, *files: PlacesFile, own: int = 0) -> None:
        self._files = files
        self._own = own
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
        rows = self._find(wording)
        kept = [(r, own) for r, own in rows if kind in {None, r.kind} and country in {None, r.country}]
        return rank(kept, kind=wording.kind if kind is None else PlaceKind.UNKNOWN, country=country)[:limit]

    def complete(self, prefix: str, *, limit: int = 20) -> tuple[Candidate, ...]:
        """Places whose name starts so, the likeliest first: for a field in which a place is being typed."""
        folded = fold(prefix)
        if not folded or limit < 1:
            return ()
        # More rows than asked for, since a place stands there once for each of its spellings.
        rows = [(row, i < self._own) for i, file in enumerate(self._files) for row in file.starting(folded, limit=limit * 4)]
        exact = {c.place_id for c in self.lookup(prefix)}
        ranked = rank(rows)
        return tuple(sorted(ranked, key=lambda c: (-c.score - (_TYPED_OUT if c.place_id in exact else 0.0), c.place_id)))[:limit]

    def resolve(self, text: str, *, context: Iterable[Place] = (), country: str | None = None, kind: PlaceKind | None = None) -> Place:
        """The place that a report's words mean; never an error, whatever the words.

        `context` holds places that the report names nearby; `country` (ISO 3166-1 alpha-2) the one it is about. `kind` is
        that of a list whose last member alone carries the word ("Odesa, Kherson and Sumy regions"). Words that no place
        fits come back with the kind that they tell and nothing else.
        """
        wording = self._settled(read_words(text))
        wanted = kind if kind is not None and wording.kind is PlaceKind.UNKNOWN else wording.kind
        context = tuple(context)
        rows = _plausible(self._find(wording), {country} if country else {p.country for p in context})
        found = rank(rows, kind=wanted, country=country, context=context)
        if not found:
            return self._resolve_within(text, wanted, context, country)
        named_whole = rows[0][0].folded in _ways(fold(wording.full))
        return _place(text, wording, wanted, found[0], named_whole=named_whole)

    def _resolve_within(self, text: str, kind: PlaceKind, context: tuple[Place, ...], country: str | None) -> Place:
        """A place said with the one it lies in ("Wad al-Noura, Gezira state", "the village of X in Y"), else nothing but its kind."""
        found = _WITHIN.fullmatch(text) if len(text) <= 2 * LONGEST_NAME else None
        if found is not None:
            outer = self.resolve(found["outer"], context=context, country=country)
            inner = self.resolve(found["inner"], context=(*context, outer), country=country or outer.country)
            if inner.name is not None and outer.name is not None:
                return replace(inner, text=text)
        return Place(text=text, kind=kind)

    def _settled(self, wording: Wording) -> Wording:
        """Tell the name “Lower Shabelle” from a part of a place, “southern Lebanon”: what the files hold decides."""
        if not wording.whole or not wording.name:
            return wording
        named = [
            row.kind for key in (wording.full, wording.whole) for row, _ in self._named(fold(key)) if row.kind is not PlaceKind.SETTLEMENT
        ]
        if not named:
            return wording
        return Wording(wording.full, wording.whole, wording.whole_kind, near=wording.near)

    def _find(self, wording: Wording) -> list[tuple[Row, bool]]:
        """Rows for the whole words, else for the name in them; where there are none, for what sounds like it."""
        if not wording.name:
            return []
        keys = tuple(dict.fromkeys((fold(wording.full), fold(wording.name))))
        for read in (self._named, self._alike):
            for key in keys:
                if rows := list(read(key)):
                    return rows
        return []

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


def _ways(folded: str) -> tuple[str, ...]:
    """A folded name as it stands, without its Arabic article, and with one."""
    bare = without_article(folded)
    return (folded, bare) if bare != folded else (folded, *(a + folded for a in _ARTICLES_TRIED))


def _plausible(rows: list[tuple[Row, bool]], countries: set[str | None]) -> list[tuple[Row, bool]]:
    """The rows without mere likenesses from elsewhere: in a report of Ukraine, “Monday” is not Brazil's Mondaí."""
    return [
        (row, own)
        for row, own in rows
        if row.role is not NameRole.LOOSE or (row.country in countries if countries else row.population >= _SURE_BY_SIZE)
    ]


def _loose(row: Row) -> Row:
    return replace(row, role=NameRole.LOOSE)


def _place(text: str, wording: Wording, wanted: PlaceKind, found: Candidate, *, named_whole: bool) -> Place:
    """The domain's place for the chosen candidate, of the kind that the words tell."""
    # "United States", "Gaza Strip": what a whole name stands for is known better than its last word tells.
    known_better = named_whole and (found.kind in _KNOWN_BETTER or wanted is PlaceKind.AREA)
    kind = found.kind if wanted is PlaceKind.UNKNOWN or known_better else wanted
    name = found.name
    if wording.part and not named_whole and found.kind is not PlaceKind.AREA and wanted is PlaceKind.AREA:
        name = f"{wording.part} {found.name}"
    exactness = [PRECISION_OF_KIND[kind], found.geo_precision if found.kind in _POINT_KINDS else 1]
    if kind is PlaceKind.AREA and found.kind is PlaceKind.COUNTRY:
        exactness.append(3)
    if wording.near:
        exactness.append(2)
    return Place(
        text=text,
        name=name,
        kind=kind,
        country=found.country,
        admin1=found.admin1,
        admin2=found.admin2,
        lat=found.lat,
        lon=found.lon,
        geo_precision=None if found.lat is None else max(exactness),
        place_id=found.place_id,
    )
