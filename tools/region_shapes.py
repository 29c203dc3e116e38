"""Geometry of regions: what lies inside, a point well inside, borders simplified without gaps. Pure; knows no packages."""

import gzip
import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import cos, hypot, inf, radians

Point = tuple[float, float]
Ring = list[Point]
Polygons = list[list[Ring]]


def contains(polygons: Polygons, x: float, y: float) -> bool:
    """Whether a point lies in any of the polygons and in none of its holes (even–odd rule)."""
    return any(_crossings(polygon, x, y) % 2 for polygon in polygons)


def bounds(polygons: Polygons) -> tuple[float, float, float, float]:
    """West, south, east and north."""
    xs = [x for polygon in polygons for x, _ in polygon[0]]
    ys = [y for polygon in polygons for _, y in polygon[0]]
    return min(xs), min(ys), max(xs), max(ys)


def point_inside(polygons: Polygons, *, steps: int = 24) -> Point:
    """A point well inside the largest polygon: of a grid over it, the one farthest from its border."""
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    west, south, east, north = bounds([largest])
    border = [point for ring in largest for point in ring[:: max(1, len(ring) // 400)]]
    best, far = largest[0][0], -inf
    for i in range(1, steps):
        for j in range(1, steps):
            x, y = west + (east - west) * i / steps, south + (north - south) * j / steps
            if contains([largest], x, y):
                shrink = cos(radians(y))
                away = min(hypot((x - a) * shrink, y - b) for a, b in border)
                if away > far:
                    best, far = (x, y), away
    return round(best[0], 4), round(best[1], 4)


def simplify(shapes: Mapping[str, Polygons], *, tolerance: float, smallest: float) -> dict[str, list[list[list[tuple[int, int]]]]]:
    """The shapes with fewer corners, in thousandths of a degree; common borders stay common.

    Rings are cut where three regions meet, and each piece of border is simplified once, whichever regions it parts.
    `tolerance` and `smallest` (of a ring's extent; each region keeps its largest) are in degrees.
    """
    nodes = _nodes(ring for polygons in shapes.values() for polygon in polygons for ring in polygon)
    known: dict[tuple[Point, ...], list[Point]] = {}
    made = {}
    for code, polygons in shapes.items():
        largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
        kept = [p for p in polygons if p is largest or _extent(p[0]) >= smallest]
        made[code] = [
            [
                corners
                for i, ring in enumerate(polygon)
                if (i == 0 or _extent(ring) >= smallest) and len(corners := _corners(ring, nodes, known, tolerance)) >= 4
            ]
            for polygon in kept
        ]
        made[code] = [polygon for polygon in made[code] if polygon]
    return made


def packed(document: object) -> bytes:
    """A document as gzipped JSON, the same bytes for the same document."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def steps_of(ring: list[tuple[int, int]]) -> list[int]:
    """A ring as one flat list: the first point, then the way from each point to the next (small numbers pack well)."""
    flat = [*ring[0]]
    for (a, b), (x, y) in pairwise(ring):
        flat += [x - a, y - b]
    return flat


def _crossings(polygon: list[Ring], x: float, y: float) -> int:
    crossed = 0
    for ring in polygon:
        ax, ay = ring[-1]
        for bx, by in ring:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed += 1
            ax, ay = bx, by
    return crossed


def _area(ring: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _extent(ring: Ring) -> float:
    west, south, east, north = bounds([[ring]])
    return max(east - west, north - south)


def _nodes(rings: Iterable[Ring]) -> set[Point]:
    """Points at which a border parts: those with neighbours on more than two sides."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for before, point in pairwise(ring):
            neighbours.setdefault(before, set()).add(point)
            neighbours.setdefault(point, set()).add(before)
    return {point for point, others in neighbours.items() if len(others) > 2}


def _corners(ring: Ring, nodes: set[Point], known: dict[tuple[Point, ...], list[Point]], tolerance: float) -> list[tuple[int, int]]:
    points = ring[:-1] if ring[0] == ring[-1] else ring
    # A ring without nodes starts at its least point, so that a neighbour with the same ring cuts it alike.
    start = next((i for i, p in enumerate(points) if p in nodes), points.index(min(points)))
    points = [*points[start:], *points[:start], points[start]]
    cuts = [i for i, p in enumerate(points) if p in nodes or i in {0, len(points) - 1}]
    made: list[Point] = []
    for a, b in pairwise(cuts):
        arc = tuple(points[a : b + 1])
        turned = arc[::-1] < arc
        key = arc[::-1] if turned else arc
        if key not in known:
            known[key] = _thin(list(key), tolerance)
        made += (known[key][::-1] if turned else known[key])[:-1]
    corners = [(round(x * 1000), round(y * 1000)) for x, y in [*made, points[-1]]]
    return [p for i, p in enumerate(corners) if i == 0 or p != corners[i - 1]]


def _thin(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas–Peucker, without recursion; a closed line is cut at its farthest point first."""
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        far, away = -1, tolerance
        for i in range(first + 1, last):
            d = _distance(line[i], line[first], line[last])
            if d > away:
                far, away = i, d
        if far > 0:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    shrink = cos(radians(p[1]))
    px, py, bx, by = (p[0] - a[0]) * shrink, p[1] - a[1], (b[0] - a[0]) * shrink, b[1] - a[1]
    length = bx * bx + by * by
    along = 0.0 if length == 0 else max(0.0, min(1.0, (px * bx + py * by) / length))
    return hypot(px - along * bx, py - along * by)
