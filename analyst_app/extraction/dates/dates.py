"""Finding the dates of a report and resolving them: its own date, its reporting period, every DATE of its text.

The forms are those of `date_forms`, the meanings those of `date_meaning`; nothing here needs spaCy.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.spans import Span
from analyst_app.extraction.dates.date_cues import holds
from analyst_app.extraction.dates.date_forms import match_form
from analyst_app.extraction.dates.date_meaning import parse_date, planned_days
from analyst_app.extraction.dates.date_view import View
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import DateKind, DateMeaning
from analyst_app.extraction.words.calendar_words import MONTH, WEEKDAY

__all__ = ["DateMatch", "View", "date_spans", "find_dates", "find_published", "parse_date", "planned_days", "reporting_period"]

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LINE_LABEL = re.compile(r"[ \t]*(?:[:—–]|- |\.?[ \t]*(?:\n|$))")
_NUMBERED = re.compile(rf"[0-9].*{MONTH}|{MONTH}.*[0-9]|[0-9]{{4}}|[0-9][./][0-9]")
_YEAR_LINE = re.compile(r"(?:^|(?<=\n))[^\w\n]*(?P<year>(?:19|20)[0-9]{2})[^\w\n]*(?=\n|$)")
_NUMBERED_OR_MONTH = re.compile(rf"[0-9].*{MONTH}|{MONTH}")
_NIGHT = re.compile(r"\b(?:over)?nights?\b", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[^\w\n]*$")
_YEARLESS = re.compile(r"[0-9]{4}|year|day\b", re.IGNORECASE)
_SHIFTED = re.compile(r"\b(?:earlier|later|before|after|day)$", re.IGNORECASE)
_APPOSITION = re.compile(r", (?:on )?(?:the )?")
_AHEAD = re.compile(
    r"\b(?:will|shall|plans?|planned|planning|intends?|intended|due|scheduled|expected|going|(?:is|are|was|were) to"
    r"|by|until|till|before|ahead of)\b",
    re.IGNORECASE,
)
_LATEST = date(2199, 12, 31)
_MOST = 50_000
"""Characters searched for the date of the report."""
_LONGEST_PERIOD = 31
"""Days; what is longer is background, no reporting period."""
_CONTEXT = 40
"""Characters on each side that a cue may lie in."""


_FULL_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|[./][0-9]{2}$")
_HEADER_LINES = 8
_HEADER_LENGTH = 1000
_ISSUED = re.compile(r"\b(?:issued|published|posted|updated|released|dated?|dated:)\W{0,3}(?:on |at |the |[0-9:, ]+)*$", re.IGNORECASE)
_NOT_ISSUED = re.compile(r"\b(?:since|from|until|till|by|in|on|before|after|to|than) (?:the )?$", re.IGNORECASE)
_OWN_DAY = re.compile(
    r"(?:^|\n|\bas of |^[A-Z][A-Z' -]+, |\b(?:issued|published|posted|updated|dated?)\W{0,3}(?:on |at )?)$", re.IGNORECASE
)
"""What stands before the day of a report that leaves out the year: nothing, "as of", a place in a dateline, a word of issue."""
_PERIOD_LABEL = re.compile(
    r"(?:\b(?:(?:reporting|review|monitoring) (?:period|week|month|window)|period (?:covered|under (?:review|observation))"
    r"|cover(?:s|ing|age|ed)?(?: (?:the )?(?:period|events|incidents|days?|week))?"
    r"|(?:for|in|during|over) the (?:reporting |review )?(?:period|week)"
    r"|(?:data|figures|events|incidents|statistics|situation|developments) (?:for|of|from|in|during|between)"
    r"(?: the (?:period|week|days?))?|(?:report|overview|update|summary|digest|review|bulletin|log)"
    r" for(?: the (?:period|week|days?))?)|(?:^|\n)\W*(?:period|dates?(?: covered)?|time ?frame|week)|\bweekly)"
    r"(?:\W{0,3}|\W{1,3}the )(?:from |of |between |\w+day,? )?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:^|\n)\W*(?:from|between)\s(?:the )?$", re.IGNORECASE)
_PAST_DAY = re.compile(r"\b(?:past|last|previous|preceding|these) (?:day|24|twenty-four|48|forty-eight)\b", re.IGNORECASE)
_WEEKDAY = re.compile(WEEKDAY)
_STAMPED = re.compile(r"(?:^|\n)\W*[0-9]{1,2}[:.h][0-9]{2}\b(?!\.[0-9])")
_LIVE = 3
"""Lines that open with a clock time; so many make a live blog."""
_OPENING = 600
"""Characters; a week or month told further down is that of its sentence alone."""
_ON = re.compile(r"\bon $", re.IGNORECASE)
_OPENING_SENTENCES = 2
_SENTENCE_END = re.compile(r"[a-z0-9)\"”][.!?]\s+(?=[A-Z\"“])")
_COLON = re.compile(r"[^.\n]{0,40}:\s*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A DATE of the text and what it means."""

    span: Span
    meaning: DateMeaning


