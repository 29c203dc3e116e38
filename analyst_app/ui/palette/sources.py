"""Where the palette's lines come from: the actions of the window and of the screen in front, saved filters, reports."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction

from analyst_app.domain.rows import EventFilter, ReportRow
from analyst_app.ui.actions import ActionSpec, plain_title, translated
from analyst_app.ui.palette.entries import Entry
from analyst_app.ui.screens import Screen, Screens
from analyst_app.ui.settings.keys import Keys

_FILTERED = frozenset({Screen.EVENTS, Screen.CHARTS, Screen.MAP})
"""The screens that the shared filter restricts."""


def of_actions(specs: Iterable[ActionSpec], actions: Mapping[str, QAction], *, keys: Keys, screens: Iterable[str]) -> list[Entry]:
    """One line for each action that is there. `screens` are the ids of the actions that lead to a screen."""
    leading = frozenset(screens)
    return [_of_action(spec, actions[spec.id], keys=keys, leads=spec.id in leading) for spec in specs if spec.id in actions]


def of_filters(screens: Screens) -> list[Entry]:
    """One line for each saved filter, and one that takes all restrictions away; for the screen in front, or for the events table."""
    shared = screens.context.filter

    def restrict(matching: EventFilter) -> None:
        shared.put(matching)
        if screens.current not in _FILTERED:
            screens.show(Screen.EVENTS)

    lines = [
        Entry(
            f"filter:{one.name}",
            f"Filter: {one.name}",
            "Saved filter",
            partial(restrict, one.matching),
            ticked=one.matching == shared.matching,
        )
        for one in shared.saved
    ]
    if shared.matching != EventFilter():
        lines.append(Entry("filter:", "Clear the Filter", "Filter", partial(restrict, EventFilter()), sought="no filter all events"))
    return lines


def of_reports(rows: Sequence[ReportRow], screens: Screens) -> list[Entry]:
    """One line for each report; it opens in Review."""
    return [
        Entry(
            f"report:{row.id}",
            row.title,
            f"Report of {row.published.day} {row.published:%b %Y}" + (f", {row.source}" if row.source else ""),
            partial(screens.open_report, row.id),
        )
        for row in rows
    ]


def _of_action(spec: ActionSpec, action: QAction, *, keys: Keys, leads: bool) -> Entry:
    # Undo and redo name their step in the action itself.
    title = action.text().replace("&", "").removesuffix("…") or plain_title(spec)
    return Entry(
        spec.id,
        title,
        "Screen" if leads else translated(spec.scope.value),
        action.trigger,
        keys=keys.written(spec),
        sought=f"{translated(spec.tooltip)} {'' if spec.menu is None else spec.menu.value.replace('&', '')}",
        usable=action.isEnabled(),
        ticked=action.isChecked() if action.isCheckable() else None,
    )
