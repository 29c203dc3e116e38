"""Attack nouns ("16 airstrikes on ..."): from the word with its number, weapon, actor and target to drafts."""

from dataclasses import replace

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.arguments import Reach, order
from analyst_app.extraction.events.attack_frame import (
    INSTRUMENT,
    AttackFrame,
    Told,
    count_of,
    figure_behind,
    joins_act,
    number_for,
    number_of,
)
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.triggers import is_copula
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.negation import none_of
from analyst_app.extraction.grammar.patients import inverted
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.units import Unit, series

_MADE_BY = frozenset({"attack", "counterattack", "counter-attack", "assault", "counter-assault", "offensive"})
"""Behind these "of" tells who attacks: "counterattacks of the 24th brigade"; the shelling of a school is what is hit."""


class NounAttacks(AttackFrame):
    """Builds the drafts of attack nouns."""

    def build(self, told: Told) -> list[Draft]:
        """The drafts of one attack noun."""
        row, k, reach = told.row, told.trigger.k, told.reach
        units = self._noun_units(told)
        if none_of(row, k):
            units = units[:1]
            units[0].count, units[0].count_at = Estimate.exactly(0), k
        parts = [unit.k for unit in units[1:] if row.chunks[min(unit.k + 1, len(row) - 1)].prep == "by"]
        actor = self._noun_actor(replace(told, reach=Reach(reach.lo, parts[0], reach.foreign)) if parts else told)
        weapon = self.instrument(row, reach, k)
        if weapon is None:
            weapon = self._doing(row, k)
        drafts: list[Draft] = self._joined_before(told, actor)
        for n, unit in enumerate(units):
            draft = self.draft(told, self.kind(told, weapon if n == 0 else self._unit_weapon(row, unit) or weapon, actor))
            draft.actor = self._unit_actor(row, unit, n) or actor
            draft.count = count_of(row, unit)
            draft.places = order(row, [at for at in unit.places if self.arguments.is_place(row, at)])
            draft.target = self._unit_target(row, unit)
            if n == 0:
                self._first(told, draft, unit)
            elif unit.part:
                self._part(told, draft, unit, drafts)
            drafts.append(draft)
        if told.trigger.types[0] is EventType.CLASH:
            self._sides(told, drafts)
        return self._victims(told, drafts)

    def _joined_before(self, told: Told, actor: Found[str] | None) -> list[Draft]:
        """As in "6 missile and 35 air strikes": the acts whose noun stands only with those they are joined to."""
        row, k = told.row, told.trigger.k
        kind = row.weapon_type(k - 1) if k and joins_act(row, k - 1) else None
        if kind is None:
            return []
        draft = self.draft(told, kind)
        draft.actor, draft.count = actor, row.figure(k - 1)
        draft.places = self.arguments.places(row, told.trigger, told.reach)
        return [draft]

    def _doing(self, row: Row, k: int) -> int | None:
        """The weapon that carries an act out, which says its kind ("helicopters made four strikes")."""
        if told_type_is_sure(row, k):
            return None
        if row.word(k) in {"hits", "hit", "impacts"}:
            return next((at for at in range(k - 1, -1, -1) if row.chunks[at].weapon is not None), None)
        governor = row.governor(k)
        if governor is None or governor > k or row.is_passive(governor) or row.words.is_a(row.lemma(governor), "victim_verb"):
            return None
        subject = row.subject(governor)
        return subject if subject is not None and row.chunks[subject].weapon is not None and subject < governor else None

    def _unit_actor(self, row: Row, unit: Unit, n: int) -> Found[str] | None:
        """As in "23 attacks, of which 15 by JNIM and five by VDP": who did so many of them."""
        if n == 0:
            return None
        at = unit.k + 1
        return self.arguments.acting(row, at) if at < unit.end and row.chunks[at].prep == "by" else None

    def _sides(self, told: Told, drafts: list[Draft]) -> None:
        """The sides of "clashes between A and B", "clashes with B"."""
        row = told.row
        named = [at for at in told.reach.right(row, told.trigger.k) if row.chunks[at].kind is Kind.PARTY]
        start = next((n for n, at in enumerate(named) if row.chunks[at].prep == "between"), None)
        if start is not None and len(named) > start + 1:
            one, other = (self.arguments.acting(row, at) for at in named[start : start + 2])
            for draft in drafts:
                draft.actor, draft.target = one, other

    def spread(self, told: Told, start: int) -> list[Draft]:
        """As in "Of the air strikes, nine fell on X, near Y, and six on Z": one draft for each number from chunk `start` on."""
        row, k = told.row, told.trigger.k
        units = series(row, start, told.reach.hi, frozenset())
        actor = self._noun_actor(told)
        drafts = []
        for unit in units:
            draft = self.draft(told, self.kind(told, self._unit_weapon(row, unit), actor))
            draft.actor, draft.count, draft.chunk = actor, count_of(row, unit), k
            near = sorted(unit.places, key=lambda at: row.chunks[at].prep not in {"near", "at"})
            draft.places = order(row, [at for at in near if self.arguments.is_place(row, at)])
            draft.target = self._unit_target(row, unit)
            drafts.append(draft)
        return drafts

    def _noun_units(self, told: Told) -> list[Unit]:
        row, k = told.row, told.trigger.k
        line_end = number_of(row, k)
        if line_end is None:
            line_end = figure_behind(row, k)
        if line_end is not None and row.chunks[k].count is None:
            first = Unit(k, k + 1, row.chunks[k], count=row.chunks[line_end].count, count_at=line_end)
            return [u for u in series(row, k, told.reach.hi, frozenset(), first=first) if u.k != line_end and not per_cent(row, u.k)]
        units = series(row, k, told.reach.hi, frozenset())
        first = units[0]
        if first.count is None:
            found = number_for(row, k)
            if found is not None:
                first.count, first.count_at = row.chunks[found].count, found
        if first.count is None:
            first.count, first.count_at = self.times(told)
        if row.chunks[k].number is None and row.word(k).endswith("offensive"):
            # an operation of many acts
            first.count, first.count_at = None, None
            return units
        if first.count is None and self._is_single(row, k):
            first.count, first.count_at = Estimate.exactly(1), k
        return units

    def _is_single(self, row: Row, k: int) -> bool:
        chunk, word = row.chunks[k], row.word(k)
        mass = row.words.is_a(word, "mass") or (word.endswith("ing") and word != "bombing")
        if chunk.plural or mass or chunk.det in {"no", "any", "every", "each"}:
            return False
        if word == "attack" and chunk.prep == "under":
            return False
        many = row.scene.tags[chunk.head] in {"NNS", "NNPS"} or (word.endswith("s") and not word.endswith("ss"))
        return not many

    def _first(self, told: Told, draft: Draft, unit: Unit) -> None:
        row, k, reach = told.row, told.trigger.k, told.reach
        inside = [at for at in reach.right(row, k) if at < unit.end]
        behind = [at for at in inside if self.arguments.is_place(row, at, told.trigger.sense)]
        left = [at for at in reach.left(row, k) if self.arguments.is_place(row, at, told.trigger.sense)]
        draft.places = order(row, [*behind, *left])
        if draft.target is None:
            draft.target = self.target_in(row, inside, of_whom=row.lemma(k) not in _MADE_BY) or self._struck_by_it(row, k)

    def _struck_by_it(self, row: Row, k: int) -> Found[str] | None:
        """As in "A bomb blast hit a police van": what the act hits."""
        governor = row.governor(k)
        if governor is None or governor < k or row.subject(governor) != k or row.lemma(governor) not in {"hit", "strike", "target", "rock"}:
            return None
        at = row.direct_object(governor)
        return None if at is None else self.arguments.target(row, at)

    def _part(self, told: Told, draft: Draft, unit: Unit, earlier: list[Draft]) -> None:
        draft.whole = earlier[-1] if unit.of_last or (unit.nested and earlier[-1].whole is not None) else earlier[0]
        if unit.of_last and told.memory.drafts and len(earlier) == 0:
            draft.whole = told.memory.drafts[-1]
        draft.part_words = told.row.span(unit.k)

    def _unit_target(self, row: Row, unit: Unit) -> Found[str] | None:
        return self.target_in(row, list(range(unit.k + 1, unit.end)), of_whom=row.lemma(unit.k) not in _MADE_BY)

    def _victims(self, told: Told, drafts: list[Draft]) -> list[Draft]:
        """As in "More than 70 settlements came under fire", "two villages in X and three in Y were subjected to air strikes"."""
        row, k = told.row, told.trigger.k
        governor = row.governor(k)
        if governor is None:
            governor = row.verb_before(k)
        if len(drafts) != 1 or governor is None or governor > k or (drafts[0].count is not None and row.chunks[k].number is not None):
            return drafts
        passive = row.is_passive(governor)
        under = row.chunks[k].prep == "under"
        if not (passive or under or row.lemma(governor) in {"come", "face", "suffer", "experience", "endure", "see"}):
            return drafts
        turned = [at for at in [inverted(row, governor)] if at is not None] if governor <= 1 else []
        start = next(
            (at for at in [*range(told.reach.lo, governor), *turned] if row.chunks[at].kind is Kind.PLACES and not row.chunks[at].prep),
            None,
        )
        if start is None:
            return drafts
        units = series(row, start, governor if start < governor else len(row), frozenset({Kind.PLACES}))
        if units[0].count is None:
            return drafts
        return self.places_units(told, drafts[0], units)

    def _noun_actor(self, told: Told) -> Found[str] | None:  # noqa: PLR0911 - one return for each case of the rule
        row, k = told.row, told.trigger.k
        chunk = row.chunks[k]
        own = self.arguments.acting(row, k) or self.arguments.agent(row, told.reach, k)
        if own is not None or told.trigger.types[0] is EventType.CLASH:
            return own
        blamed = self._blamed(row, k)
        if blamed is not None:
            return blamed
        governor = row.governor(k)
        if governor is None:
            governor = row.verb_before(k)
        if governor is None or is_copula(row, governor):
            return None
        lemma = row.lemma(governor)
        if row.words.is_a(lemma, "victim_verb") or governor > k:
            return None
        if row.is_passive(governor):
            return self.arguments.agent(row, Reach(governor, told.reach.hi, frozenset()), governor)
        subject = row.subject(governor)
        if (
            subject is None
            or subject >= k
            or (chunk.prep and lemma not in {"carry", "respond", "answer", "threaten", "engage"} and chunk.prep not in {"of", "with"})
        ):
            return None
        actor = self.arguments.acting(row, subject)
        if actor is not None and row.words.is_a(lemma, "counting_verb"):
            return actor if self._aims_at_other(told, actor) else None
        return actor or self.pronoun(told, subject)

    def _blamed(self, row: Row, k: int) -> Found[str] | None:
        """As in "accused the RSF of shelling X", "claimed responsibility for the attack"."""
        before, verb = k - 1, row.verb_before(k)
        if before < 1 or verb is None:
            return None
        if row.lemma(verb) in {"accuse", "blame"} and row.chunks[before].kind is Kind.PARTY and before > verb:
            return self.arguments.acting(row, before)
        if row.lemma(verb) == "claim" and row.word(before) == "responsibility":
            return self.arguments.acting(row, row.subject(verb))
        return None

    def _aims_at_other(self, told: Told, actor: Found[str]) -> bool:
        """Whether who reports an act may be who does it: the thing aimed at belongs to another party."""
        row = told.row
        for at in told.reach.right(row, told.trigger.k):
            chunk = row.chunks[at]
            party = chunk.party if chunk.party is not None else (chunk.mention if chunk.kind is Kind.PARTY else None)
            if chunk.prep in {"on", "at", "against"} and party is not None:
                owner = self.arguments.party(row, party)
                return owner is not None and owner.value != actor.value
        return False

    def _unit_weapon(self, row: Row, unit: Unit) -> int | None:
        return next(
            (at for at in range(unit.k + 1, unit.end) if row.chunks[at].kind is Kind.WEAPON and row.chunks[at].prep in INSTRUMENT), None
        )


def told_type_is_sure(row: Row, k: int) -> bool:
    """Whether an act's word says its kind by itself ("shelling", "drone attacks")."""
    mention = row.mention(k)
    return mention is None or mention.attack_types[:1] != (EventType.ATTACK,)


def per_cent(row: Row, k: int) -> bool:
    """Whether a chunk's number counts hundredths, as a change does ("(+18%)")."""
    end = row.span(k).end
    return row.scene.reading.text[end : end + 2].lstrip().startswith("%") or row.word(k) in {"%", "percent"}
