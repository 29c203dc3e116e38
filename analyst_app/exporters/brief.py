"""The daily brief set on a page of HTML by the template in `resources/brief`: one file by itself, or with its pictures beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Template

from analyst_app.domain.briefing import BEFORE, Amount, Brief, BriefSide, Headline, OpenQuestion, QuestionKind
from analyst_app.domain.ontology import Ontology, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.brief_drawing import Drawing, draw_bars, draw_map
from analyst_app.exporters.markup import Markup, foreign, joined, tag
from analyst_app.resources import resource

MAP_KEY = (
    "A mark’s area is its number of attacks by the counting rule, at each place by itself. Filled: at the place. Ring: around it. "
    "Dashed square: somewhere in the region."
)
NOTHING = "–"
LEAST_FOR_SHARE = 5
"""Attacks before, of fewer of which a percentage says nothing."""
SCREEN = Markup(
    "@media screen { body { max-width: 760px; margin: 20px auto; padding: 0 12px; } }\n"
    "@media print { tr, svg { break-inside: avoid; } h2 { break-after: avoid; } }\n"
    "svg { max-width: 100%; height: auto; }\nthead { display: table-header-group; }"
)
"""What browsers need, and Qt's documents do not understand."""


@dataclass(frozen=True, slots=True)
class BriefPage:
    """A brief ready for any medium: the parts of the template, and its pictures by the part that they stand in."""

    title: str
    parts: Mapping[str, Markup]
    pictures: Mapping[str, Drawing]


def set_page(brief: Brief, *, ontology: Ontology) -> BriefPage:
    """Set a brief. Every word of a report, a source or a file is escaped."""
    pictures: dict[str, Drawing] = {}
    if brief.bars is not None:
        pictures["chart"] = draw_bars(brief.bars, ontology=ontology)
    if brief.map is not None:
        pictures["map"] = draw_map(brief.map, ontology=ontology)
    title = f"Daily brief: {_day(brief.day)}"
    parts = {
        "title": joined(title),
        "heading": joined(title),
        "generator": joined(brief.program),
        "origin": _origin(brief),
        "headline": _headline(brief, ontology),
        "chart": _chart_words(brief),
        "map": _map_words(brief),
        "questions": _questions(brief),
        "events": _events(brief, ontology),
        "reports": _reports(brief),
        "footer": joined(
            "Counted by one rule: a total and its parts count once, figures over more than two days count on no day, sides are never "
            "added up. The sentence behind each figure stands in the table of events."
        ),
    }
    return BriefPage(title, parts, pictures)


def standing_alone(page: BriefPage) -> str:
    """The page as one file; its pictures are part of it, and nothing is fetched from anywhere."""
    return _filled(page, {name: tag("div", drawing.svg) for name, drawing in page.pictures.items()}, screen=SCREEN)


def with_pictures_beside(page: BriefPage, *, width: int) -> str:
    """The page with references to its pictures by their names, each `width` pixels wide, for readers that know no SVG inside a page."""
    pictures = {
        name: tag(
            "p",
            tag("img", src=one.name, alt=one.described, width=width, height=round(one.height * width / one.width)),
        )
        for name, one in page.pictures.items()
    }
    return _filled(page, pictures, screen=Markup(""))


def _filled(page: BriefPage, pictures: Mapping[str, Markup], *, screen: Markup) -> str:
    template = Template(resource("brief/brief.html").read_text(encoding="utf-8"))
    parts = {name: joined(pictures[name], part) if name in pictures else part for name, part in page.parts.items()}
    return template.substitute(parts, screen=screen)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _origin(brief: Brief) -> Markup:
    counted = " and ".join(sorted(brief.states)) or "all"
    only = "" if brief.states == {ReviewState.CONFIRMED} else " (proposals are not reviewed)"
    made = f"{brief.made_at:%Y-%m-%d %H:%M} UTC"
    which = joined(" ", foreign(brief.selection)) if brief.selection else Markup("")
    return joined(
        f"Counts {counted} events{only}",
        which,
        " of ",
        foreign(brief.database),
        f". Made {made} by ",
        foreign(brief.analyst),
        f" with {brief.program}.",
    )


