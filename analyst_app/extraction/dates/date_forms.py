"""The forms that dates, times and periods take in a report: where one starts, and how far it reaches.

What its words mean is the work of `date_meaning`; nothing here knows when a report was published.
"""

import re

from analyst_app.extraction.words.calendar_words import (
    CLEAR_MONTH,
    DAY_NUMBER,
    DOTTED_TIME,
    GAP,
    LONG_MONTH,
    MONTH,
    MONTHS,
    PART,
    SEASON,
    SHORT_WEEKDAY,
    SPACE,
    TIME,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)

COUNT = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})?(?:\.5)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:a )?couple(?: of)?|(?:a )?few|several|many|half(?: an?)?|(?:a )?dozen|a hundred|(?:one )?hundred)"
)
UNIT = r"(?:minutes?|hours?|hrs?|days?|nights?|weeks?|weekends?|months?|years?|decades?|fortnights?|centur(?:y|ies))\b"
RELATIVE = (
    r"(?:past|last|previous|preceding|prior|coming|next|following|recent|same|this|that|current|latest|upcoming|these|those|entire|whole)"
)
_LAST_YEAR = rf"(?:{SPACE}(?i:(?:of )?(?:last|this|next|that|the same|the previous) year)\b)"
_YEAR_BEHIND = rf"(?:,?{GAP}{YEAR}|{_LAST_YEAR})"
ISO = r"(?:(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?)"
_D2 = r"(?:3[01]|[12][0-9]|0?[1-9])"
_DOTTED = rf"(?:{_D2}[./]{_D2}[./](?:(?:19|20)[0-9]{{2}}|[0-3][0-9])(?![0-9]|[./][0-9]))"
_AND = rf"(?: ?[-/] ?|,?{GAP}(?i:and|to|or|until|till|through|into|&){GAP})"
_COUNTED = (
    r"(?! (?:people|persons|civilians|soldiers|servicemen|troops|children|women|men|drones|missiles|attacks|strikes|villages|times)\b)"
)
_DAYS_MONTH = rf"(?:{DAY_NUMBER}, ?){{0,4}}{DAY_NUMBER}{_AND}{DAY_NUMBER}{SPACE}(?:(?i:of){SPACE})?{MONTH}{_YEAR_BEHIND}?"
_MONTH_DAYS = (
    rf"{MONTH}{SPACE}{DAY_NUMBER}(?:, ?{DAY_NUMBER}(?!,? ?{YEAR})){{0,4}}{_AND}{DAY_NUMBER}(?!{SPACE}{MONTH}){_COUNTED}{_YEAR_BEHIND}?"
)
_DAY_MONTH = rf"{DAY_NUMBER}(?:{SPACE}(?:(?i:of){SPACE})?|-){MONTH}(?:{_YEAR_BEHIND}|-{YEAR})?"
_MONTH_DAY = rf"{MONTH}{SPACE}{DAY_NUMBER}(?:{_YEAR_BEHIND}|{_COUNTED})"
_NUMBERED = rf"(?:{ISO}|{_DOTTED}|{_DAYS_MONTH}|{_MONTH_DAYS}|{_DAY_MONTH}|{_MONTH_DAY})"
_WEEK_BEHIND = rf"(?:{SPACE}(?i:(?:of )?(?:last|this|next) week)\b)"
_ONE_DAY = (
    rf"(?:(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?{SPACE}(?:the{SPACE})?)?{_NUMBERED}|{WEEKDAY}{_WEEK_BEHIND}?|(?i:yesterday|today|tomorrow)\b)"
)
_DOTTED_TIMES = rf"(?:{DOTTED_TIME}(?:(?: ?- ?| (?:to|until|till|and) ){DOTTED_TIME})?)"
_TIMES = rf"(?:{TIME}(?:(?: ?- ?| (?:to|until|till|and) ){TIME})?)"
_ON = rf"(?:,?{SPACE}(?i:on{SPACE}|of{SPACE})?(?i:the{SPACE})?)"
_AT = rf"(?:,?{SPACE}(?i:at{SPACE})?(?i:(?:around|about|approximately|exactly){SPACE})?)"
_DAY_PART = rf"(?:{SPACE}(?:(?i:in the|at){SPACE})?{PART})"
_TO = rf"(?: ?- ?|{GAP}(?i:to|until|till|through|into|and){GAP}(?i:on{GAP})?(?i:the{GAP})?)"
_BOUND = (
    r"(?i:(?:start|beginning|end|middle|turn|close|first half|second half|(?:first|second|third|fourth|last) (?:quarter|days|week|weeks))"
)
_YEARLY = (
    rf"(?:{MONTH}(?:{SPACE}(?:(?i:of){SPACE})?{YEAR}|{_LAST_YEAR})?|{YEAR}|{SEASON}(?:{SPACE}(?:(?i:of){SPACE})?{YEAR}|{_LAST_YEAR})?)"
)
_MODIFIER = (
    r"(?:(?:about|around|some|roughly|approximately|nearly|almost|at least|more than|up to|less than|fewer than|just over|another) )"
)
_NOT_AGE = r"(?!-old\b| old\b|s? of age\b|-olds?\b)"

