"""What an event outside the attack family happens to: the people, equipment or place that its trigger acts on."""

from analyst_app.extraction.events.ledgers import leads_list
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.patients import acted_on, described, inverted, list_behind, lost_weapon, trailing, whole_of
from analyst_app.extraction.grammar.row import Row


def patient_of(row: Row, trigger: Trigger, *, passive: bool) -> int | None:  # noqa: C901, PLR0911 - one line for each case of the rule
    """The chunk that a trigger acts on; None where nothing is said."""
    k = trigger.k
    if trigger.noun:
        after = k + 1
        return after if after < len(row) and row.chunks[after].prep == "of" else None
    if trigger.verb in {"fall", "flee"}:
        return row.subject(k)
    if trigger.verb == "leave":
        return _leaving(row, k)
    if trigger.verb == "lose" and trigger.sense is Sense.LOSS:
        return _lost(row, k)
    if passive:
        at = _passive(row, k)
        among_men = trigger.verb == "destroy" and at is not None and row.chunks[at].kind in {Kind.PARTY, Kind.PEOPLE}
        return lost_weapon(row, at) if among_men and at is not None else at
    if trigger.length > 1:
        found = acted_on(row, k, trigger.length)
        return found if trigger.sense is Sense.TERRITORY else counted_noun(row, found)
    joined = row.chunks[k + 1] if k + 1 < len(row) else None
    if joined is not None and joined.kind is Kind.VERB and joined.sep == "and" and not row.is_passive(k + 1):
        # "had shot down or suppressed 181 targets"
        return counted_noun(row, row.direct_object(k + 1))
    found = counted_noun(row, whole_of(row, row.direct_object(k)))
    if found is None:
        found = described(row, k)
    if found is None:
        found = _fronted(row, k)
    if trigger.sense is Sense.LOSS and found is not None and leads_list(row) and row.direct_object(k) is None:
        return None
    return found if found is not None else next((at for at in range(k + 1, len(row)) if row.chunks[at].sep == ":"), None)


def _fronted(row: Row, k: int) -> int | None:
    """The number of what was told before, put in front ("three of which, he said, the air defences intercepted")."""
    for at in range(k - 1, 0, -1):
        if row.chunks[at].sep.startswith(";"):
            return None
        number = row.chunks[at - 1]
        if row.word(at) in {"which", "whom"} and row.chunks[at].prep == "of" and number.kind is Kind.NUMBER and number.count is not None:
            return at - 1
    return None


def counted_noun(row: Row, k: int | None) -> int | None:
    """Behind "the number of" and "most of the": what is meant."""
    if k is None or k + 1 >= len(row) or row.chunks[k + 1].prep != "of":
        return k
    return k + 1 if row.chunks[k].kind is Kind.PRONOUN or row.word(k) in {"number", "total", "most", "majority"} else k


def _lost(row: Row, k: int) -> int | None:
    at = row.direct_object(k)
    return None if at is None else lost_weapon(row, at)


def _leaving(row: Row, k: int) -> int | None:
    subject = row.subject(k)
    if subject is not None and row.chunks[subject].number is not None and row.chunks[k].prep != "to":
        return subject
    return next((at for at in range(k - 1, -1, -1) if row.chunks[at].kind is Kind.PEOPLE), None)


def _passive(row: Row, k: int) -> int | None:
    if k == 0 or (row.is_reduced(k) and k == 1 and row.chunks[0].kind is Kind.DATE):
        listed = list_behind(row, k)
        return listed if listed is not None else inverted(row, k)
    if row.chunks[k].sep.startswith(";") and row.is_reduced(k):
        return trailing(row, k)
    return counted_noun(row, row.subject(k))
