"""Hold an installed language model against the checksums that the program ships. A model is weights and code of others."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from analyst_app.domain.errors import InputError
from analyst_app.resources import ResourceMissing, resource


def verify(package: str) -> None:
    """Compare every file of the installed package with `resources/models/<package>.sha256`, before any of its code has run.

    A model that the program ships no checksums for is the analyst's own choice and passes.

    Raises:
        InputError: where a file differs, is missing, or was added.
    """
    try:
        known = _listed(resource(f"models/{package}.sha256"))
    except ResourceMissing:
        return
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent
    there = {_name(path, folder): path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    wrong = sorted(known.keys() ^ there.keys()) or [name for name, digest in known.items() if _digest(there[name]) != digest]
    if wrong:
        raise InputError(
            f"The installed language model is not the one that this program was made with: its file {wrong[0]} differs."
            " Nothing of it was run. Install the program anew."
        )


def _listed(path: Path) -> dict[str, str]:
    """Digest by name, as `sha256sum` writes them."""
    lines = (line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, name in lines}


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
