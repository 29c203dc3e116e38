"""Which keys each action has: those of its table, or the analyst's own in their place. Finds clashes and says them in words."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from analyst_app.ui.actions import ActionSpec, Scope, plain_title, portable, tooltip_of, translated, written_keys

NEVER = frozenset({"Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Esc", "F10", "Menu"})
"""Keys with a meaning of their own in every window: to go on, to leave, to open a menu."""


class Keys(QObject):
    """One for each window. `own` holds the keys of the actions whose keys were changed, by the action's id; none at all is a choice, too.

    Signals:
        changed(): some action has other keys.
    """

    changed = Signal()

    def __init__(self, own: Mapping[str, Sequence[str]] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = {name: tuple(filter(None, map(portable, keys))) for name, keys in (own or {}).items()}

    @property
    def own(self) -> Mapping[str, tuple[str, ...]]:
        """What differs from the tables."""
        return MappingProxyType(self._own)

    def of(self, spec: ActionSpec) -> tuple[str, ...]:
        """The keys of an action, in Qt's portable notation."""
        return self._own.get(spec.id, spec.shortcuts)

    def written(self, spec: ActionSpec) -> str:
        """The keys as the platform writes them: "Ctrl+Shift+Z or Ctrl+Y"."""
        return written_keys(self.of(spec))

    def is_own(self, spec: ActionSpec) -> bool:
        """Whether the analyst changed the keys of this action."""
        return spec.id in self._own

    def give(self, spec: ActionSpec, keys: Sequence[str], *, among: Iterable[ActionSpec]) -> None:
        """Let an action have these keys; where another action has one of them at the same time, it loses it."""
        wanted = tuple(dict.fromkeys(filter(None, map(portable, keys))))
        for key in wanted:
            for other in self.rivals(spec, key, among=among):
                self._put(other, tuple(held for held in self.of(other) if portable(held) != key))
        self._put(spec, wanted)
        self.changed.emit()

    def reset(self, specs: Iterable[ActionSpec], *, among: Iterable[ActionSpec]) -> None:
        """Give actions the keys of their tables again; whoever was given one of these meanwhile loses it."""
        rest = list(among)
        for spec in specs:
            self._own.pop(spec.id, None)
            for key in map(portable, spec.shortcuts):
                for other in self.rivals(spec, key, among=rest):
                    if other.id in self._own:
                        self._put(other, tuple(held for held in self.of(other) if portable(held) != key))
        self.changed.emit()

    def rivals(self, spec: ActionSpec, key: str, *, among: Iterable[ActionSpec]) -> list[ActionSpec]:
        """The actions that have this key wherever the action could be asked for by it."""
        return [
            other
            for other in among
            if other.id != spec.id and _meet(spec.scope, other.scope) and portable(key) in map(portable, self.of(other))
        ]

    def objection(self, spec: ActionSpec, key: str, *, among: Iterable[ActionSpec]) -> str:
        """Why a key had better not be given to an action, as a sentence; "" where nothing speaks against it."""
        shown = written_keys((key,))
        if portable(key) in NEVER:
            return f"{shown} has a meaning of its own in every window. Choose another key."
        rivals = self.rivals(spec, key, among=among)
        if not rivals:
            return ""
        named = " and ".join(f"“{plain_title(rival)}” ({translated(rival.scope.value)})" for rival in rivals)
        return f"{shown} means {named} already. Use it here, and it is taken from there; or press another key."

    def apply(self, actions: Iterable[QAction], specs: Iterable[ActionSpec]) -> None:
        """Let actions, known by their object names, work by their keys of now, and name these in their tooltips."""
        by_id = {spec.id: spec for spec in specs}
        for action in actions:
            spec = by_id.get(action.objectName())
            if spec is None:
                continue
            wanted = [QKeySequence(keys) for keys in self.of(spec)]
            if action.shortcuts() != wanted:
                action.setShortcuts(wanted)
                action.setToolTip(tooltip_of(spec, keys=self.of(spec)))

    def _put(self, spec: ActionSpec, keys: tuple[str, ...]) -> None:
        if [portable(key) for key in spec.shortcuts] == list(keys):
            self._own.pop(spec.id, None)
        else:
            self._own[spec.id] = keys


def _meet(one: Scope, other: Scope) -> bool:
    """Whether the same key could mean both: within one screen, or where one of them works everywhere."""
    return one is other or Scope.WINDOW in (one, other)