def date_spans(text: str) -> list[Span]:
    """The spans of all dates, times and periods, in order, without overlaps; what they mean is not resolved."""
    return [span for span, _ in _forms(prepare(text))]


def find_dates(text: str, *, published: date) -> list[DateMatch]:
    """All dates, times and periods, in order, without overlaps, each resolved as far as the text allows.

    `published` is the day of the report. References ("the same day", "the day before") are seen from the date told
    last; in a chronicle, relative words are seen from the day that the entry is about.
    """
    plain = prepare(text)
    matches: list[DateMatch] = []
    chronicle = _Chronicle(plain, published)
    story = _Story(plain)
    spans = date_spans(text)
    for span, following in zip_longest(spans, spans[1:]):
        meaning = chronicle.in_its_year(span, _resolve(plain, span, following, story.view(span, chronicle.base(span))))
        matches.append(DateMatch(span, meaning))
        chronicle.tell(span, meaning)
        story.tell(span, meaning)
    return matches


def _resolve(plain: str, span: Span, following: Span | None, view: View) -> DateMeaning:
    words = plain[span.start : span.end]
    if following is not None and (said := _said_again(plain, span, following)) is not None:
        words = said
    meaning = parse_date(words, view=view) or DateMeaning(DateKind.DURATION)
    if _looks_ahead(plain, span, meaning, view.published):
        return parse_date(words, view=replace(view, upcoming=True)) or meaning
    return meaning


def find_published(text: str) -> date | None:
    """The day that the report gives as its own, with its year; None where it gives none.

    A date said to be that of issue wins, then the first full date of the head of the report that introduces nothing
    else ("since", "from", "by"), then the latest full date told anywhere.
    """
    plain = prepare(text)
    head = _header_end(plain)
    introduced: list[date] = []
    told: list[date] = []
    for span, form in _forms(plain[:_MOST]):
        if form != "days" or not _FULL_YEAR.search(plain, span.start, span.end):
            continue
        meaning = parse_date(plain[span.start : span.end], view=View(_LATEST))
        if meaning is None or meaning.days is None:
            continue
        before = plain[max(0, span.start - _CONTEXT) : span.start]
        if _ISSUED.search(before) and span.start < head:
            return meaning.days.end
        if span.start < head and not _NOT_ISSUED.search(before):
            introduced.append(meaning.days.end)
        told.append(meaning.days.end)
    return introduced[0] if introduced else max(told, default=None)


def find_day(text: str, *, today: date) -> date | None:
    """The day of the report where its head gives one without a year ("as of 06:00 on 11 February"): the last such day up to today."""
    plain = prepare(text)
    head = _header_end(plain)
    for span, form in _forms(plain[:head]):
        before = plain[max(0, span.start - _CONTEXT) : span.start]
        if form == "days" and _OWN_DAY.search(before):
            meaning = parse_date(plain[span.start : span.end], view=View(today))
            if meaning is not None and meaning.days is not None and meaning.days.length == 1 and meaning.days.end <= today:
                return meaning.days.end
    return None


