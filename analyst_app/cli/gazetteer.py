"""Commands on place names: lookup, import."""

import argparse
import sys

from analyst_app.paths import user_paths
from analyst_app.services import gazetteers


def lookup(chosen: argparse.Namespace) -> int:
    """Print the places that a name can stand for; 1 where there is none."""
    found = gazetteers.look_up(chosen.name, paths=user_paths())
    for place in found:
        where = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
        print(f"{place.name:28} {place.kind:11} {where:40} {place.lat if place.lat is not None else '':>8} {place.lon or '':>8}")
    if not found:
        print(f"No place named {chosen.name} is known.", file=sys.stderr)
    return 0 if found else 1


def bring_in(chosen: argparse.Namespace) -> int:
    """Add places of the user's own."""
    done = gazetteers.add_places(chosen.file, paths=user_paths())
    print(f"{done.places} places added")
    if done.damaged:
        print(f"{done.damaged} damaged lines passed over, the first is line {done.first_damaged}", file=sys.stderr)
    return 0
