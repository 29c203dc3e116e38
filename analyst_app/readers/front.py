"""What a text says of itself above its first line (front matter, as notes and Markdown files have it). The text is left as it is."""

import re
from dataclasses import replace
from datetime import date

from analyst_app.domain.reports import Report
from analyst_app.readers.about import likely, one_line, person

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]{0,500}\n){1,40}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"^([A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"\A([\"'])(.*)\1\Z")


def described(report: Report) -> Report:
    """The report with title, author, source and day as its front matter has them; unchanged where there is none."""
    front = _FRONT.match(report.text)
    if front is None:
        return report
    said = {name.casefold(): _QUOTED.sub(r"\2", value) for name, value in _LINE.findall(front[1])}
    return replace(
        report,
        published=_day(said.get("date", said.get("published", ""))),
        title=one_line(said.get("title")),
        author=person(said.get("author")),
        source=one_line(said.get("source", said.get("site"))),
    )


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return day if likely(day) else None
