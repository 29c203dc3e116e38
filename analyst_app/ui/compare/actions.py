"""The keys of the compare screen."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope


def _spec(name: str, title: str, keys: tuple[str, ...], tooltip: str, group: int, *, checkable: bool = False) -> ActionSpec:
    """An action of the screen, by the name of its handler."""
    return ActionSpec(f"compare.{name}", title, name, keys, Menu.COMPARE, Scope.COMPARE, tooltip, group=group, checkable=checkable)


SCREEN_ACTIONS: tuple[ActionSpec, ...] = (
    _spec("next_difference", "&Next Difference", ("N",), "The next row that does not agree", 0),
    _spec("previous_difference", "&Previous Difference", ("P",), "The row before that does not agree", 0),
    _spec("show_differences", "Only &Differences", ("D",), "Hide the rows that agree", 0, checkable=True),
    _spec("open_left", "&Open Left in Review", ("O", "Return", "Enter"), "The left event, or the left report", 3),
    _spec("open_right", "Open R&ight in Review", ("Shift+O", "Shift+Return"), "The right event, or the right report", 3),
    _spec("swap_sides", "&Swap Sides", ("S",), "Left becomes right", 3),
    _spec("show_events", "&Events Side by Side", ("E",), "The events of the two reports", 4),
    _spec("show_agreement", "A&greement", ("A",), "How far two coders of one report agree", 4),
    _spec("show_machine", "&Machine's Proposals", ("M",), "How often the proposals were right", 4),
)
ROW_ACTIONS: tuple[ActionSpec, ...] = (
    _spec("left_counts", "The &Left Figure Counts…", ("1",), "The two tell one act; the left figure counts", 1),
    _spec("right_counts", "The &Right Figure Counts…", ("2",), "The two tell one act; the right figure counts", 1),
    _spec("keep_both", "&Keep Both", ("0",), "The two are acts of their own; both count", 1),
    _spec("take_theirs", "&Take Theirs", ("T",), "What the second coding says of this goes into the first", 2),
    _spec("take_highlights", "Take Their &Highlights", ("H",), "The second coding's highlights go into the first", 2),
    _spec("take_all", "Take &All of Theirs", ("Shift+T",), "All of the second coding goes into the first", 2),
)
"""What is done with the current row, or with both reports."""
COMPARE_ACTIONS = tuple(sorted((*SCREEN_ACTIONS, *ROW_ACTIONS), key=lambda spec: spec.group))
