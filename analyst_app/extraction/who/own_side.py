"""Who acts where nobody is named, in a report that speaks for one side: the enemy, or where the enemy suffers, one's own.

Source: the annotation contract, by which the speaker's own side may make an unnamed actor plain.
"""

from collections import Counter

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import BlockKind

_ONES_OWN = frozenset({EventType.INTERCEPTION, EventType.EQUIPMENT_LOSS})
_OF_NOBODY = frozenset({EventType.CLASH, EventType.EXPLOSION})
_HOSTILE = frozenset(
    {"enemy", "enemies", "occupier", "occupiers", "occupant", "occupants", "invader", "invaders", "aggressor", "aggressors", "adversary"}
)
_HEADING_BLOCKS = 3


class OwnSide:
    """Judges the drafts of one report."""

    def __init__(self, arguments: Arguments, scene: Scene) -> None:
        self.arguments = arguments
        self.scene = scene

    def take(self, drafts: list[Draft]) -> None:
        """In a report that speaks for one side, acts of nobody named are the enemy's, and what befell the enemy is one's own."""
        own = self.scene.reading.speaker
        if own is None or not self._partial():
            return
        enemy = self._enemy(own)
        if enemy is None:
            return
        for draft in drafts:
            if draft.actor is None and draft.status.value is not Status.DENIED:
                side = self._side(draft, own, enemy)
                draft.actor = None if side is None else Found(side, draft.trigger, 0.65)

    def _partial(self) -> bool:
        """Whether the report itself takes sides: it is headed by a body, or says "the enemy" more than in a quotation."""
        scene = self.scene
        hostile = sum(
            1
            for at, mention in enumerate(scene.reading.mentions)
            if mention.label is Label.ACTOR and any(scene.words[i] in _HOSTILE for i in scene.mention_tokens[at])
        )
        if hostile > 1:
            return True
        heads = [b for b in scene.blocks[:_HEADING_BLOCKS] if b.kind in {BlockKind.TITLE, BlockKind.DATELINE, BlockKind.HEADING}]
        return any(
            mention.label in {Label.ACTOR, Label.ORGANISATION} and any(block.span.covers(mention.span) for block in heads)
            for mention in scene.reading.mentions
        )

    def _enemy(self, own: str) -> str | None:
        named = Counter(m.canonical for m in self.scene.reading.mentions if m.canonical is not None)
        against = dict.fromkeys(other for conflict in self.arguments.conflicts for other in conflict.opponents(own))
        return max(against, key=lambda party: named[party], default=None)

    def _side(self, draft: Draft, own: str, enemy: str) -> str | None:
        told_by = None if draft.reported_by is None else self.arguments.party_in(draft.reported_by.value)
        if told_by == enemy:
            return None
        against = self._whose(draft, own, enemy)
        if draft.type in _ONES_OWN:
            return enemy if against == own else own
        if draft.type is EventType.CASUALTIES:
            return own if against == enemy else None
        if not draft.type.is_attack or draft.type in _OF_NOBODY:
            return None
        return own if against == enemy else enemy

    def _whose(self, draft: Draft, own: str, enemy: str) -> str | None:
        """Whose the thing is that the act befell, by its words."""
        if draft.target is None:
            return None
        words = draft.target.value
        if any(word in _HOSTILE for word in words.lower().replace("’s", "").replace("'s", "").split()):
            return enemy
        party = self.arguments.party_in(words)
        return party if party in {own, enemy} else None
