"""The figures of one day against those before it, and what of the day is open. Works on counts and rows; knows no page.

The mean is that of the seven days before the day, over the days that a report covers, and needs as many of them as the charts' mean.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from analyst_app.analysis.series import LEAST_OF_MEAN, Column, Grid, Sheet
from analyst_app.domain.briefing import (
    BEFORE,
    SHOWN,
    UNSURE,
    Amount,
    BriefBars,
    BriefSide,
    Headline,
    OpenQuestion,
    QuestionKind,
    SideBars,
)
from analyst_app.domain.ontology import COUNTED_STATUSES, EventType, Ontology, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventRow, ReportRow, SameAct
from analyst_app.domain.sources import MissingReport

REGULAR = 3
"""Of the seven days before, those on which a source that is expected every day has published."""
MOST_NAMED = 8
"""Questions of one kind that are written out; the others are counted."""
NOT_SAID = "source not said"


def covered_before(reported: Collection[date], day: date) -> int:
    """How many of the seven days before a day some report covers."""
    return sum(day - timedelta(days=n) in reported for n in range(1, BEFORE + 1))


def headlines(grid: Grid, day: date) -> tuple[BriefSide, ...]:
    """Each side that has anything on the day or on those before it, the one with most first."""
    at = (day - grid.first).days  # beyond the grid where the last days are not told of
    sides = []
    for sheet in grid.sheets:
        first = max(0, at - BEFORE)
        told = [g for g in range(len(grid.groups)) if sheet.events[first : at + 1, g].any()]
        if told:
            lines = [_headline(grid, sheet, at, [g], EventType(grid.groups[g])) for g in told]
            shown = sorted(filter(_says_anything, lines), key=lambda line: -line.day.best)
            sides.append(BriefSide(sheet.side, _headline(grid, sheet, at, told, None), tuple(shown)))
    return tuple(sides)


def bars(grid: Grid, day: date) -> BriefBars | None:
    """The chart's days, also those before the first report; None where nothing counts on any of them."""
    days = tuple(day - timedelta(days=SHOWN - 1 - n) for n in range(SHOWN))
    places = [grid.place_of(one) for one in days]
    sides = []
    for sheet in grid.sheets:
        types = tuple(
            (EventType(group), tuple(0 if at is None else int(sheet.best[at, g]) for at in places))
            for g, group in enumerate(grid.groups)
            if any(at is not None and sheet.events[at, g] for at in places)
        )
        every = list(range(len(grid.groups)))
        if types:
            bounds = tuple(Amount(0, 0, 0) if at is None else _amount(sheet, at, every) for at in places)
            sides.append(SideBars(sheet.side, types, bounds))
    covered = tuple(at is not None and bool(grid.covered[at]) for at in places)
    return BriefBars(days, covered, tuple(sides)) if sides else None


def open_questions(
    rows: Sequence[EventRow],
    *,
    same: Iterable[SameAct],
    ontology: Ontology,
    proposals: int,
    revised: int = 0,
    missing: Iterable[OpenQuestion],
) -> tuple[OpenQuestion, ...]:
    """What is open of a day: contradictions first, then what may be told twice, what is unsure, what lacks.

    Args:
        rows: the events of the day, proposals among them.
        same: its possible duplicates.
        ontology: how types are called.
        proposals: how many events of the day nobody has decided about.
        revised: how many events of the day are left out, because later reports replace theirs.
        missing: what `missing_reports` says.
    """
    by_id = {row.stored.id: row for row in rows}
    found = [*_contradictions(rows, ontology), *_denials(rows, ontology)]
    twice = [_twice(act, [by_id[n] for n in act.event_ids if n in by_id], ontology) for act in same]
    found += [question for question in twice if question is not None]
    found += _unsure(rows, ontology)
    if proposals:
        words = f"{proposals:,} proposed event{'' if proposals == 1 else 's'} of this day nobody has confirmed or rejected yet."
        found.append(OpenQuestion(QuestionKind.UNREVIEWED, words))
    if revised:
        words = f"{revised:,} event{' is' if revised == 1 else 's are'} left out: later reports replace the ones that told of this."
        found.append(OpenQuestion(QuestionKind.REVISED, words))
    return (*_shortened(found), *missing)


