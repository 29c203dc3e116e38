"""The keys of the map screen."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope


def _action(
    name: str, title: str, handler: str, *keys: str, tooltip: str = "", group: int = 0, icon: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(f"map.{name}", title, handler, keys, Menu.MAP, Scope.MAP, tooltip, icon, group, checkable)


MAP_ACTIONS: tuple[ActionSpec, ...] = (
    _action("next", "&Next Mark", "next_mark", "N", tooltip="Choose the next mark in view, the largest first"),
    _action("previous", "&Previous Mark", "previous_mark", "Shift+N", tooltip="Choose the mark before"),
    _action("open", "&Show the Sentence", "open_current", "Return", "Enter", tooltip="From the mark into its list; open the current event"),
    _action("list", "Show in &Events", "show_in_events", "Ctrl+Return", tooltip="The chosen mark's events in the events table"),
    _action("close", "&Close the List", "close_list", "Escape", tooltip="Hide the list of the chosen mark"),
    _action("proposals", "Include Pr&oposals", "include_proposals", "P", tooltip="Show proposed events, too", group=1, checkable=True),
    _action("measure", "Count &Records", "count_records", "M", tooltip="Records of any type instead of attacks", group=1, checkable=True),
    _action("legend", "&Legend", "show_legend", "L", tooltip="Show or hide the legend", group=1, checkable=True),
    _action("later", "A Step L&ater", "later", ".", tooltip="Move the days in view forward", group=2),
    _action("earlier", "A Step &Earlier", "earlier", ",", tooltip="Move the days in view back", group=2),
    _action("window", "Next &Length of Time", "next_length", "T", tooltip="All days, one day, a week, a month, up to a day", group=2),
    _action("zoom_in", "Zoom &In", "zoom_in", "+", tooltip="Closer", group=3),
    _action("zoom_out", "Zoom O&ut", "zoom_out", "-", tooltip="Further away", group=3),
    _action("fit", "&Fit", "fit", "0", tooltip="Bring all events into view", group=3),
    _action("world", "&World", "show_world", "W", tooltip="The whole world", group=3),
    _action("copy", "&Copy Picture", "copy_picture", "Ctrl+Shift+C", tooltip="Copy the map to the clipboard", group=4, icon="copy"),
    _action("save", "Save P&icture…", "save_picture", "Ctrl+S", tooltip="Write the map as PNG, SVG or PDF", group=4, icon="picture"),
)
"""What works anywhere on the screen."""

CANVAS_ACTIONS: tuple[ActionSpec, ...] = (
    _action("play", "Pl&ay", "play", "Space", tooltip="Let time run, or stop it", group=2, icon="play", checkable=True),
    _action("left", "Move L&eft", "move_left", "Left", group=4),
    _action("right", "Move &Right", "move_right", "Right", group=4),
    _action("up", "Move &Up", "move_up", "Up", group=4),
    _action("down", "Move &Down", "move_down", "Down", group=4),
)
"""What works while the map has the keyboard: these keys mean other things to lists, fields and buttons."""
