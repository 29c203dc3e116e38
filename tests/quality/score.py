"""From gold and found reports to figures. A report's outcome is kept apart, so that figures can be drawn up for any group of reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quality.daily import Days, daily_counts, in_total
from quality.gold import GoldError, Json
from quality.matching import Matches, match_entities, match_events
from quality.records import fields, strict


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one report was read: entities (the same span, an overlapping span), events, daily counts."""

    report: str
    style: str
    text: str
    exact: Matches
    overlap: Matches
    events: Matches
    wanted_days: Days
    found_days: Days

    @property
    def right_type(self) -> list[tuple[Json, Json]]:
        return [(gold, found) for gold, found in self.events.pairs if gold["type"] == found["type"]]

    @property
    def off(self) -> int:
        """Attacks counted too many or too few, over days and types."""
        days = self.wanted_days.keys() | self.found_days.keys()
        return sum(abs(self.wanted_days[day] - self.found_days[day]) for day in days)

    @property
    def error(self) -> float:
        """`off` as a share of the attacks that there are, at most 1."""
        wanted = sum(self.wanted_days.values())
        return min(1.0, self.off / wanted) if wanted else float(self.off > 0)


def outcome(gold: Json, found: Json) -> Outcome:
    """Compare one report's extraction with its gold.

    Raises:
        GoldError: where the texts differ, so that offsets would not compare.
    """
    if gold["text"] != found["text"]:
        raise GoldError(f"{gold['id']}: the text read is not the gold text")
    return Outcome(
        report=gold["id"],
        style=gold.get("style") or "",
        text=gold["text"],
        exact=match_entities(gold["entities"], found["entities"], exact=True),
        overlap=match_entities(gold["entities"], found["entities"], exact=False),
        events=match_events(gold["events"], found["events"]),
        wanted_days=daily_counts(gold),
        found_days=daily_counts(found),
    )


def figures(outcomes: Iterable[Outcome]) -> Json:
    """The figures of a group of reports: precision, recall and F1, shares of fields right, daily counts."""
    reports = list(outcomes)
    return {
        "reports": len(reports),
        "entities_exact": _prf(_tally(report.exact for report in reports)),
        "entities_overlap": _prf(_tally(report.overlap for report in reports)),
        "by_label": _by_label(reports),
        **_event_figures(reports),
        "fields": _fields(reports),
        "daily_counts": _daily(reports),
    }


def _tally(matches: Iterable[Matches]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for match in matches:
        tally.update(tp=len(match.pairs), fn=len(match.missed), fp=len(match.extra))
    return tally


def _by_label(reports: list[Outcome]) -> Json:
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for gold, _ in report.overlap.pairs:
            labels[gold["label"]]["tp"] += 1
        for gold in report.overlap.missed:
            labels[gold["label"]]["fn"] += 1
        for found in report.overlap.extra:
            labels[found["label"]]["fp"] += 1
    return {label: _prf(tally) for label, tally in sorted(labels.items())}


def _event_figures(reports: list[Outcome]) -> Json:
    triggers = _tally(report.events for report in reports)
    right, whole = 0, 0
    for report in reports:
        right += len(report.right_type)
        whole += sum(strict(gold, found, report.events.pairs) for gold, found in report.right_type)
    wanted, found = triggers["tp"] + triggers["fn"], triggers["tp"] + triggers["fp"]
    return {
        "triggers": _prf(triggers),
        "events": _prf(Counter(tp=right, fn=wanted - right, fp=found - right)),
        "events_strict": _prf(Counter(tp=whole, fn=wanted - whole, fp=found - whole)),
    }


def _fields(reports: list[Outcome]) -> Json:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for report in reports:
        for gold, found in report.right_type:
            for name, agrees in fields(gold, found, report.events.pairs).items():
                if agrees is not None:
                    right[name] += agrees
                    of[name] += 1
    return {name: {"right": round(right[name] / number, 4), "of": number} for name, number in of.items()}


def _daily(reports: list[Outcome]) -> Json:
    number = len(reports)
    wanted = sum(sum(report.wanted_days.values()) for report in reports)
    by_type = sum(report.wanted_days == report.found_days for report in reports)
    total = sum(in_total(report.wanted_days) == in_total(report.found_days) for report in reports)
    return {
        "reports_right": round(by_type / number, 4) if number else 0.0,
        "reports_right_in_total": round(total / number, 4) if number else 0.0,
        "mean_report_error": round(sum(report.error for report in reports) / number, 4) if number else None,
        "relative_error": round(sum(report.off for report in reports) / wanted, 4) if wanted else None,
    }


def _prf(tally: Counter[str]) -> Json:
    tp, fp, fn = tally["tp"], tally["fp"], tally["fn"]
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "tp": tp, "fp": fp, "fn": fn}