def _headline(brief: Brief, ontology: Ontology) -> Markup:
    pieces: list[Markup] = []
    if not brief.covered:
        pieces.append(tag("p", tag("b", "No report covers this day."), " What is not counted is unknown, not zero."))
    elif not brief.sides:
        pieces.append(tag("p", "No attack counts on this day or on the seven days before."))
    if brief.sides:
        week = "Mean of the 7 days before" if brief.mean_days == BEFORE else f"Mean of 7 days before ({brief.mean_days} reported)"
        titles = zip(("Day", "Day before", "Change", week, "Change"), (17, 16, 17, 15, 18), strict=True)
        heads = [tag("th", "Attacks", width="17%"), *(tag("th", words, align="right", width=f"{width}%") for words, width in titles)]
        rows = [row for side in brief.sides for row in _side_rows(side, ontology, covered=brief.covered)]
        pieces.append(_table(rows, heads))
    if brief.hidden_sides:
        pieces.append(tag("p", "Smaller sides, in the table of events: ", foreign(", ".join(brief.hidden_sides)), ".", class_="small"))
    if brief.other:
        told = ", ".join(f"{ontology[kind].plural.lower()}: {number:,}" for kind, number in brief.other)
        pieces.append(tag("p", f"Other records of the day, which are no attacks: {told}.", class_="small"))
    return joined(*pieces)


def _table(rows: Iterable[Markup], heads: Iterable[Markup] = ()) -> Markup:
    head = tag("thead", tag("tr", *heads)) if heads else Markup("")
    return joined(tag("table", head, tag("tbody", *rows), width="100%", cellspacing="0"), tag("p", "\u00a0", class_="gap"))


def _side_rows(side: BriefSide, ontology: Ontology, *, covered: bool) -> Iterator[Markup]:
    yield _figures(foreign(side.name), side.total, covered=covered, name="side", first="sum", other="sum2")
    for line in side.types:
        assert line.type is not None
        yield _figures(joined(ontology[line.type].plural), line, covered=covered)


def _figures(label: Markup, line: Headline, *, covered: bool, name: str = "", first: str = "", other: str = "") -> Markup:
    mean = None if line.mean is None else line.mean
    cells = (
        (_amount(line.day) if covered else "no report", first),
        ("no report" if line.before is None else _amount(line.before), other),
        (_change(line.day.best, None if line.before is None else line.before.best) if covered else NOTHING, f"change {other}"),
        (NOTHING if mean is None else f"{mean:,.1f}", other),
        (_change(line.day.best, mean) if covered else NOTHING, f"change {other}"),
    )
    return tag(
        "tr",
        tag("td", label, class_=name or None),
        *(tag("td", words, class_=f"number {cls}".strip(), align="right") for words, cls in cells),
    )


def _amount(amount: Amount) -> Markup:
    """The best figure with its bounds, which are small and below it, so that both fit a column whole."""
    low, best, high = amount.low, amount.best, amount.high
    if low == best and high in {best, None}:
        return joined(f"{best:,}" if high is not None else f"{best:,}+")
    bounds = f"({low:,}+)" if high is None else f"({low:,}–{high:,})"
    return joined(f"{best:,}", tag("br"), tag("span", bounds, class_="bounds"))


def _change(now: float, before: float | None) -> str:
    """The difference, and its share where that says anything; nothing of it is broken over lines but between the two."""
    if before is None:
        return NOTHING
    difference = now - before
    if not round(difference, 1):
        return "±0"
    written = f"{difference:+,.0f}" if float(before).is_integer() else f"{difference:+,.1f}"
    share = f" ({100 * difference / before:+,.0f}\u00a0%)" if before >= LEAST_FOR_SHARE else ""
    return f"{written}{share}".replace("-", "−")