def reporting_period(text: str, *, published: date, matches: Sequence[DateMatch] | None = None) -> DateSpan | None:
    """The period that the whole report is about, where it states one; None where it does not.

    It states one by a label ("Reporting period: ..."), by giving both ends near its beginning ("Between the evenings of 15 and
    16 May"), by a line that ends in a colon ("The past day in figures:"), by opening with the past day, or by one window that
    no other date of the report contradicts. The entries of a live blog have a day of their own. `matches` are the dates of
    the text where they are known already.
    """
    plain = prepare(text)
    recent = [m for m in (find_dates(text, published=published) if matches is None else matches) if _is_recent(m, published)]
    windows = [m for m in recent if m.meaning.kind in {DateKind.WINDOW, DateKind.PERIOD}]
    for stated in (_PERIOD_LABEL, _BETWEEN):
        for m in windows:
            if m.span.start < _HEADER_LENGTH and stated.search(plain, max(0, m.span.start - _CONTEXT), m.span.start):
                return m.meaning.days
    if len(_STAMPED.findall(plain)) >= _LIVE:
        return None
    for m in windows:
        if m.meaning.kind is DateKind.WINDOW and _COLON.match(plain, m.span.end):
            return m.meaning.days
    told = [m for m in recent if m.meaning.days != DateSpan.day(published)]
    if (
        told
        and _opens(plain, told[0].span.start)
        and _opens_with_past_day(plain, told[0])
        and not any(_WEEKDAY.search(plain, m.span.start, m.span.end) for m in recent)
    ):
        return told[0].meaning.days
    single = any(m.meaning.kind is DateKind.DAY for m in told) or _tells_of_its_own_day(plain, recent, published)
    spans = {m.meaning.days for m in windows if m.meaning.kind is DateKind.WINDOW or _opens(plain, m.span.start)}
    return spans.pop() if len(spans) == 1 and not single else None


def _tells_of_its_own_day(plain: str, recent: Sequence[DateMatch], published: date) -> bool:
    """Whether the text itself dates something to the day of the report ("advanced near Bakhmut on 8 March"), beside its head."""
    return any(
        m.meaning.kind is DateKind.DAY
        and m.meaning.days == DateSpan.day(published)
        and _ON.search(plain, max(0, m.span.start - 4), m.span.start)
        for m in recent
    )


def _opens(plain: str, start: int) -> bool:
    """Whether a week or month is told near the beginning: in the header, or in the first two sentences of what follows it."""
    before = plain[:start]
    return start < _OPENING and (len(_SENTENCE_END.findall(before)) <= _OPENING_SENTENCES)


def _opens_with_past_day(plain: str, match: DateMatch) -> bool:
    """Whether a bulletin, which unlike the news names no weekdays, opens with its period: "In the past 24 hours 37 settlements ..."."""
    # A day stands for the window where the text says which one: "over the past day, 16 September".
    return match.meaning.kind in {DateKind.WINDOW, DateKind.DAY} and _PAST_DAY.search(plain, match.span.start, match.span.end) is not None


def _is_recent(match: DateMatch, published: date) -> bool:
    """Whether a date can be of the reporting period at all, and is no background."""
    days = match.meaning.days
    return days is not None and days.length <= _LONGEST_PERIOD and 0 <= (published - days.end).days <= _LONGEST_PERIOD


def _header_end(plain: str) -> int:
    end = lines = 0
    while lines < _HEADER_LINES and end < min(len(plain), _HEADER_LENGTH):
        stop = plain.find("\n", end)
        stop = len(plain) if stop < 0 else stop
        lines += not plain[end:stop].isspace() and stop > end
        end = stop + 1
    return min(end, _HEADER_LENGTH)


def _forms(plain: str) -> Iterator[tuple[Span, str]]:
    end = 0
    for word in _WORD.finditer(plain):
        start = word.start()
        if start < end or _is_inside(plain, start):
            continue
        form = match_form(plain, start, word[0].lower() if len(word[0]) < 20 else "0")
        if form is None:
            continue
        name, stop = form
        if holds(name, plain, start, stop):
            end = stop
            yield Span(start, stop), name


def _is_inside(plain: str, start: int) -> bool:
    """Whether the word there is only the rest of a longer one: "T-72", "1,500", "№5", "$400"."""
    before = plain[start - 1] if start else " "
    if before.isalnum() or before in "_$€£#№+°":
        return True
    if not plain[start].isdigit():
        return before == "'" and start > 1 and plain[start - 2].isalnum()
    return before in "-/.,:" and start > 1 and plain[start - 2].isalnum()


def _said_again(plain: str, span: Span, following: Span) -> str | None:
    """The day that explains a shift just before it: "three days earlier, on 2 May"."""
    if not _SHIFTED.search(plain, span.start, span.end) or not _APPOSITION.fullmatch(plain, span.end, following.start):
        return None
    words = plain[following.start : following.end]
    return words if any(c.isdigit() for c in words) else None


