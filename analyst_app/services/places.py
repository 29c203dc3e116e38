"""Place names while an analyst types."""

from analyst_app.domain.places import PRECISION_OF_KIND, Place
from analyst_app.services.workbench import Workbench


def suggest_places(workbench: Workbench, *, prefix: str, limit: int = 12) -> tuple[Place, ...]:
    """Places whose name starts so, likeliest first."""
    if not prefix.strip():
        return ()
    return tuple(
        Place(
            text=found.name,
            name=found.name,
            kind=found.kind,
            country=found.country,
            admin1=found.admin1,
            admin2=found.admin2,
            lat=found.lat,
            lon=found.lon,
            geo_precision=PRECISION_OF_KIND.get(found.kind),
            place_id=found.place_id,
        )
        for found in workbench.engine.gazetteer().complete(prefix, limit=limit)
    )


def resolve_place(workbench: Workbench, *, words: str) -> Place:
    """What a place's words stand for; a place of that text alone where the gazetteer knows none."""
    return workbench.engine.gazetteer().resolve(words.strip())
