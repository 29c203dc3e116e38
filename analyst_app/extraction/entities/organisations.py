"""Find bodies that do not fight: ministries, authorities, media, charities, police, services.

A body is known by its name, by the noun that ends its capitalised name, or by a common noun behind a place's or party's name.
"""

from collections.abc import Iterator

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.parties import CALENDAR
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.party_names import Form

_LONGEST = 9
_CONNECTORS = frozenset({"of", "for", "on"})
_BETWEEN_LIMIT = 4
_NOT_POLICE = frozenset(
    {
        "station",
        "stations",
        "officer",
        "officers",
        "car",
        "cars",
        "post",
        "posts",
        "chief",
        "patrol",
        "headquarters",
        "checkpoint",
        "vehicle",
    }
)


def find(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Every candidate ORGANISATION."""
    words = lexicons.organisations
    for i in range(len(view)):
        yield from _listed(view, lexicons, i)
        if view.words[i].has_capital:
            yield from _capitalised(view, lexicons, i)
            yield from _with_common_noun(view, lexicons, i)
        alone = words.alone.longest_at(view.keys, i)
        if alone is not None and not _belongs_to_noun(view, i, i + alone.length):
            yield Candidate(i, i + alone.length, Label.ORGANISATION, None, 1)


def _listed(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    found = lexicons.organisations.names.longest_at(view.keys, i)
    if found is None or not view.adjacent(i, i + found.length):
        return
    name = found.value
    written = view.words[i].text
    if name[0].isupper() and not view.words[i].capitalised:
        return
    if " " not in name and name.isupper() and (not written.isupper() or (view.shouts(i) and len(name) < 4)):
        return
    yield Candidate(i, i + found.length, Label.ORGANISATION, None, 3)


def _capitalised(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    """A name in capitals that holds a body's noun: "Sumy Regional Military Administration", "Ministry of Defence"."""
    if i and view.joined(i - 1) and view.words[i - 1].has_capital and not view.starts_sentence(i - 1) and not view.words[i - 1].possessive:
        return
    start = i
    if (
        view.starts_sentence(i)
        and view.keys[i] in lexicons.people.common
        and view.keys[i] not in {"general", "regional", "local", "information"}
    ):
        start = i + 1
    first_end = _run_end(view, start)
    if first_end <= start:
        return
    end, connected = first_end, False
    head_known = view.keys[first_end - 1] in lexicons.organisations.capital_heads
    while head_known and end < min(start + _LONGEST, len(view)) and view.joined(end - 1) and _connects(view, end):
        at = end + 1
        while at < len(view) and view.joined(at - 1) and view.keys[at] == "the":
            at += 1
        following = _run_end(view, at)
        if following <= at or not view.joined(at - 1):
            break
        end, connected = following, True
    if not head_known or (end - start < 2) or view.shouts(start):
        return
    if not connected and view.keys[end - 1] in {"group", "front"} and not _known_body(view, lexicons, start):
        return
    yield Candidate(start, end, Label.ORGANISATION, None, 2)


def _connects(view: View, at: int) -> bool:
    """Whether a name goes on behind "of", "for", "on"; a mission goes on behind "in" and "to", too."""
    return view.keys[at] in _CONNECTORS or (view.keys[at] in {"in", "to"} and view.keys[at - 1] in {"mission", "bureau"})


def _run_end(view: View, start: int) -> int:
    """The end of the capitalised words from word `start` on; a possessive goes on ("Prosecutor General’s Office")."""
    at = start
    while at < min(start + _LONGEST, len(view)) and view.words[at].has_capital:
        at += 1
        if not view.joined(at - 1):
            break
    return at


def _known_body(view: View, lexicons: Lexicons, start: int) -> bool:
    return lexicons.organisations.names.longest_at(view.keys, start) is not None


def _with_common_noun(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    """A name with a common noun behind it: "Kharkiv regional authorities", "Gaza’s health ministry"."""
    words = lexicons.organisations
    if view.starts_sentence(i) and view.keys[i] in lexicons.people.common:
        return
    dated = i > 0 and view.keys[i - 1] in CALENDAR
    if (
        i
        and view.joined(i - 1)
        and view.words[i - 1].capitalised
        and not (dated or view.starts_sentence(i - 1) or view.words[i - 1].possessive)
    ):
        return
    at = i + 1
    for _ in range(2 * _BETWEEN_LIMIT):
        if at >= len(view) or not view.joined(at - 1):
            return
        head = words.small_heads.longest_at(view.keys, at)
        if head is not None and not _belongs_to_noun(view, at, at + head.length):
            if not _fights(view, lexicons, i, at):
                yield Candidate(i, at + head.length, Label.ORGANISATION, None, 2)
            return
        if view.keys[at] not in words.between and not view.words[at].has_capital:
            return
        at += 1


def _fights(view: View, lexicons: Lexicons, start: int, head: int) -> bool:
    """Whether the words before the noun name a group that does not govern ("Boko Haram police" is nonsense)."""
    found = lexicons.parties.at(view.words, view.keys, start)
    return found is not None and found[1].form is Form.BODY and start + found[0] == head


def _belongs_to_noun(view: View, start: int, end: int) -> bool:
    """Whether the body's noun only qualifies the next one: "police station", "government forces", "court ruling"."""
    if end >= len(view) or not view.joined(end - 1) or view.words[end - 1].possessive:
        return False
    if view.keys[end] in _NOT_POLICE or view.keys[start:end] == ["government"]:
        return view.tag(end).startswith("NN")
    return view.keys[end] in {"forces", "troops", "soldiers", "building", "buildings", "unit", "units"} and view.keys[end - 1] != "police"
