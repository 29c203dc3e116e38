"""What every screen is given: the workbench to ask, the tasks to ask it through, the theme to draw with."""

from dataclasses import dataclass
from typing import Any

from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every screen and dialog by the composition in `main`; there is no other way to reach the three."""

    workbench: Any
    tasks: Tasks
    theme: Theme
