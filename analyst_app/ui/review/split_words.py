"""How a typed line splits an event: the counts of the new events, or one for each place. Pure; knows no widgets."""

import re
from collections.abc import Sequence

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import Ontology
from analyst_app.services.reshaping import Share
from analyst_app.ui.review import event_words
from analyst_app.ui.review.count_words import read_count
from analyst_app.ui.review.event_words import translate

_BETWEEN = re.compile(r"\s*(?:[;&]|\+(?=\s*[\d<~?])|,(?!\d{3}(?!\d)))\s*|\s+and\s+")
"""What stands between counts: a plus, a comma that marks no thousands, “and”."""

MOST = 12


def proposed_line(event: Event) -> str:
    """What the line holds before anything is typed: ones, where there is one act for each of several places; else nothing."""
    places = len(event.places)
    return "+".join(["1"] * places) if places > 1 and event.count == Estimate.exactly(places) else ""


def read_shares(words: str, event: Event) -> tuple[Share, ...]:
    """What each of the new events has.

    As many counts as there are places give each place its own; an empty line gives each place an event without a number.

    Raises:
        ValueError: with a sentence, where the line does not split the event.
    """
    places, plain = event.places, words.strip()
    if not plain:
        if len(places) > 1 and event.count is None:
            return tuple(Share(None, (place,)) for place in places)
        raise ValueError(translate("review", "Write the counts of the new events, such as 10+6."))
    counts = [read_count(part) for part in _BETWEEN.split(plain)]
    if len(counts) < 2 or any(count is None for count in counts):
        raise ValueError(translate("review", "Write at least two counts, such as 10+6."))
    if len(counts) > MOST:
        raise ValueError(translate("review", "That are more than %1 events. Split them in several steps.").replace("%1", str(MOST)))
    if len(places) == len(counts):
        return tuple(Share(count, (place,)) for count, place in zip(counts, places, strict=True))
    return tuple(Share(count, places) for count in counts)


def explain_shares(shares: Sequence[Share], event: Event, ontology: Ontology) -> str:
    """“10 airstrikes, Izyum · 6 airstrikes, Chuhuiv”, and a warning where the counts do not add up to the old one."""
    info = ontology[event.type]
    named = []
    for share in shares:
        many = share.count
        kind = info.label if many is None or many.best == 1 else info.plural
        what = info.label if many is None else f"{event_words.estimate_short(many)} {kind.lower()}"
        named.append(", ".join(part for part in (what, event_words.where(share.places[:1])) if part))
    told = " · ".join(named)
    together = sum(share.count.best for share in shares if share.count is not None)
    if event.count is not None and together != event.count.best:
        warning = translate("review", "Together %1, where the report says %2.")
        told += "\n⚠ " + warning.replace("%1", event_words.number(together)).replace("%2", event_words.number(event.count.best))
    return told
