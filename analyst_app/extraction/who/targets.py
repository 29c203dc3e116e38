"""On what or whom an act falls, where the builders found nothing or took a word that belongs to something else.

Corrects drafts only; never tells who acts.
"""

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_ON = frozenset({"on", "at", "against", "upon", "into", "through"})
_UNDERGOES = frozenset({"come", "subject", "face", "suffer", "endure", "experience", "withstand", "sustain", "draw", "take", "receive"})
_THEM = frozenset({"it", "them", "him", "her"})
_INTRANSITIVE = frozenset({"explode", "go", "blow", "detonate", "occur", "erupt"})
_FIGHTERS = frozenset(
    {
        "commander", "commanders", "combatants", "conscripts", "facilitator", "facilitators", "fighter", "fighters", "guards", "gunmen",
        "infantrymen", "invaders", "marines", "member", "members", "militants", "militiamen", "mercenaries", "occupiers", "officer",
        "officers", "operative", "operatives", "paratroopers", "personnel", "pilot", "pilots", "prisoners", "rebels", "recruits",
        "saboteurs", "scouts", "serviceman", "servicemen", "soldier", "soldiers", "troops", "leader", "leaders", "suspects",
    }
)  # fmt: skip
_NOBODY = frozenset({"nobody", "none", "no-one", "everybody", "everyone", "somebody", "someone", "all", "others"})
_SOME_WOMEN = frozenset({"women", "woman", "girls", "girl", "boys", "boy", "children"})
_SOME_MEN = frozenset({"men", "man"})
_SHARE = frozenset({"whole", "rest", "part", "parts", "most", "half", "all", "centre", "center", "outskirts", "control", "remainder"})
_LOCATING = frozenset(
    {"approaches", "bank", "border", "corner", "edge", "edges", "end", "entrance", "exit", "fringe", "fringes", "outskirts", "shore"}
)
_BLAMES = frozenset({"blame", "attribute", "ascribe", "pin", "impute"})
_MANNER = frozenset({"origin", "kind", "kinds", "type", "types", "size", "cause", "nature", "calibre", "intensity", "last"})


