"""Events outside the attack family, casualties excepted: hands triggers to their builders."""

from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.counted_events import CountedBuilder
from analyst_app.extraction.events.drafts import Draft
from analyst_app.extraction.events.patient_of import patient_of
from analyst_app.extraction.events.territory import TerritoryBuilder
from analyst_app.extraction.events.triggers import Sense


class OtherBuilder:
    """Builds the drafts of interceptions, losses, changes of territory, detentions and evacuations."""

    def __init__(self, arguments: Arguments) -> None:
        self._counted = CountedBuilder(arguments)
        self._territory = TerritoryBuilder(arguments)

    def build(self, told: Told) -> list[Draft]:
        """The drafts of one trigger."""
        row, trigger = told.row, told.trigger
        passive = not trigger.noun and row.is_passive(trigger.k)
        patient = patient_of(row, trigger, passive=passive)
        builder = self._territory if trigger.sense is Sense.TERRITORY else self._counted
        drafts = builder.build(told, patient, builder.actor(told, passive=passive))
        for draft in drafts:
            draft.chunk = trigger.k
        return drafts
