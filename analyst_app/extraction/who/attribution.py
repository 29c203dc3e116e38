"""Who is quoted for what, and who denies it.

A quotation reaches over its part of the sentence: behind "X said that", or over the whole of it where "X said" closes or
interrupts it. The report's own author is nobody's source.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.who.speakers import PERSONAL, Speakers
from analyst_app.extraction.who.turns import Turns
from analyst_app.extraction.words.phrases import verb_forms
from analyst_app.resources import resource

_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "put": "put",
    "wrote": "write",
    "written": "write",
    "quoted": "quote",
    "denied": "deny",
    "admitted": "admit",
    "logged": "log",
    "says": "say",
}


_MARKS = ("“", '"', "„", "«")
_TAKING_CREDIT = frozenset({"claim", "accuse", "blame", "threaten"})
_TELLINGS = frozenset({"version", "account", "telling", "words", "view", "count", "tally", "reckoning", "report", "statement", "post"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `attribution.toml`; verbs by every form."""

    say: frozenset[str]
    count: frozenset[str]
    deny: frozenset[str]
    claims: frozenset[str]
    false: frozenset[str]
    responsibility: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Holds for the triggers at chunks `first`..`last`. `denied_by` is set where the speaker denies; `source` is then the claimant."""

    first: int
    last: int
    source: Found[str] | None
    party: str | None = None
    denies: bool = False
    denier: Found[str] | None = None
    responsibility: bool = False


@lru_cache(1)
def load_attribution() -> Words:
    """The shipped words; read once."""
    table: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(resource("lexicons/attribution.toml").read_text(encoding="utf-8"))

    def forms(words: list[str]) -> frozenset[str]:
        regular = {form for word in words for form in verb_forms(word)}
        return frozenset(regular | {form for form, lemma in _IRREGULAR.items() if lemma in words})

    say, deny = table["say"], table["deny"]
    return Words(
        say=forms(say["verbs"]),
        count=forms(say["count"]),
        deny=forms(deny["verbs"]),
        claims=frozenset(deny["claims"]) | frozenset(word + "s" for word in deny["claims"]),
        false=frozenset(deny["false"]),
        responsibility=frozenset(deny["responsibility"]),
    )


class Attributor:
    """Reads the quotations of rows. Built once for a report, because it knows the report's own author."""

    def __init__(self, words: Words, arguments: Arguments, scene: Scene) -> None:
        self.words = words
        self.arguments = arguments
        self.scene = scene
        self.speakers = Speakers(arguments, scene)
        self.turns = Turns(scene)
        self._last: Found[str] | None = None
        self._last_block = -1

    # Reading

    def read(self, row: Row, triggers: list[Trigger], memory: Memory) -> list[Quote]:
        """The quotations of a row, in order; later ones go before earlier ones where they overlap."""
        quotes = [*self._labelled(row, memory), *self._according(row, memory), *self._in_words_of(row, memory)]
        untrue = self._untrue(row)
        for k, chunk in enumerate(row.chunks):
            if chunk.kind is not Kind.VERB and not self._taken_for_noun(row, k):
                continue
            if row.is_auxiliary(k):
                continue
            if self.is_denial(row, k):
                quotes.extend(self._denial(row, k, memory))
            elif self._is_said(row, k):
                quotes.extend(self._said_by(row, k, memory))
            elif self._says(row, k, triggers) and not untrue:
                quotes.extend(self._saying(row, k, triggers, memory))
        quotes.extend(untrue or self._going_on(row, quotes))
        self._keep(row, quotes)
        return quotes

    def _keep(self, row: Row, quotes: list[Quote]) -> None:
        last = next((quote.source for quote in reversed(quotes) if quote.source is not None and not quote.denies), None)
        if last is not None:
            self._last, self._last_block = last, row.sentence.block

    def _going_on(self, row: Row, quotes: list[Quote]) -> list[Quote]:
        """What nobody is named for: a quotation that goes on from the sentence before, else the turn of a transcript."""
        turn = self.turns.of(row)
        if turn is not None:
            return [Quote(0, len(row) - 1, turn)]
        first = row.scene.starts[row.sentence.tokens.start]
        opened = row.scene.reading.text[max(0, first - 1) : first + 1]
        goes_on = not quotes and any(mark in opened for mark in _MARKS)
        if goes_on and self._last is not None and self._last_block == row.sentence.block:
            return [Quote(0, len(row) - 1, Found(self._last.value, self._last.span, 0.7))]
        return []

    def _labelled(self, row: Row, memory: Memory) -> list[Quote]:
        label = self.turns.label(row)
        if label is None:
            return []
        named = self.speakers.named(row, [label[0]], memory)
        if named is None or self.speakers.is_own(named[0].value):
            return []
        self._remember(row, named[2], named[0], named[1], memory)
        return [Quote(label[1], len(row) - 1, named[0], named[1])]

    def _said_by(self, row: Row, k: int, memory: Memory) -> list[Quote]:
        """As in "..., as reported by X", "the raid was confirmed by X"; what is claimed by somebody is the claimant's act."""
        if row.word(k) not in self.words.say | self.words.count or row.lemma(k) in _TAKING_CREDIT:
            return []
        at = next((n for n in range(k + 1, min(k + 4, len(row))) if row.chunks[n].prep == "by"), None)
        if at is None or row.chunks[at].kind not in {Kind.BODY, Kind.PARTY, Kind.THING, Kind.PEOPLE}:
            return []
        named = self.speakers.named(row, [at], memory)
        if named is None or self.speakers.is_own(named[0].value):
            return []
        return [Quote(0, len(row) - 1, named[0], named[1])]

    def _in_words_of(self, row: Row, memory: Memory) -> list[Quote]:
        """As in "in its version", "by his account": whoever was quoted last."""
        for k, chunk in enumerate(row.chunks):
            if chunk.prep in {"in", "by", "on"} and chunk.det in {"its", "his", "her", "their"} and row.word(k) in _TELLINGS:
                source = memory.person if chunk.det in {"his", "her"} else memory.source
                party = memory.person_party if chunk.det in {"his", "her"} else memory.source_party
                if source is not None and not self.speakers.is_own(source.value):
                    return [Quote(k, len(row) - 1, Found(source.value, row.span(k), 0.7), party)]
        return []

    def is_denial(self, row: Row, k: int) -> bool:
        """Whether the verb at `k` denies something."""
        return row.word(k) in self.words.deny

    def _says(self, row: Row, k: int, triggers: list[Trigger]) -> bool:
        word = row.word(k)
        if any(t.k == k and not self._claims(row, t) for t in triggers) or self._is_said(row, k):
            return False
        if word in self.words.say:
            return True
        if word not in self.words.count:
            return False
        return any(t.k > k for t in triggers)

    def _is_said(self, row: Row, k: int) -> bool:
        """Whether a verb of saying stands in the passive; behind a comma a plain past tense does not ("..., head of Crimea, wrote")."""
        return row.is_passive(k) and (bool(row.auxiliaries(k)) or row.scene.tags[row.chunks[k].head] != "VBD")

    def _taken_for_noun(self, row: Row, k: int) -> bool:
        """Whether a lone "reports", "estimates", "rejects" behind a name is the verb that the tagger took for a noun."""
        chunk = row.chunks[k]
        lone = chunk.kind is Kind.THING and chunk.first == chunk.last and not chunk.prep and not chunk.det
        if not lone or k == 0 or row.word(k) not in self.words.say | self.words.deny or not row.word(k).endswith("s"):
            return False
        after = k + 1
        if after < len(row) and row.chunks[after].kind is Kind.VERB and not row.chunks[after].sep:
            return False
        named = row.chunks[k - 1].kind in {Kind.BODY, Kind.PARTY, Kind.PLACE} and not row.chunks[k - 1].prep and not chunk.sep
        return named or ("," in chunk.sep and self.speakers.subject(row, k) is not None)

    def _claims(self, row: Row, trigger: Trigger) -> bool:
        """Whether "claimed" says something and takes no lives: "that" or a clause follows."""
        if trigger.sense is not Sense.KILL or row.lemma(trigger.k) != "claim":
            return False
        following = row.chunks[trigger.k + 1 : trigger.k + 3]
        return any(chunk.kind in {Kind.VERB, Kind.PARTY, Kind.PRONOUN} or chunk.prep == "to" for chunk in following)

    def _saying(self, row: Row, k: int, triggers: list[Trigger], memory: Memory) -> list[Quote]:
        speaker = self.speakers.speaker(row, k, memory)
        if speaker is None:
            return []
        source, party, at = speaker
        self._remember(row, at, source, party, memory)
        if self.speakers.is_own(source.value):
            return []
        if row.word(k).startswith("threaten") and row.chunks[at].kind is Kind.PARTY:
            return []
        first, last = self._scope(row, k, at, triggers)
        return [Quote(first, last, source, party)]

    def _remember(self, row: Row, at: int, source: Found[str], party: str | None, memory: Memory) -> None:
        mention = row.mention(at)
        if mention is not None and mention.label is Label.PERSON:
            memory.person, memory.person_party = source, party
        elif row.word(at) not in PERSONAL:
            memory.source = source
            memory.source_party = party
        if row.chunks[at].kind is not Kind.PRONOUN:
            memory.source_party = party

    def _scope(self, row: Row, k: int, at: int, triggers: list[Trigger]) -> tuple[int, int]:
        """From where to where a quotation holds."""
        start = next((n for n in range(k, -1, -1) if row.chunks[n].sep.startswith(";")), 0)
        end = next((n - 1 for n in range(k + 1, len(row)) if row.chunks[n].sep.startswith(";")), len(row) - 1)
        low = self._phrase_start(row, min(k, at))
        if start and not any(t.k >= start and t.sense is not Sense.KILL for t in triggers):
            # "..; seven soldiers fell, the ministry confirmed": what came of the act told before
            start = 0
        ahead = row.chunks[low].sep.startswith(",") or any(start <= t.k < low for t in triggers)
        behind = [t for t in triggers if k < t.k <= end and not self._only_adds(row, t)]
        closes = not behind or (at > k and row.chunks[k].sep.startswith(","))
        interrupts = row.chunks[low].sep.startswith(",") and k + 1 < len(row) and row.chunks[k + 1].sep.startswith(",")
        if (closes or interrupts) and ahead:
            return start, end
        return low, end

    def _phrase_start(self, row: Row, k: int) -> int:
        """Where the speaker's phrase begins, his office before the name included ("mayor Oleksandr S.")."""
        while k > 0 and not row.chunks[k].sep and not row.chunks[k].prep and row.chunks[k - 1].kind in {Kind.PEOPLE, Kind.THING, Kind.BODY}:
            k -= 1
        return k

    def _only_adds(self, row: Row, trigger: Trigger) -> bool:
        """Whether a verb of killing only says what came of an act told before ("..., he said, killing three people")."""
        return (
            trigger.sense is Sense.KILL
            and row.chunks[trigger.k].sep.startswith(",")
            and row.scene.tags[row.chunks[trigger.k].head] == "VBG"
        )

    # According to, untrue

    def _according(self, row: Row, memory: Memory) -> list[Quote]:
        words, found = row.scene.words, []
        for k, chunk in enumerate(row.chunks):
            if chunk.kind not in {Kind.BODY, Kind.PARTY, Kind.THING, Kind.PEOPLE} or chunk.first < 2:
                continue
            opens = (
                {words[chunk.first - 1], words[chunk.first - 2]}
                if words[chunk.first - 1] in {"the", "a", "an"}
                else {words[chunk.first - 1]}
            )
            cited = words[chunk.first - 1 - (words[chunk.first - 1] in {"the", "a", "an"})] in {"citing", "quoting"}
            if not cited and not ("to" in opens and "according" in words[max(0, chunk.first - 3) : chunk.first]):
                continue
            if row.words.is_a(row.word(k), "no_source") and chunk.kind is Kind.THING:
                continue
            group = self._cited(row, k)
            named = self.speakers.named(row, group, Memory())
            if named is None and chunk.kind in {Kind.PEOPLE, Kind.THING} and not row.words.is_a(row.word(k), "no_source"):
                span = self.arguments.bare(row, k)
                named = Found(span.of(row.scene.reading.text), span, 0.7), None, k
            if named is not None:
                self._remember(row, named[2], named[0], named[1], memory)
            if named is None or self.speakers.is_own(named[0].value):
                continue
            start = next((n for n in range(k, -1, -1) if row.chunks[n].sep.startswith(";")), 0)
            end = next((n - 1 for n in range(k + 1, len(row)) if row.chunks[n].sep.startswith(";")), len(row) - 1)
            found.append(Quote(start, end, named[0], named[1]))
        return found

    def _cited(self, row: Row, k: int) -> list[int]:
        """The chunk behind "according to" with its appositions, up to what acts in the sentence itself."""
        acting = {row.subject(at) for at, c in enumerate(row.chunks) if c.kind is Kind.VERB and at > k and not row.is_auxiliary(at)}
        group = [k]
        for at in range(k + 1, min(k + 4, len(row))):
            if at in acting or row.chunks[at].kind is Kind.VERB:
                break
            if row.chunks[at].kind in {Kind.BODY, Kind.PARTY, Kind.THING} and not row.chunks[at].prep:
                group.append(at)
        return group

    def _untrue(self, row: Row) -> list[Quote]:
        """As in "The TASS report that ... is untrue": the claimant is quoted, and what is claimed is denied."""
        if not any(row.scene.words[i] in self.words.false for i in row.sentence.tokens):
            return []
        at = next((k for k, c in enumerate(row.chunks) if c.kind in {Kind.THING, Kind.VERB} and row.word(k) in self.words.claims), None)
        if at is None or any(self.is_denial(row, k) for k in range(len(row))):
            return []
        return [Quote(at, len(row) - 1, self._claimant(row, at), None, denies=True)]

    # Denials

    def _denial(self, row: Row, k: int, memory: Memory) -> list[Quote]:
        speaker = self.speakers.speaker(row, k, memory, ahead=True)
        denier = party = None
        if speaker is not None:
            denier, party, at = speaker
            self._remember(row, at, denier, party, memory)
            if party is None and row.chunks[at].kind in {Kind.PARTY, Kind.BODY}:
                party = denier.value
        end = next((n - 1 for n in range(k + 1, len(row)) if row.chunks[n].sep.startswith(";")), len(row) - 1)
        claim = next(
            (n for n in range(k + 1, min(k + 5, len(row))) if row.word(n) in self.words.claims and row.chunks[n].kind is not Kind.VERB),
            None,
        )
        claimant = None if claim is None else self._claimant(row, claim)
        duty = any(row.word(n) in self.words.responsibility for n in range(k + 1, min(k + 3, len(row))))
        having = k + 1 < len(row) and row.chunks[k + 1].kind is Kind.VERB and row.scene.tags[row.chunks[k + 1].head] == "VBG"
        return [Quote(k, end, claimant, party, denies=True, denier=denier, responsibility=duty or having)]

    def _claimant(self, row: Row, claim: int) -> Found[str] | None:
        """As in "a claim by X that", "the TASS report that", "X's statement"."""
        chunk = row.chunks[claim]
        for at in range(claim + 1, min(claim + 4, len(row))):
            other = row.chunks[at]
            if other.prep in {"by", "from", "of"} and other.kind in {Kind.BODY, Kind.PARTY, Kind.PEOPLE, Kind.THING}:
                mention = row.mention(at)
                if mention is None:
                    continue
                words = self.speakers.full_name(mention.text, mention.span) if mention.label is Label.PERSON else mention.text
                return Found(words, mention.span, 0.88)
            if other.kind is Kind.VERB:
                break
        for position in (chunk.possessor, chunk.party):
            if position is not None:
                mention = row.scene.reading.mentions[position]
                return Found(mention.canonical or mention.text, mention.span, 0.8)
        before = claim - 1
        if (
            before >= 0
            and row.chunks[before].kind in {Kind.BODY, Kind.PARTY}
            and not chunk.sep
            and not chunk.prep
            and row.chunks[claim].first == row.chunks[before].last + 1
        ):
            mention = row.mention(before)
            return None if mention is None else Found(mention.text, mention.span, 0.85)
        return None
