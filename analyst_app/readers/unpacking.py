"""Archives (ZIP) from the outside: what is in one, whether it may be unpacked, and one part of it. Writes no file."""

import io
import zipfile
import zlib

from analyst_app.domain.errors import InputError
from analyst_app.readers.limits import LARGEST_UNPACKED, MOST_PARTS, in_megabytes

FAULTS = (zipfile.BadZipFile, NotImplementedError, ValueError, LookupError, ArithmeticError, EOFError, OSError, RuntimeError, zlib.error)
"""What the standard library lets through where an archive is cut off, or its parts are not what they say."""

_ENCRYPTED = 0x1


def opened(data: bytes, *, name: str, what: str) -> zipfile.ZipFile:
    """An archive whose parts together are no more than may be unpacked; `what` completes “… is a damaged …”.

    Parts that say less of their size than they have are cut off there by the standard library.

    Raises:
        InputError: where it is damaged, unpacks to too much, or has parts that lie in one another.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except FAULTS as fault:
        raise damaged(name, what) from fault
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED:
        raise InputError(f"{name} unpacks to {in_megabytes(size)}, more than any report. {_NEXT[what]}")
    if len(parts) > MOST_PARTS:
        raise InputError(f"{name} has {len(parts):,} parts, more than any report. {_NEXT[what]}")
    if sum(part.compress_size for part in parts) > len(data):
        raise InputError(f"{name} holds parts that lie in one another, as only a harmful archive does. It was not unpacked.")
    return archive


def is_locked(part: zipfile.ZipInfo) -> bool:
    """Whether a part needs a password."""
    return bool(part.flag_bits & _ENCRYPTED)


def damaged(name: str, what: str) -> InputError:
    """The sentence for an archive or document that cannot be read."""
    return InputError(f"{name} is a damaged {what}. {_MEND[what]}")


WORD, ODT, ARCHIVE = "Word document", "OpenDocument text", "ZIP archive"
_NEXT = {
    WORD: "Copy its text into the program instead.",
    ODT: "Copy its text into the program instead.",
    ARCHIVE: "Unpack it and open the reports in it.",
}
_MEND = {
    WORD: "Open it in a word processor, save it again and open that file.",
    ODT: "Open it in a word processor, save it again and open that file.",
    ARCHIVE: "Ask for the file again, or unpack what can be unpacked and open those files.",
}
