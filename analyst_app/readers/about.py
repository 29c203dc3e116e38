"""What a file says of itself, made fit for one line: titles, authors, sources, names and days. Knows no format.

Titles are shown beside other words, in lists and sentences, so that a mark that turns the direction of writing would turn
those, too: all that is invisible or turns is taken out. Texts keep such marks; the window shows them.
"""

import re
from datetime import date, datetime

from analyst_app.readers.decoding import normalise

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]|(?<=[\u0000-\u052f])[\u200c\u200d]|[\u200c\u200d](?=[\u0000-\u052f])"
)
"""Joiners are needed between the parts of an emoji and in some scripts; among Latin and Cyrillic letters they hide."""
_LONGEST = 300
_NO_NAME = frozenset({"", "untitled", "unknown", "anonymous", "user", "author", "administrator", "unnamed", "python-docx"})
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
    r"|січ\w*|лют\w*|берез\w*|квіт\w*|трав\w*|черв\w*|лип\w*|серп\w*|верес\w*|жовт\w*|листопад\w*|груд\w*"
    r"|январ\w*|феврал\w*|март\w*|апрел\w*|ма[йя]|июн\w*|июл\w*|август\w*|сентябр\w*|октябр\w*|ноябр\w*|декабр\w*"
)
_DAY = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?,? (?:{_MONTH})\b|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)


def one_line(words: object) -> str | None:
    """Words as one line of at most 300 characters without anything invisible in it; None where nothing is left."""
    if words is None:
        return None
    plain = _INVISIBLE.sub("", normalise(str(words)[: 4 * _LONGEST]))
    line = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
    return (line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…") or None


def person(words: object) -> str | None:
    """The same for a name, without what programs put in where there is none."""
    line = one_line(words)
    return None if line is None or line.casefold() in _NO_NAME else line


def likely(day: date) -> bool:
    """Whether a report can be of that day: a file may name the year 1 or 9999, where no day before or behind can be counted."""
    return _EARLIEST <= (day.date() if isinstance(day, datetime) else day) <= _LATEST


def file_day(saved: object, *, text: str) -> date | None:
    """The day that a file was saved, where its text names no day at all; else the text knows better.

    A word processor's day is the file's and not the report's (yesterday's report written over); but where the text says
    nothing, it is nearer to the truth than today. It is shown, and can be corrected.
    """
    if not isinstance(saved, date):
        return None
    day = saved.date() if isinstance(saved, datetime) else saved
    return day if likely(day) and _DAY.search(text) is None else None