def missing_reports(
    reports: Sequence[ReportRow], *, day: date, covered: bool, gaps: Sequence[date], owed: Sequence[MissingReport] = ()
) -> Iterator[OpenQuestion]:
    """The reports that one would expect: of sources that publish most days, and of days that nothing tells of.

    Args:
        reports: those published on the day and the seven days before.
        day: the day.
        covered: whether any report covers the day.
        gaps: the days of the seven before that no report covers.
        owed: the reports of these days that sources with a rhythm owe.
    """
    if not covered:
        yield OpenQuestion(QuestionKind.MISSING, "No report covers this day. What is not counted is unknown, not zero.")
    for source in sorted({one.source for one in owed}):
        due = sorted(one.day for one in owed if one.source == source)
        words = f"Expected by its rhythm and not in the library: {'the report' if len(due) == 1 else 'the reports'} of {_days(due)}."
        yield OpenQuestion(QuestionKind.MISSING, words, (source,))
    told = {one.source for one in owed if one.day == day}
    days: dict[str, set[date]] = defaultdict(set)
    for report in reports:
        if report.source:
            days[report.source].add(report.published)
    for source, published in sorted(days.items()):
        before = len(published - {day})
        if before >= REGULAR and day not in published and source not in told:
            words = f"Nothing of this day, after reports on {before} of the {BEFORE} days before."
            yield OpenQuestion(QuestionKind.MISSING, words, (source,))
    if gaps:
        yield OpenQuestion(QuestionKind.MISSING, f"No report covers {_days(gaps)}; means leave these days out.")


def other_records(rows: Iterable[EventRow]) -> tuple[tuple[EventType, int], ...]:
    """How many records of types that are no attack, in the order of the types."""
    told = Counter(row.stored.event.type for row in rows if not row.stored.event.type.is_attack)
    return tuple((kind, told[kind]) for kind in EventType if told[kind])


def _headline(grid: Grid, sheet: Sheet, at: int, groups: list[int], kind: EventType | None) -> Headline:
    known = len(grid.covered)
    before = _amount(sheet, at - 1, groups) if 0 < at <= known and grid.covered[at - 1] else None
    rows = [n for n in range(max(0, at - BEFORE), min(at, known)) if grid.covered[n]]
    best: Column = sheet.best[rows][:, groups]
    mean = float(best.sum()) / len(rows) if len(rows) >= LEAST_OF_MEAN else None
    return Headline(kind, _amount(sheet, at, groups) if at < known else Amount(0, 0, 0), before, mean)


def _says_anything(line: Headline) -> bool:
    """Not zero on the day, on the day before and on average."""
    return bool(line.day.best or (line.before is not None and line.before.best) or line.mean)


def _amount(sheet: Sheet, at: int, groups: list[int]) -> Amount:
    low, best, high = (int(column[at, groups].sum()) for column in (sheet.low, sheet.best, sheet.high))
    return Amount(low, best, None if sheet.is_open[at, groups].any() else high)


def _contradictions(rows: Iterable[EventRow], ontology: Ontology) -> Iterator[OpenQuestion]:
    """Linked acts whose figures differ, and what a party disputes."""
    acts: dict[int, list[EventRow]] = defaultdict(list)
    for row in rows:
        if row.stored.act_id is not None and row.stored.state is not ReviewState.REJECTED:
            acts[row.stored.act_id].append(row)
    for told in acts.values():
        if len({_count(row) for row in told}) > 1:
            said = ", ".join(f"{_count(row)} ({_source(row)})" for row in told)
            counted = next((_count(row) for row in told if row.counts_on is not None), "none of them")
            words = f"{_called(told[0], ontology)}: the reports of one act differ: {said}. Counted: {counted}."
            yield OpenQuestion(QuestionKind.CONTRADICTION, words, _sources(told))
    for row in rows:
        if row.stored.event.disputed_by:
            words = f"{_called(row, ontology)}, {_count(row)}: disputed by {row.stored.event.disputed_by}."
            yield OpenQuestion(QuestionKind.CONTRADICTION, words, _sources([row]))


