"""Files that are there whole or not at all: written beside their place, put through to the disk, then renamed."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from analyst_app.domain.errors import UserError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path in the same folder to write to; it takes the place of `path` when the block ends, and goes when it raises.

    While it is written it is for its owner alone; then it has the rights of the file that it replaces, or those of any new file.
    Whether an existing file may be replaced is for the caller to decide.

    Raises:
        UserError: where the folder or the disk does not let the file be written.
    """
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        mode = _mode_of(path, part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield part
            _put_through(part)
            part.chmod(mode)
            part.replace(path)
            _put_through(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        raise UserError(f"{path} cannot be written: {fault.strerror or fault}. Choose another folder or make room on the disk.") from fault


@contextmanager
def replacing_text(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """The same as an open text file, whose line ends are written as they are given.

    Raises:
        UserError: where the folder or the disk does not let the file be written.
    """
    with replacing(path) as part, part.open("w", encoding=encoding, errors="replace", newline="") as file:
        yield file


def _mode_of(path: Path, part: Path) -> int:
    """The rights of a file that is there, or those that the folder and the user's habits give to a new one."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o666))
        mode = stat.S_IMODE(part.stat().st_mode)
        part.unlink()
        return mode


def _put_through(path: Path) -> None:
    """Wait until a file or a folder's entries are on the disk; Windows has no such thing for folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
