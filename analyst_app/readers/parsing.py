"""Bytes of a known format to reports: hands each to its format's reader. Opens no file, and runs where its caller is confined."""

import io

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import decode
from analyst_app.readers.front import described
from analyst_app.readers.jsonl import read_lines
from analyst_app.readers.kinds import Kind
from analyst_app.readers.limits import LONGEST_FOUND
from analyst_app.readers.result import ReadResult


def parse(kind: Kind, data: bytes, *, key: str, name: str) -> ReadResult:
    """The reports of a file that is no archive of reports.

    Raises:
        InputError: where nothing of it can be read; one sentence with the next step.
    """
    result = _read(kind, data, key=key, name=name)
    if any(not report.text.strip() for report in result.reports):
        raise InputError(f"{name} has no text. Open it in the program that made it and copy its text.")
    if sum(len(report.text) for report in result.reports) > LONGEST_FOUND and not result.many:
        raise InputError(f"{name} holds more text than any report. Cut it into its single reports and open those.")
    return result


def _read(kind: Kind, data: bytes, *, key: str, name: str) -> ReadResult:  # noqa: PLR0911 - one for each format
    """Hand a file to its format's reader. Those that stand on a large library are loaded when first needed."""
    match kind:
        case Kind.HTML:
            from analyst_app.readers.page import read_page  # noqa: PLC0415 - trafilatura takes a third of a second

            return ReadResult((read_page(data, key=key, name=name),))
        case Kind.SAVED_PAGE:
            from analyst_app.readers.saved_page import read_saved_page  # noqa: PLC0415 - the same

            return ReadResult((read_saved_page(data, key=key, name=name),))
        case Kind.WORD:
            from analyst_app.readers.word import read_word  # noqa: PLC0415 - the same for python-docx

            return ReadResult((read_word(data, key=key, name=name),))
        case Kind.ODT:
            from analyst_app.readers.odt import read_odt  # noqa: PLC0415 - the same for odfdo

            return ReadResult((read_odt(data, key=key, name=name),))
        case Kind.PDF:
            from analyst_app.readers.pdf import read_pdf  # noqa: PLC0415 - the same for pypdf

            return ReadResult((read_pdf(data, key=key, name=name),))
        case Kind.RTF:
            from analyst_app.readers.rich import read_rich  # noqa: PLC0415 - the same for striprtf

            return ReadResult((read_rich(data, key=key, name=name),))
        case Kind.MAIL:
            from analyst_app.readers.mail import read_mail  # noqa: PLC0415 - the same for the parser of e-mails

            return read_mail(data, key=key, name=name)
        case Kind.OUTLOOK:
            from analyst_app.readers.outlook import read_outlook  # noqa: PLC0415 - the same for python-oxmsg

            return read_outlook(data, key=key, name=name)
        case Kind.JSONL:
            return read_lines(io.BytesIO(data), name=name)
        case _:
            return ReadResult((described(Report(key, decode(data, name=name))),))
