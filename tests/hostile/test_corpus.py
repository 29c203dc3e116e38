"""Each hostile file, read as an import reads it: its words or one sentence, in seconds, and nothing fetched, written, run or broken."""

import re
import time

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.readers import SUFFIXES, Reader
from hostile import corpus

LONGEST = 5.0


@pytest.fixture(scope="module")
def reader():
    reading = Reader()
    yield reading
    reading.close()


GROUPS = (
    corpus.bombs,
    corpus.archives,
    corpus.documents,
    corpus.pages,
    corpus.portable,
    corpus.rich_texts,
    corpus.mails,
    corpus.outlooks,
    corpus.texts,
    corpus.wrecks,
)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_a_hostile_file_costs_a_sentence_at_most(group, reader, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(corpus.SECRET)
    folder = tmp_path / "in"
    folder.mkdir()
    wants_secret = group in {corpus.documents, corpus.pages}
    wrong = []
    for hostile in group(secret) if wants_secret else group():
        path = folder / hostile.name
        path.write_bytes(hostile.data)
        wrong += [f"{hostile.name}: {what}" for what in _wrong(hostile, path, reader)]
        path.unlink()
    assert not wrong
    assert sorted(item.name for item in tmp_path.rglob("*")) == ["in", "secret.txt"], "something was written"


def _wrong(hostile, path, reader):
    begun = time.process_time()
    try:
        result = reader.read(path)
    except InputError as sentence:
        told = str(sentence)
        if "\n" in told or len(told) > 600 or not told.endswith("."):
            yield f"no clear sentence: {told}"
        if hostile.says is None and hostile.holds:
            yield f"was refused: {told}"
        if hostile.says not in {None, "?"} and not re.search(hostile.says, told):
            yield f"is told otherwise: {told}"
        if "not understood" in told:
            yield "a reader stumbled over it"
    else:
        text = "\n".join(report.text for report in result.reports)
        if hostile.says not in {None, "?"}:
            yield f"was read: {text[:60]}"
        if hostile.holds not in text:
            yield f"has lost its words: {text[:60]}"
        yield from (f"holds {word}" for word in hostile.never if word in text)
    if time.process_time() - begun > LONGEST:
        yield "took too long in the program itself"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_half_a_gigabyte_is_refused_before_it_is_read(suffix, reader, tmp_path):
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as file:
        file.truncate(513 * 1024 * 1024)
    with pytest.raises(InputError, match=r"has 513 MB, more than the \d+ MB that are read\. Divide it"):
        reader.read(path)
