"""E-mails (.eml): subject, sender, day and the body. Fetches nothing that a body points to; attachments are named, not opened."""

from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import likely, one_line
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.kinds import SUFFIXES
from analyst_app.readers.markup import visible_text
from analyst_app.readers.result import ReadResult

FAULTS = (ValueError, IndexError, TypeError, AttributeError, KeyError, AssertionError, LookupError, OverflowError, RecursionError)
"""What the standard library's parser of e-mails trips over in malformed ones."""

_MOST_DIVIDED = 300
"""Parts of an e-mail that have parts again: a message forwarded three times has twelve."""


class _ShortHeaders(EmailPolicy):
    """Cuts a header off where no reader of mails would read on: what parses them takes the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header's name and value from its lines."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_LONGEST_HEADER = 3_000
_MOST_PARTS = 3_000
"""Lines that could begin a part; a page that a browser saved has hundreds of pictures at most."""
_MOST_NAMED = 20
"""Attachments that are named one by one."""
_SHORT_HEADERS = _ShortHeaders()


def read_mail(data: bytes, *, key: str, name: str) -> ReadResult:
    """The report of an e-mail, published on the day in its header, as told where it was sent.

    An attachment that could be a report is a problem of the result: it is named, so that nothing is passed over in silence.

    Raises:
        InputError: where the file is no e-mail or has no text.
    """
    message = parsed(data, name)
    try:
        attached = not_read(_attached(message), name)
        text = _body(message, name)
    except FAULTS as fault:
        raise InputError(f"{name} is a damaged e-mail. Open it in a mail program and copy its text.") from fault
    if not text.strip():
        if attached:
            return ReadResult(problems=attached)
        raise InputError(f"{name} has no text. Open the e-mail in a mail program and copy its text.")
    called, address = parseaddr(header(message, "from"))
    report = Report(
        key,
        text,
        day_of(header(message, "date")),
        title=one_line(header(message, "subject")),
        source=one_line(called) or one_line(address),
        moment=moment_of(header(message, "date")),
    )
    return ReadResult((report,), attached)


def parsed(data: bytes, name: str) -> EmailMessage:
    """A message of parts.

    Raises:
        InputError: where there are no headers, or more parts inside parts than a mail has.
    """
    if data.count(b"boundary") > _MOST_DIVIDED or data.count(b"\n--") > _MOST_PARTS:
        raise InputError(f"{name} has more parts than any e-mail. Open it in a mail program and copy its text.")
    try:
        message = message_from_bytes(data, policy=_SHORT_HEADERS)
    except FAULTS as fault:
        raise InputError(f"{name} is a damaged e-mail. Open it in a mail program and copy its text.") from fault
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError(f"{name} is no e-mail. If it is a text, call it {PurePath(name).stem}.txt and open it again.")
    return message


def header(message: EmailMessage, field: str) -> str:
    """A header in one line, empty where there is none."""
    try:
        value = message[field]
    except FAULTS:
        return ""
    return normalise(" ".join(str(value or "").split()))


def day_of(written: str) -> date | None:
    """The day of a header's date, as told where it was written."""
    found = _sent(written)
    return None if found is None else found.date()


def moment_of(written: str) -> datetime | None:
    """The moment of a header's date; None where it names no zone."""
    found = _sent(written)
    return None if found is None or found.tzinfo is None else found


def _sent(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if likely(found) else None


def not_read(attached: list[str], name: str) -> tuple[str, ...]:
    """A sentence for each attached file that could be a report."""
    reports = [line for line in map(one_line, attached) if line and PurePath(line).suffix.lower() in SUFFIXES]
    named = [f"{name}: the attachment {called} was not read. Save it and open it by itself." for called in reports[:_MOST_NAMED]]
    more = len(reports) - len(named)
    return (*named, f"{name}: {more} other attachments were not read. Save them and open them by themselves.") if more else tuple(named)


def _body(message: EmailMessage, name: str) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    text = decode(payload, name=name, declared=part.get_content_charset())
    return normalise(visible_text(text)) if part.get_content_subtype() == "html" else text


def _attached(message: EmailMessage) -> list[str]:
    return [called for part in message.iter_attachments() if (called := part.get_filename())]
