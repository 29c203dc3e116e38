"""What every screen is given: the workbench to ask, the tasks to ask it through, the theme to draw with, the filter to share."""

from dataclasses import dataclass, field

from analyst_app.services.workbench import Workbench
from analyst_app.ui.shared_filter import SharedFilter
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every screen and dialog; there is no other way to reach the four. One for each open database.

    `filter` is what events table, charts and map are restricted to; a `FilterBar` that is given it follows it and sets it.
    """

    workbench: Workbench
    tasks: Tasks
    theme: Theme
    filter: SharedFilter = field(default_factory=SharedFilter)