def _looks_ahead(plain: str, span: Span, meaning: DateMeaning, base: date) -> bool:
    """Whether a day without a year lies ahead: the last such day is most of a year ago, and the sentence tells of plans."""
    if meaning.kind is not DateKind.DAY or meaning.days is None or (base - meaning.days.end).days < 270:
        return False
    if _YEARLESS.search(plain, span.start, span.end):
        return False
    left = max(plain.rfind(". ", max(0, span.start - 200), span.start), plain.rfind("\n", max(0, span.start - 200), span.start))
    right = _SENTENCE_END.search(plain, span.end, span.end + 120)
    return _AHEAD.search(plain, max(left, span.start - 200, 0), right.start() if right else span.end + 120) is not None


class _Story:
    """What was told so far: the last day, night and window, and whether the sentence that told the day still goes on."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._day: date | None = None
        self._night: DateSpan | None = None
        self._window: DateSpan | None = None
        self._answers = False
        self._checked = 0

    def view(self, span: Span, published: date) -> View:
        """The standpoint of the date there."""
        if self._answers and _SENTENCE_END.search(self._plain, self._checked, span.start):
            self._answers = False
        self._checked = span.start
        before = self._plain[max(0, span.start - _CONTEXT) : span.start]
        after = self._plain[span.end : span.end + _CONTEXT]
        return View(published, self._day, self._window, before, after, night=self._night, answers=self._answers)

    def tell(self, span: Span, meaning: DateMeaning) -> None:
        """Take note of what "the same day" and "the same period" would now mean."""
        if meaning.days is None:
            return
        if meaning.kind is DateKind.DAY:
            self._day, self._answers, self._checked, self._night = meaning.days.end, True, span.end, None
        elif meaning.kind is DateKind.WINDOW or (meaning.kind is DateKind.PERIOD and meaning.days.length <= _LONGEST_PERIOD):
            self._window = meaning.days
            if _NIGHT.search(self._plain, span.start, span.end):
                self._night = meaning.days


class _Chronicle:
    """The day that the entry of a chronicle is about: "9 May: Overnight ..." and date headings of its own.

    Entries go on in the year of the one before: "April 4, 2019 – ...", "April 16 – ...".
    """

    def __init__(self, plain: str, published: date) -> None:
        self._plain = plain
        self._published = published
        self._day = published
        self._until: int | None = None
        self._entry: date | None = None
        self._years = [(m.start(), int(m["year"])) for m in _YEAR_LINE.finditer(plain)]

    def in_its_year(self, span: Span, meaning: DateMeaning) -> DateMeaning:
        """The date that heads an entry, in the year of the entry before it or of the heading where it names none itself."""
        words = self._plain[span.start : span.end]
        if meaning.days is None or meaning.days.length > _LONGEST_PERIOD or not self._is_head(span):
            return meaning
        while self._years and self._years[0][0] < span.start:
            self._entry = date(self._years.pop(0)[1], 1, 1)
        if self._entry is not None and not _FULL_YEAR.search(words) and _NUMBERED_OR_MONTH.search(words):
            onward = parse_date(words, view=View(self._entry, upcoming=True))
            if onward is not None and onward.days is not None and onward.days.start <= self._published:
                meaning = onward
        if self._entry is not None or _FULL_YEAR.search(words):
            self._entry = meaning.days.start if meaning.days is not None else self._entry
        return meaning

    def base(self, span: Span) -> date:
        """The day from which the words there are seen; numbered days and the heads of entries are seen from the report's."""
        if self._until is not None and span.start >= self._until:
            self._day, self._until = self._published, None
        numbered = _NUMBERED.search(self._plain[span.start : span.end]) is not None
        return self._published if numbered or self._is_head(span) else self._day

    def tell(self, span: Span, meaning: DateMeaning) -> None:
        """Take note of a date that stands at the head of an entry."""
        if meaning.kind is not DateKind.DAY or meaning.days is None or meaning.days.length > 1 or not self._is_head(span):
            return
        label = _LINE_LABEL.match(self._plain, span.end)
        alone = label is not None and (label[0].endswith("\n") or label.end() == len(self._plain))
        line_end = self._plain.find("\n", span.end)
        self._day = min(meaning.days.start, self._published)
        self._until = None if alone else line_end if line_end >= 0 else len(self._plain)

    def _is_head(self, span: Span) -> bool:
        left = max(0, span.start - _CONTEXT)
        return _LINE_LABEL.match(self._plain, span.end) is not None and _LINE_START.search(self._plain, left, span.start) is not None
