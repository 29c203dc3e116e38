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
        "Remove the chosen reports; undo brings them back",
        group=1,
    ),
    ActionSpec(
        "library.again",
        "Read A&gain…",
        "read_again",
        (),
        Menu.LIBRARY,
        Scope.LIBRARY,
        "Renew proposals after a new version, lexicon, rule or gazetteer; decisions stay",
        group=1,
    ),
    ActionSpec(
        "library.alike", "S&imilar Reports…", "show_lookalikes", (), Menu.LIBRARY, Scope.LIBRARY, "Reports that may be in twice", group=1
    ),
    ActionSpec(
        "library.sources", "S&ources…", "show_sources", (), Menu.LIBRARY, Scope.LIBRARY, "Side, reliability and rhythm of each", group=1
    ),
    ActionSpec(
        "library.search", "&Search", "focus_search", ("Ctrl+F", "/"), Menu.LIBRARY, Scope.LIBRARY, "Search titles and texts", group=2
    ),
    ActionSpec(
        "library.waiting",
        "&Waiting First",
        "put_waiting_first",
        ("W",),
        Menu.LIBRARY,
        Scope.LIBRARY,
        "Reports with open proposals before all others",
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "library.everything", "Show &All", "show_everything", ("Escape",), Menu.LIBRARY, Scope.LIBRARY, "Take every filter off", group=2
    ),
    ActionSpec("library.paste", "Paste as Report", "paste", ("Ctrl+V",), None, Scope.LIBRARY, "Make a report of copied text"),
)
