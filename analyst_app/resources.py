"""The one place that finds files of `resources/` and `migrations/`, installed or in a checkout."""

from importlib.resources import files
from pathlib import Path, PurePosixPath


class ResourceMissing(LookupError):
    """A file that the program ships is not there: a broken installation."""


def resource(name: str) -> Path:
    """The path of a shipped file, e.g. `resource("lexicons/parties.toml")`.

    Raises:
        ResourceMissing: where there is no such file, or the name points outside `resources/`.
    """
    return _find("resources", name)


def migrations() -> Path:
    """The folder of the database's migrations."""
    return _find("migrations", ".")


def _find(folder: str, name: str) -> Path:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ResourceMissing(f"not a name inside {folder}/: {name}")
    package = Path(str(files("analyst_app")))
    for root in (package / "_bundled" / folder, package.parent / folder):
        path = root / relative
        if path.exists():
            return path
    raise ResourceMissing(f"{folder}/{name} is missing from this installation")
