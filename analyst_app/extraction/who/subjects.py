"""Whom a sentence itself names as doing what a verb or an act's noun tells: subject, agent, relative clause, blame.

Looks at one sentence only; what earlier sentences lend is read in `doers.py`.
"""

from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_BLAMES = frozenset({"blame", "attribute", "ascribe", "pin", "impute"})
_WHENCE = frozenset({"side", "territory", "direction", "soil", "positions", "airspace"})


class Subjects:
    """Finds the subjects of rows; holds only the reading of arguments."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def subject(self, row: Row, verb: int) -> int | None:
        """The grammatical subject, else the party that stands straight before the verb, whatever opens the sentence."""
        subject = row.subject(verb)
        if subject is not None and subject < verb and row.chunks[subject].kind not in {Kind.DATE, Kind.PLACE}:
            return subject
        for at in range(verb - 1, -1, -1):
            chunk = row.chunks[at]
            if chunk.kind is Kind.PARTY and (not chunk.prep or at == verb - 1):
                return at
            if chunk.kind is Kind.VERB and not row.is_auxiliary(at):
                return None
        return None

    def performing(self, row: Row, draft: Draft) -> int | None:
        """The verb whose subject does the act: its own, or the one that has the act as its object."""
        if row.chunks[draft.chunk].kind is Kind.VERB:
            return draft.chunk
        verb = row.governor(draft.chunk)
        if verb is None:
            verb = row.verb_before(draft.chunk)
        if verb is None or verb > draft.chunk:
            return None
        lemma = row.lemma(verb)
        performs = row.words.is_a(lemma, "light") and not row.words.is_a(lemma, "victim_verb")
        return verb if performs and not row.words.is_a(lemma, "counting_verb") and row.direct_object(verb) is not None else None

    def goes_on(self, row: Row, k: int) -> bool:
        """Whether a participle says more of what the subject did: "stormed a base, killing seven soldiers and burning two trucks"."""
        chunk = row.chunks[k]
        if chunk.kind is not Kind.VERB or row.scene.tags[chunk.head] != "VBG" or row.auxiliaries(k):
            return False
        return bool(chunk.sep) and not chunk.sep.startswith((";", ":"))

    def earlier(self, row: Row, verb: int) -> int | None:
        """The verb before another one in the same part of the sentence."""
        found = row.verb_before(verb)
        if found is None or any(row.chunks[at].sep.startswith((";", ":")) for at in range(found + 1, verb + 1)):
            return None
        return found

    def agent(self, row: Row, verb: int) -> Found[str] | None:
        """Who is named by "by" behind a passive verb."""
        for at in range(verb + 1, len(row)):
            if row.chunks[at].kind is Kind.VERB or row.chunks[at].sep.startswith(";"):
                return None
            if row.chunks[at].prep == "by":
                return self.arguments.acting(row, at)
        return None

    def relative(self, row: Row, k: int) -> Found[str] | None:
        """As in "the three assaults which the army mounted": the subject of the clause that describes the act."""
        if row.chunks[k].kind is not Kind.ACT:
            return None
        at = k + 1
        if at < len(row) and row.chunks[at].kind is Kind.PRONOUN and row.word(at) in {"which", "that"}:
            at += 1
        follows = at + 1 < len(row) and row.chunks[at + 1].kind is Kind.VERB and not row.is_passive(at + 1)
        if not follows or row.chunks[at].kind is not Kind.PARTY or row.chunks[at].prep or row.chunks[at].sep:
            return None
        return self.arguments.acting(row, at) if row.words.is_a(row.lemma(at + 1), "light") else None

    def blamed(self, row: Row, k: int) -> Found[str] | None:
        """As in "attacks blamed on the ADF", "a raid attributed to Boko Haram"."""
        for at in range(k + 1, min(k + 6, len(row) - 1)):
            if row.chunks[at].kind is Kind.VERB and row.lemma(at) in _BLAMES:
                return self.arguments.acting(row, at + 1) if row.chunks[at + 1].prep in {"on", "to"} else None
        return None

    def from_side(self, row: Row, draft: Draft) -> Found[str] | None:
        """As in "from the Russian side, mortars shelled X", "shelled from Russian territory"."""
        if not draft.type.is_attack:
            return None
        for k, chunk in enumerate(row.chunks):
            if chunk.prep == "from" and row.word(k) in _WHENCE and chunk.clause == row.chunks[draft.chunk].clause:
                return self.arguments.acting(row, k)
        return None

    def describes(self, row: Row, k: int) -> bool:
        """Whether the clause of a verb describes whom it befell ("whom Turkish troops captured"): it is active, whatever its form."""
        return (
            k > 1 and row.word(k - 2) in {"whom", "which", "that"} and row.chunks[k - 1].kind is Kind.PARTY and not row.chunks[k - 1].prep
        )

    def accused(self, row: Row, k: int) -> Found[str] | None:
        """As in "accused the LNA of having shelled X": who is accused of what the verb at `k` tells."""
        before = row.verb_before(k)
        if before is None or row.lemma(before) not in {"accuse", "blame", "suspect"}:
            return None
        at = row.subject(before) if row.is_passive(before) else row.direct_object(before)
        behind = at is not None and at < k and row.chunks[at].kind is Kind.PARTY
        return self.arguments.acting(row, at) if behind else None

    def credited(self, row: Row, k: int) -> Found[str] | None:
        """The party that the verb at `k` makes answerable: it claims "the attack" or responsibility, or is blamed."""
        if row.chunks[k].kind is not Kind.VERB or row.is_passive(k):
            return None
        at = row.direct_object(k)
        if at is None:
            return None
        if row.lemma(k) == "claim" and (
            row.word(at) == "responsibility" or (row.chunks[at].kind is Kind.ACT and row.chunks[at].det == "the")
        ):
            subject = self.subject(row, k)
            return None if subject is None else self.arguments.acting(row, subject)
        if row.lemma(k) in {"blame", "accuse"} and row.chunks[at].kind is Kind.PARTY:
            return self.arguments.acting(row, at)
        return None
