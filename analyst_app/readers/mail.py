"""E-mails (.eml): subject, sender, day and the body. Fetches nothing that a body points to; attachments are named, not opened."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.kinds import SUFFIXES
from analyst_app.readers.markup import visible_text
from analyst_app.readers.result import ReadResult


def read_mail(data: bytes, *, key: str, name: str) -> ReadResult:
    """The report of an e-mail, published on the day in its header, as told where it was sent.

    An attachment that could be a report is a problem of the result: it is named, so that nothing is passed over in silence.

    Raises:
        InputError: where the file is no e-mail or has no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError(f"{name} is no e-mail. If it is a text, call it {PurePath(name).stem}.txt and open it again.")
    attached = tuple(
        f"{name}: the attachment {attachment} was not read. Save it and open it by itself." for attachment in _attached_reports(message)
    )
    text = _body(message, name)
    if not text.strip():
        if attached:
            return ReadResult(problems=attached)
        raise InputError(f"{name} has no text. Open the e-mail in a mail program and copy its text.")
    called, address = parseaddr(_header(message, "from"))
    report = Report(key, text, _day(_header(message, "date")), title=_header(message, "subject") or None, source=called or address or None)
    return ReadResult((report,), attached)


def _header(message: EmailMessage, field: str) -> str:
    try:
        value = message[field]
    except (ValueError, IndexError, TypeError, AttributeError):  # the parser of headers trips over some malformed ones
        return ""
    return normalise(" ".join(str(value or "").split()))


def _day(written: str) -> date | None:
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError):
        return None


def _body(message: EmailMessage, name: str) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    charset = part.get_content_charset()
    text = decode(payload, name=name, declared=charset)
    return normalise(visible_text(text)) if part.get_content_subtype() == "html" else text


def _attached_reports(message: EmailMessage) -> list[str]:
    called = (part.get_filename() for part in message.iter_attachments())
    return [normalise(file) for file in called if file and PurePath(file).suffix.lower() in SUFFIXES]
