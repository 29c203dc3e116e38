"""Which places are drawn together at a level of zoom. Days have no say, so that marks stand still while time runs."""

import numpy as np

from analyst_app.analysis.picture import Column

HIGHEST = 85.0
"""Degrees of latitude at which the map ends."""
TILE = 256.0
"""Pixels that the world is wide at level 0."""
APART = 36.0
"""Pixels. Places of one square of this size are drawn as one mark."""
TOO_CLOSE = 30.0
"""Pixels. Marks of neighbouring squares that are closer are drawn as one, too."""
DEEPEST = 12
"""From this level on nothing is drawn together but what lies on the same spot."""

REGIONS_FROM, COUNTRIES_FROM = 5, 3
"""The levels from which on regions and countries are large enough to be areas; further out they are drawn together as points are."""

_AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)]


def mercator(lon: Column, lat: Column) -> tuple[Column, Column]:
    """Longitude and latitude as parts of the world's width, from 0 at its western and southern edge."""
    bounded = np.radians(np.clip(lat, -HIGHEST, HIGHEST))
    return (lon + 180.0) / 360.0, 0.5 + np.arcsinh(np.tan(bounded)) / (2 * np.pi)


def clusters(x: Column, y: Column, weight: Column, *, level: int) -> Column:
    """For each place the number of its mark, from 0 on.

    Args:
        x: as `mercator` gives it.
        y: likewise.
        weight: what is told of each place; the heavier mark takes in the lighter one.
        level: of zoom.
    """
    if not x.size:
        return np.zeros(0, dtype=np.int64)
    side = APART if level < DEEPEST else 1.0
    across = TILE * 2.0**level / side
    column, row = (x * across).astype(np.int64), (y * across).astype(np.int64)
    wide = int(across) + 3
    cells, cell_of = np.unique((row + 1) * wide + column + 1, return_inverse=True)
    heavy = np.bincount(cell_of, weight, cells.size)
    middle_x, middle_y = (middles(values, weight, cell_of, cells.size) for values in (x, y))
    joined = _joined(cells, wide, middle_x, middle_y, heavy, reach=TOO_CLOSE / APART / across)
    labels: Column = np.unique(joined[cell_of], return_inverse=True)[1]
    return labels


def middles(values: Column, weight: Column, labels: Column, size: int) -> Column:
    """The weighted mean of the values of each label; what weighs nothing counts a little, so that every label has one."""
    mass = weight + 1e-9
    result: Column = np.bincount(labels, values * mass, size) / np.bincount(labels, mass, size)
    return result


def _joined(cells: Column, wide: int, x: Column, y: Column, weight: Column, *, reach: float) -> Column:
    """For each cell itself, or the heaviest neighbour that is too close, where that one joins nobody in turn."""
    best, best_weight = np.arange(cells.size), weight.copy()
    for dx, dy in _AROUND:
        wanted = cells + dy * wide + dx
        at = np.minimum(np.searchsorted(cells, wanted), cells.size - 1)
        close = (cells[at] == wanted) & (np.hypot(x[at] - x, y[at] - y) < reach)
        # Of two that weigh the same the later one gives way.
        heavier = close & ((weight[at] > best_weight) | ((weight[at] == best_weight) & (at < best)))
        best, best_weight = np.where(heavier, at, best), np.where(heavier, weight[at], best_weight)
    settled = best[best] == best
    result: Column = np.where(settled, best, np.arange(cells.size))
    return result
