"""The outlines of first-order regions, for a map. Knows no projection and no colours."""

import gzip
import json
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from analyst_app.resources import resource

Ring = tuple[tuple[float, float], ...]
"""Points as longitude and latitude in degrees; the last is the first."""

_UNIT = 1000


@dataclass(frozen=True, slots=True)
class RegionShape:
    """One region: its ISO 3166-2 code (a country's own where no regions of it are known), English name, and polygons.

    A polygon is its outer ring, then its holes. Neighbours share their border point for point, so no gaps are seen between them.
    """

    code: str
    country: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Basemap:
    """All regions, and the words that must be shown with them."""

    regions: tuple[RegionShape, ...]
    attribution: str


def load_basemap(path: Path | None = None) -> Basemap:
    """Read the shipped base map, or the one at `path`. Takes a few hundred milliseconds: not for the window's own thread.

    Raises:
        ResourceMissing: where the shipped file is not there.
    """
    document = json.loads(gzip.decompress((path or resource("basemap/admin1.json.gz")).read_bytes()))
    regions = tuple(
        RegionShape(r["code"], r["country"], r["name"], tuple(tuple(_ring(steps) for steps in polygon) for polygon in r["polygons"]))
        for r in document["regions"]
    )
    return Basemap(regions, document["attribution"])


def _ring(steps: list[int]) -> Ring:
    """A ring from its first point and the way from each point to the next."""
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / _UNIT, y / _UNIT) for x, y in zip(xs, ys, strict=True))
