"""The chart and the map of a brief as SVG, in the colours and patterns of the window; plain shapes, so that every reader shows them.

Drawn without clips, patterns and scripts: printers and Qt's own SVG know none of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10, sqrt

from analyst_app.domain.briefing import BriefBars, BriefMap, LineKind, PlacedMark, SideBars
from analyst_app.domain.mapping import Exactness
from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.exporters.markup import Markup, joined, tag

INK, MUTED, FAINT, PAPER = "#1a1f25", "#59636f", "#dde1e6", "#ffffff"
FONT = "Helvetica, Arial, DejaVu Sans, sans-serif"
COLOURS: Mapping[EventType, tuple[str, str]] = {
    EventType.AIRSTRIKE: ("#0072b2", ""),
    EventType.DRONE_STRIKE: ("#e69f00", "rising"),
    EventType.MISSILE_STRIKE: ("#d55e00", "level"),
    EventType.SHELLING: ("#56b4e9", "falling"),
    EventType.GROUND_ASSAULT: ("#009e73", "level upright"),
    EventType.CLASH: ("#cc79a7", "dots"),
    EventType.EXPLOSION: ("#f0e442", "rising falling"),
    EventType.ATTACK: ("#8d97a3", "upright"),
}
"""Fill and pattern of each type of attack; a test holds them to be those of the window's charts."""

WIDTH = 720
LEFT, RIGHT, TOP, PANEL, GAP, FOOT = 44, 6, 22, 92, 42, 18
BAR = 0.72
HATCH = 6.0
LARGEST, SMALLEST = 24.0, 4.5
"""Radii of the map's marks, in pixels."""
MOST_NAMES = 14


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a page: what it is called in it, its SVG, its size in pixels, and what it shows in words."""

    name: str
    svg: Markup
    width: int
    height: int
    described: str


def draw_bars(bars: BriefBars, *, ontology: Ontology) -> Drawing:
    """The daily counts, the sides below each other, each on its own scale."""
    types = [kind for kind in EventType if any(kind == known for side in bars.sides for known, _ in side.types)]
    height = TOP + len(bars.sides) * (PANEL + GAP) + FOOT
    parts: list[Markup] = list(_key(types, ontology, x=LEFT, y=height - 8))
    for n, side in enumerate(bars.sides):
        parts += _panel(bars, side, top=TOP + n * (PANEL + GAP))
    described = f"Attacks a day by type, {bars.days[0]} to {bars.days[-1]}: {', '.join(side.name for side in bars.sides)}"
    return _drawing("chart.svg", parts, height, described)


def draw_map(ground: BriefMap, *, ontology: Ontology) -> Drawing:
    """The places of the day's attacks; the area of a mark is its number."""
    parts = [tag("rect", x=0, y=0, width=ground.width, height=ground.height, fill="#e4ecf2")]
    parts += [tag("polygon", points=_points(ring), fill="#fbfaf7") for ring in ground.land]
    strokes = {LineKind.REGION: ("#d3cfc4", 0.7), LineKind.COUNTRY: ("#8f897a", 1.4), LineKind.COAST: ("#a5b4c0", 0.9)}
    for line in ground.lines:
        colour, width = strokes[line.kind]
        parts.append(tag("path", d=_path(line.points), fill="none", stroke=colour, stroke_width=width))
    most = max((one.mark.total for one in ground.marks), default=1)
    ordered = sorted(ground.marks, key=lambda one: -one.mark.total)
    parts += [_mark(one, _radius(one.mark.total, most)) for one in ordered]
    parts += _names(ordered, most, ground)
    # Outlines reach beyond the picture; nothing is clipped.
    parts.append(tag("rect", x=0, y=ground.height, width=ground.width, height=2 * ground.height, fill=PAPER))
    parts.append(tag("rect", x=0.5, y=0.5, width=ground.width - 1, height=ground.height - 1, fill="none", stroke=FAINT))
    types = [kind for kind in EventType if any(one.mark.amounts and one.mark.amounts[0][0] == kind for one in ordered)]
    parts += _key(types, ontology, x=6, y=ground.height + 20)
    described = "Map: " + "; ".join(f"{', '.join(one.mark.names)}: {one.mark.total}" for one in ordered)
    return _drawing("map.svg", parts, ground.height + 32, described)


