"""What a report adds to which day, as words with links: the head line, the sums, what is left out, the warnings. Knows no widgets."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from analyst_app.domain.ontology import EventType
from analyst_app.services.acts import ToldElsewhere
from analyst_app.ui.colours import Tones
from analyst_app.ui.review import event_words
from analyst_app.ui.review.day_sums import DaySum, ReportSums, Total
from analyst_app.ui.review.event_words import number, translate
from analyst_app.ui.review.session import ReviewSession

MOST_LINES = 6
"""Warnings of one kind that are spelled out; a report with more has one thing wrong many times."""


class SumsWords:
    """Says the sums of one report. Links are `event:<id>` and `twin:<report id>:<event id>`."""

    def __init__(self, sums: ReportSums, *, told: Sequence[ToldElsewhere], session: ReviewSession, tones: Tones) -> None:
        self._sums, self._told, self._session, self._tones = sums, told, session, tones

    def head(self) -> str:
        """One line: what counts on which day, and how much is wrong."""
        by_day: dict[date, list[str]] = {}
        for day in self._sums.days:
            party = self._quiet(day.actor or translate("review", "party not named"))
            by_day.setdefault(day.day, []).append(f"<b>{number(day.together)}</b> {party}")
        told = translate("review", "Counts on %1: %2")
        days = [told.replace("%1", event_words.day(day)).replace("%2", ", ".join(parties)) for day, parties in by_day.items()]
        if not days:
            days = [self._quiet(translate("review", "Adds no attack that counts on a day."))]
        wrong = len(self._sums.warnings) + len({one.event_id for one in self._told if not one.linked})
        if wrong:
            days.append(self._bad(translate("review", "⚠ %1 to look at").replace("%1", number(wrong))))
        return " · ".join(days)

    def body(self) -> str:
        """Everything, one line each."""
        lines = [self._day(day) for day in self._sums.days]
        lines += self._cut([self._total(total) for total in self._sums.totals])
        lines += self._cut(list(self._twice()))
        lines += self._cut(list(self._elsewhere()))
        if any(not one.linked for one in self._told):
            lines.append(self._quiet(translate("review", "Shift+L links the event in focus with the other report's, Shift+O shows that.")))
        lines += self._left_out()
        return "<br>".join(lines)

    def _day(self, day: DaySum) -> str:
        confirmed, expected = self._figures(day.confirmed), self._figures(day.expected)
        head = f"{event_words.day(day.day)} · {escape(day.actor or translate('review', 'party not named'))}: <b>{expected or '0'}</b>"
        if day.confirmed == day.expected:
            return f"{head} <span style='color:{self._tones.good}'>✓</span>"
        return f"{head} {self._quiet('(' + translate('review', 'accepted %1').replace('%1', confirmed or '0') + ')')}"

    def _figures(self, counts: Sequence[tuple[EventType, int]]) -> str:
        ontology = self._session.ontology
        named = [f"{number(many)} {(ontology[kind].label if many == 1 else ontology[kind].plural).lower()}" for kind, many in counts]
        together = sum(many for _, many in counts)
        return ", ".join(named) + (f" = {number(together)}" if len(named) > 1 else "")

    def _total(self, total: Total) -> str:
        name = self._event(total.whole_id)
        if total.too_many:
            told = translate("review", "⚠ The parts of %1 add up to %2: more than the total. Correct a count, or what is part of it.")
            return self._bad(told, name, number(total.named))
        if total.unnumbered == total.parts:
            told = translate("review", "%1 holds %2 parts told without a number; nothing of them is added again")
            return told.replace("%1", name).replace("%2", number(total.parts))
        told = translate("review", "%1: its %2 parts make %3, %4 left over")
        if total.left is None:
            told = translate("review", "%1: its %2 parts make %3; how many more is open")
        left = number(total.left or 0)
        words = told.replace("%1", name).replace("%2", number(total.parts)).replace("%3", number(total.named)).replace("%4", left)
        if total.unnumbered:
            words += translate("review", " (%1 without a number, taken as one each)").replace("%1", number(total.unnumbered))
        return words

    def _twice(self) -> Iterator[str]:
        told = translate("review", "⚠ %1 and %2 seem to tell the same act: both count. Shift+G merges them.")
        for pair in self._sums.twice:
            yield self._bad(told, self._event(pair.one), self._event(pair.other))

    def _elsewhere(self) -> Iterator[str]:
        may = translate("review", "⚠ %1: another report has it too, %2")
        linked = translate("review", "%1 is linked with %2")
        for one in self._told:
            row = one.other
            words = f"{event_words.summary(row.stored.event, self._session.ontology)} ({row.source or row.report_title})"
            link = f"<a href='twin:{row.stored.report_id}:{row.stored.id}' style='color:{self._tones.accent}'>{escape(words)}</a>"
            if one.linked:
                yield linked.replace("%1", self._event(one.event_id)).replace("%2", link)
            else:
                yield self._bad(may, self._event(one.event_id), link)

    def _left_out(self) -> Iterator[str]:
        sums = self._sums
        for event_id in sums.cumulative[:MOST_LINES]:
            stored = self._session.find_event(event_id)
            days = "" if stored is None else event_words.days(stored.event.date)
            told = translate("review", "Kept out, because it is cumulative: %1, %2")
            yield self._quiet(told.replace("%2", days)).replace("%1", self._event(event_id))
        parts = [
            words.replace("%1", number(len(ids)))
            for ids, words in (
                (sums.parts, translate("review", "%1 inside a total")),
                (sums.cumulative[MOST_LINES:], translate("review", "%1 more that are cumulative")),
                (sums.not_acts, translate("review", "%1 planned or denied")),
            )
            if ids
        ]
        if parts:
            yield self._quiet(translate("review", "Not counted again: %1").replace("%1", ", ".join(parts)))

    def _event(self, event_id: int) -> str:
        stored = self._session.find_event(event_id)
        if stored is None:
            return ""
        where = event_words.where(stored.event.places[:1])
        words = event_words.summary(stored.event, self._session.ontology) + (f", {where}" if where else "")
        return f"<a href='event:{event_id}' style='color:{self._tones.accent}'>{escape(words)}</a>"

    def _cut(self, lines: list[str]) -> list[str]:
        if len(lines) <= MOST_LINES:
            return lines
        more = translate("review", "and %1 more like that").replace("%1", number(len(lines) - MOST_LINES))
        return [*lines[:MOST_LINES], self._quiet(more)]

    def _bad(self, told: str, *parts: str) -> str:
        for place, part in enumerate(parts, 1):
            told = told.replace(f"%{place}", part)
        return f"<span style='color:{self._tones.bad}'>{told}</span>"

    def _quiet(self, words: str) -> str:
        return f"<span style='color:{self._tones.muted}'>{escape(words)}</span>"
