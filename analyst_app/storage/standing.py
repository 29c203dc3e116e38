"""Whether an open file is still the one that was opened, under its name and with its log beside it. Looks at names alone."""

import os
from pathlib import Path

from analyst_app.storage.backup import BESIDE


class Standing:
    """Remembers which file a name stood for. Unlinking or replacing an open file harms nobody on most systems, and so goes unseen."""

    def __init__(self, path: Path) -> None:
        # Asked at every step, so plain strings.
        self._path = str(path)
        self._named = {suffix: f"{path}{suffix}" for suffix in BESIDE}
        self._file = _identity(self._path)
        self._beside: dict[str, tuple[int, int]] = {}

    @property
    def moved(self) -> bool:
        """Whether the name stands for another file by now, or for none."""
        return _identity(self._path) != self._file

    def remember_log(self) -> None:
        """Remember the log as it is now, where there is one and none is remembered."""
        for suffix in BESIDE:
            if suffix not in self._beside and (found := _identity(self._named[suffix])) is not None:
                self._beside[suffix] = found

    def forget_log(self) -> None:
        """Remember no log: the file was let go of."""
        self._beside.clear()

    @property
    def log_lost(self) -> bool:
        """Whether what was remembered of the log has been removed or replaced."""
        return any(_identity(self._named[suffix]) != known for suffix, known in self._beside.items())


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a tenth of the time of a Path's
    except OSError:
        return None
    return found.st_dev, found.st_ino
