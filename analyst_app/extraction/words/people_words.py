"""Words that announce a person's name: titles before it, roles behind it, verbs of speaking.

Source: the annotation contract's label PERSON; the words live in `resources/lexicons/people.toml`.
"""

from collections.abc import Mapping
from typing import Any

from analyst_app.extraction.words.phrases import PhraseTable, fold


class PeopleWords:
    """The people lexicon. `common` holds words whose capital tells no name: sentence openers, months, headings' words."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.titles: PhraseTable[bool] = PhraseTable()
        for title in table.get("titles", ()):
            self.titles.add(title, value=True)
        self.longest_title = max((len(keys) for keys in self.titles), default=0)
        self.roles = frozenset(fold(word) for word in table.get("roles", ()))
        self.speech = frozenset(table.get("speech", ()))
        self.common = frozenset(fold(word) for word in table.get("common", ()))
