"""Calls a party by the full name that the report itself uses, where that is another than the lexicon's.

As in "DR Congo", "Tehrik-i-Taliban Pakistan": what an analyst would write down. Short forms never win over full names.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from analyst_app.domain.spans import Label
from analyst_app.extraction.drafts import Draft
from analyst_app.extraction.phrases import scan
from analyst_app.extraction.reading import Reading

_FIELDS = ("actor", "target", "disputed_by")
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
    told = _plain(reading.text)
    used: dict[str, Counter[str]] = {}
    for mention in reading.mentions:
        if mention.label not in {Label.ACTOR, Label.LOCATION}:
            continue
        party = mention.canonical or party_of(mention.text)
        if party is None or " " not in party or _plain(party) in told or not _is_full_name(mention.text, party):
            continue
        if party_of(mention.text) == party:
            used.setdefault(party, Counter())[mention.text] += 1
    return {party: names.most_common(1)[0][0] for party, names in used.items()}


def _is_full_name(words: str, party: str) -> bool:
    parts = words.split()
    if len(parts) < 2 or not (parts[0][:1].isupper() and parts[-1][:1].isupper()):
        return False
    last = parts[-1].lower()
    return last not in _FORCES or last.rstrip("s") == party.rsplit(maxsplit=1)[-1].lower().rstrip("s")


def _plain(words: str) -> str:
    return " ".join(word.key for word in scan(words))
