"""Names of parties: while an analyst types, and in other people's words."""

import tomllib
from functools import cache

from analyst_app.domain.external import PartyNaming
from analyst_app.resources import resource
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


@cache
def party_naming() -> PartyNaming:
    """Which words name a party, by the names, adjectives and people of the lexicon as shipped; no model is loaded for it."""
    lexicon = tomllib.loads(resource("lexicons/parties.toml").read_text(encoding="utf-8"))
    return PartyNaming({row["name"]: (*row.get("names", ()), *row.get("demonyms", ())) for row in lexicon["party"]})