def _denials(rows: Sequence[EventRow], ontology: Ontology) -> Iterator[OpenQuestion]:
    """Reports that deny what another one tells of the same day, type and party."""
    for denied in rows:
        event = denied.stored.event
        if event.status is not Status.DENIED or not event.type.is_attack:
            continue
        against = [
            row
            for row in rows
            if row.stored.report_id != denied.stored.report_id
            and row.stored.event.status in COUNTED_STATUSES
            and (row.stored.event.type, row.stored.event.actor, row.stored.event.date.end) == (event.type, event.actor, event.date.end)
        ]
        if against:
            none = event.count is not None and event.count.best == 0
            said = "says that there were none" if none else "tells of a denial"
            words = f"{_called(denied, ontology)}: {_source(denied)} {said}, {_source(against[0])} tells of some."
            yield OpenQuestion(QuestionKind.CONTRADICTION, words, _sources([denied, *against]))


def _twice(act: SameAct, told: Sequence[EventRow], ontology: Ontology) -> OpenQuestion | None:
    if len(told) < 2:
        return None
    figures = sorted({_count(row) for row in told})
    said = f"all say {figures[0]}" if len(figures) == 1 else ", ".join(f"{_count(row)} ({_source(row)})" for row in told)
    place = f" at {act.place}" if act.place else ""
    words = f"{ontology[act.type].plural}{place}: {len(told)} records may tell one act; {said}. Each is counted until they are linked."
    kind = QuestionKind.DUPLICATE if len(figures) == 1 else QuestionKind.CONTRADICTION
    return OpenQuestion(kind, words, _sources(told))


def _unsure(rows: Iterable[EventRow], ontology: Ontology) -> Iterator[OpenQuestion]:
    """Records whose least sure field is below the bound, the least sure first. What somebody has corrected or reviewed is sure."""
    found = []
    for row in rows:
        stored = row.stored
        sure = min((share for _, share in stored.event.confidence), default=None)
        if sure is not None and sure < UNSURE and not stored.corrections and stored.state is not ReviewState.REJECTED:
            fields = ", ".join(name for name, share in stored.event.confidence if share < UNSURE)
            words = f"{_called(row, ontology)}, {_count(row)}: {round(100 * sure)} % sure ({fields.replace('event', 'record')})."
            found.append((sure, OpenQuestion(QuestionKind.UNSURE, words, _sources([row]))))
    yield from (question for _, question in sorted(found, key=lambda pair: pair[0]))


def _shortened(questions: Iterable[OpenQuestion]) -> Iterator[OpenQuestion]:
    by_kind: dict[QuestionKind, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        by_kind[question.kind].append(question)
    for kind in QuestionKind:
        yield from by_kind[kind][:MOST_NAMED]
        if (more := len(by_kind[kind]) - MOST_NAMED) > 0:
            yield OpenQuestion(kind, f"And {more:,} more.")


def _called(row: EventRow, ontology: Ontology) -> str:
    event = row.stored.event
    place = f", {event.places[0].label}" if event.places else ""
    return f"{ontology[event.type].label}{f' by {event.actor}' if event.actor else ''}{place}"


def _count(row: EventRow) -> str:
    count = row.stored.event.count
    return "no number" if count is None else str(count)


def _source(row: EventRow) -> str:
    return row.source or NOT_SAID


def _sources(rows: Iterable[EventRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_source, rows)))


def _days(days: Sequence[date]) -> str:
    """Days in words, runs drawn together."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