def _chart_words(brief: Brief) -> Markup:
    if brief.bars is None:
        return tag("p", "No attack counts on any of these days.")
    words = "Attacks a day by type, each side on its own scale. A line marks low to high, an arrow that a report sets no upper bound."
    return tag("p", words, class_="muted small")


def _map_words(brief: Brief) -> Markup:
    if brief.map is None:
        return tag("p", "None of the day’s attacks has a place with coordinates.")
    left_out = f" {brief.map.elsewhere:,} events of the day have no place with coordinates." if brief.map.elsewhere else ""
    return tag("p", f"{MAP_KEY}{left_out} {brief.map.attribution}", class_="muted small")


def _questions(brief: Brief) -> Markup:
    if not brief.questions:
        return tag("p", "None: no contradictions, nothing below 70 % confidence, no report missing.")
    rows = [_question(question) for question in brief.questions]
    return _table(rows)


def _question(question: OpenQuestion) -> Markup:
    return tag(
        "tr",
        tag("td", _KINDS[question.kind], class_="kind", width="17%"),
        tag("td", foreign(question.words)),
        tag("td", foreign("; ".join(question.sources)), class_="muted small", width="24%"),
    )


_KINDS = {
    QuestionKind.CONTRADICTION: "Contradiction",
    QuestionKind.DUPLICATE: "Told twice?",
    QuestionKind.UNSURE: "Low confidence",
    QuestionKind.UNREVIEWED: "Not reviewed",
    QuestionKind.REVISED: "Replaced",
    QuestionKind.MISSING: "Missing report",
}


def _events(brief: Brief, ontology: Ontology) -> Markup:
    if not brief.events:
        return tag("p", "None on this day.")
    heads = [
        tag("th", words, width=f"{width}%", class_=cls)
        for words, width, cls in (
            ("Type", 15, None),
            ("Count", 8, "number"),
            ("Adds", 7, "number"),
            ("Actor → target", 16, None),
            ("Place", 17, None),
            ("Sentence and source", 37, None),
        )
    ]
    rows = [_event(row, ontology) for row in brief.events]
    more = tag("p", f"And {brief.more_events:,} more, with smaller numbers.") if brief.more_events else Markup("")
    return joined(_table(rows, heads), more)


def _event(row: EventRow, ontology: Ontology) -> Markup:
    event = row.stored.event
    status = "" if event.status is Status.OCCURRED else f" ({event.status})"
    proposed = "" if row.stored.state is ReviewState.CONFIRMED else f" [{row.stored.state}]"
    who = (event.actor or NOTHING) + (f" → {event.target}" if event.target else "")
    where = ", ".join(place.label for place in event.places) or NOTHING
    source = ", ".join(part for part in (row.source, row.report_title) if part)
    return tag(
        "tr",
        tag("td", f"{ontology[event.type].label}{status}{proposed}"),
        tag("td", NOTHING if event.count is None else str(event.count), class_="number", align="right"),
        tag("td", NOTHING if row.counts_on is None else f"{row.counted_attacks:,}", class_="number", align="right"),
        tag("td", foreign(who)),
        tag("td", foreign(where)),
        tag("td", foreign(_words(row)), tag("br"), tag("span", foreign(source), class_="muted small"), class_="sentence"),
    )


def _words(row: EventRow) -> str:
    """The sentence, and the words that the record rests on where they stand elsewhere, as in a list below its heading."""
    elsewhere = [words for words in row.evidence.split("; ") if words and words not in row.sentence]
    return row.sentence + (f" […] {'; '.join(elsewhere)}" if elsewhere else "")


def _reports(brief: Brief) -> Markup:
    if not brief.reports:
        return tag("p", "None tells of this day.")
    return tag("p", foreign("; ".join(brief.reports)), ".", class_="small")
