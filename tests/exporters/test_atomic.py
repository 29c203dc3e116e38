"""An export is there whole or not at all, and what stood there before stays until then."""

import os

import pytest

from analyst_app.domain.errors import UserError
from analyst_app.exporters import FORMATS, Needs

NAMES = sorted(FORMATS)


def failing():
    """An export that breaks off at its first item."""
    raise RuntimeError("the database went away")
    yield


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_export_leaves_what_was_there_and_nothing_else(tmp_path, setting, name):
    path = tmp_path / "out"
    path.write_text("yesterday's")
    with pytest.raises(RuntimeError, match="went away"):
        FORMATS[name].write(path, failing(), setting)
    assert path.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", NAMES)
def test_a_finished_export_takes_the_place_and_leaves_no_rest(tmp_path, setting, full_row, name):
    path = tmp_path / "out"
    path.write_text("yesterday's")
    items = [full_row] if FORMATS[name].needs is Needs.EVENTS else []
    FORMATS[name].write(path, items, setting)
    assert path.read_bytes() != b"yesterday's"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_that_is_not_there_is_a_sentence(tmp_path, setting, name):
    with pytest.raises(UserError, match=r"out cannot be written: .+\. Choose another folder"):
        FORMATS[name].write(tmp_path / "gone" / "out", [], setting)


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path, setting):
    (tmp_path / "out").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        FORMATS["csv"].write(tmp_path / "out", [], setting)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_a_sentence(tmp_path, setting, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        FORMATS["csv"].write(tmp_path / "out", [], setting)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_can_be_written(tmp_path, setting):
    path = tmp_path / ("x" * 250 + ".csv")
    FORMATS["csv"].write(path, [], setting)
    assert path.exists()


def test_the_table_of_formats_is_whole():
    assert {format_.name for format_ in FORMATS.values()} == set(FORMATS)
    assert all(format_.suffix.startswith(".") and format_.label for format_ in FORMATS.values())
