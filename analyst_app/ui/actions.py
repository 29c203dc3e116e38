"""What an action is, as data, and how menus, toolbars, shortcuts and the F1 overview are built from it.

The window's own table is here; a screen with many actions of its own keeps its table beside it. No action is
made anywhere else, so the overview, the command palette and the documentation can't miss one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget


class Scope(StrEnum):
    """Where an action's shortcut works; the window's work everywhere."""

    WINDOW = "Everywhere"
    LIBRARY = "Library"
    REVIEW = "Review"
    EVENTS = "Events"
    CHARTS = "Charts"
    MAP = "Map"
    COMPARE = "Compare"


class Menu(StrEnum):
    """The menus of the window, in their order."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    REPORT = "Re&port"
    LIBRARY = "&Library"
    REVIEW = "&Review"
    EVENTS = "E&vents"
    CHARTS = "&Charts"
    MAP = "&Map"
    COMPARE = "C&ompare"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that the analyst can do from the keyboard. `handler` names a method of the widget that the action belongs to.

    `shortcuts` are in Qt's portable notation ("Ctrl+Z", "A", "Shift+Return"); the first is shown in menus.
    `group` separates a menu: a line is drawn where it changes. `checkable` actions hand their state to the handler.
    """

    id: str
    title: str
    handler: str
    shortcuts: tuple[str, ...] = ()
    menu: Menu | None = None
    scope: Scope = Scope.WINDOW
    tooltip: str = ""
    icon: str = ""
    group: int = 0
    checkable: bool = False


WINDOW_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "file.paste", "&Paste Report…", "paste_report", ("Ctrl+Shift+V",), Menu.FILE, tooltip="Make a report of copied text", icon="paste"
    ),
    ActionSpec("file.open", "&Open Reports…", "open_reports", ("Ctrl+O",), Menu.FILE, tooltip="Import report files", icon="open"),
    ActionSpec("file.folder", "Open &Folder…", "open_folder", ("Ctrl+Shift+O",), Menu.FILE, tooltip="Import every report of a folder"),
    ActionSpec("file.samples", "Try the &Samples", "open_samples", (), Menu.FILE, tooltip="Import the four sample reports"),
    ActionSpec("file.database", "Open &Database…", "choose_database", (), Menu.FILE, tooltip="Work with another database file", group=1),
    ActionSpec(
        "file.export", "&Export Events…", "export_events", ("Ctrl+E",), Menu.FILE, tooltip="Write events to a file", icon="export", group=2
    ),
    ActionSpec(
        "file.brief", "Daily &Brief…", "show_brief", ("Ctrl+B",), Menu.FILE, tooltip="One page about a day, as HTML or PDF", group=2
    ),
    ActionSpec(
        "file.series", "Comparison &Series…", "show_series", (), Menu.FILE, tooltip="Other people's events to compare yours with", group=2
    ),
    ActionSpec("file.backups", "Back&ups…", "show_backups", (), Menu.FILE, tooltip="Look into a backup, restore a report or all", group=3),
    ActionSpec("file.copy", "Save a &Copy…", "save_copy", (), Menu.FILE, tooltip="Everything in a new database file", group=3),
    ActionSpec(
        "file.passphrase", "Pass&phrase…", "change_passphrase", (), Menu.FILE, tooltip="Encrypt the database, or change how", group=3
    ),
    ActionSpec("file.lock", "&Lock", "lock", ("Ctrl+Alt+L",), Menu.FILE, tooltip="Hide everything until the passphrase is given", group=3),
    ActionSpec("file.quit", "&Quit", "quit", ("Ctrl+Q",), Menu.FILE, group=4),
    ActionSpec("edit.undo", "&Undo", "undo", ("Ctrl+Z",), Menu.EDIT, tooltip="Take the last step back", icon="undo"),
    ActionSpec("edit.redo", "&Redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), Menu.EDIT, tooltip="Do the step again", icon="redo"),
    ActionSpec("edit.rules", "My R&ules…", "show_rules", ("Ctrl+R",), Menu.EDIT, tooltip="Names that you teach the extraction", group=1),
    ActionSpec(
        "edit.palette", "&Commands…", "show_palette", ("Ctrl+K",), Menu.EDIT, tooltip="Find a command, a screen or a report", group=2
    ),
    ActionSpec("edit.settings", "&Settings…", "show_settings", ("Ctrl+,",), Menu.EDIT, tooltip="Name, look, days, safety", group=2),
    ActionSpec("view.library", "&Library", "show_library", ("Ctrl+1",), Menu.VIEW, tooltip="All reports", icon="library"),
    ActionSpec("view.review", "&Review", "show_review", ("Ctrl+2",), Menu.VIEW, tooltip="Text and events of one report", icon="review"),
    ActionSpec("view.events", "&Events", "show_events", ("Ctrl+3",), Menu.VIEW, tooltip="Events of all reports", icon="events"),
    ActionSpec("view.charts", "&Charts", "show_charts", ("Ctrl+4",), Menu.VIEW, tooltip="Daily attack counts", icon="charts"),
    ActionSpec("view.map", "&Map", "show_map", ("Ctrl+5",), Menu.VIEW, tooltip="Where events happened", icon="map"),
    ActionSpec("view.compare", "Co&mpare", "show_compare", ("Ctrl+6",), Menu.VIEW, tooltip="Two reports side by side", icon="compare"),
    ActionSpec("view.larger", "Larger &Text", "larger_text", ("Ctrl++", "Ctrl+="), Menu.VIEW, group=1),
    ActionSpec("view.smaller", "S&maller Text", "smaller_text", ("Ctrl+-",), Menu.VIEW, group=1),
    ActionSpec("view.normal", "&Normal Text", "normal_text", ("Ctrl+0",), Menu.VIEW, group=1),
    ActionSpec("view.light", "L&ight Colours", "use_light", (), Menu.VIEW, group=2),
    ActionSpec("view.dark", "&Dark Colours", "use_dark", (), Menu.VIEW, group=2),
    ActionSpec("view.contrast", "&High Contrast", "use_contrast", (), Menu.VIEW, tooltip="Black on white, with outlines", group=2),
    ActionSpec(
        "view.contrast_dark", "High Contrast, Dar&k", "use_contrast_dark", (), Menu.VIEW, tooltip="White on black, with outlines", group=2
    ),
    ActionSpec("view.system", "Colours &as the System", "use_system", (), Menu.VIEW, group=2),
    ActionSpec(
        "report.compare", "&Compare With…", "compare_with", ("Ctrl+D",), Menu.REPORT, tooltip="Put another report beside the chosen one"
    ),
    ActionSpec(
        "report.replaces",
        "This Report &Replaces…",
        "report_replaces",
        ("Ctrl+Shift+R",),
        Menu.REPORT,
        tooltip="A later report takes over from an earlier one",
        group=1,
    ),
    ActionSpec("report.let_count", "Let It Count &Again", "let_count", (), Menu.REPORT, tooltip="No report replaces it any more", group=1),
    ActionSpec(
        "report.code_again",
        "Code a &Second Time…",
        "code_again",
        (),
        Menu.REPORT,
        tooltip="Another analyst codes it without seeing your decisions",
        group=2,
    ),
    ActionSpec(
        "help.shortcuts",
        "&Keyboard Shortcuts",
        "show_shortcuts",
        ("F1",),
        Menu.HELP,
        tooltip="Every key, to see and to change",
        icon="keyboard",
    ),
    ActionSpec("help.about", "&About", "show_about", (), Menu.HELP),
)
"""What works in every screen."""


def build_actions(specs: Iterable[ActionSpec], *, target: QWidget, handlers: QObject | None = None) -> dict[str, QAction]:
    """Make the actions of one widget and hang them on it, so that their shortcuts work in it (window scope: everywhere).

    The widget handles them itself, unless another object does.

    Raises:
        AttributeError: where a handler that the table names is lacking.
    """
    built: dict[str, QAction] = {}
    for spec in specs:
        action = QAction(translated(spec.title), target)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        context = Qt.ShortcutContext.WindowShortcut if spec.scope is Scope.WINDOW else Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
        action.setToolTip(tooltip_of(spec))
        action.setStatusTip(translated(spec.tooltip))
        action.setCheckable(spec.checkable)
        handler: Callable[..., object] = getattr(handlers or target, spec.handler)
        # Connected directly: a closure would keep the widget alive, and Qt leaves the state out for a handler without arguments.
        (action.toggled if spec.checkable else action.triggered).connect(handler)
        target.addAction(action)
        built[spec.id] = action
    return built


def translated(words: str) -> str:
    """The words of a table in the language of the interface."""
    return QCoreApplication.translate("actions", words) if words else ""


def plain_title(spec: ActionSpec) -> str:
    """The title without the mark of its menu key and without the dots."""
    return translated(spec.title).replace("&", "").removesuffix("…")


def portable(keys: str) -> str:
    """Keys in Qt's portable notation, the same for the same keys however they were written; "" where they are none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def written_keys(keys: Iterable[str]) -> str:
    """Keys as the platform writes them, e.g. "Ctrl+Shift+Z or Ctrl+Y"."""
    return " or ".join(QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in keys)


