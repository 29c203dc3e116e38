"""`make bench`: prints a table and writes `build/bench.json`. A bar that is not kept makes it exit with 1."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

GROUPS = ("window", "extraction", "bulk", "gazetteer", "workbench", "keystrokes", "library", "storage", "charts", "map")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--group", choices=GROUPS)
    chosen = parser.parse_args()
    if chosen.group:
        module = __import__(f"bench.{chosen.group}", fromlist=["figures"])
        chosen.out.write_text(json.dumps([figure.row() for figure in module.figures()]), encoding="utf-8")
        return 0
    rows = []
    for group in GROUPS:
        # A process each: peak memory and warm caches of one group do not colour the next.
        part = chosen.out.with_suffix(f".{group}.json")
        subprocess.run([sys.executable, "-W", "ignore", "-m", "bench", "--group", group, "--out", str(part)], check=True)
        rows += json.loads(part.read_text(encoding="utf-8"))
        part.unlink()
    chosen.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    print(f"{'group':12}{'what':48}{'value':>12} {'unit':8}{'floor':>12}{'ratio':>8}{'bar':>7}  ok")
    for row in rows:
        floor, ratio, bar = (("" if row[key] is None else f"{row[key]:.3f}") for key in ("floor", "ratio", "bar"))
        ok = {True: "yes", False: "NO", None: ""}[row["ok"]]
        print(f"{row['group']:12}{row['name']:48}{row['value']:>12.3f} {row['unit']:8}{floor:>12}{ratio:>8}{bar:>7}  {ok}")
    return 1 if any(row["ok"] is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
