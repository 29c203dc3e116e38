"""What every screen is given: the workbench to ask, the tasks to ask it through, the theme to draw with."""

from dataclasses import dataclass

from analyst_app.services.workbench import Workbench
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every screen and dialog; there is no other way to reach the three. One for each open database."""

    workbench: Workbench
    tasks: Tasks
    theme: Theme
