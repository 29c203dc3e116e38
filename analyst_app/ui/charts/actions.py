"""The keys of the charts screen."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope


def _action(
    name: str, title: str, handler: str, *keys: str, tooltip: str = "", group: int = 0, icon: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(f"charts.{name}", title, handler, keys, Menu.CHARTS, Scope.CHARTS, tooltip, icon, group, checkable)


CHARTS_ACTIONS: tuple[ActionSpec, ...] = (
    _action("next_day", "&Next Day", "next_day", "Right", tooltip="Choose the next day that has attacks"),
    _action("previous_day", "&Previous Day", "previous_day", "Left", tooltip="Choose the day before that has attacks"),
    _action("open", "&Show the Sentence", "open_current", "Return", "Enter", tooltip="Open the current event in Review"),
    _action("list", "Show in &Events", "show_in_events", "Ctrl+Return", tooltip="The chosen day's events in the events table"),
    _action("proposals", "Include Pr&oposals", "include_proposals", "P", tooltip="Count proposed events, too", group=1, checkable=True),
    _action("side", "Next &Side", "next_side", "S", tooltip="One acting party after the other, then all side by side", group=1),
    _action("breakdown", "Next &Breakdown", "next_breakdown", "B", tooltip="By type, place, side, status, source", group=1),
    _action("zoom_in", "Zoom &In", "zoom_in", "+", tooltip="Fewer days", group=2),
    _action("zoom_out", "Zoom &Out", "zoom_out", "-", tooltip="More days", group=2),
    _action("whole", "All &Days", "show_all_days", "0", tooltip="The whole time", group=2),
    _action("copy", "&Copy Picture", "copy_picture", "Ctrl+Shift+C", tooltip="Copy the chart to the clipboard", group=3, icon="copy"),
    _action("save", "Save P&icture…", "save_picture", "Ctrl+S", tooltip="Write the chart as PNG or SVG", group=3, icon="picture"),
)
