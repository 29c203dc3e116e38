"""Nothing that the program needs at run time is under the GPL: people must be able to ship it."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.lock"


def licence_of(name):
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return None  # for another platform
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    return " | ".join([metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200], *classifiers])


def can_be_shipped(licence):
    """Whether one of the licences that a package offers ("MPL-1.1 OR GPL-2.0-only") is none of the GPL family; the LGPL is."""
    return any(not re.search(r"\bA?GPL|GNU General|Affero", choice) for choice in re.split(r"\bOR\b", licence))


def test_the_gpl_is_recognised():
    assert not can_be_shipped("GPL-3.0-or-later")
    assert not can_be_shipped("License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    assert can_be_shipped("LGPL-3.0-only OR GPL-2.0-only")
    assert can_be_shipped("Apache-2.0 AND MIT")


def test_no_gpl_at_run_time():
    names = re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(names) > 20
    licences = {name: licence_of(name) for name in names}
    assert sum(licence is not None for licence in licences.values()) > 20
    gpl = {name: text for name, text in licences.items() if text and not can_be_shipped(text)}
    assert not gpl


def test_no_lock_names_an_index():
    for lock in LOCK.parent.rglob("requirements*.lock"):
        if ".venv" not in lock.parts and "build" not in lock.parts:
            assert "://" not in lock.read_text(encoding="utf-8"), lock
