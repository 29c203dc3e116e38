"""How well a few letters match a name, and which day a few words mean. Pure functions over text."""

import re
import unicodedata
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.?(\d{4})?(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?\b")
_NOISE = re.compile(r"^(?:(?:go to|open|show|review)\b\s*)?(?:the\s+)?(?:reports?\b\s*)?(?:(?:of|for|from|on)\b\s*)?")


@dataclass(frozen=True, slots=True)
class SoughtDay:
    """A day that may lack its year."""

    month: int
    day: int
    year: int | None = None


def score(query: str, name: str) -> int | None:
    """How well each word of the query is found in the name, more is better; None where one is not found.

    A word that begins a word of the name is best, then one inside it, then letters in their order ("exev" in "Export Events").
    """
    told = plain(name)
    total = 0
    words = plain(query).split()
    for word in words:
        found = _word_score(word, told)
        if found is None:
            return None
        total += found
    # A name that begins as the query does, and a short one, is more likely the one that is meant.
    return total + (20 if told.startswith(" ".join(words)) else 0) - len(told) // 12


def plain(words: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def sought_words(query: str) -> str:
    """The query without what only says that a report is sought: "go to report of 9 Nov" is "9 nov"."""
    return _NOISE.sub("", plain(query).strip()).strip()


def sought_day(query: str) -> SoughtDay | None:
    """The day that a query names: "9 Nov", "9 November 2023", "Nov 9", "9.11.", "2023-11-09"."""
    words = plain(query)
    if found := _ISO.search(words):
        return _day(found[3], found[2], found[1])
    if found := _DOTTED.search(words):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.search(words):
        return _day(found[1], _month(found[2]), found[3])
    if found := _MONTH_FIRST.search(words):
        return _day(found[2], _month(found[1]), found[3])
    return None


def _word_score(word: str, told: str) -> int | None:
    starts = [match.start() for match in re.finditer(r"\b\w", told)]
    if any(told.startswith(word, start) for start in starts):
        return 100 + len(word)
    if word in told:
        return 60 + len(word)
    return _scattered(word, told, starts)


def _scattered(word: str, told: str, starts: list[int]) -> int | None:
    """Letters in their order, the first at the beginning of a word; letters at beginnings count more."""
    at = next((start for start in starts if told[start] == word[0]), None)
    if at is None:
        return None
    hits, place = 1, at
    for letter in word[1:]:
        next_start = next((start for start in starts if start > place and told[start] == letter), None)
        following = place + 1 if told[place + 1 : place + 2] == letter else None
        found = following if following is not None else next_start
        if found is None:
            return None
        hits += 1 if found == next_start else 0
        place = found
    return 20 + 5 * hits


def _month(name: str) -> int | None:
    if name == "sept":
        return 9
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
    return next((number for number, month in enumerate(full, start=1) if month == name or _MONTHS[number - 1] == name), None)


def _day(day: str, month: str | int | None, year: str | None) -> SoughtDay | None:
    if month is None or not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return SoughtDay(int(month), int(day), None if year is None else int(year))
