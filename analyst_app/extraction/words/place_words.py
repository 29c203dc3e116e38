"""Words that make a name a place ("region", "axis", "Lake", "southern"), and names known without a gazetteer.

Source: the annotation contract's label LOCATION; the words live in `resources/lexicons/places.toml`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from analyst_app.extraction.words.phrases import PhraseTable, scan


class PlaceWords:
    """The places lexicon.

    `kinds`: common nouns behind a name, True where only a capital makes them part of it. `before`: what opens a name.
    `parts`: compass words before a name. `owned`: what may follow a possessive ("Ukraine’s east"). `prepositions`: those
    behind which a country is a place. `strong_verbs`, `weak_verbs`: those whose object often is one. `countries`, `known`: names.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        kinds = table.get("kinds", {})
        capital_only = {tuple(w.key for w in scan(k)) for k in kinds.get("capital_only", ())}
        self.kinds: PhraseTable[tuple[bool]] = PhraseTable()
        for kind in kinds.get("after", ()):
            self.kinds.add(kind, (tuple(w.key for w in scan(kind)) in capital_only,))
        self.before = _phrases(kinds.get("before", ()))
        self.parts = _phrases(kinds.get("parts", ()))
        self.owned = _phrases(kinds.get("owned", ()))
        self.strong_verbs = frozenset(table.get("verbs", {}).get("strong", ()))
        self.weak_verbs = frozenset(table.get("verbs", {}).get("weak", ()))
        self.prepositions = frozenset(table.get("prepositions", {}).get("place", ()))
        self.countries = _phrases(table.get("countries", {}).get("names", ()))
        self.known = _phrases(name for row in table.get("known", ()) for name in row["names"])


def _phrases(words: Iterable[str]) -> PhraseTable[bool]:
    table: PhraseTable[bool] = PhraseTable()
    for word in words:
        table.add(word, value=True)
    return table
