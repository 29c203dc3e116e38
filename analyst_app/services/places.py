"""Place names while an analyst types: the analyst's own rules first, then the gazetteer."""

from analyst_app.domain.places import PRECISION_OF_KIND, Place
from analyst_app.gazetteer import Candidate
from analyst_app.gazetteer.own_places import OwnPlaces
from analyst_app.services.workbench import Workbench


def suggest_places(workbench: Workbench, *, prefix: str, limit: int = 12) -> tuple[Place, ...]:
    """Places whose name starts so: those of the analyst's own rules, then the likeliest of the gazetteer."""
    if not prefix.strip():
        return ()
    own = _own_places(workbench).starting(prefix)
    known = {place.place_id for place in own} - {None}
    found = [_place(one) for one in workbench.engine.gazetteer().complete(prefix, limit=limit) if one.place_id not in known]
    return (*own, *found)[:limit]


def resolve_place(workbench: Workbench, *, words: str) -> Place:
    """What a place's words stand for; a place of that text alone where neither a rule nor the gazetteer knows one."""
    plain = words.strip()
    return _own_places(workbench).anywhere().place(plain) or workbench.engine.gazetteer().resolve(plain)


def places_named(workbench: Workbench, *, name: str, limit: int = 60) -> tuple[Place, ...]:
    """All places of the gazetteer that a name can mean, the likeliest first, whatever the analyst's own rules say."""
    return tuple(_place(found) for found in workbench.engine.gazetteer().lookup(name, limit=limit)) if name.strip() else ()


def _place(found: Candidate) -> Place:
    return Place(
        text=found.name,
        name=found.name,
        kind=found.kind,
        country=found.country,
        admin1=found.admin1,
        admin2=found.admin2,
        lat=found.lat,
        lon=found.lon,
        geo_precision=None if found.lat is None else max(PRECISION_OF_KIND.get(found.kind, 3), found.geo_precision),
        place_id=found.place_id,
    )


def _own_places(workbench: Workbench) -> OwnPlaces:
    return OwnPlaces(workbench.engine.own_rules().places, workbench.engine.gazetteer())
