"""Which lines of the base map are borders of countries, of regions, or coasts. Knows positions and numbers alone."""

from enum import IntEnum

import numpy as np

from analyst_app.analysis.picture import Column

NEAR = 0.03
"""Degrees within which two outlines are one border. Regions of different sources share the line, but not every point on it."""
_WIDE = 1 << 20
_AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


class Border(IntEnum):
    """What the line from a point to the next one is; NONE where a neighbour has told it already."""

    NONE = 0
    REGION = 1
    COUNTRY = 2
    COAST = 3


def borders(points: Column, ring_of: Column, region_of: Column, country_of: Column) -> Column:
    """For each point what the line to the next one is; the last one of a ring has none.

    Args:
        points: longitude and latitude of all rings, one after the other.
        ring_of: the ring of each point.
        region_of: likewise its region.
        country_of: likewise its country.
    """
    lines = np.flatnonzero(ring_of[1:] == ring_of[:-1])
    found = np.zeros(ring_of.size, dtype=np.int8)
    if not lines.size:
        return found
    spots = np.rint(points * 1000).astype(np.int64)
    numbers = np.unique((spots[:, 0] + 180_000) * _WIDE + spots[:, 1] + 90_000, return_inverse=True)[1]
    one, other = numbers[lines], numbers[lines + 1]
    order, first, many = _groups(np.minimum(one, other) << 32 | np.maximum(one, other))
    region, country = region_of[lines][order], country_of[lines][order]
    kind = np.where(
        _differ(country, first), Border.COUNTRY, np.where(_differ(region, first), Border.REGION, np.where(many == 1, Border.COAST, 0))
    )
    found[lines[order[first]]] = kind
    alone = lines[order[first]][many == 1]
    found[alone] = _by_neighbours(points, alone, region_of, country_of)
    return found


def _groups(keys: Column) -> tuple[Column, Column, Column]:
    """An order in which equal keys stand together, where each of them begins in it, and how many it has."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return order, first, np.diff(np.append(first, ordered.size))


def _differ(values: Column, first: Column) -> Column:
    result: Column = np.minimum.reduceat(values, first) != np.maximum.reduceat(values, first)
    return result


def _by_neighbours(points: Column, alone: Column, region_of: Column, country_of: Column) -> Column:
    """Of lines that no other region has point for point: whether another country, or region, runs along them, or the sea."""
    start, end = points[alone], points[alone + 1]
    steps = np.ceil(np.abs(end - start).max(axis=1) / NEAR).astype(np.int64).clip(1, 400)
    line = np.repeat(np.arange(alone.size), steps)
    share = (np.arange(line.size) - np.repeat(np.cumsum(steps) - steps, steps) + 0.5) / steps[line]
    cells = _cell(start[line] + share[:, None] * (end - start)[line])
    order, first, _ = _groups(cells)
    known = cells[order][first]
    told = region_of[alone][line][order], country_of[alone][line][order]
    extremes = [reduce.reduceat(values, first) for values in told for reduce in (np.minimum, np.maximum)]
    middle = _cell((points[alone] + points[alone + 1]) / 2)
    another_region, another_country = (np.zeros(alone.size, dtype=bool) for _ in range(2))
    first_region, first_country = region_of[alone].copy(), country_of[alone].copy()
    for dx, dy in _AROUND:
        wanted = middle + dx * _WIDE + dy
        at = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        here = known[at] == wanted
        least_region, most_region, least_country, most_country = (values[at] for values in extremes)
        another_region |= here & ((least_region != region_of[alone]) | (most_region != region_of[alone]))
        another_country |= here & ((least_country != country_of[alone]) | (most_country != country_of[alone]))
        first_region = np.where(here, np.minimum(first_region, least_region), first_region)
        first_country = np.where(here, np.minimum(first_country, least_country), first_country)
    # Of two lines along each other the first one's is drawn.
    country = np.where(country_of[alone] == first_country, Border.COUNTRY, Border.NONE)
    region = np.where(region_of[alone] == first_region, Border.REGION, Border.NONE)
    result: Column = np.where(another_country, country, np.where(another_region, region, Border.COAST))
    return result


def _cell(where: Column) -> Column:
    whole = np.floor(where / NEAR).astype(np.int64)
    result: Column = (whole[:, 0] + 10_000) * _WIDE + whole[:, 1] + 10_000
    return result
