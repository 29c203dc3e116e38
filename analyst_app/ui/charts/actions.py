"""The keys of the charts screen."""

from analyst_app.ui.actions import ActionSpec, Menu, Scope


def _action(
    name: str, title: str, handler: str, *keys: str, tooltip: str = "", group: int = 0, icon: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(f"charts.{name}", title, handler, keys, Menu.CHARTS, Scope.CHARTS, tooltip, icon, group, checkable)


CHARTS_ACTIONS: tuple[ActionSpec, ...] = (
    _action("next_day", "&Next Day", "next_day", "Right", tooltip="Choose the next day that has attacks"),
    _action("previous_day", "&Previous Day", "previous_day", "Left", tooltip="Choose the day before that has attacks"),
    _action("unusual", "Next &Unusual Day", "next_unusual", "U", tooltip="Choose the next unusual day, and say why it is one"),
    _action("open", "&Show the Sentence", "open_current", "Return", "Enter", tooltip="Open the current event in Review"),
    _action("list", "Show in &Events", "show_in_events", "Ctrl+Return", tooltip="The chosen events in the events table"),
    _action("kind", "Next &Kind of Chart", "next_kind", "K", tooltip="Bars, comparison, heat map, shares, totals, weeks, rates", group=1),
    _action("proposals", "Include Pr&oposals", "include_proposals", "P", tooltip="Count proposed events, too", group=1, checkable=True),
    _action("side", "Next &Side", "next_side", "S", tooltip="One acting party after the other, then all side by side", group=1),
    _action("breakdown", "Next &Breakdown", "next_breakdown", "B", tooltip="By type, place, side, status, source", group=1),
    _action("unit", "Next Uni&t", "next_unit", "T", tooltip="Attacks, acts, munitions, places hit", group=1),
    _action("beside", "Series Besi&de Each Other", "turn_beside", "V", tooltip="Compared series over or beside each other", group=1),
    _action("external", "Next E&xternal Series", "next_external", "X", tooltip="Compare with other people's events", group=1),
    _action("zoom_in", "Zoom &In", "zoom_in", "+", "=", tooltip="Fewer days", group=2),
    _action("zoom_out", "Zoom &Out", "zoom_out", "-", tooltip="More days", group=2),
    _action("earlier", "Pan to &Earlier Days", "pan_earlier", "Shift+Left", tooltip="Move the days in view back", group=2),
    _action("later", "Pan to &Later Days", "pan_later", "Shift+Right", tooltip="Move the days in view on", group=2),
    _action("whole", "&All Days in View", "show_all_days", "0", tooltip="The whole time of the chart", group=2),
    _action("brush", "Take the Days in &View", "take_days_in_view", "D", tooltip="Set the filter to the days in view", group=3),
    _action("week", "Last &7 Days", "last_week", "Alt+7", tooltip="Set the filter to the last 7 days that are told of", group=3),
    _action("month", "Last &30 Days", "last_month", "Alt+3", tooltip="Set the filter to the last 30 days that are told of", group=3),
    _action("quarter", "Last &90 Days", "last_quarter", "Alt+9", tooltip="Set the filter to the last 90 days that are told of", group=3),
    _action("every_day", "No Li&mit of Days", "every_day", "Alt+0", tooltip="Take first and last day out of the filter", group=3),
    _action("copy", "&Copy Picture", "copy_picture", "Ctrl+Shift+C", tooltip="Copy the chart to the clipboard", group=4, icon="copy"),
    _action("copy_data", "Copy Data", "copy_data", "Ctrl+Alt+C", tooltip="Copy the figures as a table, for a spreadsheet", group=4),
    _action("save", "Save P&icture…", "save_picture", "Ctrl+S", tooltip="Write the chart as PNG, SVG or PDF", group=4, icon="picture"),
    _action("save_data", "Save Data…", "save_data", "Ctrl+Shift+S", tooltip="Write the figures behind the chart as CSV", group=4),
)
