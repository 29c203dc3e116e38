"""Saved web pages (.mht, .mhtml): the page of the archive, read as any other. Its pictures, styles and frames are left where they are."""

from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import urlsplit

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import file_day, one_line
from analyst_app.readers.decoding import decode
from analyst_app.readers.mail import FAULTS, day_of, header, parsed
from analyst_app.readers.page import read_page

_MOST_PARTS = 5_000


def read_saved_page(data: bytes, *, key: str, name: str) -> Report:
    """The report of a saved page. Its source is the site where the page does not say; the day of saving dates it only as a last resort.

    Raises:
        InputError: where there is no page in the file.
    """
    try:
        message = parsed(data, name)
    except InputError as fault:
        raise InputError(f"{name} is no saved web page. Open it in a browser and save it as .html, or copy its text.") from fault
    try:
        page = _page(message)
        payload = page.get_payload(decode=True) if page is not None else None
        declared = page.get_content_charset() if page is not None else None
    except FAULTS as fault:
        raise InputError(f"{name} is a damaged saved page. Open it in a browser and save it as .html, or copy its text.") from fault
    if not isinstance(payload, bytes) or not payload.strip():
        raise InputError(f"{name} holds no page. Open it in a browser and save it as .html, or copy its text.")
    # What the part says of its encoding counts, as in a browser; the page is then handed on in one that needs no telling.
    text = decode(payload, name=name, declared=declared)
    report = read_page(text.encode("utf-8", "replace"), key=key, name=name)
    return replace(
        report,
        published=report.published or file_day(day_of(header(message, "date")), text=report.text),
        title=report.title or one_line(header(message, "subject")),
        source=report.source or _site(header(message, "snapshot-content-location")),
    )


def _page(message: EmailMessage) -> EmailMessage | None:
    """The first part that is a page: browsers put the page before what it needs."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return None
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return part if isinstance(part, EmailMessage) else None
    return None


def _site(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return one_line(host.removeprefix("www."))
