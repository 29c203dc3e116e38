"""Which format a file is in, told by its content first and its name second. Reads no more than the head of a file."""

import re
from enum import StrEnum
from pathlib import PurePath

from analyst_app.domain.errors import InputError


class Kind(StrEnum):
    """The formats that can be read; the value completes “a …”."""

    TEXT = "text file"
    HTML = "web page"
    SAVED_PAGE = "saved web page"
    WORD = "Word document"
    ODT = "OpenDocument text"
    PDF = "PDF"
    RTF = "rich text file"
    MAIL = "e-mail"
    OUTLOOK = "Outlook message"
    ZIP = "ZIP archive"
    JSONL = "file of many reports"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".mht": Kind.SAVED_PAGE,
    ".mhtml": Kind.SAVED_PAGE,
    ".docx": Kind.WORD,
    ".odt": Kind.ODT,
    ".pdf": Kind.PDF,
    ".rtf": Kind.RTF,
    ".eml": Kind.MAIL,
    ".msg": Kind.OUTLOOK,
    ".zip": Kind.ZIP,
    ".jsonl": Kind.JSONL,
}
"""What a folder is searched for, and what a file is taken for whose content says nothing else."""

SIMPLE = frozenset({Kind.TEXT, Kind.JSONL})
"""Formats that need no more than decoding; all others have parsers that are kept apart from the program."""

_SIGNED = frozenset({Kind.WORD, Kind.ODT, Kind.PDF, Kind.RTF, Kind.OUTLOOK, Kind.ZIP})
"""Formats whose files all begin in the same way, so that a file that begins otherwise is none."""

_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVED = re.compile(rb"(?:From: <Saved by |Snapshot-Content-Location: )", re.IGNORECASE)
_MIME = re.compile(rb"MIME-Version: 1\.0\r?\n", re.IGNORECASE)
# Possessive throughout: a file of comments alone must not be read in all the ways in which comments can be put together.
_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)

_FOREIGN = (
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


def recognise(head: bytes, name: str) -> Kind | None:  # noqa: PLR0911 - one return for each way to tell a format
    """The format of a file that begins with `head` (a kilobyte or more), or None where it is in none that can be read.

    How a file begins wins over its name: a PDF called `report.txt` is a PDF, and a text that speaks of PDFs is a text. Word
    and OpenDocument files are archives, which the reader of archives tells apart; the same goes for what Office made of old.
    """
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith(_ARCHIVE):
        return Kind.ZIP
    if head.startswith(_OLE):
        return Kind.OUTLOOK
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-") or (named is Kind.PDF and b"%PDF-" in head[:1024]):
        return Kind.PDF
    if start.startswith(b"{\\rtf"):
        return Kind.RTF
    if foreign(head) is not None or named in _SIGNED:
        return None
    if (named in {Kind.TEXT, Kind.HTML, None} and _SAVED.match(head)) or (named is Kind.HTML and _MIME.match(head)):
        return Kind.SAVED_PAGE
    if named in {Kind.TEXT, None} and _PAGE.match(head):
        return Kind.HTML
    return named or Kind.TEXT


def kind_of(data: bytes, name: str) -> Kind:
    """The format that bytes begin like.

    Raises:
        InputError: where there is nothing in them, or it is in no format that can be read.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{name} is empty. Choose a file with a report in it.")
    kind = recognise(data[:4096], name)
    if kind is None:
        raise InputError(_not_readable(data[:4096], name))
    return kind


def foreign(head: bytes) -> str | None:
    """What a file is that begins like none of ours, in words that complete “this is …”."""
    return next((what for signature, what in _FOREIGN if head.startswith(signature)), None)


def _not_readable(head: bytes, name: str) -> str:
    what = foreign(head)
    if what is not None:
        return f"{name} is {what}, which cannot be read. Save the report as .docx, .pdf, .html or .txt and open that file."
    suffix = PurePath(name).suffix
    return f"{name} is no {SUFFIXES[suffix.lower()]} inside, whatever its name says. Give it its true suffix (.txt for text)."
