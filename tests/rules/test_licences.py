"""Nothing that the program needs at run time is under the GPL: people must be able to ship it."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.lock"

LGPL_BY_CHOICE = {
    "pyside6-essentials": "Qt for Python, used under the LGPL, which it offers beside the GPL",
    "shiboken6": "part of Qt for Python, the same",
}


def licence_of(name):
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return None  # for another platform
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    return " | ".join([metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200], *classifiers])


def test_no_gpl_at_run_time():
    names = re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(names) > 20
    licences = {name: licence_of(name) for name in names}
    assert sum(licence is not None for licence in licences.values()) > 20
    gpl = {
        n: text
        for n, text in licences.items()
        if text and re.search(r"\bA?GPL|GNU General|Affero", text) and n.lower() not in LGPL_BY_CHOICE
    }
    assert not gpl


def test_no_lock_names_an_index():
    for lock in LOCK.parent.rglob("requirements*.lock"):
        if ".venv" not in lock.parts and "build" not in lock.parts:
            assert "://" not in lock.read_text(encoding="utf-8"), lock
