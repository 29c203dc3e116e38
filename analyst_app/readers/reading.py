"""One door for all formats: a path in, reports out. Knows which reader does what, and the sentences for files that nobody can read."""

import stat
from pathlib import Path

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.jsonl import read_jsonl
from analyst_app.readers.kinds import SUFFIXES, Kind, foreign, recognise
from analyst_app.readers.limits import LARGEST_BATCH, LARGEST_REPORT, in_megabytes
from analyst_app.readers.result import ReadResult


def read_file(path: Path, *, key: str | None = None) -> ReadResult:
    """The reports of a file, with what could not be read of it.

    The only report of a file is called `key`, or the file's stem; the reports of a .jsonl file keep their own ids.
    The format is told by the content first, then by the suffix; a file of no known suffix is tried as text.

    Raises:
        InputError: where nothing of the file can be read; one sentence with the next step.
    """
    name = normalise(path.name)
    size = _size(path, name)
    if path.suffix.lower() == ".jsonl":
        if size > LARGEST_BATCH:
            raise _too_large(name, size, LARGEST_BATCH)
        return read_jsonl(path)
    if size > LARGEST_REPORT:
        raise _too_large(name, size, LARGEST_REPORT)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise _unreadable(name, fault) from fault
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{name} is empty. Choose a file with a report in it.")
    kind = recognise(data[:4096], name)
    if kind is None:
        raise InputError(_not_readable(data[:4096], name))
    result = _read(kind, data, key=key or normalise(path.stem), name=name)
    if any(not report.text.strip() for report in result.reports):
        raise InputError(f"{name} has no text. Open it in the program that made it and copy its text.")
    return result


def _read(kind: Kind, data: bytes, *, key: str, name: str) -> ReadResult:
    """Hand a file to its format's reader. Those that stand on a large library are loaded when first needed."""
    match kind:
        case Kind.HTML:
            from analyst_app.readers.page import read_page  # noqa: PLC0415 - trafilatura takes a third of a second

            return ReadResult((read_page(data, key=key, name=name),))
        case Kind.WORD:
            from analyst_app.readers.word import read_word  # noqa: PLC0415 - the same for python-docx

            return ReadResult((read_word(data, key=key, name=name),))
        case Kind.PDF:
            from analyst_app.readers.pdf import read_pdf  # noqa: PLC0415 - the same for pypdf

            return ReadResult((read_pdf(data, key=key, name=name),))
        case Kind.RTF:
            from analyst_app.readers.rich import read_rich  # noqa: PLC0415 - the same for striprtf

            return ReadResult((read_rich(data, key=key, name=name),))
        case Kind.MAIL:
            from analyst_app.readers.mail import read_mail  # noqa: PLC0415 - the same for the parser of e-mails

            return read_mail(data, key=key, name=name)
        case _:
            return ReadResult((Report(key, decode(data, name=name)),))


def _size(path: Path, name: str) -> int:
    try:
        found = path.stat()
    except FileNotFoundError as fault:
        raise InputError(f"There is no {name} here. Check the path: {path}") from fault
    except (OSError, ValueError) as fault:
        raise _unreadable(name, fault) from fault
    if stat.S_ISDIR(found.st_mode):
        raise InputError(
            f"{name or path} is a folder that cannot be read as a file. Choose the files in it, and check your right to read them."
        )
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{name} is a device and no file. Choose a file with a report in it.")
    return found.st_size


def _unreadable(name: str, fault: Exception) -> InputError:
    why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return InputError(f"{name} cannot be read: {why}. Check the path and your right to read it.")


def _too_large(name: str, size: int, limit: int) -> InputError:
    return InputError(f"{name} has {in_megabytes(size)}, more than the {in_megabytes(limit)} that are read. Divide it into single reports.")


def _not_readable(head: bytes, name: str) -> str:
    what = foreign(head)
    if what is not None:
        return f"{name} is {what}, which cannot be read. Save the report as .docx, .pdf, .html or .txt and open that file."
    suffix = Path(name).suffix
    return f"{name} is no {SUFFIXES[suffix.lower()]} inside, whatever its name says. Give it its true suffix (.txt for text)."
