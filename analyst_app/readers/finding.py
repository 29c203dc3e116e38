"""Which files of the named files and folders are reports, and how each is called. Opens no file."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from analyst_app.readers.kinds import SUFFIXES

_ABOUT_THE_FOLDER = frozenset({"readme", "licence", "license"})


def collect(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read, each once, in the order named and sorted inside a folder.

    A folder gives the files below it that have a supported suffix, without hidden ones, without those that are about the
    folder itself (README, LICENSE) and without what lies behind links to other folders. A named file is always kept,
    whatever its name, and so is a path that does not exist or a folder that cannot be listed: reading it says what is wrong.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_below(path) if path.is_dir() else (path,)))
    return tuple(found)


def keys_for(paths: Sequence[Path], roots: Iterable[Path] = ()) -> tuple[str, ...]:
    """A key for each path: its stem, or where a stem repeats its path below the root that holds it, without the suffix.

    Where that is not enough (files named one by one, two roots with the same names), the path below the folder that
    all share; the suffix is kept where only that differs. The same path named twice has the same key twice.
    """
    wholes = [_whole(path) for path in paths]
    folders = sorted({_whole(root) for root in roots}, key=lambda folder: len(folder.parts), reverse=True)
    shared = _shared_folder(wholes)

    def inside(path: Path) -> Path:
        root = next((folder for folder in folders if path.is_relative_to(folder) and path != folder), shared)
        return path.relative_to(root)

    longer: tuple[Callable[[Path], str], ...] = (
        lambda path: path.stem,
        lambda path: inside(path).with_suffix("").as_posix(),
        lambda path: inside(path).as_posix(),
        lambda path: path.relative_to(shared).with_suffix("").as_posix(),
        lambda path: path.relative_to(shared).as_posix(),
        lambda path: path.as_posix(),
    )
    keys: dict[Path, str] = {}
    waiting = list(dict.fromkeys(wholes))
    for name in longer:
        named: dict[str, list[Path]] = defaultdict(list)
        for path in waiting:
            named[name(path)].append(path)
        taken = set(keys.values())
        keys.update({alike[0]: key for key, alike in named.items() if len(alike) == 1 and key not in taken})
        waiting = [path for path in waiting if path not in keys]
    return tuple(keys[path] for path in wholes)


def _shared_folder(paths: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:  # no paths, or paths on several drives
        return Path()


def _below(folder: Path) -> Iterator[Path]:
    unreadable: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda _: unreadable.append(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(here, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.stem.lower() not in _ABOUT_THE_FOLDER:
                yield path
    yield from unreadable


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links and call a file by another's name
