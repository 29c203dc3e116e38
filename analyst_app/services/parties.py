"""Party names while an analyst types."""

from analyst_app.services.events import filter_choices
from analyst_app.services.workbench import Workbench


def suggest_parties(workbench: Workbench, *, prefix: str, limit: int = 12) -> tuple[str, ...]:
    """Parties whose name starts so or has a word that does: first those already used, then those of the lexicon."""
    wanted = prefix.strip().casefold()
    used = filter_choices(workbench).actors
    known = workbench.engine.extractor().party_names if workbench.ready else ()
    names = dict.fromkeys([*used, *known])
    starting = [name for name in names if any(part.startswith(wanted) for part in [name.casefold(), *name.casefold().split()])]
    return tuple(starting[:limit])
