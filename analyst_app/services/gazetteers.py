"""The gazetteer by itself: what a name stands for, and places of the user's own."""

from pathlib import Path

from analyst_app.gazetteer import Candidate, Gazetteer, Imported, import_places
from analyst_app.paths import Paths, make_private


def look_up(name: str, *, paths: Paths, limit: int = 20) -> tuple[Candidate, ...]:
    """The places that a name can stand for, likeliest first."""
    gazetteer = Gazetteer.open(extra=paths.own_places)
    try:
        return gazetteer.lookup(name, limit=limit)
    finally:
        gazetteer.close()


def add_places(source: Path, *, paths: Paths) -> Imported:
    """Add places from a GeoNames dump or a CSV to the user's own gazetteer, and return how many.

    Raises:
        InputError: where the file is neither, or damaged.
    """
    make_private(paths.data)
    return import_places(source, into=paths.own_places)
