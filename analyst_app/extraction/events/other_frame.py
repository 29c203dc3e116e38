"""What the builders of events outside the attack family share: the empty draft, and who acts."""

from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Arguments, order
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.drafts import Draft, Found, PlaceName
from analyst_app.extraction.events.triggers import TYPE_OF, Sense
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.units import Unit


class OtherFrame:
    """The common ground of the builders."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def draft(self, told: Told) -> Draft:
        """A draft at the trigger with nothing filled in."""
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

    def unit_places(self, told: Told, unit: Unit, units: list[Unit], shared: list[PlaceName]) -> list[PlaceName]:
        """The places of one unit of several: its own, else those that they share."""
        row, sense = told.row, told.trigger.sense
        own = order(row, [at for at in unit.places if self.arguments.is_place(row, at, sense)])
        if len(units) == 1 or not (own or any(u.part for u in units) or any(u.places for u in units[:-1])):
            return shared
        others = {span for other in units if other is not unit for span in (row.span(at) for at in other.places)}
        if own:
            return own
        return [p for p in shared if p.span not in others]

    def actor(self, told: Told, *, passive: bool) -> Found[str] | None:
        """Who does it, where the words say so."""
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
