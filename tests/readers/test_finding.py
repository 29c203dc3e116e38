"""Files are found once each in a stable order, and each has a key of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.errors import InputError
from analyst_app.readers import collect, keys_for, read_file


def test_a_folder_gives_its_reports_sorted_without_hidden_and_unknown_files(file, tmp_path):
    for name in ("b.txt", "a.PDF", "sub/c.docx", ".hidden.txt", ".git/d.txt", "picture.png", "notes"):
        file(name)
    assert [path.relative_to(tmp_path).as_posix() for path in collect([tmp_path])] == ["a.PDF", "b.txt", "sub/c.docx"]


def test_what_is_said_about_a_folder_is_no_report(file, tmp_path):
    about = file("sub/README.md")
    assert collect([tmp_path]) == ()
    assert collect([about]) == (about,)


def test_a_named_file_is_kept_whatever_its_suffix_and_only_once(file, tmp_path):
    odd = file("notes.report")
    plain = file("a.txt")
    assert collect([odd, tmp_path, plain, odd]) == (odd, plain)


def test_a_missing_path_is_kept_so_that_reading_says_so(tmp_path):
    missing = tmp_path / "gone.txt"
    assert collect([missing]) == (missing,)
    with pytest.raises(InputError, match=r"There is no gone\.txt"):
        read_file(missing)


def test_a_link_that_leads_back_up_ends_the_search(file, tmp_path):
    inside = file("sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert collect([tmp_path]) == (inside,)


def test_a_link_to_itself_is_a_sentence(tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    (found,) = collect([tmp_path])
    with pytest.raises(InputError, match=r"loop\.txt cannot be read"):
        read_file(found)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_not_passed_over(file, tmp_path):
    file("locked/a.txt").parent.chmod(0)
    try:
        assert collect([tmp_path]) == (tmp_path,)
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_a_key_is_the_stem_and_where_stems_repeat_the_path_below_the_folder(tmp_path):
    paths = [tmp_path / "mon" / "daily.txt", tmp_path / "tue" / "daily.txt", tmp_path / "tue" / "flash.txt"]
    assert keys_for(paths, [tmp_path]) == ("mon/daily", "tue/daily", "flash")


def test_files_that_differ_in_their_suffix_alone_keep_it(tmp_path):
    assert keys_for([tmp_path / "a.txt", tmp_path / "a.md"], [tmp_path]) == ("a.txt", "a.md")


def test_two_folders_with_the_same_names_are_told_apart(tmp_path):
    roots = [tmp_path / "north", tmp_path / "south"]
    assert keys_for([root / "daily.txt" for root in roots], roots) == ("north/daily", "south/daily")


def test_files_named_one_by_one_need_no_root(tmp_path):
    assert keys_for([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]) == ("x/a", "y/a")
    assert keys_for([]) == ()


NAMES = st.sampled_from(["a", "b", "a.txt", "b.txt", "a.md", ".txt"])


@given(st.lists(st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: Path("/r", *parts)), unique=True), st.booleans())
def test_no_two_files_ever_share_a_key(paths, rooted):
    keys = keys_for(paths, [Path("/r")] if rooted else [])
    assert len(keys) == len(paths)
    assert len(set(keys)) == len(paths)
    assert all(keys)
