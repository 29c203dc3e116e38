"""Reads one noun phrase: number, article, modifiers and head, and what kind of thing it names."""

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.grammar.verb_or_noun import attack_is_verb, attributive, modifies_noun, possesses
from analyst_app.extraction.words.trigger_words import TriggerWords

DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "your", "my", "every", "each", "another",
    "some", "any", "no", "all", "both", "neither", "such",
})  # fmt: skip
_SINGLE = frozenset({"a", "an", "another"})
_TIMES = frozenset({"times", "time", "occasions"})
_ADVERBS_OF_NUMBER = frozenset({"twice", "once", "thrice"})
_PLURALS = frozenset({"people", "police", "aircraft"})
_NAMES = frozenset({Label.LOCATION, Label.ORGANISATION, Label.DATE, Label.PERSON})
_KIND_OF_LABEL = {
    Label.ATTACK: Kind.ACT,
    Label.WEAPON: Kind.WEAPON,
    Label.ACTOR: Kind.PARTY,
    Label.LOCATION: Kind.PLACE,
    Label.PERSON: Kind.BODY,
    Label.ORGANISATION: Kind.BODY,
    Label.DATE: Kind.DATE,
}


class NounPhrase:
    """One phrase being read; `end` is the token at which its sentence ends."""

    def __init__(self, words: TriggerWords, scene: Scene, end: int) -> None:
        self.words = words
        self.scene = scene
        self.end = end
        self.det = ""
        self.number: int | None = None
        self.count: Estimate | None = None
        self.party: int | None = None
        self.possessor: int | None = None
        self.weapon: int | None = None
        self.mention: int | None = None
        self.head = -1
        self.label: Label | None = None
        self.adjectives: list[str] = []

    def read(self, start: int) -> int:
        """Read from token `start`; the token at which the phrase ends, `start` itself where there is none."""
        i = start
        while i < self.end:
            step = self._take(i)
            if step == 0:
                break
            i += step
        return i

    def only_leads(self, following: int) -> bool:
        """Whether only an article and adjectives were read, before a named place, date or body."""
        if self.head >= 0 or self.number is not None or self.possessor is not None or following >= self.end:
            return False
        return self.scene.label(following) in _NAMES

    def chunk(self, first: int, last: int, *, sep: str, prep: str) -> Chunk:
        """The phrase read, as a chunk from token `first` to `last`, with the mark and preposition before it."""
        scene = self.scene
        kind = self._kind()
        head = self.head if self.head >= 0 else last
        if kind is Kind.NUMBER and last + 1 < self.end and scene.words[last + 1] in _TIMES:
            kind, last = Kind.TIMES, last + 1
        else:
            named = self.number is not None and scene.words[head] in _TIMES
            if named or (kind is Kind.NUMBER and scene.words[first] in _ADVERBS_OF_NUMBER):
                kind = Kind.TIMES
        plural = scene.tags[head] in {"NNS", "NNPS"} or scene.words[head] in _PLURALS
        count = self.count
        if count is None and self.number is None and self.det in _SINGLE and not plural and kind is not Kind.NUMBER:
            count = Estimate.exactly(1)
        return Chunk(
            kind,
            first,
            last,
            head,
            scene.clause_at[head],
            sep=sep,
            prep=prep,
            det=self.det,
            count=count,
            number=self.number,
            mention=self.mention,
            party=self.party if self.party != self.mention else None,
            possessor=self.possessor,
            weapon=self.weapon,
            plural=plural,
            adjectives=tuple(self.adjectives),
        )

    def _take(self, i: int) -> int:  # noqa: PLR0911 - one return for each case of the rule
        """How many tokens of the phrase are taken at `i`; 0 at its end."""
        at = self.scene.mention_at[i]
        if at >= 0:
            return self._take_mention(i, at)
        word, tag = self.scene.words[i], self.scene.tags[i]
        if (word in DETERMINERS and tag in {"DT", "PRP$", "PDT", "WDT"}) or word in _SINGLE:
            return self._take_determiner(word)
        if tag == "POS":
            self._to_possessor()
            return 1
        if word == "'":
            return int(self.head >= 0 and i + 1 < self.end and self.scene.tags[i + 1][:2] in {"NN", "JJ"})
        if not word[0].isalnum():
            led = self.head == i - 1 or (bool(self.adjectives) and self.adjectives[-1] == self.scene.words[i - 1])
            return int(word == "-" and led and not self.scene.doc[i - 1].whitespace_ and not self.scene.doc[i].whitespace_)
        if tag.startswith("NN") or tag in {"CD", "FW"}:
            return self._take_noun(i)
        if tag.startswith(("JJ", "RBS", "RBR")) or (tag in {"VBN", "VBG", "VBD"} and modifies_noun(self.scene, i)):
            return self._take_adjective(i, word, tag)
        return 0

    def _take_determiner(self, word: str) -> int:
        if self.head >= 0 or self.number is not None or (self.det and self.det != "all"):
            return 0
        self.det = word
        return 1

    def _take_noun(self, i: int) -> int:
        if self.label is Label.LOCATION or (self.mention is not None and self.label is Label.ATTACK):
            return 0
        self.head, self.mention, self.label = i, None, None
        return 1

    def _take_adjective(self, i: int, word: str, tag: str) -> int:
        if self.head >= 0:
            # "US-made howitzers": the participle of a compound goes on with the phrase
            if self.mention is None and not tag.startswith("JJ") and self.scene.words[i - 1] != "-":
                return 0
            if i + 1 >= self.end or self.scene.tags[i + 1][:2] not in {"NN", "JJ"}:
                return 0
        self.adjectives.append(word)
        return 1

    def _take_mention(self, i: int, at: int) -> int:  # noqa: PLR0911 - one return for each case of the rule
        label = self.scene.reading.mentions[at].label
        size = self.scene.mention_tokens[at][-1] - i + 1
        if label is Label.QUANTITY:
            return self._take_number(at, size)
        if label is Label.ACTOR:
            if self.party is not None and self.head >= 0 and self.possessor is None:
                return 0
            self.party = at
            return self._head_at(at, label, size)
        if label is Label.ATTACK and self.head < 0 and attributive(self.scene, i):
            self.adjectives.append(self.scene.words[i])
            return size
        if label in {Label.WEAPON, Label.ATTACK}:
            if self.label is Label.ATTACK or (label is Label.ATTACK and attack_is_verb(self.scene, at, self.end)):
                return 0
            if label is Label.WEAPON:
                self.weapon = at
            return self._head_at(at, label, size)
        after = self.scene.mention_tokens[at][-1] + 1
        if label is Label.LOCATION and self.head < 0 and after < self.end and self.scene.label(after) in {Label.WEAPON, Label.ATTACK}:
            self.party = at
            return size
        return self._head_at(at, label, size) if self.head < 0 and possesses(self.scene, at, self.end) else 0

    def _head_at(self, at: int, label: Label, size: int) -> int:
        self.head, self.mention, self.label = self.scene.mention_tokens[at][-1], at, label
        return size

    def _take_number(self, at: int, size: int) -> int:
        if self.head >= 0 or self.number is not None:
            return 0
        self.number, self.count = at, self.scene.reading.mentions[at].estimate
        following = self.scene.mention_tokens[at][-1] + 1
        counts_noun = following + 1 < self.end and self.scene.words[following] == "of" and self._bare_noun(following + 1)
        return size + counts_noun

    def _bare_noun(self, i: int) -> bool:
        """Whether what follows "dozens of" is the noun counted, not "the drones" or "them"."""
        scene = self.scene
        if scene.words[i] in DETERMINERS or scene.tags[i] in {"PRP", "DT", "PRP$", "WDT", "WP"}:
            return False
        return scene.label(i) not in {Label.QUANTITY, Label.LOCATION}

    def _to_possessor(self) -> None:
        if self.mention is not None:
            self.possessor = self.mention
        self.head, self.mention, self.label = -1, None, None
        self.det = "'s"

    def _kind(self) -> Kind:
        if self.head < 0:
            return Kind.NUMBER if self.number is not None else Kind.THING
        if self.label in _KIND_OF_LABEL:
            return _KIND_OF_LABEL[self.label]
        word = self.scene.words[self.head]
        if self.words.is_a(word, "person"):
            return Kind.PEOPLE
        return Kind.PLACES if self.words.is_a(word, "place") else Kind.THING
