"""Weeks, months, seasons, years and everything told from the day of the report or from another date."""

import re
from datetime import date

from analyst_app.domain.dates import DateSpan
from analyst_app.extraction.dates.date_forms import COUNT, UNIT
from analyst_app.extraction.dates.date_view import View, moved, span
from analyst_app.extraction.text.reading import DateKind, DateMeaning
from analyst_app.extraction.words.calendar_words import (
    MONTH,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    YEAR,
    month_span,
    months_before,
    season_span,
    week_span,
    weekday_before,
    year_span,
)
from analyst_app.extraction.words.number_words import parse_quantity

_MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH})(?:(?:-| (?i:to|until|through|and) )(?P<month2>{MONTH}))?"
    rf"(?:,? (?i:of )?(?P<year>{YEAR})| (?i:of )?(?P<which>last|this|next|that|the same|the previous) year)?"
)
_TWO_MONTHS = re.compile(rf"(?P<first>{MONTH},? {YEAR})(?: ?- ?| (?i:to|until|through|and) )(?P<second>{MONTH},? {YEAR})")
_YEARS = re.compile(rf"(?P<first>{YEAR})(?:(?P<decade>s)|(?: ?[-/] ?| (?:to|and) )(?P<second>{YEAR}|[0-9]{{2}}))?")
_SEASON = re.compile(
    rf"(?:(?P<side>last|this|next|past) )?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:(?: of)? (?P<year>{YEAR})| (?:of )?(?P<which>last|this|next) year)?",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?P<which>(?i:last|this|next|past)) (?P<name>{MONTH}|[A-Za-z]+)")
_SHIFT = re.compile(
    rf"(?:(?P<count>{COUNT})[ -])?(?P<unit>{UNIT}|(?:evening|morning)\b) (?P<way>ago|earlier|later|before|after|previously)", re.IGNORECASE
)
_BOUND = re.compile(
    r"(?P<which>start|beginning|end|middle|turn|close|first half|second half|(?:first|second|third|fourth|last) (?:quarter|days|week|weeks)"
    r"|early|mid|late)(?: of | in |-| )(?:(?:the|this|last|next) )?(?P<whole>.+)",
    re.IGNORECASE,
)


def period_named(words: str, view: View) -> DateSpan | None:
    """A month, season, year, decade or run of them, by name."""
    if (m := _MONTH_YEAR.fullmatch(words)) is not None:
        return _month(m, view)
    if (m := _TWO_MONTHS.fullmatch(words)) is not None:
        first, second = (_MONTH_YEAR.fullmatch(m[name]) for name in ("first", "second"))
        return span(_month(first, view).start, _month(second, view).end) if first and second else None
    if (m := _SEASON.fullmatch(words)) is not None:
        return _season(m, view)
    if (m := _YEARS.fullmatch(words)) is not None:
        return _run_of_years(int(m["first"]), m["second"], decade=m["decade"] is not None)
    return None


def _run_of_years(first: int, second: str | None, *, decade: bool) -> DateSpan:
    last = first + 9 * decade if second is None else int(second)
    if last < 100:
        last += first // 100 * 100
    return span(year_span(first).start, year_span(last).end) if last >= first else span(year_span(last).start, year_span(first).end)


def _month(m: re.Match[str], view: View) -> DateSpan:
    month = MONTHS[m["month"].lower().rstrip(".")]
    year = int(m["year"]) if m["year"] else _year_of(m["which"], view)
    last_month = MONTHS[m["month2"].lower().rstrip(".")] if m["month2"] else month
    if year is None:
        year = _nearest_year(last_month, view)
    last = month_span(year, last_month)
    first = month_span(year - (month > last_month), month)
    # The current month has only run up to the day of the report.
    end = view.published if not m["year"] and view.published in last and not view.upcoming else last.end
    return span(first.start, end)


def _nearest_year(month: int, view: View) -> int:
    year = view.published.year
    if view.upcoming:
        return year + (month < view.published.month)
    return year - (month > view.published.month)


def _year_of(which: str | None, view: View) -> int | None:
    year = {"last": -1, "the previous": -1, "this": 0, "next": 1}.get((which or "").lower())
    if year is not None:
        return view.published.year + year
    return view.told.year if which else None


def _season(m: re.Match[str], view: View) -> DateSpan:
    season, today = m["season"].lower(), view.published
    if m["year"] or m["which"]:
        year = int(m["year"]) if m["year"] else _year_of(m["which"], view) or today.year
        return season_span(year, season)
    side = (m["side"] or "").lower()
    if side == "next" or view.upcoming:
        return next(s for y in (today.year, today.year + 1) if (s := season_span(y, season)).start > today)
    begun = [s for y in (today.year, today.year - 1, today.year - 2) if (s := season_span(y, season)).start <= today]
    if side == "last":
        # "Last summer" said in autumn is the year before, as with "last September"; a winter is the last that ended.
        ended = [s for s in begun if s.end < today and (season == "winter" or s.start.year < today.year)]
        return ended[0]
    return span(begun[0].start, min(begun[0].end, today))