_SOME_COUNT = rf"{COUNT}(?:(?:{GAP}|-)(?:to|or|and)(?:{GAP}|-){COUNT}|-{COUNT})?"

_ONE_DAY_FORM = re.compile(_ONE_DAY)
_TIMES_FORM = re.compile(_TIMES)
_DOTTED_TIMES_FORM = re.compile(_DOTTED_TIMES)
_ON_FORM = re.compile(_ON)
_AT_FORM = re.compile(_AT)
_DAY_PART_FORM = re.compile(_DAY_PART)
_TO_FORM = re.compile(_TO)
_COMMA = re.compile(r", ?")
_WEEKDAY_FORM = re.compile(WEEKDAY)
_BEFORE_DAY = re.compile(
    rf"(?:(?i:overnight){GAP}(?i:(?:of|on|from|between|into|to){GAP})?|{PART}{GAP}(?i:of|on|to|into|from|between){GAP}"
    rf"|(?i:early|late|mid)(?:{SPACE}|-)(?i:(?:on|in){SPACE})?)(?i:the{GAP})?"
)
_BETWEEN = re.compile(r"\b(?:between|from) (?:the )?(?:\w+ of )?$", re.IGNORECASE)

_NUMBER_FORMS = re.compile(
    rf"(?P<time>{_TIMES})"
    rf"|(?P<dotted_time>{_DOTTED_TIMES})"
    rf"|(?P<years>{YEAR}(?: ?[-/] ?|{GAP}(?i:to|and){GAP})(?:{YEAR}|[0-9]{{2}}(?![0-9])))"
    r"|(?P<decade>(?:19|20)[0-9]0s\b)"
    rf"|(?P<ago>(?i:{COUNT}(?:{GAP}|-){UNIT}{GAP}(?:ago|earlier|later|before|after|previously)\b)"
    r"|[0-9]{1,2} ?(?:h|hrs?|m|mins?) ago\b)"
    rf"|(?P<duration>(?i:{_SOME_COUNT}(?:{GAP}|-){UNIT}){_NOT_AGE})"
    rf"|(?P<year>{YEAR}(?![-/][0-9]|,[0-9]{{3}}))"
)
_NAME_FORMS = re.compile(
    rf"(?P<period>{MONTH}{_TO}{MONTH}(?:{SPACE}(?:(?i:of){SPACE})?{YEAR}|{_LAST_YEAR})"
    rf"|{MONTH}(?:,?{SPACE}(?:(?i:of){SPACE})?{YEAR}|{_LAST_YEAR})(?:{_TO}{MONTH},?{SPACE}{YEAR})?"
    rf"|{CLEAR_MONTH}(?:{_TO}{LONG_MONTH})?)"
    rf"|(?P<month>{LONG_MONTH}(?:{_TO}{LONG_MONTH})?)"
    r"|(?P<feast>(?:New Year's|Christmas)(?: Eve| Day)?|(?:Orthodox |Greek )?Easter(?: Sunday| Monday)?|Ramadan|Eid(?: al-Fitr| al-Adha)?"
    r"|Yom Kippur)\b"
)
_WORD_FORMS = re.compile(
    rf"(?P<early>(?i:early|late){SPACE}(?i:this|that|last){SPACE}{PART})"
    rf"|(?P<early_period>(?i:mid|early|late)(?: |-)(?i:in )?{_YEARLY})"
    rf"|(?P<bound>{_BOUND} of (?:the |this |last |next )?(?:day|week|month|year)\b)|{_BOUND} of ){_YEARLY})"
    rf"|(?P<relative>(?i:day (?:before yesterday|after tomorrow)|tonight|(?:early |late )?(?:yesterday|today|tomorrow)(?: {PART})?)\b)"
    rf"|(?P<reference>(?i:(?:day|night|week|month|year|evening|morning) (?:before|after|earlier|later)\b(?! last\b)|{RELATIVE} {PART}))"
    rf"|(?P<relative_name>(?i:last|this|next|past){SPACE}(?:{MONTH}|{WEEKDAY}|{SEASON}|(?i:spring|fall|weekend)\b))"
    rf"|(?P<relative_period>(?i:(?:most )?{RELATIVE}{GAP}(?:(?:{COUNT})(?:{GAP}|-))?(?:(?:reporting|working|calendar|24-hour){GAP})?"
    rf"(?:{UNIT}|period\b)))"
    r"|(?P<reporting>(?i:reporting (?:period|day|week))\b)"
    rf"|(?P<season>{SEASON}(?:{SPACE}(?:(?i:of){SPACE})?{YEAR}|{_LAST_YEAR}))"
    rf"|(?P<ago>(?i:{COUNT}{GAP}{UNIT}{GAP}(?:ago|earlier|later|before|after|previously)|(?:hours?|days?|weeks?|months?|years?) ago)\b)"
    rf"|(?P<duration>(?i:{_MODIFIER}?{_SOME_COUNT}(?:{GAP}|-){UNIT}){_NOT_AGE})"
    r"|(?P<overnight>(?i:overnight)\b)"
    r"|(?P<year_of>(?i:hour|day|week|month|year|decade)(?= of\b))"
    rf"|(?P<cued>{PART}|(?i:weekend|day|night|week|month|year|summer|winter|autumn|spring)\b)"
)
_START_WORDS = (
    "overnight night nights early late mid start beginning end middle turn close first second third fourth day tonight yesterday "
    "today tomorrow week month year evening evenings morning mornings afternoon dawn dusk daybreak noon midday midnight nightfall "
    "sunrise sunset lunchtime small past last previous preceding prior coming next following recent most same this that current "
    "latest upcoming these those entire whole reporting spring summer autumn winter fall hour hours days weeks months years decade "
    "weekend about around some roughly approximately nearly almost at more up less fewer just couple few several many half dozen "
    "hundred twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
)
_STARTS = frozenset(_START_WORDS.split())
_NAMES = frozenset([*MONTHS, *WEEKDAYS, "new", "christmas", "orthodox", "greek", "easter", "ramadan", "eid", "yom"])
_DAY_WORDS = frozenset({"yesterday", "today", "tomorrow"})


