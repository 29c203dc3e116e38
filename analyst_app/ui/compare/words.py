"""What a comparison says, in words and signs. Pure functions; no sign stands without its word, and no meaning rests on a colour."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from analyst_app.domain.comparing import Candidate, Comparison, Pair, Relation, Saying, SecondCoding, Verdict, Why
from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import ReportDetail, ReportRow, StoredEvent
from analyst_app.domain.spans import sentence_around
from analyst_app.ui.review import event_words

translate = QCoreApplication.translate

VERDICT_SIGNS: Mapping[Verdict, str] = {
    Verdict.AGREE: "=",
    Verdict.CONTRADICT: "≠",
    Verdict.CHANGED: "→",
    Verdict.LEFT: "◧",
    Verdict.RIGHT: "◨",
}
VERDICT_TONES: Mapping[Verdict, str] = {
    Verdict.AGREE: "good",
    Verdict.CONTRADICT: "bad",
    Verdict.CHANGED: "pending",
    Verdict.LEFT: "accent",
    Verdict.RIGHT: "accent",
}
SAYING_SIGNS: Mapping[Saying, str] = {Saying.SAME: "=", Saying.CONTRARY: "≠", Saying.OTHER_DAY: "→", Saying.LEFT: "◧", Saying.RIGHT: "◨"}
SAYING_TONES: Mapping[Saying, str] = {
    Saying.SAME: "muted",
    Saying.CONTRARY: "bad",
    Saying.OTHER_DAY: "pending",
    Saying.LEFT: "accent",
    Saying.RIGHT: "accent",
}


def verdict_words(verdict: Verdict) -> str:
    """A row's verdict with its sign."""
    said = {
        Verdict.AGREE: translate("compare", "Agree"),
        Verdict.CONTRADICT: translate("compare", "Contradict"),
        Verdict.CHANGED: translate("compare", "Changed"),
        Verdict.LEFT: translate("compare", "Only left"),
        Verdict.RIGHT: translate("compare", "Only right"),
    }[verdict]
    return f"{VERDICT_SIGNS[verdict]} {said}"


def saying_words(saying: Saying, pair: Pair) -> str:
    """What the two of a row say of a field, with its sign."""
    verdict = pair.verdict
    contrary = translate("compare", "changed") if verdict is Verdict.CHANGED else translate("compare", "differ")
    said = {
        Saying.SAME: translate("compare", "agree"),
        Saying.CONTRARY: contrary,
        Saying.OTHER_DAY: _day_words(pair),
        Saying.LEFT: translate("compare", "only left says"),
        Saying.RIGHT: translate("compare", "only right says"),
    }[saying]
    sign = VERDICT_SIGNS[Verdict.CHANGED] if saying is Saying.CONTRARY and verdict is Verdict.CHANGED else SAYING_SIGNS[saying]
    return f"{sign} {said}"


def _day_words(pair: Pair) -> str:
    if pair.left is None or pair.right is None:
        return ""
    days = (pair.right.event.date.end - pair.left.event.date.end).days
    if abs(days) > 1:
        return translate("compare", "another day")
    return translate("compare", "next day") if days > 0 else translate("compare", "day before")


def relation_words(comparison: Comparison) -> str:
    """How the two reports stand to one another."""
    left, right = comparison.left.row, comparison.right.row
    if comparison.relation is Relation.CODING:
        return translate("compare", "One report, coded twice")
    if comparison.relation is Relation.REVISION:
        older = left if left.revised_by is not None and left.revised_by.report_id == right.id else right
        side = translate("compare", "right replaces left") if older is left else translate("compare", "left replaces right")
        reason = older.revised_by.reason if older.revised_by is not None else ""
        return f"{side}: {reason}" if reason else side
    if comparison.relation is Relation.SAME_DAY:
        return translate("compare", "Same day")
    days = abs((right.published - left.published).days)
    return translate("compare", "One day apart") if days == 1 else translate("compare", "%1 days apart").replace("%1", str(days))