def keys_of(spec: ActionSpec) -> str:
    """The shortcuts of the table as the platform writes them."""
    return written_keys(spec.shortcuts)


def tooltip_of(spec: ActionSpec, *, keys: Sequence[str] | None = None) -> str:
    """What the action does, with its first shortcut: the table's, or the first of `keys` where the analyst has their own."""
    words = translated(spec.tooltip) or plain_title(spec)
    first = (spec.shortcuts if keys is None else keys)[:1]
    return f"{words} ({written_keys(first)})" if first else words


class _Explained(QObject):
    """Lies in a button and goes with it, so that an action that outlives the button does not reach for it."""

    def __init__(self, button: QAbstractButton, action: QAction) -> None:
        super().__init__(button)
        self._button = button
        self._action = action
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self._button.setToolTip(self._action.toolTip())


def explain_by(button: QAbstractButton, action: QAction) -> None:
    """Let a button's tooltip be that of its action, also when the action is given other keys."""
    _Explained(button, action)


def clashes(specs: Iterable[ActionSpec]) -> list[str]:
    """Shortcuts that would be ambiguous: two in one scope, or one of a screen with one that works everywhere."""
    taken: dict[tuple[Scope, str], str] = {}
    found: list[str] = []
    for spec in specs:
        for keys in spec.shortcuts:
            pressed = portable(keys)
            other = taken.get((spec.scope, pressed)) or (taken.get((Scope.WINDOW, pressed)))
            if spec.scope is Scope.WINDOW:
                other = other or next((id_ for (_, key), id_ in taken.items() if key == pressed), None)
            if other is not None:
                found.append(f"{pressed}: {other} and {spec.id}")
            taken[spec.scope, pressed] = spec.id
    return found


def by_menu(specs: Iterable[ActionSpec]) -> Mapping[Menu, list[ActionSpec]]:
    """The specs of each menu, in the order of the menus and of the table; menus without actions are left out."""
    listed = list(specs)
    sorted_menus = {menu: [spec for spec in listed if spec.menu is menu] for menu in Menu}
    return {menu: held for menu, held in sorted_menus.items() if held}
