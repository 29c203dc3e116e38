"""Which format a file is in, told by its content first and its name second. Reads no more than the head of a file."""

import re
from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """The formats that can be read; the value completes “a …”."""

    TEXT = "text file"
    HTML = "web page"
    WORD = "Word document"
    PDF = "PDF"
    RTF = "rich text file"
    MAIL = "e-mail"
    JSONL = "file of many reports"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".docx": Kind.WORD,
    ".pdf": Kind.PDF,
    ".rtf": Kind.RTF,
    ".eml": Kind.MAIL,
    ".jsonl": Kind.JSONL,
}
"""What a folder is searched for, and what a file is taken for whose content says nothing else."""

_SIGNED = frozenset({Kind.WORD, Kind.PDF, Kind.RTF})
"""Formats whose files all begin in the same way, so that a file that begins otherwise is none."""

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office version or an Outlook message"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)


def recognise(head: bytes, name: str) -> Kind | None:
    """The format of a file that begins with `head` (a kilobyte or more), or None where it is in none that can be read.

    Content wins over the name: a PDF called `report.txt` is a PDF. A zip archive is taken for a Word document, whose
    reader tells which archives are none.
    """
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.WORD
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    if foreign(head) is not None or named in _SIGNED:
        return None
    if named in {Kind.TEXT, None} and _PAGE.match(head):
        return Kind.HTML
    return named or Kind.TEXT


def foreign(head: bytes) -> str | None:
    """What a file is that begins like none of ours, in words that complete “this is …”."""
    return next((what for signature, what in _FOREIGN if head.startswith(signature)), None)
