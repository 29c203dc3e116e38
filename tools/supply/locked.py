"""Read a lock file: which packages, in which versions, by which hashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)[^\\\n]*(?P<hashes>(?:\\\n\s+--hash=\S+ ?)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a lock file; `hashes` as pip writes them, e.g. `sha256:…`."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins(lock: Path) -> Iterator[Pin]:
    """The packages of a lock file, those of other platforms among them."""
    for found in _PIN.finditer(lock.read_text(encoding="utf-8")):
        yield Pin(found["name"].lower(), found["version"], tuple(re.findall(r"--hash=(\S+)", found["hashes"])))
