"""Bodies that do not fight: their names, and the words by which an unnamed one is known.

Source: the annotation contract's label ORGANISATION; the words live in `resources/lexicons/organisations.toml`.
"""

from collections.abc import Mapping
from typing import Any

from analyst_app.extraction.words.phrases import PhraseTable, fold, scan


class OrganisationNames:
    """The organisations lexicon.

    `names`: named bodies. `capital_heads`: nouns that end a capitalised name of one. `small_heads`: common nouns that make a
    body of a name before them. `openings`: "Ministry of", "Institute for". `alone`: bodies without a name. `between`: what may
    stand between a name and a small head.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.names: PhraseTable[str] = PhraseTable()
        for row in table.get("organisation", ()):
            for name in row["names"]:
                self.names.add(name, name)
        heads = table.get("heads", {})
        self.capital_heads = frozenset(fold(head) for head in heads.get("capital", ()))
        self.small_heads: PhraseTable[bool] = _phrases(heads.get("small", ()))
        self.openings: PhraseTable[bool] = _phrases(heads.get("opening", ()))
        self.alone: PhraseTable[bool] = _phrases(heads.get("alone", ()))
        self.between = frozenset(word.key for phrase in heads.get("between", ()) for word in scan(phrase))


def _phrases(words: list[str]) -> PhraseTable[bool]:
    table: PhraseTable[bool] = PhraseTable()
    for word in words:
        table.add(word, value=True)
    return table
