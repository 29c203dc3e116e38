"""How sure a proposal is of each field and of the whole record, 0..1, from how each was found."""

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.drafts import Draft, Found

_ABSENT = {
    "count": 0.8,
    "actor": 0.75,
    "target": 0.75,
    "reported_by": 0.85,
    "killed": 0.92,
    "injured": 0.92,
    "places_count": 0.97,
    "disputed_by": 0.97,
}


def confidence_of(draft: Draft, *, has_whole: bool) -> tuple[tuple[str, float], ...]:
    """The confidence of "event" and of each field, as `domain.Event.confidence` holds it."""
    fields: dict[str, float] = {"type": 0.7 if draft.type is EventType.ATTACK and draft.verbal else 0.92}
    for name in ("count", "places_count", "actor", "target", "status", "disputed_by", "date", "killed", "injured", "reported_by"):
        found: Found[object] | None = getattr(draft, name)
        fields[name] = _ABSENT.get(name, 0.8) if found is None else found.sure
    fields["places"] = draft.places_sure if draft.places else 0.75
    fields["part_of"] = 0.85 if has_whole else 0.9
    weakest = min(fields[name] for name in ("type", "status", "date", "places", "actor"))
    fields["event"] = round(draft.sure * (0.6 + 0.4 * weakest), 3)
    return tuple(sorted((name, round(value, 3)) for name, value in fields.items()))