def relative_name(words: str, view: View) -> DateMeaning | None:
    """A name with "last", "this" or "next": "last September", "next Tuesday", "this weekend"."""
    m = _NAMED.fullmatch(words)
    if m is None:
        return None
    which, name, today = m["which"].lower(), m["name"].lower().rstrip("."), view.published
    if name in WEEKDAYS:
        weekday = WEEKDAYS[name]
        before = weekday_before(today, weekday, strictly=which != "this")
        ahead = which == "next" or (which == "this" and view.upcoming and before < today)
        return DateMeaning(DateKind.DAY, DateSpan.day(moved(before, 7) if ahead else before))
    if name in MONTHS:
        month = MONTHS[name]
        year = today.year + {"last": -1, "past": -1, "next": int(month <= today.month)}.get(which, 0)
        if which == "past":
            year = _nearest_year(month, view)
        return DateMeaning(DateKind.PERIOD, month_span(year, month))
    if name == "weekend":
        return DateMeaning(DateKind.PERIOD, weekend(today, which))
    if name in SEASONS:
        found = _SEASON.fullmatch(words)
        return DateMeaning(DateKind.PERIOD, _season(found, view)) if found else None
    return None


def weekend(today: date, which: str) -> DateSpan:
    """Saturday and Sunday: the last one told of, the coming one for "next", the one before this week's for "last"."""
    saturday = weekday_before(today, 5)
    if which == "next" or (which == "this" and today.weekday() in {2, 3, 4}):
        saturday = moved(saturday, 7)
    elif which == "last" and today.weekday() >= 5:
        saturday = moved(saturday, -7)
    return DateSpan(saturday, moved(saturday, 1))


def calendar_of(unit: str, day: date) -> DateSpan | None:
    """The calendar week, month or year that holds a day; None for any other unit."""
    if unit == "week":
        return week_span(day)
    if unit == "month":
        return month_span(day.year, day.month)
    return year_span(day.year) if unit == "year" else None


def shifted(words: str, view: View) -> DateMeaning | None:
    """A shift from the day of the report or from the date told before: "two days ago", "the day before", "a week earlier".

    "On 9 May, the day after troops took the town" tells the day of what follows: seen from there the shift turns round.
    """
    m = _SHIFT.fullmatch(words)
    if m is None:
        return None
    way, unit = m["way"].lower(), m["unit"].lower().removesuffix("s")
    value = parse_quantity(m["count"]) if m["count"] else None
    number = min(value.best, 5000) if value else 1
    start = view.published if way in {"ago", "previously"} else view.told
    sign = 1 if way in {"later", "after"} else -1
    if way in {"before", "after"} and view.answers and re.match(r"\s+[^\W\d_]", view.after):
        sign = -sign
    if unit in {"month", "year", "decade"}:
        day = months_before(start, -sign * number * {"month": 1, "year": 12, "decade": 120}[unit])
        if day > view.published and way in {"later", "after"}:
            # It goes on from a time that is not told as a day ("in 2021 ...; 18 months later").
            return DateMeaning(DateKind.DURATION)
        if number == 1 and way != "ago" and view.day is not None:
            return DateMeaning(DateKind.DAY, DateSpan.day(day))
        return DateMeaning(DateKind.PERIOD, month_span(day.year, day.month) if unit == "month" else year_span(day.year))
    days = number * {"day": 1, "night": 1, "week": 7, "fortnight": 14, "evening": 1, "morning": 1}.get(unit, 0)
    day = moved(start, sign * days)
    if unit == "night":
        return DateMeaning(DateKind.WINDOW, DateSpan(day, moved(day, 1)))
    return DateMeaning(DateKind.DAY, DateSpan.day(day))


def bounded(words: str, view: View) -> DateMeaning | None:
    """A part of a longer time: "start of the day", "mid-May", "late 2023", "first week of March"."""
    m = _BOUND.fullmatch(words)
    if m is None:
        return None
    whole = m["whole"]
    if whole.lower() == "day":
        return DateMeaning(DateKind.DAY, DateSpan.day(view.published))
    days = calendar_of(whole.lower(), view.published) or period_named(whole, view)
    return None if days is None else DateMeaning(DateKind.PERIOD, _slice(m["which"].lower(), days))


def _slice(which: str, days: DateSpan) -> DateSpan:
    length = days.length
    if which.startswith(("first days", "first week")):
        return DateSpan(days.start, min(days.end, moved(days.start, 6)))
    if which.startswith(("last days", "last week")):
        return DateSpan(max(days.start, moved(days.end, -6)), days.end)
    parts = {"first half": (0, 2), "second half": (1, 2), "middle": (1, 3), "mid": (1, 3), "end": (2, 3), "late": (2, 3), "close": (2, 3)}
    parts |= {f"{name} quarter": (n, 4) for n, name in enumerate(("first", "second", "third", "fourth"))}
    parts["last quarter"] = (3, 4)
    n, of = parts.get(which, (0, 3))
    return DateSpan(
        moved(days.start, length * n // of), max(moved(days.start, length * n // of), moved(days.start, length * (n + 1) // of - 1))
    )


def feast(words: str, view: View) -> DateSpan | None:
    """New Year's and Christmas days; the movable feasts are named without being resolved."""
    fixed = {
        "new year's eve": (12, 31),
        "new year's day": (1, 1),
        "christmas eve": (12, 24),
        "christmas day": (12, 25),
        "christmas": (12, 25),
    }
    found = fixed.get(words.lower())
    if found is None:
        return None
    day = date(view.published.year, *found)
    if day > view.published and not view.upcoming:
        day = date(view.published.year - 1, *found)
    return DateSpan.day(day)
