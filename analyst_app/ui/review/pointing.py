"""What lies under a character of the text: an event by its trigger, an event by its words, an entity; each click goes on to the next."""

from collections.abc import Sequence

from analyst_app.domain.spans import Span
from analyst_app.ui.review.session import ReviewSession


class Pointing:
    """Remembers what was under the last click, so that a click on the same again finds what lies below."""

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._last: tuple[list[tuple[str, int]], int] = ([], 0)

    def under(self, position: int, entities: Sequence[int], *, entities_first: bool) -> tuple[str, int] | None:
        """“event” or “entity” and its id; None where nothing is. `entities` are those at the position."""
        at = Span(position, position + 1)
        events = self._session.events
        triggers = [("event", s.id) for s in events if s.event.trigger.overlaps(at)]
        words = [("event", s.id) for s in events if any(e.span.overlaps(at) for e in s.event.evidence)]
        marked = [("entity", entity_id) for entity_id in entities]
        found = list(dict.fromkeys([*marked, *triggers, *words] if entities_first else [*triggers, *words, *marked]))
        if not found:
            return None
        before, turn = self._last
        # The order is that of the first time, so that each has its turn although the lists change on the way.
        self._last = (before, (turn + 1) % len(before)) if sorted(found) == sorted(before) else (found, 0)
        order, turn = self._last
        return order[turn]
