"""Attack verbs ("launched 31 drones", "was shelled seven times"): from the verb with its weapons and objects to drafts."""

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.attack_frame import GENERIC, Told, count_of, counts_as_act, number_for
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.launches import LaunchAttacks
from analyst_app.extraction.events.weapon_shares import weapon_shares, weapons_in_turn
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.patients import acted_on
from analyst_app.extraction.grammar.row import RELATIVES, Row
from analyst_app.extraction.grammar.units import series

_ONE_MORE = frozenset({
    "another", "others", "other", "the", "a", "second", "third", "fourth", "fifth", "one", "last", "first", "more", "two", "both", "all",
    "some", "several", "latter", "former",
})  # fmt: skip


class VerbAttacks(LaunchAttacks):
    """Builds the drafts of attack verbs."""

    def build(self, told: Told) -> list[Draft]:
        """The drafts of one attack verb."""
        row, k = told.row, told.trigger.k
        subject = row.subject(k)
        went_off = told.trigger.types[0] is EventType.EXPLOSION and subject is not None and row.chunks[subject].kind is Kind.WEAPON
        passive = row.is_passive(k) and not went_off
        launch = row.words.is_a(row.word(k), "launch") or told.trigger.verb == "use"
        patient = self._patient(told, passive=passive, subject=subject)
        doer = None if passive else subject
        if passive and subject is not None and (self._told_of_it(told, subject) or self._only_success(told, subject)):
            return []
        actor = self._verb_actor(told, doer, passive=passive)
        if launch:
            drafts = self.launched(told, patient, actor)
            if drafts is None:
                return []
            if drafts:
                return drafts
        return self._struck(told, patient, doer, actor)

    def _patient(self, told: Told, *, passive: bool, subject: int | None) -> int | None:
        row, trigger = told.row, told.trigger
        k = trigger.k
        if passive:
            if row.is_reduced(k) and k == 0:
                return next((at for at in range(k + 1, len(row)) if row.chunks[at].sep.startswith(":")), None)
            return subject
        found = row.direct_object(k) if trigger.length == 1 else acted_on(row, k, trigger.length)
        token = row.chunks[k].head
        if found is None and row.scene.deps[token] in {"relcl", "acl"} and row.scene.heads[token] in row.at:
            head = row.at[row.scene.heads[token]]
            return head if head != subject else None
        return found

    def _only_success(self, told: Told, subject: int) -> bool:
        """As in "confirmed a strike and said that all targets had been hit": how well the act went that the sentence has told."""
        row = told.row
        general = row.lemma(subject) == "target" and row.chunks[subject].number is None
        return general and any(d.sentence == row.sentence.index and d.type.is_attack for d in told.memory.drafts)

    def _told_of_it(self, told: Told, subject: int) -> bool:
        """Whether the sentence has told already of the act on this very thing ("fired missiles at the tanker, which was hit")."""
        row, k = told.row, told.trigger.k
        pronoun = any(row.word(at) in RELATIVES and row.chunks[at].kind is Kind.PRONOUN for at in range(subject + 1, k))
        span = row.span(subject)
        earlier = (d for d in told.memory.drafts if d.sentence == row.sentence.index and d.type.is_attack and d.target is not None)
        return pronoun and any(d.target is not None and d.target.span is not None and span.covers(d.target.span) for d in earlier)

    def _verb_actor(self, told: Told, doer: int | None, *, passive: bool) -> Found[str] | None:
        row, k = told.row, told.trigger.k
        if passive:
            return self.arguments.agent(row, told.reach, k)
        if doer is None:
            before = row.verb_before(k)
            tries = before is not None and row.lemma(before) in {"attempt", "try"} and before > 0
            return self._trying(told, before) if tries and before is not None else None
        found = self.arguments.acting(row, doer) or self.pronoun(told, doer)
        if found is None and row.lemma(doer) in {"attempt", "effort", "bid", "try"}:
            return self._trying(told, doer)
        return found

    def _trying(self, told: Told, attempt: int) -> Found[str] | None:
        """Whose attempt it is: "enemy attempts to advance", "Russian troops made two attempts to break through"."""
        row = told.row
        before = attempt - 1
        if before >= 0 and row.chunks[before].kind is Kind.PARTY and not row.chunks[attempt].sep:
            return self.arguments.acting(row, before)
        verb = row.verb_before(attempt)
        return None if verb is None or row.is_passive(verb) else self.arguments.acting(row, row.subject(verb))

    def _struck(self, told: Told, patient: int | None, doer: int | None, actor: Found[str] | None) -> list[Draft]:
        row, k, reach = told.row, told.trigger.k, told.reach
        if patient is not None and row.chunks[patient].kind is Kind.PLACES and row.chunks[patient].number is not None:
            stop = reach.hi if patient > k else k
            base = self.draft(told, self.kind(told, self._doing_weapon(told, doer), actor, doer))
            base.actor = actor
            return self.places_units(told, base, series(row, patient, stop, frozenset({Kind.PLACES})))
        gapped = self._gapped(told, patient, doer, actor)
        if gapped:
            return gapped
        by_weapon = self._weapon_by_weapon(told, actor)
        if by_weapon:
            return self._aimed(told, by_weapon, patient)
        armed = self.armed_with(told) or self.used_for_it(told)
        if armed:
            return self._aimed(told, self.weapon_drafts(told, armed, actor), patient)
        weapon = self._doing_weapon(told, doer)
        draft = self.draft(told, self.kind(told, weapon, actor, doer))
        if weapon is None:
            self._another(told, draft, doer)
        draft.actor = actor or draft.actor
        draft.places = self.arguments.places(row, told.trigger, reach)
        count, at = self._verb_count(told, doer, weapon)
        if count is not None:
            draft.count = Found(count, row.span(at) if at is not None else None, 0.9)
        if weapon is not None:
            draft.weapon = self.weapon_words(row, weapon)
        self._of_some(told, draft, doer)
        if self._runs_over(told, draft, patient, doer):
            return [draft]
        return self._aimed(told, [draft], patient)

    def _runs_over(self, told: Told, draft: Draft, patient: int | None, doer: int | None) -> bool:
        """As in "their tractor hit a mine": what is hit blows up, and who hit it suffers."""
        row = told.row
        if patient is None or doer is None or draft.type not in GENERIC or row.weapon_type(patient) is not EventType.EXPLOSION:
            return False
        if row.chunks[doer].kind in {Kind.WEAPON, Kind.PARTY} or row.chunks[patient].det not in {"a", "an", "another"}:
            return False
        draft.type, draft.count = EventType.EXPLOSION, Found(Estimate.exactly(1), row.span(patient), 0.85)
        draft.actor, draft.target = None, self.arguments.target(row, doer)
        return True

    def _weapon_by_weapon(self, told: Told, actor: Found[str] | None) -> list[Draft]:
        """As in "struck it 14 times, nine times with artillery and five with drones": all of them, and the parts by weapon."""
        row = told.row
        count, at = self.times(told)
        if count is None or at is None:
            return []
        in_turn = weapons_in_turn(row, at)
        shares = in_turn or weapon_shares(row, at)
        if not shares:
            return []
        kinds = {row.weapon_type(weapon) for _, weapon in shares}
        whole = self.draft(told, EventType.ATTACK if len(kinds) > 1 else self.kind(told, None, None))
        whole.actor, whole.places = actor, self.arguments.places(row, told.trigger, told.reach)
        whole.count = Found(count, row.span(at), 0.9)
        parts = []
        for number, weapon in shares:
            part = self.draft(told, self.kind(told, weapon, actor))
            part.actor, part.places, part.count = actor, list(whole.places), row.figure(number) or self._times_at(row, number)
            part.weapon = self.weapon_words(row, weapon)
            if not in_turn:
                part.whole, part.part_words = whole, row.span(number)
            parts.append(part)
        return parts if in_turn else [whole, *parts]

    def _times_at(self, row: Row, k: int) -> Found[Estimate] | None:
        count = row.chunks[k].count
        return None if count is None else Found(count, row.span(k), 0.9)

    def _aimed(self, told: Told, drafts: list[Draft], patient: int | None) -> list[Draft]:
        row, k = told.row, told.trigger.k
        target = None
        if patient is not None:
            chunk = row.chunks[patient]
            if chunk.kind is Kind.PLACE:
                found = self.arguments.target(row, patient)
                if found is not None:
                    target = found
                    for draft in drafts:
                        draft.places = [p for p in draft.places if p.span != found.span]
                else:
                    here = order(row, [patient])
                    for draft in drafts:
                        draft.places = [*here, *[p for p in draft.places if p.text != here[0].text]] if here else draft.places
            else:
                target = self.arguments.target(row, patient)
        if target is None:
            target = self.target_in(row, list(told.reach.right(row, k)))
        for draft in drafts:
            draft.target = target or draft.target
        return drafts

    def _doing_weapon(self, told: Told, doer: int | None) -> int | None:
        row = told.row
        if doer is not None:
            if row.chunks[doer].kind is Kind.WEAPON:
                return self._affirmed(row, doer)
            if row.chunks[doer].kind is Kind.NUMBER and doer + 1 < len(row) and row.chunks[doer + 1].kind is Kind.WEAPON:
                return doer + 1
        return self.instrument(row, told.reach, told.trigger.k)

    def _affirmed(self, row: Row, k: int) -> int:
        """As in "It was a rocket, and not a drone, that hit the bakery": the weapon that is not denied."""
        first = row.chunks[k].first
        if "not" not in row.scene.words[max(row.sentence.tokens.start, first - 2) : first]:
            return k
        return next((at for at in range(k - 1, -1, -1) if row.chunks[at].kind is Kind.WEAPON), k)

    def _gapped(self, told: Told, patient: int | None, doer: int | None, actor: Found[str] | None) -> list[Draft]:
        """As in "Kherson was shelled seven times, Beryslav four times"; "drones attacked Nikopol, artillery Marhanets"."""
        row, k = told.row, told.trigger.k
        if patient is None or row.chunks[patient].kind is not Kind.PLACE:
            return []
        units = series(row, patient, patient + 1, frozenset())
        units += [
            u for u in series(row, k, told.reach.hi, frozenset({Kind.PLACE, Kind.WEAPON}))[1:] if u.chunk.kind in {Kind.PLACE, Kind.WEAPON}
        ]
        if len(units) < 2:
            return []
        count, at = self._verb_count(told, doer, None)
        units[0].count, units[0].count_at = count, at
        drafts = []
        for n, unit in enumerate(units):
            weapon = self._doing_weapon(told, doer) if n == 0 else unit.weapon
            draft = self.draft(told, self.kind(told, weapon, actor))
            draft.actor = actor
            draft.count = count_of(row, unit)
            draft.places = order(row, unit.places if n else [patient])
            drafts.append(draft)
        return drafts

    def _verb_count(self, told: Told, doer: int | None, weapon: int | None) -> tuple[Estimate | None, int | None]:  # noqa: PLR0911 - one return for each case of the rule
        row, k = told.row, told.trigger.k
        count, at = self.times(told)
        if count is not None:
            return count, at
        tried = number_for(row, k)
        if tried is not None:
            return row.chunks[tried].count, tried
        if doer is not None and row.chunks[doer].kind in {Kind.NUMBER, Kind.ACT}:
            return row.chunks[doer].count if doer == 0 or row.chunks[doer].kind is Kind.NUMBER else row.chunks[doer - 1].count, doer
        blast = EventType.EXPLOSION is told.trigger.types[0]
        if weapon is not None and weapon < k and (blast or counts_as_act(row, weapon)):
            return row.chunks[weapon].count, weapon
        if blast and (at := self._blown_up_on(row, k)) is not None:
            return row.chunks[at].count, at
        means = next((n for n in told.reach.right(row, k) if row.chunks[n].prep in {"with", "using"} and _are_means(row, n)), None)
        if means is not None:
            return row.chunks[means].count, means
        if doer is None and row.is_passive(k):
            return None, None
        if weapon is None and EventType.EXPLOSION is told.trigger.types[0]:
            obj = row.direct_object(k)
            if obj is not None and row.chunks[obj].kind is Kind.WEAPON:
                return row.chunks[obj].count, obj
        return None, None

    def _another(self, told: Told, draft: Draft, doer: int | None) -> None:
        """As in "A drone hit a school; another hit a clinic": a weapon left out is the one that struck before."""
        row = told.row
        if doer is None or draft.type not in GENERIC or (row.chunks[doer].mention is not None and row.chunks[doer].kind is not Kind.NUMBER):
            return
        words = {row.scene.words[i] for i in range(row.chunks[doer].first, row.chunks[doer].last + 1)}
        if not (words <= _ONE_MORE or row.chunks[doer].kind is Kind.NUMBER):
            return
        near = (d for d in reversed(told.memory.drafts) if d.block == draft.block and draft.sentence - d.sentence <= 1)
        before = next((d for d in near if d.verbal and d.type.is_attack and d.weapon), None)
        flown = next((at for at in range(doer - 1, -1, -1) if row.chunks[at].weapon is not None), None)
        if before is not None:
            draft.type, draft.weapon, draft.actor = before.type, before.weapon, before.actor
            self._of_those_sent(row, draft, before, doer)
        elif flown is not None and (kind := row.weapon_type(flown)) is not None:
            draft.type, draft.weapon = kind, self.weapon_words(row, flown)
        else:
            return
        if draft.count is None and not words & {"others", "both", "all", "some", "several"}:
            draft.count = row.figure(doer) or Found(Estimate.exactly(1), row.span(doer), 0.8)

    def _of_those_sent(self, row: Row, draft: Draft, sent: Draft, doer: int) -> None:
        """As in "9 Shaheds: 5 were shot down, 4 hit a depot": a bare number of what was sent just before is some of it."""
        number = row.figure(doer) if row.chunks[doer].kind is Kind.NUMBER else None
        if number is not None and sent.count is not None and number.value.best < sent.count.value.best:
            draft.count, draft.whole, draft.part_words = number, sent, row.span(doer)

    def _blown_up_on(self, row: Row, k: int) -> int | None:
        """What somebody blew up on ("drove over a mine and blew up", "blew up on an unknown device")."""
        at = k + 1
        on = at < len(row) and row.chunks[at].prep == "on" and row.chunks[at].kind in {Kind.WEAPON, Kind.THING}
        return at if on and row.chunks[at].count is not None else None

    def _of_some(self, told: Told, draft: Draft, doer: int | None) -> None:
        """As in "six of the nine hit it", "one of the air strikes hit ...": some of the events told before."""
        row = told.row
        if doer is None:
            return
        number = doer if row.chunks[doer].kind is Kind.NUMBER else doer - 1
        if number < 0 or row.chunks[number].kind is not Kind.NUMBER or number + 1 >= len(row):
            return
        of = row.chunks[number + 1]
        if of.prep != "of":
            return
        draft.count = row.figure(number) or draft.count
        whole = self._whole_of(told, number + 1)
        if whole is not None:
            draft.whole, draft.part_words, draft.type = whole, row.span(number + 1), whole.type if draft.type in GENERIC else draft.type
            draft.actor = draft.actor or whole.actor

    def _whole_of(self, told: Told, k: int) -> Draft | None:
        row, memory = told.row, told.memory
        chunk = row.chunks[k]
        if chunk.kind is Kind.ACT:
            mention = row.mention(k)
            types = mention.attack_types if mention is not None else ()
            return memory.referent(row, k, types, chunk.count.best if chunk.number is not None and chunk.count else None) if types else None
        if chunk.kind is Kind.NUMBER and chunk.count is not None:
            return memory.with_count(chunk.count.best)
        if chunk.kind is Kind.WEAPON:
            kind = row.weapon_type(k)
            return next((d for d in reversed(memory.drafts) if d.type is kind and d.count is not None), None)
        if chunk.kind is Kind.PRONOUN:
            return next((d for d in reversed(memory.drafts) if d.type.is_attack and d.count is not None), None)
        return None


def _are_means(row: Row, k: int) -> bool:
    """Whether what flies in is counted at a chunk without its kind ("with 215 air attack assets")."""
    return row.chunks[k].number is not None and row.lemma(k) in {"asset", "means", "weapon", "target", "vehicle", "munition"}
