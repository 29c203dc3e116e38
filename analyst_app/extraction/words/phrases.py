"""Words and phrases as lexicons compare them: folding, inflection, and tables that find the longest phrase at a word.

Knows nothing of any subject; the lexicons put the meaning in.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:(?:[-‐‑–.'’ʼ&+](?=[^\W_])|/(?=\d)|['’](?=s\b))[^\W_]+)*")
"""A word with its inner hyphens, slashes and apostrophes: "Shahed-136/131", "al-Shabaab", "N'Djamena", "U.S"."""

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})
_VOWELS = "aeiou"


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """The form in which words are compared: lower case, no accents, straight apostrophes and hyphens, single spaces."""
    plain = words.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands, how it is written, and its folded form without a possessive ending.

    `end` is that of the word without its possessive; `possessive` says that one was there ("Russia’s", "forces’").
    """

    start: int
    end: int
    text: str
    key: str
    possessive: bool = False

    @property
    def capitalised(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()

    @property
    def has_capital(self) -> bool:
        """Whether it holds a capital letter anywhere ("al-Shabaab")."""
        return self.text != self.text.lower()

    @property
    def all_caps(self) -> bool:
        """Whether it is written in capitals throughout (two letters at least)."""
        return len(self.text) > 1 and self.text.isupper()


def scan(text: str) -> list[Word]:
    """Every word of a text, in order."""
    return [_word(found.start(), found.group(), text) for found in WORD.finditer(text)]


def _word(start: int, written: str, text: str) -> Word:
    end = start + len(written)
    if written[-2:] in {"'s", "’s", "'S", "’S", "ʼs"} and len(written) > 2:
        written = written[:-2]
        return Word(start, end - 2, written, fold(written), possessive=True)
    # "forces’ positions": an apostrophe behind a plural is its possessive.
    possessive = written.endswith("s") and text[end : end + 1] in {"'", "’"} and text[end + 1 : end + 2].isspace()
    return Word(start, end, written, fold(written), possessive=possessive)


def plural(noun: str) -> str:
    """The regular plural of a noun or of a phrase's last word."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(lemma: str) -> set[str]:
    """The regular forms of a verb; of a phrasal one ("push through") the first word is inflected."""
    head, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = head.removesuffix("e")
    past = head[:-1] + "ied" if head.endswith("y") and head[-2] not in _VOWELS else stem + "ed"
    return {lemma, plural(head) + tail, past + tail, stem + "ing" + tail}


@dataclass(frozen=True, slots=True)
class Found[T]:
    """A phrase found at a word: how many words it takes, and what it means."""

    length: int
    value: T


class PhraseTable[T]:
    """Phrases with a meaning, compared folded; the first meaning given to a phrase stays."""

    __slots__ = ("_by_first", "_values")

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        self._by_first: dict[str, list[int]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Give a phrase its meaning."""
        keys = tuple(word.key for word in scan(phrase))
        if not keys or keys in self._values:
            return
        self._values[keys] = value
        lengths = self._by_first.setdefault(keys[0], [])
        if len(keys) not in lengths:
            lengths.append(len(keys))
            lengths.sort(reverse=True)

    def get(self, phrase: str) -> T | None:
        """What exactly this phrase means, None where it is not known."""
        return self._values.get(tuple(word.key for word in scan(phrase)))

    def of(self, keys: Sequence[str]) -> T | None:
        """What exactly these folded words mean, None where they are not known."""
        return self._values.get(tuple(keys))

    def longest_at(self, keys: Sequence[str], start: int) -> Found[T] | None:
        """The longest phrase that begins at word `start`."""
        lengths = self._by_first.get(keys[start])
        if lengths is None:
            return None
        for length in lengths:
            # At the end of the words the slice is shorter than what is looked for, and would be another phrase.
            value = self._values.get(tuple(keys[start : start + length])) if start + length <= len(keys) else None
            if value is not None:
                return Found(length, value)
        return None

    def __contains__(self, phrase: str) -> bool:
        return tuple(word.key for word in scan(phrase)) in self._values

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
