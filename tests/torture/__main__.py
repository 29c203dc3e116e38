"""`python -m torture`, run from tests/: kills, losses of power and broken files; writes its figures and docs/reliability.md."""

import argparse
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

from torture import page
from torture.kills import NoDisk, kills, power_losses
from torture.saying import say

HERE = Path(__file__).parents[1]
WEAK_ROUNDS = 5


def main(arguments):
    """Run what was asked for; 1 where anything was lost or gave way."""
    chosen = _parser().parse_args(arguments)
    warnings.simplefilter("ignore")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    good = True
    for name, number, part in (("kills", chosen.kills, _kills), ("power", chosen.power, _power), ("fuzz", chosen.fuzz, _fuzz)):
        if number:
            began = time.monotonic()
            figures = part(chosen)
            page.keep(name, figures | {"minutes": round((time.monotonic() - began) / 60, 1)})
            say(f"\n{name}: {figures}\n")
            good = good and not figures.get("lost") and not figures.get("gave_way") and figures.get("control_found", True)
    if chosen.write:
        page.write()
    return 0 if good else 1


def _parser():
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--power", type=int, default=40, help="losses of power; they take root and a loop device")
    parser.add_argument("--fuzz", type=int, default=100_000, help="broken files for the readers; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/reliability.md")
    return parser


def _show(what, of):
    def show(outcome):
        say(f"\r{what} {outcome.rounds} of {of}, {outcome.steps:,} steps acknowledged, {len(outcome.lost)} lost")

    return show


def _figures(outcome):
    seeds = outcome.seeds
    return {
        "rounds": outcome.rounds,
        "steps": outcome.steps,
        "in_the_middle": outcome.unacknowledged,
        "seeds": f"{seeds[0]} to {seeds[-1]}" if seeds else "none",
        "lost": outcome.lost,
    }


def _kills(chosen):
    return _figures(kills(chosen.kills, seed=chosen.seed, progress=_show("kill", chosen.kills)))


def _power(chosen):
    """Losses of power, and the control: with `synchronous` off the same rounds have to lose something."""
    try:
        figures = _figures(power_losses(chosen.power, seed=chosen.seed, progress=_show("loss of power", chosen.power)))
        control = power_losses(min(WEAK_ROUNDS, chosen.power), seed=chosen.seed, weakened=True)
    except NoDisk as missing:
        return {"skipped": str(missing)}
    return {**figures, "control_rounds": control.rounds, "control_found": len(control.lost)}


def _fuzz(chosen):
    command = [sys.executable, "-W", "ignore", "-m", "hostile.fuzz", "--inputs", str(chosen.fuzz), "--seed", str(chosen.seed)]
    say("\n")
    done = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)
    told = [line.strip() for line in done.stdout.splitlines() if line.startswith(("seed", "longest"))] or ["no answer"]
    return {"inputs": chosen.fuzz, "seed": chosen.seed, "said": told, "gave_way": done.returncode}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
