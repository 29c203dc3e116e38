"""Days named by number or by weekday, alone or as a list or range: "15 and 16 May", "Monday to Wednesday", "17.04.2025"."""

import re
from datetime import date

from analyst_app.domain.dates import DateSpan
from analyst_app.extraction.dates.date_view import View, moved, span
from analyst_app.extraction.words.calendar_words import (
    DAY_NUMBER,
    MONTH,
    MONTHS,
    SHORT_WEEKDAY,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    week_span,
    weekday_before,
)

_YEAR_WORDS = r"(?: (?i:of )?(?i:(?P<which>last|this|next|that|the same|the previous) year))"
_LIST = rf"(?<![0-9])(?P<days>{DAY_NUMBER}(?:(?:, ?| ?[-/&] ?|,? (?i:and|to|or|until|till|through|into) ){DAY_NUMBER})*)"
_DAY_MONTH = re.compile(rf"{_LIST}(?: (?i:of )?|-)(?P<month>{MONTH})(?:(?:,? |-)(?P<year>{YEAR})|{_YEAR_WORDS})?")
_MONTH_DAY = re.compile(rf"(?P<month>{MONTH}) {_LIST}(?!\.?[0-9])(?:,? (?P<year>{YEAR})|{_YEAR_WORDS})?")
_ISO = re.compile(r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])")
_DOTTED = re.compile(r"(?P<d>[0-9]{1,2})[./](?P<m>[0-9]{1,2})[./](?P<y>(?:19|20)?[0-9]{2})(?![0-9])")
_WEEKDAY = re.compile(rf"(?P<name>{WEEKDAY}|{SHORT_WEEKDAY})(?P<week> (?i:(?:of )?(?:last|this|next) week))?")
_WORD = re.compile(r"\b(?P<word>yesterday|today|tomorrow)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+")


def days_named(words: str, view: View) -> DateSpan | None:
    """The days from the first to the last that the words name; None where they name none.

    `words` is in plain characters with single spaces. A day without a year is the last such day not after that of the
    report (the next one where the view looks ahead); in a range the first day takes its year from the last.
    """
    found = sorted(_numbered(words), key=lambda atom: atom[0])
    taken = [(start, end) for start, end, _ in found]
    for weekday in _WEEKDAY.finditer(words):
        # "Wednesday, 15 May 2024": the number decides, the weekday only repeats it.
        beside = any(start - 5 <= weekday.end() <= start or start <= weekday.start() < end for start, end in taken)
        if not beside:
            found.append((weekday.start(), weekday.end(), weekday))
    found += [(m.start(), m.end(), m) for m in _WORD.finditer(words)]
    found.sort(key=lambda atom: atom[0])
    if not found:
        return None
    last = _resolve(found[-1][2], view, view.published)
    if last is None or len(found) == 1:
        return last
    first = _resolve(found[0][2], view, last.start)
    return None if first is None else span(first.start, last.end)


def _numbered(words: str) -> list[tuple[int, int, re.Match[str]]]:
    found: list[tuple[int, int, re.Match[str]]] = []
    for pattern in (_ISO, _DOTTED, _DAY_MONTH, _MONTH_DAY):
        for m in pattern.finditer(words):
            if all(m.end() <= start or end <= m.start() for start, end, _ in found):
                found.append((m.start(), m.end(), m))
    return found


def _resolve(atom: re.Match[str], view: View, limit: date) -> DateSpan | None:
    part = atom.groupdict()
    if "word" in part:
        return DateSpan.day(moved(view.published, {"yesterday": -1, "today": 0, "tomorrow": 1}[part["word"].lower()]))
    if "name" in part:
        return DateSpan.day(_weekday(part["name"], part["week"], view, limit))
    if "d" in part:
        return _written(part["y"], part["m"], part["d"])
    month = MONTHS[part["month"].lower().rstrip(".")]
    numbers = [int(n) for n in _NUMBER.findall(part["days"])]
    last = _day_of(numbers[-1], month, _year(part, view), view, limit)
    if last is None or len(numbers) == 1:
        return None if last is None else DateSpan.day(last)
    first_month = month if numbers[0] <= numbers[-1] else (month - 2) % 12 + 1
    first = _day_of(numbers[0], first_month, last.year - (first_month > month), view, limit)
    return None if first is None else span(first, last)


def _weekday(name: str, week: str | None, view: View, limit: date) -> date:
    weekday = WEEKDAYS[name.lower().rstrip(".")]
    if week is not None:
        weeks = {"last": -1, "this": 0, "next": 1}[week.split()[-2].lower()]
        return moved(week_span(view.published).start, 7 * weeks + weekday)
    day = weekday_before(limit, weekday, strictly=limit != view.published)
    return moved(day, 7) if view.upcoming and day < view.published else day


def _year(part: dict[str, str], view: View) -> int | None:
    if part["year"]:
        return int(part["year"])
    which = (part["which"] or "").lower()
    if which in {"that", "the same"}:
        return view.told.year
    shift = {"last": -1, "this": 0, "next": 1, "the previous": -1}.get(which)
    return None if shift is None else view.published.year + shift


def _day_of(day: int, month: int, year: int | None, view: View, limit: date) -> date | None:
    if year is not None:
        return _valid(year, month, day)
    # 29 February may be up to eight years away.
    years = range(limit.year, limit.year + 9) if view.upcoming else range(limit.year, limit.year - 9, -1)
    for candidate in years:
        found = _valid(candidate, month, day)
        if found is not None and (found >= view.published if view.upcoming else found <= limit):
            return found
    return None


def _written(year: str, month: str, day: str) -> DateSpan | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    # Day first, as in the reports' countries; month first only where nothing else is possible.
    found = _valid(full, int(month), int(day)) or _valid(full, int(day), int(month))
    return None if found is None else DateSpan.day(found)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
