"""The actions of the review screen made from their tables: which work in the whole screen, and which in one part alone."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from analyst_app.ui.actions import ActionSpec, build_actions
from analyst_app.ui.review.actions import DECISIONS, FIELDS, FROM_TEXT, IN_THE_LIST, MARKING, SHAPING
from analyst_app.ui.review.opening import Opening

type Specs = tuple[ActionSpec, ...]

REPEATED = frozenset(
    f"review.{name}"
    for name in (
        *("next_event", "previous_event", "find_next", "find_previous", "next_mention", "previous_mention", "next_same", "previous_same"),
        *("next_sentence", "previous_sentence", "select_next_sentence", "select_previous_sentence", "larger_report", "smaller_report"),
    )
)
"""Keys that may be held down; any other must not act a second time because it was held a moment too long."""

CHANGING = frozenset(
    (
        *(spec.id for table in (DECISIONS, IN_THE_LIST, SHAPING, FIELDS, FROM_TEXT, MARKING) for spec in table),
        *("review.remove", "review.accept_rest", "review.details"),
    )
)
"""Keys that decide and change, with those that go among what is decided: meant for the report that was asked for, not for the last."""


def build_review_actions(
    view: QWidget,
    *,
    everywhere: Iterable[tuple[Specs, QObject]],
    inside: Iterable[tuple[Specs, QWidget, QWidget]],
    opening: Opening,
) -> dict[str, QAction]:
    """Make all actions, by their ids.

    `everywhere` are tables with the object that handles them; they work wherever the keyboard is in the screen, not only in the part
    that acts. `inside` name the one widget, too, in which alone their keys mean this.
    """
    built: dict[str, QAction] = {}
    for specs, handlers in everywhere:
        built |= build_actions(specs, target=view, handlers=handlers)
    for specs, handlers, widget in inside:
        built |= build_actions(specs, target=widget, handlers=handlers)
    for id_, action in built.items():
        # A key held down a moment too long must not decide the next event as well.
        action.setAutoRepeat(id_ in REPEATED)
    held = [action for id_, action in built.items() if id_ in CHANGING]

    def hold() -> None:
        for action in held:
            action.setEnabled(not opening.is_on)

    opening.changed.connect(hold)
    return built
