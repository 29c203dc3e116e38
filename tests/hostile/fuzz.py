"""Feeds broken files to every reader: `python -m hostile.fuzz --inputs N --seed S`, run from tests/; ends with 1 where anything gave way.

Each file goes the way of an import: its kind is told, and it is read in the reader process. What must hold of each is that it is read
or refused by a sentence, within five seconds of work, with nothing fetched, nothing written and no fault of a reader.
"""

import argparse
import logging
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from analyst_app.domain.errors import UserError
from analyst_app.readers import SUFFIXES, Reader
from analyst_app.readers.apart.reader import Allowance
from analyst_app.readers.kinds import kind_of
from analyst_app.readers.reading import Found
from hostile.mutate import mutants, suffix_of

LONGEST = 5
"""Seconds of work: of the processor, since a busy machine makes any file wait."""

GAVE_WAY = {
    "took too long": "hung",
    "more memory": "took too much memory",
    "reach beyond": "reached out",
    "broke the process": "crashed the reader process",
    "was ended": "ended the reader process",
    "not understood": "met a fault of a reader",
}


@dataclass
class Story:
    """What came of a run."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    longest: float = 0.0
    slowest: str = ""
    by_kind: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class _Where(logging.Handler):
    """Keeps the line in which a reader stumbled last."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.last = ""

    def emit(self, record):
        self.last = record.getMessage()


def run(*, inputs, seed, folder, keep=None, tell=None):
    """Read that many broken files, in `folder`, which must be empty again at the end. `keep` is where what gave way is put."""
    where = _Where()
    log = logging.getLogger("readers")
    log.addHandler(where)
    found = Story()
    reader = Reader(Allowance(seconds=LONGEST, seconds_a_megabyte=0, patience=20))
    try:
        for (name, data), _ in zip(mutants(random.Random(seed)), range(inputs), strict=False):
            begun, used = time.perf_counter(), time.process_time()
            fault = _one(reader, name, data, folder, found)
            took = time.perf_counter() - begun
            if time.process_time() - used > LONGEST:
                fault = "hung in the program itself"
            if took > found.longest:
                found.longest, found.slowest = took, name
            found.inputs += 1
            found.by_kind[SUFFIXES.get(suffix_of(name), "another")] += 1
            if fault:
                found.faults.append(f"{name} {fault}: {where.last if 'fault' in fault or 'crash' in fault else ''}")
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{seed}-{name}").write_bytes(data)
            if tell is not None:
                tell(found)
    finally:
        reader.close()
        log.removeHandler(where)
    if left := sorted(item.name for item in folder.rglob("*")):
        found.faults.append(f"files were written: {left}")
    return found


def _one(reader, name, data, folder, found):
    """Read one file; what gave way, or nothing."""
    try:
        reader.read_found(Found(folder / name, name, kind_of(data, name), data, "key"))
    except UserError as sentence:
        found.refused += 1
        told = str(sentence)
        if "\n" in told or not told.strip():
            return f"got no sentence: {told!r}"
        return next((what for words, what in GAVE_WAY.items() if words in told), None)
    except Exception as fault:  # noqa: BLE001 - that is what is looked for
        return f"crashed the program: {type(fault).__name__} {fault}"
    found.read += 1
    return None


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that something gave way to")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.lastResort = None
    begun = time.monotonic()

    def tell(found):
        if found.inputs % 1_000 == 0:
            _say(f"{found.inputs:>7} files, {time.monotonic() - begun:.0f} s, gave way: {len(found.faults)}")

    with tempfile.TemporaryDirectory() as folder:
        found = run(inputs=asked.inputs, seed=asked.seed, folder=Path(folder), keep=asked.keep, tell=tell)
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(found.by_kind.items()))
    _say(
        f"seed {asked.seed}: {found.inputs} files in {time.monotonic() - begun:.0f} s: {found.read} read, {found.refused} refused ({kinds})"
    )
    _say(f"longest wait, the machine's other work included, {found.longest:.1f} s ({found.slowest}); gave way: {len(found.faults)}")
    for fault in found.faults[:50]:
        _say(f"  {fault}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
