"""The sentences of the map screen: what a mark is, what is shown, what is not. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from analyst_app.domain.mapping import Exactness, MapAnswer, MapMark, MapSources, Measure
from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.domain.review import ReviewState
from analyst_app.ui.map.furniture import Caption
from analyst_app.ui.shared_filter import states_in_words

UNITS: Mapping[Measure, str] = {Measure.ATTACKS: "attacks", Measure.EVENTS: "records"}
COUNTED: Mapping[Measure, str] = {
    Measure.ATTACKS: "Attacks told of each place; places are not added up to a total.",
    Measure.EVENTS: "Records of any type, each counted once.",
}
TYPES_TOLD = 6


class Length(StrEnum):
    """How much time is in view."""

    ALL = "All days"
    DAY = "One day"
    WEEK = "A week"
    MONTH = "30 days"
    SO_FAR = "Up to a day"


DAYS: Mapping[Length, int] = {Length.DAY: 1, Length.WEEK: 7, Length.MONTH: 30}


def span_words(first: date | None, last: date | None) -> str:
    """The days in view."""
    if first is None or last is None:
        return "No days"
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def caption_of(answer: MapAnswer, *, first: date | None, last: date | None, states: frozenset[ReviewState]) -> Caption:
    """What the picture says of itself."""
    measure = answer.view.measure
    title = f"{UNITS[measure].capitalize()}, {states_in_words(states)}"
    return Caption(title, tuple(line for line in (span_words(first, last), elsewhere_words(answer)) if line), UNITS[measure])


def elsewhere_words(answer: MapAnswer) -> str:
    """How many events the map cannot show."""
    if not answer.elsewhere:
        return ""
    return f"{_events(answer.elsewhere)} without a known place {'is' if answer.elsewhere == 1 else 'are'} not on the map"


def total_words(answer: MapAnswer) -> str:
    """The line above the map."""
    if not answer.located:
        return f"{elsewhere_words(answer)}." if answer.elsewhere else ""
    return f"{_events(answer.located)} with a known place. {COUNTED[answer.view.measure]}"


def mark_title(mark: MapMark) -> str:
    """What a mark is called in full."""
    more = len(mark.places) - len(mark.names)
    names = ", ".join(dict.fromkeys(mark.names))
    return f"{names} and {more} more" if more > 0 else names


def amount_words(mark: MapMark, measure: Measure) -> str:
    """The total of a mark with its unit: "15 attacks"."""
    unit = UNITS[measure]
    return f"{mark.total:,} {unit if mark.total != 1 else unit.removesuffix('s')}"


def mark_words(mark: MapMark, *, measure: Measure, ontology: Ontology, sources: MapSources | None = None) -> str:
    """A mark as the tooltip tells it."""
    lines = [mark_title(mark), amount_words(mark, measure)]
    lines += [f"   {type_words(kind, amount, ontology)}" for kind, amount in mark.amounts[:TYPES_TOLD]]
    if len(mark.amounts) > TYPES_TOLD:
        lines.append(f"   {len(mark.amounts) - TYPES_TOLD} more types")
    lines += exactness_words(mark)
    if sources is not None:
        lines.append(f"from {sources.reports:,} report{'' if sources.reports == 1 else 's'}:")
        lines += [f"   {title}" for title in sources.titles]
        if sources.reports > len(sources.titles):
            lines.append("   …")
    return "\n".join(lines)


def type_words(kind: EventType, amount: int, ontology: Ontology) -> str:
    """An amount with its type, as in: 4 airstrikes."""
    info = ontology[kind]
    return f"{amount:,} {(info.label if amount == 1 else info.plural).lower()}"


def exactness_words(mark: MapMark) -> list[str]:
    """How exactly the place is known, where it is not a point."""
    if mark.exactness is Exactness.AREA:
        return ["somewhere in this region or country"]
    if mark.roughly == mark.total:
        return ["somewhere around here"]
    return [f"{mark.roughly:,} of them somewhere around here"] if mark.roughly else []


def list_title(mark: MapMark, measure: Measure) -> str:
    """The heading of the list below the map."""
    return f"{mark_title(mark)}: {amount_words(mark, measure)} in {_events(mark.events)}"


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"