def tally(comparison: Comparison) -> str:
    """How many rows there are of each verdict, the ones to look at first."""
    order = (Verdict.CONTRADICT, Verdict.CHANGED, Verdict.LEFT, Verdict.RIGHT, Verdict.AGREE)
    counted = [(verdict, sum(pair.verdict is verdict for pair in comparison.pairs)) for verdict in order]
    said = [f"{number} {verdict_words(verdict).split(' ', 1)[1].lower()}" for verdict, number in counted if number]
    return " · ".join(said) or translate("compare", "no events on either side")


def title_of(detail: ReportDetail) -> str:
    """Which report a side is."""
    return detail.row.title


def about(row: ReportRow) -> str:
    """Source, day, standing and time of adding of a report, in one line."""
    parts = [row.source or translate("compare", "source not said"), event_words.day(row.published)]
    if row.coder is not None:
        parts.append(translate("compare", "coded by %1").replace("%1", row.coder))
    parts.append(event_words.state_label(row.state))
    parts.append(translate("compare", "added %1").replace("%1", added_at(row)))
    if row.revised_by is not None:
        parts.append(translate("compare", "revised by “%1”, counts nowhere").replace("%1", row.revised_by.title))
    return " · ".join(parts)


def added_at(row: ReportRow) -> str:
    """When a report came into the database: what tells two editions of one title apart."""
    return f"{row.imported_at.astimezone():%d %b, %H:%M}"


def event_line(event: StoredEvent | None, ontology: Ontology) -> str:
    """An event in a cell of the table of rows."""
    if event is None:
        return "—"
    parts = [event_words.summary(event.event, ontology), event_words.where(event.event.places), event_words.parties(event.event)]
    return ", ".join(part for part in parts if part)


def differences(pair: Pair, ontology: Ontology) -> str:
    """The fields in which a row's events differ, with both values: `count 16 ≠ 18`."""
    if pair.left is None or pair.right is None:
        return ""
    sign = "→" if pair.verdict is Verdict.CHANGED else "≠"
    said = []
    only_day = pair.verdict is Verdict.CHANGED and not pair.contrary
    for name in ("date",) if only_day else pair.contrary:
        left, right = (event_words.value_words(e.event, name, ontology=ontology, wholes={}) for e in (pair.left, pair.right))
        said.append(f"{event_words.field_label(name).lower()} {left} {sign} {right}")
    return "; ".join(said)


def counting_words(pair: Pair) -> str:
    """Which of a row's figures counts, where the two are linked as one act."""
    if not pair.linked or pair.left is None or pair.right is None:
        return ""
    if pair.left.preferred:
        return translate("compare", "left counts")
    if pair.right.preferred:
        return translate("compare", "right counts")
    return translate("compare", "a third one counts")


def sentence_of(event: StoredEvent | None, detail: ReportDetail) -> str:
    """The sentence that tells an event."""
    return translate("compare", "Not told here.") if event is None else sentence_around(detail.text, event.event.trigger)


def why_words(candidate: Candidate) -> str:
    """Why a report is offered."""
    return {
        Why.REVISED_BY: translate("compare", "replaces it"),
        Why.REVISES: translate("compare", "replaced by it"),
        Why.CODING: translate("compare", "second coding"),
        Why.SAME_DAY: translate("compare", "same day"),
        Why.DAY_BEFORE: translate("compare", "day before"),
        Why.DAY_AFTER: translate("compare", "day after"),
    }[candidate.why]


def coding_words(coding: SecondCoding) -> str:
    """How far a second coding is."""
    if coding.decided == coding.events:
        return translate("compare", "%1 decided").replace("%1", str(coding.events))
    return translate("compare", "%1 of %2 decided").replace("%1", str(coding.decided)).replace("%2", str(coding.events))


def share(value: float | None) -> str:
    """A share in per cent."""
    return "—" if value is None else f"{value:.0%}"


def alpha_words(value: float | None) -> str:
    """An alpha to two places, or that there is none."""
    return translate("compare", "not defined") if value is None else f"{value:.2f}"
