"""The layer contracts hold, and each of them catches a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder):
    script = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)


PLANTED = {
    "Dependencies point down only": ("domain/planted.py", "import analyst_app.storage"),
    "Qt lives in the window alone": ("services/planted.py", "import PySide6"),
    "SQLAlchemy lives in storage alone": ("services/planted.py", "import sqlalchemy"),
    "spaCy lives in extraction": ("analysis/planted.py", "import spacy"),
    "The window goes through services": ("ui/planted.py", "import analyst_app.storage"),
}


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(contract, tmp_path):
    shutil.copytree(ROOT / "analyst_app", tmp_path / "analyst_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    name, line = PLANTED[contract]
    (tmp_path / "analyst_app" / name).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if "BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), done.stdout
