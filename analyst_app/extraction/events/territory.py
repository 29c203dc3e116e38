"""Places captured, recaptured and lost: from a trigger to drafts."""

from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.other_frame import OtherFrame
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.units import series
from analyst_app.extraction.where_when.when import days_of


class TerritoryBuilder(OtherFrame):
    """Builds the drafts of changes of territory."""

    def build(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft]:
        """The drafts of one trigger that acts on the chunk `patient`."""
        row, trigger, reach = told.row, told.trigger, told.reach
        k = trigger.k
        if patient is not None and row.chunks[patient].kind is Kind.PLACES and row.chunks[patient].count is not None:
            return self._several(told, patient, actor)
        dated = self._dated(told, patient, actor)
        if dated:
            return dated
        draft = self.draft(told)
        draft.actor = actor
        places = self.arguments.places(row, trigger, reach)
        if patient is not None and row.chunks[patient].kind is Kind.PLACE:
            here = order(row, [patient])
            beyond = next((at for at in range(max(k, patient) + 1, len(row)) if row.chunks[at].kind is Kind.VERB), len(row))
            others = {p.span for p in order(row, range(beyond, len(row)))}
            places = [p for p in places if p.span not in others]
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

    def _dated(self, told: Told, patient: int | None, actor: Found[str] | None) -> list[Draft]:
        """As in "Taken by the Taliban: on Friday Zaranj, on Saturday Sheberghan": one record for each place with its day."""
        row = told.row
        if patient is None or not any(c.sep.startswith(":") for c in row.chunks[told.trigger.k + 1 : patient + 1]):
            return []
        drafts = []
        for at in range(patient, told.reach.hi):
            dated = at > 0 and row.chunks[at - 1].kind is Kind.DATE
            days = days_of(row, at - 1, told.memory) if dated and row.chunks[at].kind is Kind.PLACE else None
            if days is None:
                continue
            draft = self.draft(told)
            draft.actor, draft.places = actor, order(row, [at])
            draft.date, draft.own_date = Found(days, row.span(at - 1), 0.9), True
            drafts.append(draft)
        return drafts if len(drafts) > 1 else []

    def _several(self, told: Told, patient: int, actor: Found[str] | None) -> list[Draft]:
        row, reach, k = told.row, told.reach, told.trigger.k
        units = series(row, patient, reach.hi if patient > k else k, frozenset({Kind.PLACES}))
        shared = self.arguments.places(row, told.trigger, reach)
        drafts = []
        taken_from = self._taken_from(told)
        for unit in units:
            draft = self.draft(told)
            draft.actor, draft.target = actor, taken_from
            if unit.chunk.number is not None or unit.elided:
                draft.places_count = None if unit.count is None else Found(unit.count.best, row.span(unit.k), 0.9)
            draft.places = self.unit_places(told, unit, units, shared)
            drafts.append(draft)
        return drafts

    def _taken_from(self, told: Told) -> Found[str] | None:
        row = told.row
        for at in told.reach.right(row, told.trigger.k):
            chunk = row.chunks[at]
            if chunk.prep == "from" and chunk.kind is Kind.PARTY:
                return self.arguments.party(row, chunk.mention)
        return None
