"""The one filter that events table, charts and map share, and the filters that are saved under a name. Holds values, no widgets."""

from PySide6.QtCore import QObject, Signal, Slot

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.paths import Paths, user_paths
from analyst_app.services import filters
from analyst_app.services.filters import SavedFilter

NEVER_COUNTED = frozenset({ReviewState.REJECTED})


def counted_states(chosen: frozenset[ReviewState], *, proposals: bool) -> frozenset[ReviewState]:
    """What charts and map count: the states that the filter names, but rejected ones; else confirmed events, and proposals if wanted."""
    usual = frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED}) if proposals else frozenset({ReviewState.CONFIRMED})
    return chosen - NEVER_COUNTED or usual


def states_in_words(states: frozenset[ReviewState]) -> str:
    """For titles: "confirmed and proposed events"."""
    return f"{' and '.join(sorted(states))} events"


class SharedFilter(QObject):
    """One for each open database.

    Signals:
        changed(): `matching` is another.
        saved_changed(): `saved` are others.
    """

    changed = Signal()
    saved_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, paths: Paths | None = None) -> None:
        super().__init__(parent)
        self._paths = paths or user_paths()
        self._matching = EventFilter()
        self._saved = filters.load_filters(self._paths)

    @property
    def matching(self) -> EventFilter:
        """What all screens are restricted to. Never holds ids or possible duplicates: those belong to one screen."""
        return self._matching

    @property
    def saved(self) -> tuple[SavedFilter, ...]:
        """The saved filters by name."""
        return self._saved

    @property
    def name(self) -> str | None:
        """The name under which the filter, as it is, is saved."""
        return next((one.name for one in self._saved if one.matching == self._matching), None)

    def put(self, matching: EventFilter) -> None:
        """Restrict all screens to this; tells only where it is a change."""
        chosen = filters.kept_part(matching)
        if chosen != self._matching:
            self._matching = chosen
            self.changed.emit()

    @Slot(str)
    def apply(self, name: str) -> None:
        """Take a saved filter; nothing where it has gone."""
        found = next((one for one in self._saved if one.name == name), None)
        if found is not None:
            self.put(found.matching)

    def save(self, name: str) -> None:
        """Save the filter as it is.

        Raises:
            UserError: as `services.filters.save_filter`.
        """
        self._take(filters.save_filter(self._paths, name=name, matching=self._matching))

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved filter another name.

        Raises:
            UserError: as `services.filters.rename_filter`.
        """
        self._take(filters.rename_filter(self._paths, name=name, new_name=new_name))

    def delete(self, name: str) -> None:
        """Forget a saved filter.

        Raises:
            UserError: as `services.filters.delete_filter`.
        """
        self._take(filters.delete_filter(self._paths, name=name))

    def _take(self, saved: tuple[SavedFilter, ...]) -> None:
        self._saved = saved
        self.saved_changed.emit()
