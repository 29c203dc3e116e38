"""The wheel holds every file of resources/ and migrations/, and works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True, capture_output=True
    )
    return next(out.glob("*.whl"))


def tracked(folder):
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in listed.stdout.split("\0") if name]


@pytest.mark.slow
def test_the_wheel_carries_every_shipped_file(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [*tracked("resources"), *tracked("migrations")]
    assert len(wanted) > 10
    assert not [name for name in wanted if f"analyst_app/_bundled/{name}" not in names]


@pytest.mark.slow
def test_an_installed_program_finds_its_files_and_makes_a_database(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    program = (
        "import sys; from pathlib import Path\n"
        "import analyst_app; assert Path(analyst_app.__file__).is_relative_to(sys.argv[1]), analyst_app.__file__\n"
        "from analyst_app.services.workbench import Workbench\n"
        "workbench = Workbench.open(Path(sys.argv[1]) / 'new.sqlite'); workbench.close()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "ANALYST_APP_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(tmp_path / "site")],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "new.sqlite").exists()
