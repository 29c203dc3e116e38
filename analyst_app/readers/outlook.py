"""Outlook messages (.msg): subject, sender, day and the body. Fetches nothing; attachments are named, not opened."""

import io
import struct
from datetime import date, datetime
from email.utils import parseaddr

from olefile import OleFileIO  # type: ignore[import-untyped] # olefile ships no types
from oxmsg import Message
from oxmsg.domain.model import UnrecognizedCodePageError

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import likely, one_line
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.mail import FAULTS, day_of, moment_of, not_read
from analyst_app.readers.markup import visible_text
from analyst_app.readers.result import ReadResult

_FAULTS = (*FAULTS, OSError, struct.error, UnrecognizedCodePageError)
"""What the library lets through where a file is cut off or its parts are not what they say."""
_OLD_OFFICE = frozenset({"WordDocument", "Workbook", "Book", "PowerPoint Document"})
_SECTOR_SHIFTS = frozenset({9, 12})
_HTML = 0x1013
"""The property that holds a body of markup, by the specification MS-OXPROPS."""


def read_outlook(data: bytes, *, key: str, name: str) -> ReadResult:
    """The report of a message, published on the day in its header, else on the day it was sent, in UTC.

    Raises:
        InputError: where the file is another document of an old Office version, locked, damaged, or has no text.
    """
    _check_contents(data, name)
    try:
        message = Message.load(data)
        text = normalise(_body(message, name))
        attached = not_read([called for part in message.attachments if (called := part.file_name)], name)
        subject, sender, (day, moment) = message.subject, message.sender, _sent(message)
    except _FAULTS as fault:
        raise _damaged(name) from fault
    if not text.strip():
        if attached:
            return ReadResult(problems=attached)
        raise InputError(f"{name} has no text. Open the message in Outlook and copy its text.")
    called, address = parseaddr(sender or "")
    report = Report(key, text, day, title=one_line(subject), source=one_line(called) or one_line(address), moment=moment)
    return ReadResult((report,), attached)


def _check_contents(data: bytes, name: str) -> None:
    """Tell what else begins like an Outlook message."""
    try:
        _check_counts(data)
        with OleFileIO(io.BytesIO(data)) as file:
            if any(entry is not None and entry.size > len(data) for entry in file.direntries):
                raise ValueError("a stream larger than its file")
            inside = {entry[0] for entry in file.listdir()}
    except _FAULTS as fault:
        raise (_damaged(name) if name.lower().endswith(".msg") else _old(name)) from fault
    if "EncryptedPackage" in inside:
        raise InputError(f"{name} is locked by a password. Open it in the program that made it, save it without one and open that file.")
    if "__properties_version1.0" not in inside:
        raise _damaged(name) if name.lower().endswith(".msg") and not inside & _OLD_OFFICE else _old(name)


def _check_counts(data: bytes) -> None:
    """Refuse a file that says that it has more sectors than it has bytes for: the library would follow a ring of them for hours.

    The places are those of the header by the specification MS-CFB.
    """
    shift, fat, small, further = struct.unpack_from("<30xH12xI16xI4xI", data)
    if shift not in _SECTOR_SHIFTS or max(fat, small, further) << shift > len(data):
        raise ValueError("more sectors than bytes")


def _body(message: Message, name: str) -> str:
    plain = _plain(message)
    if plain.strip():
        return plain
    markup = message.properties.binary_prop_value(_HTML)
    if markup:
        return visible_text(decode(markup, name=name, declared=message.properties.body_encoding))
    return visible_text(message.html_body or "")


def _plain(message: Message) -> str:
    try:
        return message.body or ""
    except UnicodeDecodeError:  # not in the encoding that it says; its markup may still be
        return ""


def _sent(message: Message) -> tuple[date | None, datetime | None]:
    """The day and the moment of sending: by the header, which has the sender's zone, else by the message's own note in UTC."""
    written = message.message_headers.get("Date", "")
    day, moment = day_of(written), moment_of(written)
    noted = message.sent_date
    if day is None and isinstance(noted, datetime) and likely(noted):
        return noted.date(), noted
    return day, moment


def _damaged(name: str) -> InputError:
    return InputError(f"{name} is a damaged Outlook message. Open it in Outlook, save it again, or copy its text.")


def _old(name: str) -> InputError:
    return InputError(f"{name} is a document of an old Office version, which cannot be read. Save it as .docx or .pdf and open that file.")
