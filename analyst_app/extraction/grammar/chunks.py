"""Cuts a sentence into its row of chunks, from left to right.

A chunk says what stands in the text, not what happened; the event stages read the row.
"""

from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.noun_phrases import DETERMINERS, NounPhrase
from analyst_app.extraction.grammar.scene import Scene, Sentence
from analyst_app.extraction.grammar.verb_or_noun import attack_is_verb, modifies_noun, possesses
from analyst_app.extraction.words.trigger_words import TriggerWords

_PREPOSITIONS = frozenset({
    "in", "on", "near", "at", "over", "of", "around", "against", "outside", "inside", "across", "above", "along", "from", "to", "towards",
    "toward", "within", "between", "into", "throughout", "off", "by", "with", "during", "for", "through", "behind", "beyond", "under",
    "until", "till", "since", "after", "before", "about", "without", "despite", "upon", "beside", "onto", "among", "amid", "per", "via",
    "like",
})  # fmt: skip
_ALWAYS_PREPOSITIONS = frozenset({"including", "involving", "following", "concerning", "regarding", "excluding"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "keep", "kept", "started", "began", "stopped", "of"})
_PRONOUNS = frozenset({
    "it", "they", "he", "she", "them", "him", "which", "who", "whom", "that", "this", "these", "those", "all", "both", "there", "none",
    "others", "most", "its", "i", "we", "us", "one",
})  # fmt: skip
_SEPARATORS = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "–": "–", "—": "–", "-": "–", "‒": "–", "•": "•", "*": "•", "▪": "•", "/": "/",
    "=": "–", "|": ":",
}  # fmt: skip
_SKIP = frozenset({"as", "well", "also", "then", "only", "not", "just", "mainly", "mostly", "alone", "however", "meanwhile", "further"})


class Chunker:
    """Cuts sentences into chunks; holds only the word lists."""

    def __init__(self, words: TriggerWords) -> None:
        self.words = words

    def chunks(self, scene: Scene, sentence: Sentence) -> list[Chunk]:
        """The chunks of a sentence, in order."""
        return _Run(self.words, scene, sentence).all()


class _Run:
    """The way through one sentence: where it stands, and the mark and preposition met since the last chunk."""

    def __init__(self, words: TriggerWords, scene: Scene, sentence: Sentence) -> None:
        self.words = words
        self.scene = scene
        self.end = sentence.tokens.stop
        self.at = sentence.tokens.start
        self.sep = ""
        self.prep = ""
        self.found: list[Chunk] = []

    def all(self) -> list[Chunk]:
        """The chunks from here to the end."""
        while self.at < self.end:
            self._step()
        return self.found

    def _step(self) -> None:
        scene, i = self.scene, self.at
        word, tag = scene.words[i], scene.tags[i]
        if tag == "_SP":
            if "\n" in scene.doc[i].text and self.found:
                self._mark(";")
            self.at += 1
        elif scene.mention_at[i] >= 0:
            self._mention_or_noun(i)
        else:
            self._plain(i, word, tag)

    def _plain(self, i: int, word: str, tag: str) -> None:
        """Take a token that belongs to no entity."""
        if word in _SEPARATORS:
            self._mark(_SEPARATORS[word])
            self.prep = ""
            self.at += 1
        elif tag == "CC":
            self._mark("and")
            self.at += 1
        elif word in _SKIP or (word == "there" and tag != "EX") or not (word[0].isalnum() or any(map(str.isalnum, word))):
            self.at += 1
        elif word in _ALWAYS_PREPOSITIONS or (word == "using" and self._by_means_of(i)):
            self.prep = word
            self.at += 1
        elif self._is_verb(i):
            self._verb(i, None)
        elif word in _PREPOSITIONS and tag != "DT":
            self.prep = word
            self.at += 1
        elif tag in {"PRP", "WP", "WDT", "EX"} or (word in _PRONOUNS and not self._opens_noun(i)):
            self._add(Kind.PRONOUN, i, i, i)
        else:
            self._mention_or_noun(i)

    def _mark(self, mark: str) -> None:
        self.sep = f"{self.sep} {mark}".strip()
        if mark == "and":
            return
        self.prep = ""

    def _is_verb(self, i: int) -> bool:
        tag = self.scene.tags[i]
        if tag == "MD":
            return True
        if not tag.startswith("V"):
            return False
        return not (tag in {"VBN", "VBG", "VBD"} and modifies_noun(self.scene, i))

    def _by_means_of(self, i: int) -> bool:
        """Whether "using" only says with what ("struck it, using guided bombs"), and is no predicate ("are using drones")."""
        return bool(self.found) and self.scene.words[i - 1] not in _BE

    def _opens_noun(self, i: int) -> bool:
        following = i + 1
        return (
            following < self.end
            and (self.scene.tags[following][:2] in {"NN", "JJ", "CD"} or self.scene.mention_at[following] >= 0)
            and self.scene.words[i] in DETERMINERS
        )

    def _emit(self, chunk: Chunk) -> None:
        self.found.append(chunk)
        self.at = chunk.last + 1
        self.sep = self.prep = ""

    def _add(self, kind: Kind, first: int, last: int, head: int, mention: int | None = None) -> None:
        self._emit(Chunk(kind, first, last, head, self.scene.clause_at[head], self.sep, self.prep, mention=mention))

    def _verb(self, i: int, mention: int | None) -> None:
        last = i if mention is None else self.scene.mention_tokens[mention][-1]
        self._add(Kind.VERB, i, last, i, mention=mention)

    def _mention_or_noun(self, i: int) -> None:
        scene = self.scene
        at = scene.mention_at[i]
        label = scene.label(i)
        if label is Label.ATTACK and attack_is_verb(scene, at, self.end):
            self._verb(i, at)
        elif label in {Label.LOCATION, Label.DATE, Label.PERSON, Label.ORGANISATION} and not possesses(scene, at, self.end):
            if label is Label.LOCATION and self._before_weapon(at):
                self._noun(i)
                return
            kind = {Label.LOCATION: Kind.PLACE, Label.DATE: Kind.DATE}.get(label, Kind.BODY)
            tokens = scene.mention_tokens[at]
            self._add(kind, tokens[0], tokens[-1], tokens[-1], mention=at)
        else:
            self._noun(i)

    def _before_weapon(self, at: int) -> bool:
        """Whether a country stands as an adjective ("a US drone")."""
        after = self.scene.mention_tokens[at][-1] + 1
        return after < self.end and self.scene.label(after) in {Label.WEAPON, Label.ATTACK}

    def _noun(self, i: int) -> None:
        """Read a noun phrase that starts at token `i`."""
        phrase = NounPhrase(self.words, self.scene, self.end)
        end = phrase.read(i)
        if end == i:
            self.at += 1
        elif phrase.only_leads(end):
            self.at = end
        else:
            self._emit(phrase.chunk(i, end - 1, sep=self.sep, prep=self.prep))
