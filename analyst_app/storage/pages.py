"""The pages of a SQLite file, as far as salvage needs them: those that list its tables, taken from a new file into a damaged one.

The layout is that of https://www.sqlite.org/fileformat2.html, sections 1.3 and 1.6.
"""

from pathlib import Path
from struct import unpack_from

from analyst_app.storage.encryption import MAGIC, PAGE

_HEADER = 100
"""Bytes at the start of the first page, before its tree begins."""

_INTERIOR = 5
"""The kind of a page that leads to others."""


def graft_tables(damaged: bytes, sound: bytes, target: Path) -> None:
    """Write to `target` the damaged file with the list of tables of the sound one. Both have pages of 4,096 bytes."""
    pages = bytearray(damaged[: len(damaged) // PAGE * PAGE])
    for number in _list_of_tables(sound):
        first = (number - 1) * PAGE
        pages[first : first + PAGE] = sound[first : first + PAGE]
    # How long the file is stands in its header, and so does the list of free pages, which nobody needs here.
    pages[28:40] = (len(pages) // PAGE).to_bytes(4, "big") + bytes(8)
    assert pages.startswith(MAGIC)
    target.write_bytes(pages)


def _list_of_tables(content: bytes, number: int = 1) -> list[int]:
    """The numbers of the pages that list the tables, beginning with the first page of the file."""
    start = (number - 1) * PAGE
    head = start + (_HEADER if number == 1 else 0)
    if content[head] != _INTERIOR:
        return [number]
    (cells,) = unpack_from(">H", content, head + 3)
    places = unpack_from(f">{cells}H", content, head + 12)
    below = [unpack_from(">I", content, start + place)[0] for place in places]
    below.append(unpack_from(">I", content, head + 8)[0])
    return [number, *(page for child in below for page in _list_of_tables(content, child))]
