"""One sentence's row of chunks with the questions that the event stages ask of it: subject, object, voice, reach.

The dependency tree answers first; where it is silent or wrong the order of the chunks does.
"""

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.chunks import Chunker
from analyst_app.extraction.grammar.scene import Scene, Sentence
from analyst_app.extraction.text.reading import Mention
from analyst_app.extraction.words.trigger_words import TriggerWords

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "get", "got", "gets"})
HAVE = frozenset({"have", "has", "had", "having", "'ve"})
DO = frozenset({"do", "does", "did"})
_AUXILIARY = BE | HAVE | DO | {"will", "would", "can", "could", "may", "might", "shall", "should", "must"}
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLIMB = frozenset({"prep", "conj", "xcomp", "advcl", "pcomp", "ccomp", "aux", "auxpass", "dep"})
_NOMINAL = frozenset(Kind) - {Kind.VERB, Kind.DATE, Kind.TIMES}
_SUBORDINATORS = frozenset({"when", "while", "as", "after", "where", "because", "since", "if", "although", "though", "before"})
_UNDERGO = frozenset({
    "shot", "downed", "destroyed", "suppressed", "intercepted", "jammed", "brought", "sunk", "damaged", "neutralised", "neutralized",
    "captured", "seized", "eliminated", "launched", "fired", "knocked", "burned", "burnt", "wrecked", "hit",
})  # fmt: skip
_TAKEN = frozenset({"abducted", "kidnapped", "detained", "arrested", "displaced", "evacuated", "captured", "relocated", "rescued"})
RELATIVES = frozenset({"which", "who", "that", "whom"})