def _drawing(name: str, parts: list[Markup], height: int, described: str) -> Drawing:
    svg = tag(
        "svg", tag("title", described), *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH, height=height, role="img", font_family=FONT, font_size=12,
    )  # fmt: skip
    return Drawing(name, svg, WIDTH, height, described)


def _panel(bars: BriefBars, side: SideBars, *, top: float) -> Iterator[Markup]:
    sums = [sum(numbers[n] for _, numbers in side.types) for n in range(len(bars.days))]
    reach = [max(best, bound.high or 0) for best, bound in zip(sums, side.bounds, strict=True)]
    ticks = _ticks(max(reach))
    scale, floor_ = PANEL / ticks[-1], top + PANEL
    day_width = (WIDTH - LEFT - RIGHT) / len(bars.days)
    yield _words(side.name, x=LEFT, y=top - 8, font_weight="bold", fill=INK)
    for tick in ticks:
        y = round(floor_ - tick * scale, 1)
        yield tag("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, stroke=FAINT if tick else MUTED)
        yield _words(f"{tick:,}", x=LEFT - 6, y=y + 4, text_anchor="end", fill=MUTED, font_size=11)
    for n, day in enumerate(bars.days):
        middle = LEFT + (n + 0.5) * day_width
        today = n == len(bars.days) - 1
        written = f"{day.day} {day:%b}"
        yield _words(
            written, x=round(middle, 1), y=floor_ + 15, text_anchor="middle", fill=INK if today else MUTED, font_size=11,
            font_weight="bold" if today else None,
        )  # fmt: skip
        box = (middle - day_width * BAR / 2, day_width * BAR)
        if not bars.covered[n]:
            yield _words("no", x=round(middle, 1), y=floor_ - 18, text_anchor="middle", fill=MUTED, font_size=10)
            yield _words("report", x=round(middle, 1), y=floor_ - 6, text_anchor="middle", fill=MUTED, font_size=10)
            continue
        base = floor_
        for kind, numbers in side.types:
            if numbers[n]:
                yield from _bar(box[0], base - numbers[n] * scale, box[1], numbers[n] * scale, kind)
                base -= numbers[n] * scale
        yield from _bound(side, n, middle=middle, floor_=floor_, scale=scale, best=sums[n])


def _bound(side: SideBars, n: int, *, middle: float, floor_: float, scale: float, best: int) -> Iterator[Markup]:
    """The number above the bar, and the line from its low to its high bound; an arrow where there is no upper one."""
    bound, x = side.bounds[n], round(middle, 1)
    top = floor_ - best * scale
    if bound.high is None or (bound.low, bound.high) != (best, best):
        upper = top - 9 if bound.high is None else floor_ - max(bound.high, best) * scale
        yield tag("line", x1=x, y1=round(floor_ - bound.low * scale, 1), x2=x, y2=round(upper, 1), stroke=INK, stroke_width=1.5)
        if bound.high is None:
            points = f"M{x - 3.5} {upper + 4.5:.1f} L{x} {upper:.1f} L{x + 3.5} {upper + 4.5:.1f}"
            yield tag("path", d=points, fill="none", stroke=INK, stroke_width=1.5)
        top = min(top, upper)
    if best:
        yield from _with_halo(f"{best:,}", x=x, y=round(top - 3, 1), text_anchor="middle", font_size=11)


def _bar(x: float, y: float, width: float, height: float, kind: EventType) -> Iterator[Markup]:
    fill, pattern = COLOURS[kind]
    place = {"x": round(x, 1), "y": round(y, 1), "width": round(width, 1), "height": round(height, 1)}
    yield tag("rect", fill=fill, **place)
    lines = " ".join(_hatching(x, y, width, height, pattern))
    if lines:
        yield tag("path", d=lines, fill="none", stroke="#000000", stroke_opacity=0.45, stroke_width=1)
    yield tag("rect", fill="none", stroke=PAPER, **place)


def _hatching(x: float, y: float, width: float, height: float, pattern: str) -> Iterator[str]:
    """The lines of a pattern, cut to the box; they lie on a grid of the picture, so that neighbours match."""
    right, bottom = x + width, y + height
    for kind in pattern.split():
        if kind == "level":
            yield from (_line(x, at, right, at) for at in _grid(y, bottom))
        elif kind == "upright":
            yield from (_line(at, y, at, bottom) for at in _grid(x, right))
        elif kind == "dots":
            yield from (_line(h, v, h + 1.6, v) for h in _grid(x + 1, right - 2) for v in _grid(y + 1, bottom - 1))
        elif kind == "falling":
            for shift in _grid(y - right, bottom - x):
                first, last = max(x, y - shift), min(right, bottom - shift)
                yield _line(first, first + shift, last, last + shift)
        else:
            for shift in _grid(y + x, bottom + right):
                first, last = max(x, shift - bottom), min(right, shift - y)
                yield _line(first, shift - first, last, shift - last)


def _grid(low: float, high: float) -> Iterator[float]:
    at = (floor(low / HATCH) + 1) * HATCH
    while at < high:
        yield at
        at += HATCH


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"


def _ticks(most: int) -> list[int]:
    """Round numbers from 0 to above the highest bar and its number."""
    wanted = max(1.0, most * 1.12)
    rough = wanted / 3
    size = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next(int(size * n) for n in (1, 2, 5, 10, 20) if size * n >= rough)
    return list(range(0, ceil(wanted / step) * step + 1, step))


def _key(types: list[EventType], ontology: Ontology, *, x: float, y: float) -> Iterator[Markup]:
    for kind in types:
        yield from _bar(x, y - 11, 18, 13, kind)
        label = ontology[kind].plural
        yield _words(label, x=x + 24, y=y, fill=INK)
        x += 40 + 7.2 * len(label)


def _radius(total: int, most: int) -> float:
    return max(SMALLEST, LARGEST * sqrt(total / max(1, most)))


def _mark(one: PlacedMark, radius: float) -> Markup:
    """Filled at a point, a ring around one, a square in a region or country: nothing rests on colour alone."""
    fill = COLOURS.get(one.mark.amounts[0][0], (MUTED, ""))[0] if one.mark.amounts else MUTED
    if one.mark.exactness is Exactness.AREA:
        side = radius * 1.6
        return tag(
            "rect", x=round(one.x - side / 2, 1), y=round(one.y - side / 2, 1), width=round(side, 1), height=round(side, 1),
            fill=fill, fill_opacity=0.3, stroke=fill, stroke_width=1.5, stroke_dasharray="4 3",
        )  # fmt: skip
    around = one.mark.exactness is Exactness.AROUND
    return tag(
        "circle", cx=one.x, cy=one.y, r=round(radius, 1), fill=fill, fill_opacity=0.25 if around else 0.85,
        stroke=fill if around else PAPER, stroke_width=2 if around else 1.2,
    )  # fmt: skip


def _names(ordered: list[PlacedMark], most: int, ground: BriefMap) -> Iterator[Markup]:
    """Names beside the marks, the largest first, where there is room for them."""
    taken: list[tuple[float, float, float, float]] = []
    for one in ordered[:MOST_NAMES]:
        more = f" +{len(one.mark.places) - 1}" if len(one.mark.places) > 1 else ""
        written = f"{one.mark.names[0] if one.mark.names else ''}{more}: {one.mark.total:,}"
        wide, off = 6.6 * len(written), _radius(one.mark.total, most) + 4
        for x, anchor in ((one.x + off, "start"), (one.x - off - wide, "end")):
            box = (x, one.y - 8, x + wide, one.y + 7)
            if box[0] > 2 and box[2] < ground.width - 2 and not any(_meet(box, other) for other in taken):
                taken.append(box)
                place = x if anchor == "start" else x + wide
                words: dict[str, str | float | None] = {"x": round(place, 1), "y": round(one.y + 4, 1), "text_anchor": anchor}
                yield from _with_halo(written, **words)
                break


def _with_halo(words: str, **place: str | float | None) -> Iterator[Markup]:
    """Words that stay legible over lines and marks."""
    yield _words(words, stroke=PAPER, stroke_width=3, stroke_opacity=0.85, fill=PAPER, **place)
    yield _words(words, fill=INK, **place)


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _points(ring: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in ring)


def _path(points: tuple[tuple[float, float], ...]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _words(words: str, **attributes: str | float | None) -> Markup:
    return joined(tag("text", words, **attributes))
