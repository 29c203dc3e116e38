"""Interceptions, losses, changes of territory, detentions and evacuations: from a trigger to drafts."""

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.arguments import Arguments, order
from analyst_app.extraction.attack_frame import Told, weapon_type
from analyst_app.extraction.chunk import Kind
from analyst_app.extraction.drafts import Draft, Found
from analyst_app.extraction.negation import nobody_acted_on
from analyst_app.extraction.patient_of import patient_of
from analyst_app.extraction.row import Row
from analyst_app.extraction.triggers import PRISONERS, TYPE_OF, Sense
from analyst_app.extraction.units import Unit, series

_FLYING = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE})
_COUNTED = {
    Sense.INTERCEPT: frozenset({Kind.WEAPON, Kind.THING}),
    Sense.LOSS: frozenset({Kind.WEAPON}),
    Sense.DETAIN: frozenset({Kind.PEOPLE, Kind.PARTY}),
    Sense.EVACUATE: frozenset({Kind.PEOPLE}),
    Sense.TERRITORY: frozenset({Kind.PLACES}),
}


class OtherBuilder:
    """Builds the drafts of the types outside the attack family, casualties excepted."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def build(self, told: Told) -> list[Draft]:
        """The drafts of one trigger."""
        row, trigger = told.row, told.trigger
        passive = not trigger.noun and row.is_passive(trigger.k)
        patient = patient_of(row, trigger, passive=passive)
        actor = self._actor(told, passive=passive)
        build = self._territory if trigger.sense is Sense.TERRITORY else self._counted
        drafts = build(told, patient, actor)
        for draft in drafts:
            draft.chunk = trigger.k
        return drafts

    def _draft(self, told: Told) -> Draft:
        row, trigger = told.row, told.trigger
        return Draft(
            type=TYPE_OF[trigger.sense],
            trigger=trigger.span,
            sentence=row.sentence.index,
            block=row.sentence.block,
            verbal=not trigger.noun,
            noun=row.lemma(trigger.k),
            sure=trigger.sure,
        )

    # Counted things: weapons, people

    def _counted(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft]:
        row, trigger, reach = told.row, told.trigger, told.reach
        k = trigger.k
        if patient is None:
            return [self._bare(told, actor)]
        stop = reach.hi if patient > k else k
        units = series(row, patient, max(stop, patient + 1), _COUNTED[trigger.sense])
        if patient < k:
            units.extend(self._behind(told, units))
        shared = self.arguments.places(row, trigger, reach)
        flying = self._flying(row, units) and trigger.sense is Sense.LOSS and trigger.span.of(row.scene.reading.text).lower() == "destroyed"
        drafts: list[Draft] = []
        if trigger.verb == "lose" and actor is not None:
            # what a party loses, its one enemy destroyed
            actor = self.arguments.opponent(row, actor)
        for unit in units:
            draft = self._draft(told)
            if flying:
                draft.type = EventType.INTERCEPTION
            draft.actor = actor
            draft.count = self._count(told, unit)
            if nobody_acted_on(row, trigger):
                draft.count = Found(Estimate.exactly(0), row.span(trigger.k), 0.9)
            draft.places = self._unit_places(told, unit, units, shared)
            draft.target = self._target(told, unit, units[0])
            if unit.part and drafts:
                draft.whole, draft.part_words = drafts[0], row.span(unit.k)
            drafts.append(draft)
        return drafts

    def _behind(self, told: Told, units: list[Unit]) -> list[Unit]:
        """As in "three men were detained in X and one in Y": what goes on behind a passive verb."""
        row, k = told.row, told.trigger.k
        first = Unit(k, k + 1, units[0].chunk, count=units[0].count)
        more = [u for u in series(row, k, told.reach.hi, frozenset(), first=first)[1:] if u.elided]
        units[-1].places.extend(at for at in told.reach.right(row, k) if not more or at < more[0].k if row.chunks[at].kind is Kind.PLACE)
        return more

    def _bare(self, told: Told, actor: Found[str] | None) -> Draft:
        draft = self._draft(told)
        draft.actor = actor
        draft.places = self.arguments.places(told.row, told.trigger, told.reach)
        draft.open_end = True
        return draft

    def _flying(self, row: Row, units: list[Unit]) -> bool:
        weapons = [unit.weapon for unit in units if unit.weapon is not None]
        return bool(weapons) and all(weapon_type(row, at) in _FLYING and not row.words.is_a(row.lemma(at), "carrier") for at in weapons)

    def _count(self, told: Told, unit: Unit) -> Found[Estimate] | None:
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
        if before < 0:
            return None
        if row.chunks[before].kind is Kind.NUMBER and row.chunks[unit.k].prep == "of":
            return row.figure(before)
        if row.word(before) in {"number", "total"} and row.chunks[unit.k].prep == "of":
            behind = (n for n in range(unit.k + 1, len(row)) if row.chunks[n].kind is Kind.NUMBER and row.chunks[n].prep in {"at", "to"})
            at = next(behind, None)
            return None if at is None else row.figure(at)
        return None

    def _unit_places(self, told: Told, unit: Unit, units: list[Unit], shared: list) -> list:  # type: ignore[type-arg]
        row, sense = told.row, told.trigger.sense
        own = order(row, [at for at in unit.places if self.arguments.is_place(row, at, sense)])
        if len(units) == 1 or not (own or any(u.part for u in units) or any(u.places for u in units[:-1])):
            return shared
        others = {span for other in units if other is not unit for span in (row.span(at) for at in other.places)}
        if own:
            return own
        return [p for p in shared if p.span not in others]

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

    # Territory

    def _territory(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft]:
        row, trigger, reach = told.row, told.trigger, told.reach
        k = trigger.k
        if patient is not None and row.chunks[patient].kind is Kind.PLACES and row.chunks[patient].count is not None:
            return self._several(told, patient, actor)
        draft = self._draft(told)
        draft.actor = actor
        places = self.arguments.places(row, trigger, reach)
        if patient is not None and row.chunks[patient].kind is Kind.PLACE:
            here = order(row, [patient])
            places = [*here, *[p for p in places if not here or p.text != here[0].text]]
        elif patient is not None and row.chunks[patient].kind is Kind.THING:
            span = self.arguments.bare(row, patient)
            draft.target = Found(span.of(row.scene.reading.text), span, 0.8)
        elif patient is not None and row.word(patient) == "it":
            before = next((at for at in range(k - 1, -1, -1) if row.chunks[at].kind is Kind.PLACE), None)
            places = order(row, [before]) if before is not None else places
        draft.places = places
        draft.target = self._taken_from(told) or draft.target
        if trigger.verb == "lose":
            draft.target, draft.actor = draft.actor, None
        return [draft]

    def _several(self, told: Told, patient: int, actor: Found[str] | None) -> list[Draft]:
        row, reach, k = told.row, told.reach, told.trigger.k
        units = series(row, patient, reach.hi if patient > k else k, frozenset({Kind.PLACES}))
        shared = self.arguments.places(row, told.trigger, reach)
        drafts = []
        for unit in units:
            draft = self._draft(told)
            draft.actor = actor
            if unit.chunk.number is not None or unit.elided:
                draft.places_count = None if unit.count is None else Found(unit.count.best, row.span(unit.k), 0.9)
            draft.places = self._unit_places(told, unit, units, shared)
            drafts.append(draft)
        return drafts

    def _taken_from(self, told: Told) -> Found[str] | None:
        row = told.row
        for at in told.reach.right(row, told.trigger.k):
            chunk = row.chunks[at]
            if chunk.prep == "from" and chunk.kind is Kind.PARTY:
                return self.arguments.party(row, chunk.mention)
        return None

    # Who acts

    def _actor(self, told: Told, *, passive: bool) -> Found[str] | None:
        row, trigger = told.row, told.trigger
        k = trigger.k
        if trigger.noun:
            return self._noun_actor(told)
        if trigger.verb == "flee":
            return None
        if trigger.verb == "fall":
            at = next((n for n in told.reach.right(row, k) if row.chunks[n].prep == "to" and row.chunks[n].kind is Kind.PARTY), None)
            return self.arguments.acting(row, at)
        if passive:
            return self.arguments.agent(row, told.reach, k)
        if trigger.verb == "leave":
            before = row.verb_before(k)
            return self._who(told, row.subject(before)) if before is not None else None
        return self._who(told, self._subject(row, k))

    def _subject(self, row: Row, k: int) -> int | None:
        """The subject; of an infinitive behind "prompted the authorities to", those authorities."""
        at = k
        while at > 0:
            if row.chunks[at].prep == "to" and row.chunks[at - 1].kind in {Kind.BODY, Kind.PARTY}:
                return at - 1
            if row.chunks[at - 1].kind is not Kind.VERB or row.chunks[at].sep:
                break
            at -= 1
        return row.subject(k)

    def _who(self, told: Told, k: int | None) -> Found[str] | None:
        row = told.row
        if k is None:
            return None
        found = self.arguments.acting(row, k)
        if found is not None:
            return found
        able = told.trigger.sense in {Sense.EVACUATE, Sense.DETAIN}
        if able and row.chunks[k].kind in {Kind.THING, Kind.PEOPLE} and row.words.is_a(row.word(k), "authority"):
            span = self.arguments.bare(row, k)
            return Found(span.of(row.scene.reading.text).lower(), span, 0.7)
        if able and row.chunks[k].kind is Kind.BODY:
            body = self.arguments.body(row, k)
            if body is not None:
                return body
        if row.chunks[k].kind is Kind.PRONOUN or row.chunks[k].det in {"its", "their", "his"}:
            return self._meant(told, k, able=able)
        return None

    def _meant(self, told: Told, k: int, *, able: bool) -> Found[str] | None:
        row = told.row
        for at in range(k - 1, -1, -1):
            chunk = row.chunks[at]
            if chunk.kind is Kind.PARTY and chunk.prep != "of":
                return self.arguments.acting(row, at)
            mention = row.mention(at)
            if able and mention is not None and mention.label is Label.ORGANISATION:
                return self.arguments.body(row, at)
        if told.memory.source_party is not None:
            return Found(told.memory.source_party, row.span(k), 0.6)
        return None

    def _noun_actor(self, told: Told) -> Found[str] | None:
        row, k = told.row, told.trigger.k
        own = self.arguments.acting(row, k) or self.arguments.agent(row, told.reach, k)
        if own is not None and told.trigger.sense is not Sense.TERRITORY:
            return own
        governor = row.verb_before(k)
        if governor is None or row.is_passive(governor):
            return own
        return self._who(told, self._subject(row, governor)) or own
