"""Weapons sent off ("launched 31 drones", "dropped three bombs"): from the verb and its weapons to drafts."""

from analyst_app.extraction.events.attack_frame import GENERIC, AttackFrame, Told, count_of, counts_as_act, joins_act
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.units import Unit, series

_USING = frozenset({"use", "employ", "deploy", "expend"})


class LaunchAttacks(AttackFrame):
    """Builds the drafts of weapons that a verb sends off."""

    def launched(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft] | None:
        """The drafts of the weapons sent off; none where the verb acts on no weapon, None where they are told already."""
        row, k, reach = told.row, told.trigger.k, told.reach
        if patient is None:
            return []
        chunk = row.chunks[patient]
        weapon = patient
        stands_for = chunk.kind in {Kind.NUMBER, Kind.PRONOUN} or row.word(patient) in {"number", "total", "most"}
        if stands_for and patient + 1 < len(row) and row.chunks[patient + 1].kind is Kind.WEAPON:
            weapon = patient + 1
            patient = patient if chunk.kind is Kind.NUMBER else weapon
        if row.chunks[weapon].kind is not Kind.WEAPON:
            return []
        stop = reach.hi if patient > k else k
        if joins_act(row, weapon) or self._munitions_of_strike(told, weapon) or self._launched_before(told, weapon):
            return None
        # Guns that are fired from are nothing sent off: "fired 40 shells from mortars and howitzers".
        guns = (at for at in range(weapon + 1, stop) if row.chunks[at].prep == "from" and row.chunks[at].kind is Kind.WEAPON)
        units = series(row, patient, next(guns, stop), frozenset({Kind.WEAPON}))
        if actor is None:
            actor = self.arguments.acting(row, weapon)
        drafts = self.weapon_drafts(told, units, actor)
        doer = None if row.is_passive(k) else row.subject(k)
        if doer is not None and len(drafts) == 1 and row.chunks[doer].kind is Kind.WEAPON and doer != patient:
            # "a drone dropped a grenade": the one that drops decides, and is the act that counts
            drafts[0].type = row.weapon_type(doer) or drafts[0].type
            if counts_as_act(row, doer):
                drafts[0].count = row.figure(doer)
        return drafts

    def _munitions_of_strike(self, told: Told, weapon: int) -> bool:
        """Whether the weapons are those of a strike whose number the sentence tells ("launched 87 air strikes, dropping 130 bombs").

        A strike of no stated kind takes its kind from them.
        """
        row = told.row
        k = told.trigger.k
        participle = row.scene.words[row.chunks[k].head].endswith("ing")
        dropped = row.lemma(k) in {"drop", "release"} and bool(row.chunks[k].sep)
        if not (participle or dropped or told.trigger.verb == "use"):
            return False
        kind = row.weapon_type(weapon)
        here = [d for d in told.memory.drafts if d.sentence == row.sentence.index and d.count is not None]
        same = [d for d in here if d.type is kind and (participle or not d.verbal)]
        if same and (not dropped or self._enough_for(row, weapon, same[-1])):
            return True
        last = here[-1] if here and participle else None
        if last is None or kind is None or last.type not in GENERIC or not self._enough_for(row, weapon, last):
            return False
        last.type, last.weapon = kind, self.weapon_words(row, weapon)
        return True

    def _enough_for(self, row: Row, weapon: int, strikes: Draft) -> bool:
        """Whether there are at least as many munitions as strikes: fewer are those of some of them only."""
        number = row.figure(weapon)
        return number is None or strikes.count is None or number.value.best >= strikes.count.value.best

    def _launched_before(self, told: Told, weapon: int) -> bool:
        """Whether a participle only adds how the weapons of the act told before were sent ("(launched from Kursk region)")."""
        row, k = told.row, told.trigger.k
        if weapon > k or not row.is_reduced(k):
            return False
        words = self.weapon_words(row, weapon)
        return any(d.sentence == row.sentence.index and d.weapon == words and d.chunk < k for d in told.memory.drafts)

    def armed_with(self, told: Told) -> list[Unit]:
        """As in "attacked X with seven missiles and 84 drones": the weapons that are counted behind "with"."""
        row, k = told.row, told.trigger.k
        for at in told.reach.right(row, k):
            chunk = row.chunks[at]
            if (
                chunk.prep in {"with", "using", "by"}
                and chunk.kind is Kind.WEAPON
                and (chunk.number is not None or chunk.count is not None)
            ):
                if not counts_as_act(row, at):
                    return []
                return series(row, at, told.reach.hi, frozenset({Kind.WEAPON}))
        return []

    def used_for_it(self, told: Told) -> list[Unit]:
        """As in "used 86 guided bombs to strike X": the weapons that are counted before an infinitive of purpose."""
        row, k = told.row, told.trigger.k
        using = row.verb_before(k) if row.chunks[k].prep == "to" else None
        if using is None or row.lemma(using) not in _USING:
            return []
        at = row.direct_object(using)
        if at is None or row.chunks[at].kind is not Kind.WEAPON or row.chunks[at].count is None or not counts_as_act(row, at):
            return []
        return series(row, at, k, frozenset({Kind.WEAPON}))

    def weapon_words(self, row: Row, k: int) -> str:
        """The weapon at a chunk, without number and article."""
        at = row.chunks[k].weapon
        return row.text(k) if at is None else row.scene.reading.mentions[at].text

    def _of_the_same_number(self, row: Row, before: Unit, unit: Unit) -> bool:
        """As in "74 Shahed UAVs and drones of unknown type": one number counts both."""
        if before.weapon is None or unit.weapon is None or before.count is None or unit.count is not None:
            return False
        plain = unit.chunk.plural and not unit.chunk.det and unit.chunk.number is None and unit.chunk.sep == "and"
        return plain and row.weapon_type(before.weapon) is row.weapon_type(unit.weapon)

    def weapon_drafts(self, told: Told, units: list[Unit], actor: Found[str] | None) -> list[Draft]:
        """One draft for each counted group of weapons."""
        row, reach, k = told.row, told.reach, told.trigger.k
        drafts: list[Draft] = []
        whole_places = self.arguments.places(row, told.trigger, reach)
        target = self.target_in(row, list(reach.right(row, k)))
        for n, unit in enumerate(units):
            if n and self._of_the_same_number(row, units[n - 1], unit):
                continue
            weapon = unit.weapon if unit.weapon is not None else next((u.weapon for u in units if u.weapon is not None), None)
            draft = self.draft(told, self.kind(told, weapon, actor))
            if weapon is not None:
                draft.weapon = self.weapon_words(row, weapon)
            draft.actor, draft.target = actor, target
            draft.places = whole_places
            sown = weapon is not None and row.lemma(weapon) == "mine" and row.words.is_a(row.word(k), "launch")
            draft.count = count_of(row, unit) if weapon is None or (counts_as_act(row, weapon) and not sown) else None
            if unit.part and drafts:
                base = (
                    drafts[-1]
                    if unit.nested and drafts[-1].whole is not None
                    else next((d for d in reversed(drafts) if d.whole is None), drafts[0])
                )
                draft.whole, draft.part_words = base, row.span(unit.k)
            drafts.append(draft)
        return drafts
