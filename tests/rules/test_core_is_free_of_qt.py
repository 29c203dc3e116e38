"""Everything outside the window imports without Qt, and the window's start imports neither spaCy nor pyqtgraph."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "analyst_app"


def imported_by(statement):
    program = f"import sys\n{statement}\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def modules_outside(folder):
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        if folder not in parts and "__main__" not in parts:
            yield ".".join(parts).removesuffix(".__init__")


def test_the_core_needs_no_qt():
    names = imported_by("\n".join(f"import {name}" for name in modules_outside("ui")))
    assert not names & {"PySide6", "shiboken6", "pyqtgraph"}


def test_the_window_shows_before_the_model_and_the_charts_are_imported():
    names = imported_by("import analyst_app.ui.main, analyst_app.ui.main_window")
    assert not names & {"spacy", "thinc", "pyqtgraph"}
