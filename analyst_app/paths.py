"""Where databases, settings, logs and backups live. Knows no file formats and creates nothing by itself.

`ANALYST_APP_HOME` moves everything below one folder, for tests and for a workstation kept on a stick.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "ANALYST_APP_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user; each is made by whoever first writes there, with `make_private`."""

    data: Path
    settings: Path
    logs: Path

    @property
    def default_database(self) -> Path:
        """The database that the window opens when none is named."""
        return self.data / "events.sqlite"

    @property
    def own_places(self) -> Path:
        """The places that the user has added to the gazetteer."""
        return self.data / "places.sqlite"

    @property
    def own_rules(self) -> Path:
        """The user's own rules for the extraction."""
        return self.data / "rules.toml"

    @property
    def backups(self) -> Path:
        """Where copies of databases are kept."""
        return self.data / "backups"

    @property
    def crash_reports(self) -> Path:
        """Where a bug leaves its report file."""
        return self.logs / "crashes"


def user_paths() -> Paths:
    """The folders to use now: below `ANALYST_APP_HOME` where it is set, else the platform's own."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(data=root / "data", settings=root / "settings", logs=root / "logs")
    dirs = platformdirs.PlatformDirs("analyst-app", appauthor=False)
    return Paths(data=dirs.user_data_path, settings=dirs.user_config_path, logs=dirs.user_log_path)


def make_private(folder: Path) -> Path:
    """Make a folder that only its owner can read, with those above it, and return it.

    Raises:
        OSError: where the folder cannot be made.
    """
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        # Made one by one: folders above the last one would otherwise be open to others.
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
