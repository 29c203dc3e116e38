"""PDF files: the text layer of the pages, in paragraphs. Recognises no pictures of text, opens no attachment, follows no link."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import file_day, one_line, person
from analyst_app.readers.decoding import normalise
from analyst_app.readers.limits import MOST_PAGES
from analyst_app.readers.reflow import reflow

_MADE_BY = re.compile(r"^Microsoft Word - |\.(?:docx?|odt|rtf|pdf)$", re.IGNORECASE)
_FAULTS = (
    PyPdfError,
    ArithmeticError,
    ValueError,
    LookupError,
    struct.error,
    zlib.error,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OSError,
    NotImplementedError,
)
"""What pypdf raises on files that break the standard; none of these says more to an analyst than “damaged”."""

# pypdf tells each oddity of a file as a warning; what matters of it becomes our own sentence.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(data: bytes, *, key: str, name: str) -> Report:
    """The report of a PDF, dated by the making of the file only where its text names no day.

    Raises:
        InputError: where the file is damaged, locked by a password, holds pictures only, or is no report but a book.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, FileNotDecryptedError):
        locked = True
    except _FAULTS as fault:
        raise _damaged(name) from fault
    if locked:
        raise InputError(f"{name} is locked by a password. Open it in a PDF viewer, print it to a new PDF and open that file.")
    try:
        pages = list(_pages(reader, name))
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    except DependencyError as fault:
        raise InputError(f"{name} is encrypted. Open it in a PDF viewer, print it to a new PDF and open that file.") from fault
    except LimitReachedError as fault:
        raise InputError(f"{name} unpacks to more than any report. Save the pages of the report as a PDF of their own.") from fault
    except _FAULTS as fault:
        raise _damaged(name) from fault
    text = normalise(reflow(pages))
    if not text.strip():
        raise InputError(f"{name} holds pictures and no text. Run text recognition (OCR) over it and open the result.")
    return Report(key, text, file_day(_saved(reader), text=text), title=_cleaned(title), author=_cleaned(author))


def _pages(reader: PdfReader, name: str) -> Iterator[str]:
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"{name} has more than {MOST_PAGES} pages. Save the pages of the report as a PDF of their own.")
    for page in reader.pages:
        # Many writers name their blank a tab in the font's table, and a page has no tabs.
        yield page.extract_text().replace("\t", " ")


def _damaged(name: str) -> InputError:
    return InputError(f"{name} is a damaged PDF. Ask for the file again, or print it to a new PDF and open that file.")


def _cleaned(words: object) -> str | None:
    """A title without what word processors add to it; None where nothing is left."""
    return person(_MADE_BY.sub("", one_line(words) or ""))


def _saved(reader: PdfReader) -> datetime | None:
    """The day that the file was made, as it says; not the one it was printed or signed on later."""
    try:
        return reader.metadata.creation_date if reader.metadata else None
    except _FAULTS:
        return None
