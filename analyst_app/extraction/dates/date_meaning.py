"""What the words of a date, time or period mean, seen from the day of the report and from the dates told before it.

Finding them in a text is the work of `dates`. Source of the rules: ANNOTATION.md, "Dates".
"""

import re
from datetime import date

from analyst_app.domain.dates import DateSpan
from analyst_app.extraction.dates.date_days import days_named
from analyst_app.extraction.dates.date_periods import bounded, feast, period_named, relative_name, shifted, weekend
from analyst_app.extraction.dates.date_relative import relative_period
from analyst_app.extraction.dates.date_view import View, back, moved
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import DateKind, DateMeaning
from analyst_app.extraction.words.calendar_words import DOTTED_TIME, PART, TIME

_LEAD = re.compile(r"(?:(?:the|on|in|at|during|over|from|between|around|about|an?) )+(?=.)", re.IGNORECASE)
_TIMES = re.compile(rf"{TIME}(?:(?: ?- ?| (?:to|until|till|and) ){TIME})?")
_DOTTED_TIMES = re.compile(rf"(?<![0-9.]){DOTTED_TIME}(?:(?: ?- ?| (?:to|until|till|and) ){DOTTED_TIME})?(?![.][0-9])")
_NIGHT = re.compile(r"\b(?:overnight|nights?)\b", re.IGNORECASE)
_NIGHT_INTO = re.compile(r"\b(?:overnight|night) (?:in)?to\b", re.IGNORECASE)
_NIGHT_AFTER = re.compile(r"\S night$", re.IGNORECASE)
_PART = re.compile(PART)
_THIS_PART = re.compile(
    rf"(?:(?:early|late) )?(?P<which>this|that|same|last|past|previous|next|following|(?:yester|to)day|tomorrow) (?P<part>{PART})",
    re.IGNORECASE,
)
_WINDOW_HOURS = re.compile(r"(?P<hours>24|48|72|twenty-four|forty-eight|seventy-two)[ -](?:hours?|hrs)", re.IGNORECASE)
_SINCE = r"since(?: (?:at least|about|around|early|late|mid))?"
_LONGEST = 120
"""Characters; no date of a report is longer."""


def parse_date(words: str, *, view: View) -> DateMeaning | None:
    """What the words of one DATE mean; None where they are no date.

    A "since" or "as of" may stand in `view.before`.
    """
    view = view.within_calendar()
    plain = " ".join(prepare(words[: _LONGEST + 1]).split()).strip(" ,;\"'")
    if not plain or len(plain) > _LONGEST:
        return None
    lead = _LEAD.match(plain)
    found = _meaning(plain, view) or (_meaning(plain[lead.end() :], view) if lead else None)
    return None if found is None else _with_cue(found, view)


def planned_days(words: str, *, published: date) -> DateSpan | None:
    """The days of a DATE when it tells of something planned: "on Tuesday" is then the next one, "1 September" the one to come."""
    meaning = parse_date(words, view=View(published, upcoming=True))
    return meaning.days if meaning else None


def _with_cue(found: DateMeaning, view: View) -> DateMeaning:
    days = found.days
    if days is None:
        return found
    if view.preceded("as (?:of|at)"):
        return DateMeaning(DateKind.AS_OF, days)
    if view.preceded(_SINCE) and found.kind is not DateKind.TIME:
        start = min(days.start, view.published)
        # "Since the start of the day" is the day of the report.
        kind = DateKind.DAY if start == view.published else DateKind.SINCE
        return DateMeaning(kind, DateSpan(start, view.published))
    return found


def _meaning(words: str, view: View) -> DateMeaning | None:
    if _TIMES.fullmatch(words) or _DOTTED_TIMES.fullmatch(words):
        return DateMeaning(DateKind.TIME, DateSpan.day(view.day if view.answers and view.day else view.published))
    plain = " ".join(_DOTTED_TIMES.sub(" ", _TIMES.sub(" ", words)).split())
    return (
        _word_day(words, view)
        or _part_of(words, view)
        or relative_name(words, view)
        or relative_period(words, view)
        or shifted(words, view)
        or bounded(words, view)
        or _period(words, view)
        or _days(plain, view)
        or _single(words, view)
    )


def _period(words: str, view: View) -> DateMeaning | None:
    days = period_named(words, view)
    return None if days is None else DateMeaning(DateKind.PERIOD, days)