class Targets:
    """Settles the targets of one report's drafts; holds only the reading of arguments."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def settle(self, row: Row, draft: Draft, told: list[Draft]) -> None:
        """Take a wrong target from a draft of this row, and give it the one that the sentence names; `told` are all drafts so far."""
        k = draft.chunk
        if draft.target is not None and self._foreign(row, draft):
            draft.target = None
        if draft.type is EventType.DETENTION:
            draft.target = self._detained(row, draft) or draft.target
        elif draft.type is EventType.TERRITORY_CHANGE:
            self._territory(row, draft)
        if (
            draft.target is None
            and draft.type.is_attack
            and draft.type is not EventType.CLASH
            and draft.status.value is not Status.REPELLED
        ):
            bursts = draft.type is EventType.EXPLOSION and row.lemma(k) in _INTRANSITIVE and row.direct_object(k) is None
            draft.target = (None if bursts else self._behind(row, k)) or self._undergoing(row, k) or self._them(row, draft, told)

    def _territory(self, row: Row, draft: Draft) -> None:
        """Who loses a place stands behind "from"; "the whole of X" is no target."""
        if draft.target is not None and draft.target.value.split()[0] in _SHARE:
            draft.target = None
        if draft.target is not None or row.chunks[draft.chunk].kind is not Kind.VERB:
            return
        for at in range(draft.chunk + 1, len(row)):
            mention = row.mention(at)
            if row.chunks[at].kind is Kind.VERB or row.chunks[at].sep.startswith(";"):
                return
            if row.chunks[at].prep == "from" and mention is not None:
                party = self.arguments.party_of(mention.text) if mention.label is Label.LOCATION else None
                draft.target = None if party is None else Found(party, mention.span, 0.75)
                return

    # Wrong ones

    def _foreign(self, row: Row, draft: Draft) -> bool:
        """Whether the target's words are no target: a named place, or what belongs to another noun ("posts on social media")."""
        at = None if draft.target is None or draft.target.span is None else self._at(row, draft.target.span.start)
        if at is None or not draft.type.is_attack:
            return False
        chunk, k = row.chunks[at], draft.chunk
        if draft.type is EventType.CLASH:
            return chunk.kind is not Kind.PARTY and chunk.party is None and self._label(row, at) is not Label.ACTOR
        bursts = row.lemma(k) in _INTRANSITIVE and chunk.prep in {"on", "at"}
        if self._says_where(row, at) or (draft.type is EventType.EXPLOSION and (chunk.kind is Kind.WEAPON or bursts)):
            return True
        if at <= k or not chunk.prep:
            return False
        blamed = row.chunks[at - 1].kind is Kind.VERB and row.chunks[k].kind is Kind.ACT and row.lemma(at - 1) in _BLAMES
        if chunk.prep == "of":
            return at != k + 1
        return blamed or (chunk.prep in {"on", "at", "against"} and self._of_other_noun(row, at, k))

    def _says_where(self, row: Row, at: int) -> bool:
        """Whether a chunk is only a place ("the western edge", a named base) or a manner ("of unknown origin")."""
        manner = row.chunks[at].prep == "of" and row.word(at) in _MANNER
        return manner or row.word(at) in _LOCATING or self._is_named(row, at)

    def _of_other_noun(self, row: Row, at: int, k: int) -> bool:
        """Whether the preposition of a chunk hangs on a thing between the act and it."""
        scene = row.scene
        first = scene.heads[row.chunks[at].head]
        on = scene.heads[first] if scene.tags[first] == "IN" else first
        if on not in row.at:
            return False
        holder = row.at[on]
        return k < holder < at and row.chunks[holder].kind in {Kind.THING, Kind.BODY}

    def _at(self, row: Row, start: int) -> int | None:
        return next((at for at in range(len(row)) if row.span(at).start <= start < row.span(at).end), None)

    def _label(self, row: Row, at: int) -> Label | None:
        mention = row.mention(at)
        return None if mention is None else mention.label

    def _is_named(self, row: Row, k: int) -> bool:
        """Whether a building or camp bears a name ("the Zikim base"), which makes it a place."""
        scene, chunk = row.scene, row.chunks[k]
        if chunk.kind not in {Kind.THING, Kind.PLACES} or chunk.party is not None or chunk.possessor is not None:
            return False
        inside = range(chunk.first, chunk.head)
        return any(scene.tags[i] in {"NNP", "NNPS"} and scene.doc[i].text[:1].isupper() and scene.label(i) is None for i in inside)

    # Missing ones

    def _behind(self, row: Row, k: int) -> Found[str] | None:
        """What stands behind "into", "through", "against", "on" straight after the act or its weapon."""
        for at in range(k + 1, min(k + 4, len(row))):
            chunk = row.chunks[at]
            if chunk.sep or chunk.kind in {Kind.VERB, Kind.NUMBER}:
                return None
            if chunk.prep == "of" and row.chunks[k].kind is Kind.ACT and at == k + 1 and chunk.kind is Kind.PARTY:
                return self.arguments.acting(row, at) if row.word(k).endswith(("ing", "ings", "bombardment")) else None
            if chunk.prep in _ON and chunk.kind in {Kind.THING, Kind.PLACES, Kind.PARTY, Kind.WEAPON}:
                return None if self._of_other_noun(row, at, k) else self.arguments.target(row, at)
        return None

    def _undergoing(self, row: Row, k: int) -> Found[str] | None:
        """As in "a patrol came under fire", "the depot was subjected to shelling": the subject suffers the act."""
        if row.chunks[k].kind is not Kind.ACT:
            return None
        verb = row.verb_before(k)
        if verb is None or row.lemma(verb) not in _UNDERGOES or any(row.chunks[at].sep for at in range(verb + 1, k + 1)):
            return None
        if row.lemma(verb) in {"come", "take"} and row.chunks[k].prep != "under":
            return None
        subject = row.subject(verb)
        if subject is None or subject > verb or row.chunks[subject].kind not in {Kind.THING, Kind.WEAPON, Kind.PARTY}:
            return None
        return self.arguments.target(row, subject)

    def _them(self, row: Row, draft: Draft, told: list[Draft]) -> Found[str] | None:
        """As in "struck Ukrainian positions with drones and shelled them": what the act before in the sentence fell on."""
        k = draft.chunk
        after = k + 1
        if row.chunks[k].kind is not Kind.VERB or after >= len(row) or row.word(after) not in _THEM or row.chunks[after].prep:
            return None
        for other in reversed(told):
            if other.sentence != draft.sentence:
                return None
            if other is not draft and other.chunk < k and other.target is not None:
                return other.target
        return None

    def _detained(self, row: Row, draft: Draft) -> Found[str] | None:
        """Fighters are the party they belong to; "women" and "young men" say who was detained, "two men" does not."""
        at = self._patient(row, draft)
        if at is None:
            return None
        chunk, word = row.chunks[at], row.word(at)
        if word in _NOBODY:
            draft.target = None
            return None
        if chunk.party is not None and word in _FIGHTERS:
            return self.arguments.party(row, chunk.party)
        told = word in _SOME_WOMEN or (word in _SOME_MEN and bool(chunk.adjectives))
        described = chunk.kind in {Kind.THING, Kind.PEOPLE} and self._described(row, draft.chunk) == at
        if chunk.kind is Kind.PARTY and self._described(row, draft.chunk) == at:
            return self.arguments.party(row, chunk.mention)
        if (draft.target is None and told) or described:
            span = self.arguments.bare(row, at)
            return Found(span.of(row.scene.reading.text), span, 0.75)
        return None

    def _patient(self, row: Row, draft: Draft) -> int | None:
        k = draft.chunk
        described = self._described(row, k)
        if described is not None:
            return described
        if draft.target is not None and draft.target.span is not None:
            return self._at(row, draft.target.span.start)
        if row.chunks[k].kind is not Kind.VERB:
            return None
        return row.subject(k) if row.is_passive(k) else row.direct_object(k)

    def _described(self, row: Row, k: int) -> int | None:
        """As in "18 soldiers whom Turkish troops captured": the chunk that the clause of the verb at `k` describes."""
        for at in range(k - 1, max(0, k - 4), -1):
            if row.chunks[at].kind is Kind.PRONOUN and row.word(at) in {"whom", "which", "that", "who"}:
                subject = at + 1 < k and row.chunks[at + 1].kind in {Kind.PARTY, Kind.BODY}
                return at - 1 if subject and (row.word(at) == "whom" or not row.is_passive(k)) else None
            if row.chunks[at].kind is Kind.VERB and not row.is_auxiliary(at):
                return None
        return None
