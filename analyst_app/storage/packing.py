"""Column types: how values that there are millions of are kept in few bytes. Knows no tables."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, Integer, Text, TypeDecorator

from analyst_app.domain.events import EVENT_FIELDS

_SHARED = tuple(sorted(EVENT_FIELDS))
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = dict(zip(EVENT_FIELDS, "ABCDEFGHIJKLMN", strict=True))
_FIELDS = {letter: field for field, letter in _LETTERS.items()}
_PASSAGE = re.compile(r"(?:([A-N])|\(([^)]*)\))([0-9a-z]+)\.([0-9a-z]+)")


class Moment(TypeDecorator[datetime]):
    """A time in UTC, kept as ISO 8601 text of one length, so that it sorts as text."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What the journal turns its ISO text back into."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write; a time without a zone is a bug, as nobody could tell what it means."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read back, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Coded(TypeDecorator[str]):
    """A word out of a fixed list, kept as its place in it: none or one byte instead of the word. The list may grow at its end alone."""

    impl = Integer
    cache_ok = True

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = tuple(str(word) for word in words)

    @property
    def python_type(self) -> type[str]:
        """What the journal holds."""
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """Write.

        Raises:
            ValueError: where the word is not in the list.
        """
        del dialect
        return None if value is None else self.words.index(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        """Read back."""
        del dialect
        return None if value is None else self.words[value]


class Confidences(TypeDecorator[dict[str, float]]):
    """How sure each field is: two characters a field, in thousandths, in alphabetical order; as JSON where that would lose something."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[dict[str, float]]:
        """What the journal holds."""
        return dict

    def process_bind_param(self, value: dict[str, float] | None, dialect: Dialect) -> str | None:
        """Write."""
        del dialect
        if value is None:
            return None
        packed = "".join(_thousandths(value.get(field)) for field in _SHARED)
        return packed if list((confidences(packed) or {}).items()) == list(value.items()) else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, float] | None:
        """Read back."""
        del dialect
        return confidences(value)


def _thousandths(share: float | None) -> str:
    if share is None:
        return ".."
    number = round(share * 1000)
    return _DIGITS[number // 36] + _DIGITS[number % 36] if 0 <= number <= 1000 else ".."


def confidences(packed: str | None) -> dict[str, float] | None:
    """The confidences behind a packed column."""
    if packed is None:
        return None
    if packed.startswith("{"):
        return dict(json.loads(packed))
    pairs = zip(_SHARED, range(0, len(packed), 2), strict=True)
    return {field: int(packed[at : at + 2], 36) / 1000 for field, at in pairs if packed[at] != "."}


class Passages(TypeDecorator[list[Any]]):
    """The words that fields rest on, `[field, start, end]` each: `B3m.2` is the count, from character 130 on, two characters."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[list[Any]]:
        """What the journal holds."""
        return list

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> str | None:
        """Write; nothing is kept as nothing."""
        del dialect
        if not value:
            return None
        return "".join(f"{_LETTERS.get(field) or f'({field})'}{_base36(start)}.{_base36(end - start)}" for field, start, end in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[Any] | None:
        """Read back."""
        del dialect
        return None if value is None else passages(value)


def passages(packed: str | None) -> list[Any]:
    """The passages behind a packed column."""
    found = []
    for letter, name, start, length in _PASSAGE.findall(packed or ""):
        first = int(start, 36)
        found.append([_FIELDS[letter] if letter else name, first, first + int(length, 36)])
    return found


def spans_of(packed: str) -> list[tuple[int, int]]:
    """The spans of a packed column, each once, in the order of the text. Quicker than unpacking the passages with their fields."""
    if "(" in packed:
        return sorted({(start, end) for _, start, end in passages(packed)})
    known = _SPANS
    return sorted([known[span] for span in set(_APART.split(packed)[1:])])


class _Spans(dict[str, tuple[int, int]]):
    """Spans by their digits, each worked out once; there are few, as reports are short, and no more than some are kept."""

    def __missing__(self, digits: str) -> tuple[int, int]:
        if len(self) > _KEPT:
            self.clear()
        start, length = (int(number, 36) for number in digits.split("."))
        self[digits] = start, start + length
        return self[digits]


_KEPT = 100_000
_SPANS = _Spans()
_APART = re.compile("[A-N]")


def first_passage(packed: str, field: str) -> int | None:
    """Where the first passage of a field ends; None where it has none. Quicker than unpacking them all."""
    found = re.search(rf"{_LETTERS[field]}([0-9a-z]+)\.([0-9a-z]+)", packed)
    return None if found is None else int(found[1], 36) + int(found[2], 36)


def _base36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits
