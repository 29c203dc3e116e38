"""Calls a party by the full name that the report itself uses, where that is another than the lexicon's.

As in "DR Congo", "Tehrik-i-Taliban Pakistan": what an analyst would write down. Short forms never win over full names.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from analyst_app.domain.spans import Label
from analyst_app.extraction.events.drafts import Draft
from analyst_app.extraction.text.reading import Reading
from analyst_app.extraction.words.phrases import scan

_FIELDS = ("actor", "target", "disputed_by")
_FULL = 2
_SHORT = 3
_FORCES = frozenset(
    {"army", "force", "forces", "military", "troops", "navy", "police", "guard", "command", "marines", "fighters", "government", "republic"}
)


def name_as_report(drafts: Iterable[Draft], reading: Reading, party_of: Callable[[str], str | None]) -> None:
    """Put the report's own names for parties into the drafts."""
    named = report_names(reading, party_of)
    if not named:
        return
    for draft in drafts:
        for field in _FIELDS:
            found = getattr(draft, field)
            if found is not None and found.value in named:
                setattr(draft, field, replace(found, value=named[found.value]))


def report_names(reading: Reading, party_of: Callable[[str], str | None]) -> dict[str, str]:
    """Canonical name → the report's own full name, for parties whose canonical name the report never uses."""
    used: dict[str, Counter[str]] = {}
    for mention in reading.mentions:
        if mention.label not in {Label.ACTOR, Label.LOCATION} or len(mention.text.split()) < _FULL:
            continue
        party = mention.canonical or party_of(mention.text)
        if party is not None and " " in party and _is_full_name(mention.text, party) and party_of(mention.text) == party:
            used.setdefault(party, Counter())[mention.text] += 1
    told = _plain(reading.text) if used else ""
    return {party: names.most_common(1)[0][0] for party, names in used.items() if _plain(party) not in told}


def _is_full_name(words: str, party: str) -> bool:
    """Whether words are a spelling of the same name, not a nickname, nor the party's forces."""
    parts = words.split()
    if not (parts[0][:1].isupper() and parts[-1][:1].isupper()):
        return False
    if not {word for word in _plain(words).split() if len(word) > _SHORT} & set(_plain(party).split()):
        return False
    last = parts[-1].lower()
    return last not in _FORCES or last.rstrip("s") == party.rsplit(maxsplit=1)[-1].lower().rstrip("s")


def _plain(words: str) -> str:
    return " ".join(word.key for word in scan(words))
