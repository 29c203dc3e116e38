"""Ask pip-audit about every package of the lock files, and fail unless each was really looked up and none has a known fault.

`pip-audit` by itself leaves out what does not fit the platform and goes on where a package is not found; here that is a failure.
It needs a network and so is no part of what CI runs.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from supply.locked import Pin, pins

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
SHOWN = 20
"""Lines that are printed; without a network there would be one for each package."""


def verdict(wanted: Iterable[Pin], answer: Mapping[str, Any]) -> list[str]:
    """What speaks against the packages, a line each; nothing where each was audited in its version and none has a known fault."""
    answered = {entry["name"].lower().replace("_", "-"): entry for entry in answer["dependencies"]}
    lines: list[str] = []
    for pin in wanted:
        entry = answered.get(pin.name.replace("_", "-"), {})
        if entry.get("version") != pin.version:
            lines.append(f"{pin.name} {pin.version}: not audited. {entry.get('skip_reason', '')}".rstrip())
        else:
            lines.extend(f"{pin.name} {pin.version}: {fault['id']}" for fault in entry["vulns"])
    return lines


def main(arguments: Sequence[str]) -> int:
    """Audit with the given `pip-audit`; its whole answer is left in `build/audit.json`."""
    wanted = sorted({pin for lock in LOCKS for pin in pins(ROOT / lock)}, key=lambda pin: (pin.name, pin.version))
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    plain, out = build / "audit-requirements.txt", build / "audit.json"
    plain.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in wanted), encoding="utf-8")
    out.unlink(missing_ok=True)
    command = [arguments[0], "--requirement", str(plain), "--disable-pip", "--no-deps", "--format", "json", "--output", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if not out.exists():
        sys.stderr.write(f"{done.stderr[-1000:]}\nNothing was audited: pip-audit gave no answer. It needs a network.\n")
        return 1
    against = verdict(wanted, json.loads(out.read_text(encoding="utf-8")))
    sys.stdout.write("".join(f"{line}\n" for line in against[:SHOWN]))
    sys.stdout.write(f"{len(wanted)} packages, {len(against)} things against them; the whole answer is in build/audit.json\n")
    return 1 if against else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
