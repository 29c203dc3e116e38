"""Interceptions, losses, detentions and evacuations: what is counted, piece by piece and person by person."""

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.ledgers import entries, leads_list, line_figure
from analyst_app.extraction.events.lists import listed
from analyst_app.extraction.events.other_frame import OtherFrame
from analyst_app.extraction.events.trigger_checks import PRISONERS
from analyst_app.extraction.events.triggers import TYPE_OF, Sense
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.negation import nobody_acted_on
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.units import Unit, series

_FLYING = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE})
_OF_THE_SEA = frozenset({"surface", "naval", "sea", "boat", "boats", "vessel", "vessels", "ground", "usv", "usvs", "unmanned-boat"})
_DEFINITE = frozenset({"the", "these", "those", "all"})
_COUNTED = {
    Sense.INTERCEPT: frozenset({Kind.WEAPON, Kind.THING}),
    Sense.LOSS: frozenset({Kind.WEAPON}),
    Sense.DETAIN: frozenset({Kind.PEOPLE, Kind.PARTY}),
    Sense.EVACUATE: frozenset({Kind.PEOPLE}),
    Sense.TERRITORY: frozenset({Kind.PLACES}),
}


class CountedBuilder(OtherFrame):
    """Builds the drafts of events that count things or people."""

    def build(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft]:
        """The drafts of one trigger that acts on the chunk `patient`."""
        row, trigger = told.row, told.trigger
        k = trigger.k
        ledger = entries(row, k + 1, self._end_of_list(told)) if trigger.sense is Sense.LOSS and (trigger.noun or patient is None) else []
        if ledger:
            base = self._bare(told, self._destroyer(told, actor))
            base.target = actor if trigger.verb == "lose" else None
            return [draft for entry in ledger for draft in listed(self.arguments, row, base, entry)]
        if trigger.noun and trigger.verb == "lose" and not leads_list(row):
            return []
        if patient is None and trigger.noun and k + 1 < len(row) and row.chunks[k + 1].kind is Kind.NUMBER:
            draft = self._bare(told, actor)
            draft.count, draft.open_end = row.figure(k + 1), False
            return [draft]
        if patient is None:
            base = self._bare(told, self._destroyer(told, actor))
            base.target = actor if trigger.verb == "lose" else None
            return [base]
        return [] if self._told_before(told, patient) is not None else self._pieces(told, patient, self._destroyer(told, actor))

    def _end_of_list(self, told: Told) -> int | None:
        """A list of losses goes over semicolons where nothing but figures follows."""
        verbs = [at for at in range(told.trigger.k + 2, len(told.row)) if told.row.chunks[at].kind is Kind.VERB]
        return told.reach.hi if verbs else None

    def _pieces(self, told: Told, patient: int, actor: Found[str] | None) -> list[Draft]:
        """One draft for each counted piece or group of people."""
        row, trigger, reach = told.row, told.trigger, told.reach
        units = self._units(told, patient)
        shared = self.arguments.places(row, trigger, reach)
        flying = self._flying(row, units) and trigger.sense is Sense.LOSS and trigger.span.of(row.scene.reading.text).lower() == "destroyed"
        drafts: list[Draft] = []
        for unit in units:
            draft = self.draft(told)
            if flying:
                draft.type = EventType.INTERCEPTION
            draft.actor = actor
            draft.count = self._count(told, unit)
            if nobody_acted_on(row, trigger):
                draft.count = Found(Estimate.exactly(0), row.span(trigger.k), 0.9)
            draft.places = self.unit_places(told, unit, units, shared)
            draft.target = self._target(told, unit, units[0])
            if unit.part and drafts:
                draft.whole, draft.part_words = drafts[0], row.span(unit.k)
            drafts.append(draft)
        drafts[0].whole = self._of_earlier(told, patient)
        return drafts

    def _units(self, told: Told, patient: int) -> list[Unit]:
        row, k = told.row, told.trigger.k
        figure = line_figure(row)
        if figure is not None:
            return [Unit(patient, patient + 1, row.chunks[patient], count=row.chunks[figure].count)]
        stop = told.reach.hi if patient > k else k
        units = series(row, patient, max(stop, patient + 1), _COUNTED[told.trigger.sense])
        if patient < k:
            units.extend(self._behind(told, units))
        return units

    def _told_before(self, told: Told, patient: int) -> Draft | None:
        """As in "Of the 96 people abducted, 42 ...": so many of the kind were told before, and are only taken up."""
        row, chunk = told.row, told.row.chunks[patient]
        if chunk.prep != "of" or chunk.det not in _DEFINITE or chunk.number is None or chunk.count is None:
            return None
        best, kind = chunk.count.best, TYPE_OF[told.trigger.sense]
        same = (d for d in reversed(told.memory.drafts) if d.type is kind and d.count is not None and d.sentence != row.sentence.index)
        return next((d for d in same if d.count is not None and d.count.value.best == best), None)

    def _of_earlier(self, told: Told, patient: int) -> Draft | None:
        """The whole of so many "of the 96 people", told at the start of the sentence."""
        if told.row.chunks[patient].number is None:
            return None
        found = (self._told_before(told, at) for at in range(patient))
        return next((draft for draft in found if draft is not None), None)

    def _destroyer(self, told: Told, actor: Found[str] | None) -> Found[str] | None:
        """What a party loses, its one enemy destroyed."""
        return actor if told.trigger.verb != "lose" or actor is None else self.arguments.opponent(told.row, actor)

    def _behind(self, told: Told, units: list[Unit]) -> list[Unit]:
        """As in "three men were detained in X and one in Y": what goes on behind a passive verb."""
        row, k = told.row, told.trigger.k
        first = Unit(k, k + 1, units[0].chunk, count=units[0].count)
        more = [u for u in series(row, k, told.reach.hi, frozenset(), first=first)[1:] if u.elided]
        units[-1].places.extend(at for at in told.reach.right(row, k) if not more or at < more[0].k if row.chunks[at].kind is Kind.PLACE)
        return more

    def _bare(self, told: Told, actor: Found[str] | None) -> Draft:
        draft = self.draft(told)
        draft.actor = actor
        draft.places = self.arguments.places(told.row, told.trigger, told.reach)
        draft.open_end = True
        return draft

    def _as_many_as_sent(self, told: Told, unit: Unit) -> Found[Estimate] | None:
        """As in "All were shot down": as many as the last strike sent."""
        near = (d for d in reversed(told.memory.drafts) if told.row.sentence.index - d.sentence <= 1)
        sent = next((d for d in near if d.type.is_attack), None)
        return None if sent is None or sent.count is None else Found(sent.count.value, told.row.span(unit.k), 0.8)

    def _all_of_them(self, row: Row, k: int) -> bool:
        return (
            row.word(k) in {"them", "these", "those", "which"}
            and k > 0
            and row.chunks[k].prep == "of"
            and row.word(k - 1) in {"all", "each", "one", "both"}
        )

    def _number_of(self, row: Row, k: int) -> Found[Estimate] | None:
        """As in "the number of people who fled is put at 62,000", "put at 62,000 the number of people who have fled"."""
        at = next((n for n in range(k + 1, len(row)) if row.chunks[n].kind is Kind.NUMBER and row.chunks[n].prep in {"at", "to"}), None)
        if at is None:
            told_before = (n for n in range(k - 2, max(-1, k - 5), -1) if row.chunks[n].kind is Kind.NUMBER)
            at = next((n for n in told_before if row.chunks[n].prep in {"at", "to"}), None)
        return None if at is None else row.figure(at)

    def _flying(self, row: Row, units: list[Unit]) -> bool:
        weapons = [unit.weapon for unit in units if unit.weapon is not None]
        return bool(weapons) and all(row.weapon_type(at) in _FLYING and not self._sails(row, at) for at in weapons)

    def _sails(self, row: Row, at: int) -> bool:
        """Whether a weapon is a carrier, or a drone of the sea or the ground: it is lost, and not intercepted."""
        chunk = row.chunks[at]
        words = set(row.scene.words[chunk.first : chunk.last + 1])
        return row.words.is_a(row.lemma(at), "carrier") or bool(words & _OF_THE_SEA)

    def _count(self, told: Told, unit: Unit) -> Found[Estimate] | None:  # noqa: PLR0911 - one return for each case of the rule
        row = told.row
        if unit.count is not None:
            number = row.chunks[unit.k].number
            span = row.span(unit.k) if number is None else row.scene.reading.mentions[number].span
            return Found(unit.count, span, 0.92)
        named = (
            unit.chunk.kind is Kind.WEAPON
            and not unit.chunk.plural
            and unit.chunk.det in {"the", ""}
            and row.scene.tags[unit.chunk.head] in {"NN", "NNP"}
        )
        before = unit.k - 1
        if named and (before < 0 or row.chunks[unit.k].prep != "of"):
            return Found(Estimate.exactly(1), row.span(unit.k), 0.8)
        if told.trigger.sense is Sense.INTERCEPT and (row.word(unit.k) in {"all", "both"} or self._all_of_them(row, unit.k)):
            return self._as_many_as_sent(told, unit)
        if told.trigger.sense is Sense.INTERCEPT and row.word(unit.k) == "it":
            return Found(Estimate.exactly(1), row.span(unit.k), 0.75)
        if before < 0:
            return None
        if row.word(before) in {"number", "total"} and row.chunks[unit.k].prep == "of":
            return self._number_of(row, unit.k)
        if row.chunks[before].kind is Kind.NUMBER and row.chunks[unit.k].prep == "of":
            return row.figure(before)
        return None

    def _target(self, told: Told, unit: Unit, first: Unit) -> Found[str] | None:
        row, sense = told.row, told.trigger.sense
        if sense is Sense.EVACUATE:
            return None
        at = unit.weapon if unit.weapon is not None else unit.k
        chunk = row.chunks[at]
        if chunk.kind is Kind.NUMBER:
            at = first.weapon if first.weapon is not None else first.k
            chunk = row.chunks[at]
        if (
            chunk.kind is Kind.NUMBER
            and at + 1 < len(row)
            and row.chunks[at + 1].prep == "of"
            and row.chunks[at + 1].kind in {Kind.WEAPON, Kind.THING, Kind.PEOPLE, Kind.PARTY}
        ):
            at, chunk = at + 1, row.chunks[at + 1]
        if chunk.kind in {Kind.NUMBER, Kind.PRONOUN}:
            return None
        if sense is Sense.DETAIN:
            return self._detained(row, at)
        if chunk.kind is Kind.PARTY:
            return self.arguments.party(row, chunk.mention)
        span = row.scene.reading.mentions[chunk.weapon].span if chunk.weapon is not None else self.arguments.bare(row, at)
        return Found(span.of(row.scene.reading.text), span, 0.9)

    def _detained(self, row: Row, k: int) -> Found[str] | None:
        chunk = row.chunks[k]
        if chunk.kind is Kind.PARTY:
            return self.arguments.party(row, chunk.mention)
        if row.words.is_a(row.word(k), "anyone") or row.word(k) in {"nobody", "none", "one"}:
            return None
        span = self.arguments.bare(row, k)
        captive = row.scene.span(row.chunks[k].head, row.chunks[k].head)
        if row.word(k) in PRISONERS and span.start < captive.start:
            # "took 14 fishermen hostage": the noun behind only says as what
            span = Span(span.start, row.scene.span(row.chunks[k].first, row.chunks[k].head - 1).end)
        return Found(span.of(row.scene.reading.text), span, 0.85)
