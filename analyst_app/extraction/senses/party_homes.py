"""The countries that a report's parties point to: a state to itself and to whom it fights, an armed group to where it fights.

A group's home is told by a small shipped table where it names it, else by the states that the group fights (see the conflicts
of the parties).
"""

import csv
from collections.abc import Mapping

from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.resources import resource


def party_homes(lexicons: Lexicons) -> Mapping[str, tuple[str, ...]]:
    """ISO 3166-1 codes by the canonical names of all known parties that point to a country.

    Raises:
        ResourceMissing: where the shipped table is not there.
    """
    parties = lexicons.parties
    told = _table()
    own: dict[str, tuple[str, ...]] = {name: (code,) for name, code in parties.countries.items()}
    for name in parties.canonical:
        if name not in own:
            against = (parties.countries[other] for other in parties.opponents(name) if other in parties.countries)
            own[name] = told.get(name) or tuple(dict.fromkeys(against))
    homes = dict(own)
    for name in parties.countries:
        # Russia's troops are as likely to be told of in Ukraine as at home.
        fought = (code for other in parties.opponents(name) for code in own.get(other, ()))
        homes[name] = tuple(dict.fromkeys((*own[name], *fought)))
    return {name: codes for name, codes in homes.items() if codes}


def _table() -> dict[str, tuple[str, ...]]:
    with resource("gazetteer/homes.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["party"]: tuple(row["countries"].split(";")) for row in rows}
