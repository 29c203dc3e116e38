"""What the window remembers from one start to the next: its size and place, how it was divided, its screen, the commands used last.

A file beside the settings, written when the window closes; losing it costs nothing but habit.
"""

import json
import logging
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from analyst_app.paths import Paths, make_private

log = logging.getLogger("window")

MOST_COMMANDS = 12


@dataclass(slots=True)
class Remembered:
    """`geometry` and the values of `divided` (by the splitter's name) are Qt's own bytes in hexadecimal digits.

    `report` is the report that was open in Review, by the database file that it lies in.
    """

    geometry: str = ""
    divided: dict[str, str] = field(default_factory=dict)
    screen: str = ""
    report: dict[str, int] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)

    def used(self, command: str) -> None:
        """Put a command before those that were used earlier."""
        self.commands = [command, *(one for one in self.commands if one != command)][:MOST_COMMANDS]


def load_remembered(paths: Paths) -> Remembered:
    """What was kept; nothing where there is no file, or none that can be read."""
    try:
        stored = json.loads((paths.settings / "window.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Remembered()
    except (OSError, ValueError) as fault:
        log.warning("How the window looked cannot be read: %s", type(fault).__name__)
        return Remembered()
    held: dict[str, Any] = stored if isinstance(stored, dict) else {}
    kept = Remembered()
    for part in fields(Remembered):
        if part.name in held and _alike(held[part.name], getattr(kept, part.name), number=part.name == "report"):
            setattr(kept, part.name, held[part.name])
    return kept


def keep_remembered(paths: Paths, remembered: Remembered) -> None:
    """Write it; a folder that can't be written loses no more than that."""
    try:
        folder = make_private(paths.settings)
        unfinished = folder / "window.json.part"
        unfinished.write_text(json.dumps(asdict(remembered), indent=1), encoding="utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(folder / "window.json")
    except OSError as fault:
        log.warning("How the window looks cannot be kept: %s", fault.strerror)


def _alike(value: object, usual: object, *, number: bool) -> bool:
    inner = int if number else str
    if isinstance(usual, dict):
        return isinstance(value, dict) and all(isinstance(one, str) and type(of) is inner for one, of in value.items())
    if isinstance(usual, list):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)
