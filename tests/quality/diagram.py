"""Draws the reliability diagram as SVG: confidence shown against share right, with how many events each point stands for."""

from collections.abc import Iterable, Iterator

from quality.reliability import Bucket

WIDTH, HEIGHT = 520, 580
LEFT, TOP, SIDE = 64, 24, 400
BARS = 56
"""Height of the strip below that shows how many events each bucket holds."""

INK, FAINT, LINE, FILL = "#333333", "#dddddd", "#0072b2", "#56b4e9"
"""Okabe and Ito's blues, as in the program."""


def reliability(found: list[Bucket], *, caption: str) -> str:
    """The diagram of these buckets; `caption` says of which events."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{caption}" font-family="sans-serif" font-size="12" fill="{INK}">'
    )
    parts = [
        head,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_frame(),
        *_points(found),
        *_bars(found),
        _text(LEFT + SIDE / 2, _y(0) + 36, "confidence shown"),
        _text(WIDTH / 2, HEIGHT - 14, caption),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return LEFT + share * SIDE


def _y(share: float) -> float:
    return TOP + (1 - share) * SIDE


def _frame() -> Iterator[str]:
    for tenth in range(0, 11, 2):
        share = tenth / 10
        yield _line(_x(share), _y(0), _x(share), _y(1), FAINT)
        yield _line(_x(0), _y(share), _x(1), _y(share), FAINT)
        yield _text(_x(share), _y(0) + 16, f"{share:.1f}")
        yield _text(_x(0) - 8, _y(share) + 4, f"{share:.1f}", anchor="end")
    yield f'<path d="M {_x(0)} {_y(0)} L {_x(1)} {_y(1)}" stroke="{INK}" stroke-dasharray="4 4" fill="none"/>'
    yield f'<text transform="translate(18 {_y(0.5)}) rotate(-90)" text-anchor="middle">share of records right as a whole</text>'


def _points(found: Iterable[Bucket]) -> Iterator[str]:
    points = [(_x(each.sure), _y(each.right)) for each in found]
    if points:
        yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    for each, (x, y) in zip(found, points, strict=True):
        low, high = each.interval
        yield _line(x, _y(low), x, _y(high), LINE)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{LINE}"/>'


def _bars(found: list[Bucket]) -> Iterator[str]:
    most = max((len(each.shown) for each in found), default=1)
    base = _y(0) + 52 + BARS
    width = 14
    for each in found:
        height = BARS * 0.7 * len(each.shown) / most
        x = _x(each.sure)
        yield f'<rect x="{x - width / 2:.1f}" y="{base - height:.1f}" width="{width}" height="{height:.1f}" fill="{FILL}"/>'
        yield _text(x, base - height - 3, str(len(each.shown)), size=10)
    yield _text(_x(0) - 8, base, "events", anchor="end")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "middle", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{words}</text>'