def _days(words: str, view: View) -> DateMeaning | None:
    """Named days, with the night rules: "Tuesday night" reaches into Wednesday, "overnight into Tuesday" begins on Monday."""
    days = days_named(words, view)
    if days is None:
        return None
    if days.length == 1 and _NIGHT.search(words):
        day = days.start
        into = _NIGHT_INTO.search(words) or (day == view.published and not _NIGHT_AFTER.search(words))
        days = back(day, 1) if into else DateSpan(day, moved(day, 1))
    kinds = {1: DateKind.DAY, 2: DateKind.WINDOW}
    return DateMeaning(kinds.get(days.length, DateKind.PERIOD), days)


def _part_of(words: str, view: View) -> DateMeaning | None:
    """Part of a day: "this morning", "last night", "yesterday evening", "the same evening"."""
    m = _THIS_PART.fullmatch(words)
    if m is None:
        return None
    which, today = m["which"].lower(), view.published
    night = "night" in m["part"].lower()
    if which in {"that", "same"}:
        if night and view.night is not None:
            return DateMeaning(DateKind.SAME, view.night)
        if view.day is None:
            return DateMeaning(DateKind.SAME)
        return DateMeaning(DateKind.SAME, DateSpan(view.day, moved(view.day, int(night))))
    if which == "this" or (which in {"last", "past"} and night):
        return DateMeaning(DateKind.WINDOW, back(today, 1)) if night else DateMeaning(DateKind.DAY, DateSpan.day(today))
    shift = {"yesterday": -1, "last": -1, "past": -1, "today": 0, "tomorrow": 1}.get(which)
    # "The following night" begins on the day told before, "the following morning" on the day after it.
    onward = -1 if which == "previous" else int(not night)
    day = moved(today, shift) if shift is not None else moved(view.told, onward)
    return DateMeaning(DateKind.WINDOW if night else DateKind.DAY, DateSpan(day, moved(day, int(night))))


_WORD_DAYS = {
    "overnight": (DateKind.WINDOW, -1, 0),
    "night": (DateKind.WINDOW, -1, 0),
    "tonight": (DateKind.WINDOW, 0, 1),
    "day": (DateKind.DAY, 0, 0),
    "day before yesterday": (DateKind.DAY, -2, -2),
    "day after tomorrow": (DateKind.DAY, 2, 2),
}
"""Kind, and first and last day counted from that of the report."""
_CLOCK_PARTS = frozenset({"noon", "midday", "midnight", "dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall"})
_AGO = re.compile(r"[0-9]{1,2} ?(?:h|hrs?|m|mins?) ago", re.IGNORECASE)
_OPENS_LINE = re.compile(r"(?:^|[\n:])\s*$")
_MOVABLE_FEAST = re.compile(r"(?:orthodox |greek )?easter|ramadan|eid|yom", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:minutes?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?|fortnights?|centur(?:y|ies))$", re.IGNORECASE
)


def _word_day(words: str, view: View) -> DateMeaning | None:
    if (found := _WORD_DAYS.get(words.lower())) is None:
        return None
    kind, first, last = found
    return DateMeaning(kind, DateSpan(moved(view.published, first), moved(view.published, last)))


def _single(words: str, view: View) -> DateMeaning | None:
    low = words.lower()
    if low == "weekend":
        return DateMeaning(DateKind.PERIOD, weekend(view.published, "past"))
    if low.startswith("reporting"):
        return DateMeaning(DateKind.SAME, view.window)
    if _PART.fullmatch(words):
        day = view.day if view.answers and view.day else view.published
        return DateMeaning(DateKind.TIME if low in _CLOCK_PARTS else DateKind.DAY, DateSpan.day(day))
    return _feast_or_duration(words, view)


def _feast_or_duration(words: str, view: View) -> DateMeaning | None:
    if _AGO.fullmatch(words):
        return DateMeaning(DateKind.DAY, DateSpan.day(view.published))
    if (hours := _WINDOW_HOURS.fullmatch(words)) and (view.preceded("in|within|over|during|for") or _OPENS_LINE.search(view.before)):
        days = {"24": 1, "twenty-four": 1, "48": 2, "forty-eight": 2}.get(hours["hours"].lower(), 3)
        return DateMeaning(DateKind.WINDOW if days == 1 else DateKind.PERIOD, back(view.published, days))
    if (day_of_feast := feast(words, view)) is not None:
        return DateMeaning(DateKind.DAY, day_of_feast)
    if _MOVABLE_FEAST.match(words):
        return DateMeaning(DateKind.PERIOD)
    return DateMeaning(DateKind.DURATION) if _LASTING.search(words) else None