class Row:
    """A sentence being read. `chunks` are its chunks; positions `k` are indexes of that list."""

    def __init__(self, scene: Scene, sentence: Sentence, chunker: Chunker) -> None:
        self.scene = scene
        self.sentence = sentence
        self.words: TriggerWords = chunker.words
        self.chunks = chunker.chunks(scene, sentence)
        self.at = {i: k for k, chunk in enumerate(self.chunks) for i in range(chunk.first, chunk.last + 1)}

    def __len__(self) -> int:
        """How many chunks there are."""
        return len(self.chunks)

    def word(self, k: int) -> str:
        """The lower-case word at a chunk's head."""
        return self.scene.words[self.chunks[k].head]

    def lemma(self, k: int) -> str:
        """The lemma at a chunk's head."""
        return self.scene.lemmas[self.chunks[k].head]

    def mention(self, k: int) -> Mention | None:
        """The mention at a chunk's head."""
        at = self.chunks[k].mention
        return None if at is None else self.scene.reading.mentions[at]

    def weapon_type(self, k: int | None) -> EventType | None:
        """The attack that the weapon at a chunk makes."""
        at = None if k is None else self.chunks[k].weapon
        return None if at is None else self.scene.reading.mentions[at].weapon_type

    def span(self, k: int) -> Span:
        """The words of a chunk."""
        chunk = self.chunks[k]
        return self.scene.span(chunk.first, chunk.last)

    def text(self, k: int) -> str:
        """The words of a chunk."""
        return self.span(k).of(self.scene.reading.text)

    def figure(self, k: int) -> Found[Estimate] | None:
        """The number that a chunk holds, with its words."""
        chunk = self.chunks[k]
        if chunk.count is None:
            return None
        span = self.span(k) if chunk.number is None else self.scene.reading.mentions[chunk.number].span
        return Found(chunk.count, span, 0.92)

    def is_auxiliary(self, k: int) -> bool:
        """Whether a verb only helps the verb behind it."""
        if self.word(k) not in _AUXILIARY or self.chunks[k].kind is not Kind.VERB:
            return False
        after = k + 1
        return after < len(self) and self.chunks[after].kind is Kind.VERB and not self.chunks[after].sep and not self.chunks[after].prep

    def auxiliaries(self, k: int) -> list[str]:
        """The helping verbs straight before the verb at `k`, in order."""
        words: list[str] = []
        at = k
        while at > 0 and not self.chunks[at].sep and self.chunks[at - 1].kind is Kind.VERB and self.word(at - 1) in _AUXILIARY:
            if self.chunks[at].prep:
                break
            at -= 1
            words.insert(0, self.word(at))
        if not words:
            token = self.chunks[k].head
            helping = (i for i in self.scene.children(token, frozenset({"aux", "auxpass"})) if i < token)
            # "May" that opens a line is a month, and no helping verb
            words = [self.scene.words[i] for i in helping if self.scene.mention_at[i] < 0]
        return words

    def is_passive(self, k: int) -> bool:
        """Whether the verb at `k` stands in the passive, reduced forms included ("drones shot down by ...")."""
        token = self.chunks[k].head
        tag = self.scene.tags[token]
        helpers = self.auxiliaries(k)
        if helpers:
            return helpers[-1] in BE and tag != "VBG"
        if tag in {"VBG", "VB", "VBZ", "VBP"} or self.scene.words[token].endswith("ing"):
            return False
        earlier = self._conjoined_to(token)
        gapped = tag == "VBN" or not self.scene.children(token, _SUBJECT)
        if earlier is not None and earlier in self.at and gapped and self.at[earlier] != k:
            return self.is_passive(self.at[earlier]) and self.direct_object(k) is None
        return self.is_reduced(k)

    def is_reduced(self, k: int) -> bool:  # noqa: PLR0911 - one return for each case of the rule
        """Whether a participle without helper describes what stands before it, or opens a list ("Shot down: ...")."""
        if self.auxiliaries(k) or self.scene.words[self.chunks[k].head].endswith("ing"):
            return False
        token = self.chunks[k].head
        if self.scene.tags[token] not in {"VBN", "VBD"}:
            return False
        if k == 0 or (k > 0 and self.chunks[k].sep and self.chunks[k - 1].kind is Kind.DATE and k == 1):
            # a bullet that opens with its verb has its subject in the line above ("• struck the port with one missile")
            return self.direct_object(k) is None or self.scene.tags[token] == "VBN"
        if self._undergoes(k):
            return True
        follows = self.chunks[k + 1] if k + 1 < len(self) else None
        agent = follows is not None and follows.prep == "by" and follows.kind in {Kind.PARTY, Kind.BODY}
        if self.scene.deps[token] in {"acl", "relcl"} and self.scene.tags[token] == "VBN":
            if self.scene.children(token, frozenset({"nsubj"})):
                return False
            return self.direct_object(k) is None or agent
        if agent and self.direct_object(k) is None:
            return True
        return "," in self.chunks[k].sep and self.chunks[k - 1].kind is Kind.PLACE and self.direct_object(k) is None

    def _undergoes(self, k: int) -> bool:
        """Whether a weapon that an act is done to stands straight before its verb ("104 drones shot down in the north")."""
        before = self.chunks[k - 1]
        if self.chunks[k].sep or self.direct_object(k) is not None:
            return False
        if before.kind is Kind.WEAPON or (before.kind is Kind.NUMBER and not before.prep):
            return self.word(k) in _UNDERGO
        return before.kind is Kind.PEOPLE and not before.prep and self.word(k) in _TAKEN

    def _conjoined_to(self, token: int) -> int | None:
        return self.scene.heads[token] if self.scene.deps[token] == "conj" else None

    def subject(self, k: int) -> int | None:
        """The chunk that is the grammatical subject of the verb at `k`; a relative pronoun gives what it stands for."""
        token = self.chunks[k].head
        if self.scene.deps[token] == "acl" and k > 0 and self.word(k) in _TAKEN and self._undergoes(k):
            # "38 women and children abducted": the parser hangs such a participle on anything
            joined = k > 1 and self.chunks[k - 1].sep == "and" and self.chunks[k - 1].number is None
            return k - 2 if joined and self.chunks[k - 2].kind is Kind.PEOPLE else k - 1
        for _ in range(5):
            found = [i for i in self.scene.children(token, _SUBJECT) if i in self.at and self.at[i] < k]
            if found and self.chunks[self.at[found[-1]]].kind is not Kind.DATE:
                at = self._antecedent(self.at[found[-1]])
                own = self._first_of_part(k) if at < k and token != self.chunks[k].head else None
                return at if own is None or own <= at else own
            dep, head = self.scene.deps[token], self.scene.heads[token]
            if dep in {"acl", "relcl"} and head in self.at:
                return self.at[head]
            if dep not in _CLIMB or head == token or self.scene.sentence_at[head] != self.sentence.index:
                break
            token = head
        return self._subject_by_order(k)

    def _subject_by_order(self, k: int) -> int | None:
        at = k - 1
        while at >= 0:
            chunk = self.chunks[at]
            if chunk.kind is Kind.VERB and not self.is_auxiliary(at) and chunk.prep != "to":
                return None
            if chunk.kind in _NOMINAL and not chunk.prep:
                return self._antecedent(at)
            at -= 1
        return None

    def _first_of_part(self, k: int) -> int | None:
        """What opens the part of a sentence behind a semicolon, where nothing but it stands before the verb at `k`."""
        start = next((at for at in range(k, 0, -1) if self.chunks[at].sep.startswith(";")), None)
        if start is None or start == k or self.chunks[start].prep or self.chunks[start].kind not in _NOMINAL:
            return None
        between = range(start + 1, k)
        return None if any(self.chunks[at].kind is Kind.VERB and not self.is_auxiliary(at) for at in between) else start

    def _antecedent(self, k: int) -> int:
        if self.word(k) in RELATIVES and self.chunks[k].kind is Kind.PRONOUN and k > 0:
            at = k - 1
            while at > 0 and self.chunks[at].kind in {Kind.DATE, Kind.PRONOUN} | ({Kind.PLACE} if self.chunks[at].prep else set()):
                at -= 1
            return at
        return k

    def direct_object(self, k: int) -> int | None:
        """The noun chunk straight behind the verb at `k`, without preposition."""
        at = k + 1
        while at < len(self):
            chunk = self.chunks[at]
            if any(self.scene.words[i] in _SUBORDINATORS for i in range(self.chunks[at - 1].last + 1, chunk.first)):
                return None
            if chunk.kind in {Kind.DATE, Kind.TIMES} and not chunk.sep:
                at += 1
                continue
            return at if chunk.kind in _NOMINAL and not chunk.prep and not chunk.sep and self.word(at) not in RELATIVES else None
        return None

    def governor(self, k: int) -> int | None:
        """The nearest verb chunk that a noun chunk hangs on."""
        token = self.chunks[k].head
        for _ in range(12):
            head = self.scene.heads[token]
            if head == token or self.scene.sentence_at[head] != self.sentence.index:
                return None
            token = head
            if token in self.at and self.chunks[self.at[token]].kind is Kind.VERB:
                return self.at[token]
        return None

    def verb_before(self, k: int) -> int | None:
        """The last verb chunk left of `k` that is no auxiliary."""
        return next((at for at in range(k - 1, -1, -1) if self.chunks[at].kind is Kind.VERB and not self.is_auxiliary(at)), None)

    def clause_start(self, k: int) -> int:
        """Where the clause of the verb at `k` begins: its subject, or what stands before that in the same clause."""
        clause = self.chunks[k].clause
        at = k
        while at > 0 and not self.chunks[at].sep.startswith((";", ":")):
            before = self.chunks[at - 1]
            if before.clause != clause and not (before.kind is Kind.VERB and self.is_auxiliary(at - 1)):
                break
            if self.chunks[at].sep and before.kind is Kind.VERB and not self.is_auxiliary(at - 1):
                break
            at -= 1
        return at
