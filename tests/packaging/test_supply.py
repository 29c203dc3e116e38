"""What the program is made of is told whole: licences, bill of materials, and an audit that counts only what was looked up."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from supply import audit, licences, locked, sbom  # noqa: E402 - beside the program, not part of it

LOCK = ROOT / "requirements.lock"
PINS = [locked.Pin("one", "1.0", ()), locked.Pin("two", "2.0", ())]


def answer(**entries):
    return {"dependencies": [{"name": name, **entry} for name, entry in entries.items()]}


def test_every_pin_of_the_lock_is_read_with_its_hashes():
    pins = list(locked.pins(LOCK))
    assert len(pins) == len(re.findall(r"^[a-z0-9._-]+==", LOCK.read_text(), re.MULTILINE | re.IGNORECASE))
    assert sum(len(pin.hashes) for pin in pins) == LOCK.read_text().count("--hash=")
    assert all(pin.hashes for pin in pins)


def test_an_audit_passes_where_every_package_was_looked_up():
    whole = answer(one={"version": "1.0", "vulns": []}, two={"version": "2.0", "vulns": []})
    assert audit.verdict(PINS, whole) == []


@pytest.mark.parametrize(
    ("two", "said"),
    [
        ({}, "not audited"),
        ({"version": "1.9", "vulns": []}, "two 2.0: not audited"),
        ({"skip_reason": "not found"}, "two 2.0: not audited. not found"),
        ({"version": "2.0", "vulns": [{"id": "PYSEC-1"}]}, "two 2.0: PYSEC-1"),
    ],
)
def test_an_audit_fails_for_what_was_left_out_or_has_a_fault(two, said):
    entries = {"one": {"version": "1.0", "vulns": []}, **({"two": two} if two else {})}
    lines = audit.verdict(PINS, answer(**entries))
    assert len(lines) == 1
    assert said in lines[0]


def test_the_page_of_licences_is_what_the_lock_and_the_packages_say():
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "run `make licences`"


def test_nothing_stands_under_the_gpl_alone():
    for pin in locked.pins(LOCK):
        offered = re.split(r"\s+OR\s+", licences.licence_of(pin.name))
        assert any("GPL" not in one or "LGPL" in one for one in offered), pin.name


def test_a_bill_of_materials_without_one_package_is_found_out():
    whole = {"components": [{"name": pin.name, "version": pin.version} for pin in locked.pins(LOCK)]}
    assert sbom.lacking(whole) == []
    gone = whole["components"].pop(3)
    assert sbom.lacking(whole) == [f"{gone['name']} {gone['version']}"]


def test_the_bill_holds_the_files_of_the_language_model():
    bill = sbom.completed({"components": [{"name": "numpy", "version": "2"}], "metadata": {}})
    weights = [part for part in bill["components"] if part["name"].endswith("parser/model")]
    assert len(weights) == 1
    assert len(weights[0]["hashes"][0]["content"]) == 64
    assert bill["components"][0]["licenses"]