def match_form(text: str, start: int, word: str) -> tuple[str, int] | None:
    """The form that starts at the word there (given in lower case), as its name and its end; None where none does."""
    numeric, named = word[0].isdigit(), word in _NAMES
    if not (numeric or named or word in _STARTS):
        return None
    found = None
    if numeric or named or word in _DAY_WORDS:
        found = _match_days(text, start)
    elif (before := _BEFORE_DAY.match(text, start)) is not None:
        found = _match_days(text, before.end())
    if found is not None:
        return "days", found
    forms = _NUMBER_FORMS if numeric else _NAME_FORMS if named else _WORD_FORMS
    form = forms.match(text, start)
    return None if form is None or form.lastgroup is None else (form.lastgroup, form.end())


def _match_days(text: str, start: int) -> int | None:
    """Where a day with its times, or a run of days, ends."""
    end = _match_day(text, start)
    if end is None:
        return None
    if (weekdays := _match_weekdays(text, start)) is not None:
        return max(weekdays, end)
    link = _TO_FORM.match(text, end)
    if link is None or ("and" in link[0].lower() and not _BETWEEN.search(text, max(0, start - 30), start)):
        return end
    part = _BEFORE_DAY.match(text, link.end())
    return _match_day(text, part.end() if part else link.end()) or end


def _match_day(text: str, start: int) -> int | None:
    times = _TIMES_FORM.match(text, start) or _DOTTED_TIMES_FORM.match(text, start)
    if times is not None:
        on = _ON_FORM.match(text, times.end())
        day = _ONE_DAY_FORM.match(text, on.end()) if on else None
        if day is not None:
            return day.end()
    day = _ONE_DAY_FORM.match(text, start)
    if day is None:
        return None
    part = _DAY_PART_FORM.match(text, day.end())
    end = part.end() if part else day.end()
    at = _AT_FORM.match(text, end)
    times = _TIMES_FORM.match(text, at.end()) if at else None
    return times.end() if times else end


def _match_weekdays(text: str, start: int) -> int | None:
    """Where "Monday, Tuesday and Wednesday" ends."""
    first = _WEEKDAY_FORM.match(text, start)
    end = first.end() if first else None
    while end is not None and (comma := _COMMA.match(text, end)) and (more := _WEEKDAY_FORM.match(text, comma.end())):
        end = more.end()
    link = _TO_FORM.match(text, end) if end is not None else None
    last = _WEEKDAY_FORM.match(text, link.end()) if link else None
    if last is None:
        return None
    part = _DAY_PART_FORM.match(text, last.end())
    return part.end() if part else last.end()
