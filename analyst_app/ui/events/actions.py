"""The keys of the events table."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope

EVENTS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "events.open", "&Show the Sentence", "open_current", ("Return", "Enter"), Menu.EVENTS, Scope.EVENTS, "Open the event in Review"
    ),
    ActionSpec("events.search", "&Search", "focus_search", ("Ctrl+F", "/"), Menu.EVENTS, Scope.EVENTS, "Words of the reports", group=1),
    ActionSpec(
        "events.clear",
        "&Clear Filter",
        "clear_filter",
        ("Ctrl+Backspace",),
        Menu.EVENTS,
        Scope.EVENTS,
        "Take all restrictions away",
        group=1,
    ),
    ActionSpec(
        "events.duplicates",
        "Possible &Duplicates",
        "show_duplicates",
        ("D",),
        Menu.EVENTS,
        Scope.EVENTS,
        "Only events that other reports seem to tell, too",
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "events.link",
        "&Link as Same Act",
        "link_selected",
        ("L",),
        Menu.EVENTS,
        Scope.EVENTS,
        "The selected events tell one act; the current one counts",
        group=2,
        icon="link",
    ),
    ActionSpec(
        "events.unlink",
        "&Unlink",
        "unlink_selected",
        ("Shift+L",),
        Menu.EVENTS,
        Scope.EVENTS,
        "The selected events are acts of their own",
        group=2,
    ),
)
