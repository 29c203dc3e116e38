"""What the palette offers, as data, and in which order: commands, screens, saved filters, reports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analyst_app.ui.palette.matching import score

MOST_SHOWN = 60
BY_WHAT_IT_DOES = 90
"""How far a match in what a command does lies behind one in its name: "undo" must never run what only mentions undo."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `kind` says what it is ("Review", "Everywhere", "Report", "Saved filter"); `sought` are words that it is also found by.

    `usable` is whether it can be done now; `ticked` whether it is on, for what can be on or off.
    """

    id: str
    title: str
    kind: str
    run: Callable[[], object]
    keys: str = ""
    sought: str = ""
    usable: bool = True
    ticked: bool | None = None

    def spoken(self) -> str:
        """The whole line in words, for those who hear it."""
        parts = [self.title, self.kind, self.keys]
        if self.ticked is not None:
            parts.append("on" if self.ticked else "off")
        if not self.usable:
            parts.append("not now")
        return ", ".join(part for part in parts if part)


def found(entries: Iterable[Entry], query: str, *, recent: Sequence[str]) -> list[Entry]:
    """The entries that match, best first; what was used of late stands before what matches as well. Without a query: recent ones first."""
    place = {name: number for number, name in enumerate(recent)}
    listed = list(entries)
    if not query.strip():
        return sorted(listed, key=lambda entry: (place.get(entry.id, len(place)), not entry.usable))[:MOST_SHOWN]
    ranked = []
    for number, entry in enumerate(listed):
        by_title, by_rest = score(query, entry.title), score(query, f"{entry.title} {entry.kind} {entry.sought}")
        best = max((n for n in (by_title, None if by_rest is None else by_rest - BY_WHAT_IT_DOES) if n is not None), default=None)
        if best is not None:
            bonus = 12 - place[entry.id] // 2 if entry.id in place else 0
            ranked.append((-(best + bonus + (0 if entry.usable else -5)), number, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda one: one[:2])][:MOST_SHOWN]
