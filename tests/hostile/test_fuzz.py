"""The short form of the fuzzer: broken files of every kind, each read or refused, none slow, none reaching out, none writing."""

from analyst_app.readers.kinds import Kind
from hostile.fuzz import run

INPUTS = 2_000
SEED = 20231109


def test_broken_files_of_every_kind_are_read_or_refused(tmp_path):
    story = run(inputs=INPUTS, seed=SEED, folder=tmp_path)
    assert not story.faults
    assert story.inputs == story.read + story.refused == INPUTS
    assert all(story.by_kind[kind] > 100 for kind in Kind), "every kind had its share"
    assert story.read > 300, "files that are only refused for their shell test nothing behind it"
