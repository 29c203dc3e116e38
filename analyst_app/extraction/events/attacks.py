"""Events of family attack: hands attack nouns and attack verbs to their builders."""

from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.attack_nouns import NounAttacks
from analyst_app.extraction.events.attack_verbs import VerbAttacks
from analyst_app.extraction.events.drafts import Draft


class AttackBuilder:
    """Builds the drafts of attack words."""

    def __init__(self, arguments: Arguments) -> None:
        self._nouns = NounAttacks(arguments)
        self._verbs = VerbAttacks(arguments)

    def build(self, told: Told, spread: int | None = None) -> list[Draft]:
        """The drafts of one trigger, most often one; `spread` is where the numbers of "Of the air strikes, nine ..." start."""
        builder = self._nouns if told.trigger.noun else self._verbs
        drafts = builder.build(told) if spread is None else self._nouns.spread(told, spread)
        builder.counted_places(told, drafts)
        for draft in drafts:
            draft.chunk = told.trigger.k
        return drafts
