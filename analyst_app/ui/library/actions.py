"""The library's own keys."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope

LIBRARY_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "library.open", "&Review Report", "open_current", ("Return", "Enter"), Menu.LIBRARY, Scope.LIBRARY, "Open the report in Review"
    ),
    ActionSpec(
        "library.next", "Review &Next Open Report", "open_next", ("N",), Menu.LIBRARY, Scope.LIBRARY, "The next report with open proposals"
    ),
    ActionSpec(
        "library.describe",
        "&Edit Title, Source, Date…",
        "describe_current",
        ("F2",),
        Menu.LIBRARY,
        Scope.LIBRARY,
        "Correct what is known of it",
        group=1,
    ),
    ActionSpec(
        "library.remove",
        "Re&move",
        "remove_current",
        ("Delete",),
        Menu.LIBRARY,
        Scope.LIBRARY,
        "Remove the report; undo brings it back",
        group=1,
    ),
    ActionSpec(
        "library.search", "&Search", "focus_search", ("Ctrl+F", "/"), Menu.LIBRARY, Scope.LIBRARY, "Search titles and texts", group=2
    ),
    ActionSpec("library.paste", "Paste as Report", "paste", ("Ctrl+V",), None, Scope.LIBRARY, "Make a report of copied text"),
)
