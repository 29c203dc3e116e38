"""The words of the calendar, as pieces of patterns and as values. Knows no report and no publication date.

Pieces are for patterns that respect case: names of months and days need their capital, everything else takes either.
"""

from calendar import monthrange
from datetime import date, timedelta

from analyst_app.domain.dates import DateSpan

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
WEEKDAYS = {name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season of three months."""

GAP = r"(?: {1,3}| ?\n ?)"
SPACE = " {1,3}"


def _either(names: list[str]) -> str:
    """Names with a capital or in capitals, longest first."""
    forms = sorted({form for name in names for form in (name.capitalize(), name.upper())}, key=len, reverse=True)
    return "(?:" + "|".join(forms) + ")"


_LONG_MONTHS = [name for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"}]
_SHORT_MONTHS = [name for name in MONTHS if name not in _LONG_MONTHS]
MONTH = rf"(?:{_either(_LONG_MONTHS)}\b|{_either(_SHORT_MONTHS)}\b\.?)"
LONG_MONTH = rf"{_either(_LONG_MONTHS)}\b"
CLEAR_MONTH = rf"{_either([m for m in _LONG_MONTHS if m not in {'may', 'march'}])}\b"
"""Months whose name is no other word."""
WEEKDAY = rf"{_either([w for w in WEEKDAYS if w.endswith('day')])}\b"
SHORT_WEEKDAY = rf"{_either([w for w in WEEKDAYS if not w.endswith('day')])}\b\.?"
YEAR = r"(?:(?:19|20)[0-9]{2}(?![0-9]))"
DAY_NUMBER = r"(?:(?:3[01]|[12][0-9]|0?[1-9])(?:(?i:st|nd|rd|th)\b|(?![0-9]|[.,:][0-9])))"
SEASON = r"(?:(?i:spring|summer|autumn|winter)\b)"

_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_MERIDIEM = r"(?:[ap]\.m\.|[ap]\.?m\b)"
ZONE = (
    r"(?: ?(?:E[ES]?[SD]?T|UTC|GMT|CES?T|BST|MSK)\b(?:[+-][0-9]{1,2})?| (?i:local time)\b| [A-Z][a-z]+ time\b"
    r"| ?\((?i:local time|UTC|GMT)\))"
)
TIME = (
    rf"(?:(?:{_CLOCK}:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?: ?(?i:{_MERIDIEM}| hours\b| hrs\b))?"
    rf"|{_CLOCK}\.[0-5][0-9](?: ?(?i:{_MERIDIEM})| (?i:hours|hrs)\b)"
    rf"|(?:1[0-2]|0?[1-9]) ?(?i:{_MERIDIEM}| o'clock\b)"
    rf"|(?:(?:[01][0-9]|2[0-4])[0-5][0-9] ?(?i:hours|hrs|h)\b|0[0-9][0-5][0-9]\b(?![ -]?[0-9])"
    rf"|(?:[01][0-9]|2[0-4])[0-5][0-9](?={ZONE}))){ZONE}?)"
)
DOTTED_TIME = rf"(?:(?:[01][0-9]|2[0-4])\.[0-5][0-9](?![0-9.])(?:{ZONE})?)"
"""A clock time with a full stop, which only its neighbours tell from a broken number."""
PART = (
    r"(?i:(?:(?:early|late|mid)[ -])?(?:morning|afternoon|evening|night)s?|(?:early|late|small|morning|evening) hours"
    r"|dawn|dusk|daybreak|noon|midday|midnight|nightfall|sunrise|sunset|lunchtime)\b"
)


def month_span(year: int, month: int) -> DateSpan:
    """The whole month."""
    return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_span(year: int) -> DateSpan:
    """The whole year."""
    return DateSpan(date(year, 1, 1), date(year, 12, 31))


def season_span(year: int, season: str) -> DateSpan:
    """The three months of a season; a winter has the number of the year in which it starts."""
    first = SEASONS[season]
    last = first + 2
    return DateSpan(date(year, first, 1), month_span(year + (last > 12), (last - 1) % 12 + 1).end)


def week_span(day: date) -> DateSpan:
    """Monday to Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return DateSpan(monday, monday + timedelta(days=6))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month (its last day where it is shorter); a later one where `months` is negative."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def weekday_before(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday that is not after `day`, or before it where `strictly`."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))
