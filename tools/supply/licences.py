"""Write docs/licences.md: under which licence each package stands that the program needs, as the packages themselves say."""

import sys
from importlib.metadata import distribution
from pathlib import Path

from supply.locked import pins

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "licences.md"
LONGEST_NAME = 80
"""Some packages give the whole text of their licence where its name is asked for."""

HEAD = """# Licences

The program stands under Apache-2.0. What it needs and does not hold itself, by `requirements.lock`;
written by `make licences` from what the packages say of themselves.

| package | version | licence |
| --- | --- | --- |
"""
FOOT = """
- Qt and PySide6 are used under the LGPL-3.0: they are installed beside the program as packages of their own and can be replaced.
- `tld` is used under the MPL-1.1, which it offers beside others.
- Encrypted databases need the extra `sqlcipher3` (zlib licence, with SQLCipher under BSD-3-Clause and OpenSSL under Apache-2.0).
- Parquet needs the extra `pyarrow` (Apache-2.0).
- Place names and outlines: see [resources/gazetteer/ATTRIBUTION.md](../resources/gazetteer/ATTRIBUTION.md).
"""


def licence_of(package: str) -> str:
    """The licence that an installed package names.

    Raises:
        LookupError: where it names none, so that somebody has to look.
    """
    told = distribution(package).metadata
    short = (told.get("License-Expression") or told.get("License") or "").strip()
    if short and "\n" not in short and len(short) <= LONGEST_NAME:
        return short
    classed = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if line.startswith("License :: ")]
    if not classed:
        raise LookupError(f"{package} names no licence")
    return ", ".join(classed)


def page() -> str:
    """The page as the lock file and the installed packages have it."""
    return HEAD + "".join(f"| {pin.name} | {pin.version} | {licence_of(pin.name)} |\n" for pin in pins(LOCK)) + FOOT


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
