"""Which of GeoNames' alternate names English reports can use, and the keys they are stored under. Pure."""

import re
from collections.abc import Iterable

from ukrainian_names import from_russian

from analyst_app.gazetteer.folding import LONGEST_NAME, fold
from analyst_app.gazetteer.places_file import NameRole

_CYRILLIC = re.compile(r"[А-ЩЬЮЯЄІЇҐЫЁЭЪа-щьюяєіїґыёэъ'’ʼ\s-]+")
_LATIN = re.compile(r"[A-ZÀ-ɏḀ-ỿʻʿ‘’'`][\u0000-\u024f\u02b0-\u036f\u1e00-\u1eff‘’′]*")

Name = tuple[str, NameRole]


def is_cyrillic(name: str) -> bool:
    """Whether a name has only letters of Ukrainian and Russian."""
    return bool(_CYRILLIC.fullmatch(name))


def alternates(names: Iterable[str]) -> list[Name]:
    """Names in Latin letters.

    GeoNames also holds machine transliterations, which begin with a small letter, and codes of airports.
    """
    fit = (n for n in names if 3 <= len(n) <= LONGEST_NAME and _LATIN.fullmatch(n) and not (n.isupper() and len(n) <= 4))
    return [(n, NameRole.ALTERNATE) for n in fit]


def from_cyrillic(names: Iterable[str]) -> list[Name]:
    """Names in Cyrillic letters, written in Latin ones as Russian sources do."""
    return [(from_russian(n), NameRole.VARIANT) for n in names if is_cyrillic(n)]


def folded(names: Iterable[Name]) -> tuple[Name, ...]:
    """Names as they are looked up, each once with its surest role, without those of which nothing is left."""
    best: dict[str, NameRole] = {}
    for name, role in names:
        key = fold(name)
        if len(key) > 1:
            best[key] = min(role, best.get(key, role))
    return tuple(sorted(best.items()))
