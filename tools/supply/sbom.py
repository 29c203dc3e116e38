"""Make the bill of materials of the program (CycloneDX, JSON) from its lock file, with licences, and hold it against the lock."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from supply.licences import licence_of
from supply.locked import pins

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
MODELS = ROOT / "resources" / "models"


def completed(bill: dict[str, Any]) -> dict[str, Any]:
    """The bill with a licence for each component, and with the files of the language model and their checksums."""
    for component in bill["components"]:
        component["licenses"] = [{"license": {"name": licence_of(component["name"])}}]
    for listed in sorted(MODELS.glob("*.sha256")):
        for line in listed.read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            bill["components"].append({"type": "file", "name": f"{listed.stem}/{name}", "hashes": [{"alg": "SHA-256", "content": digest}]})
    bill["metadata"]["component"] = {"type": "application", "name": "analyst-app", "version": version("analyst-app")}
    return bill


def lacking(bill: Mapping[str, Any], lock: Path = LOCK) -> list[str]:
    """The packages of the lock that the bill does not hold in their version."""
    there = {(component["name"].lower(), component.get("version")) for component in bill["components"]}
    return [f"{pin.name} {pin.version}" for pin in pins(lock) if (pin.name, pin.version) not in there]


def main(arguments: Sequence[str]) -> int:
    """Write the bill with the given `cyclonedx-py` to the given file."""
    tool, out = arguments
    command = [tool, "requirements", str(LOCK), "--output-reproducible", "--output-format", "JSON", "--output-file", "-"]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    bill = completed(json.loads(made.stdout))
    missing = lacking(bill)
    if missing:
        sys.stderr.write(f"Missing in the bill of materials: {', '.join(missing)}\n")
        return 1
    Path(out).parent.mkdir(exist_ok=True)
    Path(out).write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(bill['components'])} components in {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
