"""What quotations do to events: a source, a dispute by the one who is said to have acted, or a denial that it happened."""

from analyst_app.domain.ontology import Status
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.who.attribution import Quote


def apply_quotes(drafts: list[Draft], trigger: Trigger, quotes: list[Quote]) -> None:
    """Enter source, denial and dispute of the quotations that reach a trigger into its drafts."""
    for quote in quotes:
        if not quote.first <= trigger.k <= quote.last:
            continue
        for draft in drafts:
            if quote.denies:
                _deny(draft, quote)
            elif draft.reported_by is None or quote.first > 0:
                draft.reported_by = quote.source
            if (
                not quote.denies
                and draft.status.value is Status.PLANNED
                and draft.actor is None
                and quote.party is not None
                and not trigger.noun
            ):
                draft.actor = Found(quote.party, quote.source.span if quote.source else None, 0.6)


def _deny(draft: Draft, quote: Quote) -> None:
    """The author's own denial is a dispute; anybody else's says that it did not happen."""
    names = {name for name in (quote.party, quote.denier.value if quote.denier is not None else None) if name is not None}
    denier = quote.party or next(iter(names), None)
    span = None if quote.denier is None else quote.denier.span
    draft.reported_by = quote.source
    if quote.responsibility and denier is not None and (draft.actor is None or draft.actor.value not in names):
        draft.actor = Found(denier, span, 0.8)
    if draft.actor is not None and draft.actor.value in names:
        draft.disputed_by = Found(draft.actor.value, span, 0.9)
        draft.status = Found(Status.OCCURRED, None, 0.85)
    else:
        draft.status = Found(Status.DENIED, span or draft.trigger, 0.88)


def quote_back(row: Row, triggers: list[Trigger], quotes: list[Quote], told: list[Draft]) -> None:
    """Who is quoted for what came of an act is the source for the act told straight before.

    As in "16:15 Artillery hit an ambulance. A paramedic died, the governor says": the closing sentence names no act of its
    own. Only in the entries of a log, which have one source each.
    """
    source = next((quote.source for quote in quotes if quote.first == 0 and not quote.denies and quote.source is not None), None)
    above = row.scene.blocks[row.sentence.block].heading
    entry = above is not None and row.scene.blocks[above].kind is BlockKind.TIME_STAMP
    if not entry or source is None or not triggers or any(trigger.sense is not Sense.KILL for trigger in triggers):
        return
    for draft in reversed(told):
        if draft.sentence < row.sentence.index - 1:
            return
        before = draft.block == row.sentence.block and draft.sentence == row.sentence.index - 1
        if before and draft.reported_by is None and draft.type.is_attack:
            draft.reported_by = Found(source.value, source.span, 0.6)
