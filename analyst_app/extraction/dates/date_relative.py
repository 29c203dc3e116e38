"""Units of time seen from the report: the past 24 hours, last week, recent days, the same period, the coming weeks."""

import re
from dataclasses import dataclass
from datetime import date

from analyst_app.domain.dates import DateSpan
from analyst_app.extraction.dates.date_forms import COUNT, RELATIVE, UNIT
from analyst_app.extraction.dates.date_periods import calendar_of, weekend
from analyst_app.extraction.dates.date_view import View, back, moved, span
from analyst_app.extraction.text.reading import DateKind, DateMeaning
from analyst_app.extraction.words.calendar_words import month_span, months_before, week_span, year_span
from analyst_app.extraction.words.number_words import parse_quantity

_RELATIVE = re.compile(
    rf"(?:most )?(?P<which>{RELATIVE}) (?:(?P<count>{COUNT})[ -])?(?:(?:reporting|working|calendar|24-hour) )?(?P<unit>{UNIT}|period\b)",
    re.IGNORECASE,
)
_SINGULAR = {"hrs": "hour", "hr": "hour", "centuries": "century"}
_RECENT_DAYS = {"hour": 0, "day": 7, "night": 7, "week": 30, "month": 90, "year": 3 * 365}
_AHEAD_DAYS = {"hour": 0, "day": 7, "week": 30, "month": 90}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 30}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_MOST = 5000
"""No report counts more units back; larger numbers are cut so that the calendar holds them."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the words hold: of "past three days" `which` is "past", `name` "day", `number` 3 (None where no number is told)."""

    which: str
    name: str
    number: int | None
    plural: bool


def relative_period(words: str, view: View) -> DateMeaning | None:
    """A unit of time with "past", "last", "recent", "same", "this", "coming" and the like."""
    m = _RELATIVE.fullmatch(words)
    if m is None:
        return None
    name = m["unit"].lower()
    value = parse_quantity(m["count"]) if m["count"] else None
    number = min(value.best, _MOST) if value else (1 if m["count"] else None)
    unit = _Unit(m["which"].lower(), _SINGULAR.get(name, name.removesuffix("s")), number, name.endswith("s"))
    if unit.which in {"same", "that", "those"} or unit.name == "period":
        return DateMeaning(DateKind.SAME, _same(unit, view))
    if unit.which in {"coming", "next", "following", "upcoming"}:
        return _ahead(unit, view)
    if unit.which in {"recent", "latest"}:
        return _recent(unit, view)
    return _past(unit, view)


def _past(unit: _Unit, view: View) -> DateMeaning:
    if unit.number is None and unit.which in {"this", "current"}:
        return _this(unit, view)
    if unit.number is None and unit.which in {"previous", "preceding", "prior"} and unit.name in {"day", "night"}:
        day = moved(view.told, -1)
        if unit.name == "day":
            return DateMeaning(DateKind.DAY, DateSpan.day(day))
        return DateMeaning(DateKind.WINDOW, DateSpan(day, view.told) if day < view.told else DateSpan.day(day))
    if unit.number is None and unit.which in {"last", "previous", "preceding", "prior"}:
        return _last(unit, view)
    if unit.which in {"entire", "whole", "these", "this", "current"} and unit.name not in {"day", "week", "month", "year"}:
        return DateMeaning(DateKind.DURATION)
    return _as_window(_back_units(view.published, unit.number or 1, unit.name))


def _recent(unit: _Unit, view: View) -> DateMeaning:
    single = unit.which == "latest" and unit.name == "day" and not unit.plural
    return _as_window(back(view.published, 1 if single else _RECENT_DAYS.get(unit.name, 365)))


def _as_window(days: DateSpan) -> DateMeaning:
    return DateMeaning(DateKind.PERIOD if days.length > 2 else DateKind.WINDOW, days)


def _back_units(day: date, number: int, name: str) -> DateSpan:
    if name in _MONTHS and (name, number) != ("month", 1):
        return span(months_before(day, _MONTHS[name] * number), day)
    if name in {"hour", "minute"}:
        # Half a day or less is told of the day of the report itself.
        return back(day, 0 if name == "minute" or number <= 12 else -(-number // 24))
    return back(day, _DAYS.get(name, 1) * number)


def _same(unit: _Unit, view: View) -> DateSpan | None:
    if unit.name == "period" and unit.which in {"previous", "preceding", "prior", "last"} and view.window is not None:
        # A window of a day reaches over two dates, so the one before ends where it starts.
        return back(view.window.start, max(1, view.window.length - 1))
    if unit.name in {"period", "hour"}:
        return view.window or (DateSpan.day(view.day) if view.day else None)
    told = view.night if unit.name == "night" else view.window if unit.name == "day" and unit.plural else None
    if told is not None or view.day is None:
        return told
    if unit.name == "night":
        return span(view.day, moved(view.day, 1))
    return calendar_of(unit.name, view.day) or (DateSpan.day(view.day) if unit.which != "those" else None)


def _this(unit: _Unit, view: View) -> DateMeaning:
    today = view.published
    if unit.name == "night":
        return DateMeaning(DateKind.WINDOW, back(today, 1))
    if unit.name == "weekend":
        return DateMeaning(DateKind.PERIOD, weekend(today, "this"))
    whole = calendar_of(unit.name, today)
    if whole is None:
        return DateMeaning(DateKind.DAY, DateSpan.day(today))
    return DateMeaning(DateKind.PERIOD, whole if view.upcoming else DateSpan(whole.start, today))


def _last(unit: _Unit, view: View) -> DateMeaning:
    today = view.published
    if unit.name == "weekend":
        return DateMeaning(DateKind.PERIOD, weekend(today, "last"))
    if unit.name == "week":
        return DateMeaning(DateKind.PERIOD, week_span(moved(today, -7)))
    if unit.name == "month":
        before = months_before(today.replace(day=1), 1)
        return DateMeaning(DateKind.PERIOD, month_span(before.year, before.month))
    if unit.name == "year":
        return DateMeaning(DateKind.PERIOD, year_span(max(1, today.year - 1)))
    return _as_window(_back_units(today, 1, unit.name))


def _ahead(unit: _Unit, view: View) -> DateMeaning:
    today = view.published
    if unit.number is None and not unit.plural:
        if unit.name == "day":
            return DateMeaning(DateKind.DAY, DateSpan.day(moved(view.told, 1)))
        after = {"week": moved(today, 7), "month": months_before(today.replace(day=1), -1), "year": months_before(today, -12)}
        whole = calendar_of(unit.name, after.get(unit.name, today)) if unit.which in {"next", "following"} else None
        if whole is not None:
            return DateMeaning(DateKind.PERIOD, whole)
    if unit.number is None and unit.plural:
        return _as_window(span(today, moved(today, _AHEAD_DAYS.get(unit.name, 365))))
    length = _back_units(today, unit.number or 1, unit.name).length - 1
    return _as_window(span(today, moved(today, length)))
