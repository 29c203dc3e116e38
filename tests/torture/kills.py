"""Kills with SIGKILL and losses of power, each with its seed: a child works until it is ended, then everything is looked at."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture.check import Lost, Told, verify
from torture.work import Work, plant

RUNS_IN_A_FOLDER = 12
"""How many kills one database lives through."""

LONGEST = 1.2
"""Seconds that a child works at most."""

IMAGE_MB = 96


@dataclass
class Outcome:
    """What came of a number of rounds."""

    rounds: int = 0
    steps: int = 0
    unacknowledged: int = 0
    lost: list = field(default_factory=list)
    seeds: list = field(default_factory=list)


def fresh(root):
    """An empty folder to work in, and the migrations beside it."""
    for name in ("work", "migrations", "home", "looked-at"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "work").mkdir(parents=True)
    plant(root / "migrations")
    os.environ["ANALYST_APP_HOME"] = str(root / "home")


def begin(folder, seed, *, weakened=False):
    """Fork a child that works; returns its number and the end of its pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            Work(folder, seed, writing, weakened=weakened).go_on()
        except BaseException:  # noqa: BLE001 - a bug in the child must be seen, and must not run the parent's code
            import traceback

            traceback.print_exc()
        finally:
            os._exit(3)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def until_ready(pipe, told):
    line = pipe.readline()
    if not line:
        raise Lost("the child ended before it began to work: it could not open the database")
    told.hear(line)


def end(child, pipe, told):
    """Kill, and hear what it had told by then; a line that was cut off was not told."""
    os.kill(child, signal.SIGKILL)
    for line in pipe.read().split(b"\n")[:-1]:
        told.hear(line)
    pipe.close()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        raise Lost("the child ended by itself: a bug or a fault in its work")


def kills(number, *, seed, replay_every=4, progress=lambda _done: None):
    """Kill a child at a random point, again and again.

    Args:
        number: how many times.
        seed: of the first; each further one adds one.
        replay_every: in which rounds the whole journal is undone and done again.
        progress: told after each round.
    """
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        root = Path(name)
        told = Told()
        for n in range(number):
            if n % RUNS_IN_A_FOLDER == 0:
                fresh(root)
                told = Told()
            _round(root / "work", seed + n, told, outcome, replay=n % replay_every == 0)
            progress(outcome)
    return outcome


def _round(folder, seed, told, outcome, *, replay):
    before = told.steps
    try:
        child, pipe = begin(folder, seed)
        until_ready(pipe, told)
        time.sleep(Random(seed).uniform(0.0, LONGEST))
        end(child, pipe, told)
        verify(folder, told, replay=replay)
    except Lost as lost:
        outcome.lost.append(f"seed {seed}: {lost}")
        fresh(folder.parent)
        told.__init__()
    outcome.rounds += 1
    outcome.seeds.append(seed)
    outcome.steps += max(0, told.steps - before)
    outcome.unacknowledged += told.begun is not None


class NoDisk(Exception):
    """No file system of its own can be made here; the words say why."""


@contextmanager
def disk(root):
    """A file system in a file, mounted; needs root and a loop device."""
    image, mounted = root / "disk.img", root / "disk"
    mounted.mkdir()
    with image.open("wb") as file:
        file.truncate(IMAGE_MB * 1024 * 1024)
    _run("mkfs.ext4", "-q", "-F", image)
    _run("mount", "-o", "loop,commit=300", image, mounted)
    try:
        yield image, mounted
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=False, capture_output=True)


def _run(*command):
    try:
        done = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)
    except OSError as missing:
        raise NoDisk(f"{command[0]} is not there") from missing
    if done.returncode:
        raise NoDisk(f"{command[0]}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'refused'} (it takes root)")


def power_losses(number, *, seed, weakened=False, progress=lambda _done: None):
    """Stop a child at a random point and keep of its disk what had reached it by then: everything not synced is gone.

    Raises:
        NoDisk: where no disk of its own can be made.
    """
    outcome = Outcome()
    for n in range(number):
        with tempfile.TemporaryDirectory(prefix="torture-") as name:
            _lose_power(Path(name), seed + n, outcome, weakened=weakened)
        progress(outcome)
    return outcome


def _lose_power(root, seed, outcome, *, weakened):
    told = Told()
    with disk(root) as (image, mounted):
        fresh(mounted)
        subprocess.run(["sync", "-f", str(mounted)], check=True)
        child, pipe = begin(mounted / "work", seed, weakened=weakened)
        try:
            until_ready(pipe, told)
            time.sleep(Random(seed).uniform(0.1, LONGEST))
            os.kill(child, signal.SIGSTOP)
            after = root / "after.img"
            subprocess.run(["cp", "--sparse=always", str(image), str(after)], check=True)
        finally:
            end(child, pipe, told)
    seen = root / "after"
    seen.mkdir()
    _run("mount", "-o", "loop", root / "after.img", seen)
    try:
        os.environ["ANALYST_APP_HOME"] = str(seen / "home")
        verify(seen / "work", told, replay=True)
    except Lost as lost:
        outcome.lost.append(f"seed {seed}: {lost}")
    finally:
        subprocess.run(["umount", "-l", str(seen)], check=False, capture_output=True)
    outcome.rounds += 1
    outcome.seeds.append(seed)
    outcome.steps += told.steps
    outcome.unacknowledged += told.begun is not None
