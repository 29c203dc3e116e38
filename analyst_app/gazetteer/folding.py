"""Spellings to keys: what two ways of writing one name have in common. Knows no places and no files.

The compiled gazetteer holds folded names, so a change here asks for a new build (`tools/build_gazetteer.py`).
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_NAME = 120
"""Characters. Nothing longer is a place name, so nothing longer is looked up."""

_CACHED = 8_192

_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ə": "a",
        "ǝ": "a",
        "ŋ": "n",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)
# Apostrophes, primes, hamza and ayn signs stand inside words and are dropped; any other mark parts two words.
_INSIDE_WORDS = re.compile("['’‘ʼʻʹʺʿʾ`´′″“”\"ꞌ·]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ed", "es", "et", "er", "en", "ez"})
_LOOSE = (
    (re.compile(r"shch|sch"), "sh"),
    (re.compile(r"kh|gh|q"), "h"),
    (re.compile(r"zh|dj|j"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[td]h"), "t"),
    (re.compile(r"[cq]k?"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou|oo|u"), "o"),
    (re.compile(r"[yi]e|ee|ei|ai|ay|ey|[iy]+"), "e"),
    (re.compile(r"e+h?\b"), "e"),
    (re.compile(r"ah\b"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(_CACHED)
def fold(name: str) -> str:
    """The key under which a spelling is looked up: no case, accents, apostrophes or hyphens; "" where nothing is left."""
    if len(name) > LONGEST_NAME:
        return ""
    if name.isascii() and name.isalpha():
        return name.lower()
    letters = unicodedata.normalize("NFKD", _INSIDE_WORDS.sub("", name).casefold()).translate(_PLAIN)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", _INSIDE_WORDS.sub("", bare)).strip()


def without_article(folded: str) -> str:
    """A folded name without a leading Arabic article ("al ghouta" → "ghouta")."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded


def loosen(folded: str) -> str:
    """A coarser key of a folded name, which spellings such as Jabaliya and Jabalia, Younis and Yunis share."""
    key = without_article(folded)
    for pattern, plain in _LOOSE:
        key = pattern.sub(plain, key)
    return key.replace(" ", "")
