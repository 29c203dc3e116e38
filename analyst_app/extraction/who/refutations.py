"""Denials told after the act: "Kyiv denied it", "which the governor called a fairy tale", "“Neither happened,” the ministry replied".

They hold for acts told before, in the same sentence or just above. Knows no act by itself.
"""

from dataclasses import dataclass

from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.who.attribution import Quote, Words

_FICTION = frozenset({
    "lie", "lies", "fake", "fakes", "false", "untrue", "fabrication", "fabrications", "fabricated", "fiction", "fictional", "fairy",
    "fairytale", "nonsense", "daydream", "daydreams", "daydreaming", "fantasy", "fantasies", "invention", "inventions", "invented",
    "disinformation", "misinformation", "propaganda", "hoax", "baseless", "unfounded", "groundless", "absurd", "ridiculous", "rubbish",
    "staged", "script", "myth", "mirage", "illusion", "fable", "bluff", "slander", "delusion", "delusional", "incorrect", "wishful",
})  # fmt: skip
_CALL = frozenset({
    "call", "calls", "called", "calling", "describe", "describes", "described", "brand", "brands", "branded", "label", "labelled", "dub",
    "dubbed", "term", "termed", "dismiss", "dismisses", "dismissed", "dismissing", "reject", "rejects", "rejected", "denounced",
    "condemned", "characterised", "characterized", "considers", "considered",
})  # fmt: skip
_THIS = frozenset({"it", "this", "that", "these", "those", "them", "which", "both", "neither", "all", "everything"})
_NEVER = (
    "neither happened", "neither of them happened", "neither took place", "nothing of the kind", "nothing of the sort", "no such thing",
    "never happened", "did not happen", "didn't happen", "never took place", "did not take place", "not true", "no truth in",
    "is not the case", "was not the case", "not correspond to reality", "no such attack", "no such strike", "no such event", "not so",
    "none of this happened", "none of it happened", "none of that happened", "no such incident", "pure invention",
)  # fmt: skip
_ANAPHORS = frozenset({"any", "it", "so", "such", "them", "there", "one", "this", "that", "doing"})
_ALL = frozenset({"neither", "both", "all", "everything", "none"})
_NO = (("no", "."), ("no", ","), ("it", "was", "not"), ("that", "was", "not"), ("we", "did", "not"), ("not", "us"), ("it", "did", "not"))
_LABEL = 3
"""Tokens of a speaker's label that stands as a sentence of its own."""
_NEAR = 2
_QUOTES = frozenset({'"', "“", "”", "„", "«"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A denial at chunk `k`, by a party where one is named; `all_told` where it takes up more than the last act."""

    k: int
    party: str | None
    all_told: bool = False


class Refuter:
    """Enters the denials of one report's rows into the acts told before them."""

    def __init__(self, words: Words, arguments: Arguments, memory: Memory) -> None:
        self.words = words
        self.arguments = arguments
        self.memory = memory
        self._hints = words.deny | _CALL | _FICTION | {"neither", "nothing", "no", "never", "not", "n't", "none", "true", "invention"}

    def read(self, row: Row, fresh: list[Draft], quotes: list[Quote]) -> None:
        """Enter what a row denies; drafts that only repeat an act in denying it leave the memory."""
        for draft in fresh:
            self._retold(row, draft)
        cue = self._cue(row, fresh, quotes)
        if cue is None:
            return
        for draft in self._meant(row, cue, fresh):
            deny(draft, cue.party, row)

    # Cues

    def _cue(self, row: Row, fresh: list[Draft], quotes: list[Quote]) -> _Cue | None:
        said = row.scene.words[row.sentence.tokens.start : row.sentence.tokens.stop]
        if self._hints.isdisjoint(said):
            return None
        line = " ".join(said)
        all_told = bool(_ALL & set(said))
        for k, chunk in enumerate(row.chunks):
            if chunk.kind is not Kind.VERB:
                continue
            if row.word(k) in self.words.deny and self._takes_up(row, k, fresh):
                own = next((q.party for q in quotes if q.denies and q.first == k), None)
                return _Cue(k, own or self._speaker(row, k), all_told)
            if row.word(k) in _CALL and self._names_fiction(row, k) and not any(d.chunk > k for d in fresh):
                return _Cue(k, self._speaker(row, k), all_told)
        if any(q.denies for q in quotes):
            return None
        if any(phrase in line for phrase in _NEVER) or self._is_fiction(said) or self._answers_no(row, said):
            at = next((k for k, c in enumerate(row.chunks) if row.scene.words[c.head] in _FICTION | {"true"}), len(row))
            # who says so is quoted straight beside it
            party = next((q.party for q in quotes if q.first <= min(at, len(row) - 1) <= q.last), None)
            return _Cue(at, party, all_told)
        return None

    def _takes_up(self, row: Row, k: int, fresh: list[Draft]) -> bool:
        """Whether what is denied is only pointed at ("denied it", "rejected the claim", "denied having lost any")."""
        if any(d.chunk > k for d in fresh) or k + 1 >= len(row):
            return False
        behind = row.chunks[k + 1]
        if behind.kind is Kind.PRONOUN and row.word(k + 1) in _THIS and (k + 2 >= len(row) or row.chunks[k + 2].kind is not Kind.PRONOUN):
            clause = row.chunks[k + 2] if k + 2 < len(row) else None
            return row.word(k + 1) != "that" or clause is None or bool(clause.sep)
        if not behind.prep and row.word(k + 1) in self.words.claims:
            return True
        words = {row.scene.words[i] for i in range(behind.first, row.sentence.tokens.stop)}
        clause_behind = behind.kind is Kind.VERB or "that" in words
        return clause_behind and bool(words & _ANAPHORS - {"that"})

    def _names_fiction(self, row: Row, k: int) -> bool:
        end = next((row.chunks[n].first for n in range(k + 1, len(row)) if ";" in row.chunks[n].sep), row.sentence.tokens.stop)
        behind = row.scene.words[row.chunks[k].head + 1 : end]
        before = row.scene.words[max(row.sentence.tokens.start, row.chunks[k].head - 12) : row.chunks[k].head]
        points = bool(_THIS & set(behind[:2])) or "which" in before or bool(self.words.claims & set(behind[:5]))
        return points and bool(_FICTION & set(behind[:10]))

    def _is_fiction(self, said: list[str]) -> bool:
        """As in "It is a lie", "The claim is false", “A film script,” said the spokesman, "FAKE."."""
        at = next((i for i, word in enumerate(said) if word in _FICTION), None)
        if at is None:
            return False
        if len(said) <= 3:
            return True
        before = set(said[max(0, at - 6) : at])
        linked = bool(before & {"is", "are", "was", "were", "'s"})
        quoted = said[0] in _QUOTES and any(word in _QUOTES for word in said[at:])
        return (linked and bool(before & (_THIS | self.words.claims))) or (quoted and at < 8)

    def _answers_no(self, row: Row, said: list[str]) -> bool:
        """Whether the row answers "No" to a question that closes the block above it."""
        block = row.sentence.block
        if block == 0:
            return False
        before = row.scene.sentences[row.sentence.index - 1] if row.sentence.index else None
        opens = before is None or before.block != block or len(before.tokens) <= _LABEL
        if not (opens and _asks(row, block - 1)):
            return False
        answer = said[said.index(":") + 1 :] if ":" in said[:8] else said
        return any(tuple(answer[: len(no)]) == no for no in _NO)

    def _speaker(self, row: Row, k: int) -> str | None:
        at = row.subject(k)
        if at is None or row.word(at) in _THIS:
            at = next((n for n in range(k - 1, -1, -1) if row.chunks[n].kind in {Kind.PARTY, Kind.BODY}), None)
        if at is None:
            return None
        found = self.arguments.acting(row, at)
        return found.value if found is not None else self.arguments.party_in(row.text(at))

    # What is meant

    def _meant(self, row: Row, cue: _Cue, fresh: list[Draft]) -> list[Draft]:
        """The acts that a denial takes up: the last one told before it; of several, those of the denier himself."""
        here = [d for d in fresh if d.chunk < cue.k and d.status.value is not Status.DENIED]
        told = here or self._above(row, fresh)
        if not told:
            return []
        own = [d for d in told if cue.party is not None and d.actor is not None and d.actor.value == cue.party]
        if own:
            return own
        return told if cue.all_told else [d for d in told if d.trigger == told[-1].trigger]

    def _above(self, row: Row, fresh: list[Draft]) -> list[Draft]:
        block = row.sentence.block
        near = [
            d
            for d in self.memory.drafts
            if d not in fresh
            and (d.block == block or (d.block == block - 1 and _asks(row, d.block)))
            and 0 < row.sentence.index - d.sentence <= (_NEAR if d.block == block else 2 * _NEAR)
            and d.status.value is not Status.PLANNED
        ]
        last = max((d.sentence for d in near), default=-1)
        return [d for d in near if d.sentence == last]

    # Acts told again in denying them

    def _retold(self, row: Row, draft: Draft) -> None:
        """As in "said that it had not hit the ship": of an act claimed before, it says that it did not happen."""
        denied = draft.status.value is Status.DENIED
        if not (denied or draft.disputed_by is not None) or draft.count is not None or draft.whole is not None:
            return
        names = {p.text for p in draft.places}
        for earlier in reversed(self._above(row, [draft])):
            if not _alike(earlier, draft) or (names and names.isdisjoint(p.text for p in earlier.places)):
                continue
            same = earlier.actor is not None and draft.actor is not None and earlier.actor.value == draft.actor.value
            if earlier.reported_by is None and not same:
                continue
            own = draft.disputed_by or (draft.actor if same and denied else None)
            deny(earlier, None if own is None else own.value, row)
            self.memory.drafts.remove(draft)
            return


def deny(draft: Draft, party: str | None, row: Row) -> None:
    """The author's own denial is a dispute; anybody else's says that the act did not happen."""
    words = row.span(0)
    if party is not None and draft.actor is not None and draft.actor.value == party:
        draft.disputed_by = Found(party, words, 0.8)
    else:
        draft.status = Found(Status.DENIED, words, 0.8)


def _asks(row: Row, block: int) -> bool:
    return row.scene.blocks[block].span.of(row.scene.reading.text).rstrip().endswith("?")


def _alike(earlier: Draft, draft: Draft) -> bool:
    attacks = earlier.type.is_attack and draft.type.is_attack
    return earlier.type is draft.type or (attacks and EventType.ATTACK in {earlier.type, draft.type})
