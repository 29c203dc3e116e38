"""The words of `triggers.toml`: which verbs and nouns name events, and classes of nouns. Knows no report."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analyst_app.extraction.words.phrases import plural, verb_forms
from analyst_app.resources import resource


@dataclass(frozen=True, slots=True)
class TriggerWords:
    """`verbs` and `nouns` map a folded form to its senses; `classes` maps a class to its nouns, singular and plural."""

    verbs: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    nouns: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]

    def is_a(self, word: str, kind: str) -> bool:
        """Whether a noun is of a class: `is_a("villages", "place")`."""
        return word in self.classes[kind]


@lru_cache(1)
def load_trigger_words() -> TriggerWords:
    """The shipped words; read once."""
    table = tomllib.loads(resource("lexicons/triggers.toml").read_text(encoding="utf-8"))
    verbs: dict[str, set[str]] = {}
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for sense, row in table["verb"].items():
        for form in _forms(row):
            first, *rest = form.split()
            if rest:
                phrases.setdefault(first, set()).add((first, *rest))
            verbs.setdefault(form, set()).add(sense)
    nouns = {form: sense for sense, words in table["noun"].items() for word in words for form in (word, plural(word))}
    classes = {name: frozenset(_nouns(words)) for name, words in table["class"].items()}
    return TriggerWords(
        verbs={form: frozenset(senses) for form, senses in verbs.items()},
        phrases={first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in phrases.items()},
        nouns=nouns,
        classes=classes,
    )


def _forms(row: Mapping[str, Any]) -> Iterable[str]:
    for word in row["words"]:
        yield from verb_forms(word)
    yield from row["forms"]


def _nouns(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield word
        yield plural(word)
