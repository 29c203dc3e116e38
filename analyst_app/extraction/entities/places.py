"""Find named places by the words around the name: its kind, a part of it, a possessive, a dateline.

Bare names without such words are decided in `names.py`, countries in `countries.py`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, Gap, View
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.party_names import Form

_LONGEST = 5
_LONGEST_HEADING = 40
"""Characters of a line in capitals that names a place and nothing else."""
_AFTER_DATELINE = re.compile(
    r"(?:/[A-Z]{3,})?(?:, [A-Z][A-Za-z]+)?\s*(?:[,(/:—·|-]+\s*(?:[A-Z][a-z]+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,2}[./]\d|\d{4}-)|\s(?:—|-{1,2})\s+[A-Z\"])"
)
_SO_FAR_FROM = re.compile(
    r", (?:about |some |around |roughly |nearly )?\d+(?:[.,]\d+)?[ -]?(?:km|kilomet(?:re|er)s?|miles?) (?:\w+ ){0,2}(?:of|from)\b"
)
_NUMBERED = frozenset(
    {"district", "sector", "ward", "zone", "arrondissement", "hill", "height", "route", "highway", "checkpoint", "quarter"}
)
"""With a capital and a number behind them these are names: "District 3", "Hill 383"."""
_NUMBERED_KINDS = frozenset({"motorway", "highway", "road", "route"})


def find(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Every candidate LOCATION that its own words make one."""
    places = lexicons.places
    for i in range(len(view)):
        kind = places.kinds.longest_at(view.keys, i)
        if kind is not None:
            yield from _with_kind(view, lexicons, i, i + kind.length, capital_only=kind.value[0])
        known = places.known.longest_at(view.keys, i)
        if known is not None and view.words[i].has_capital and view.phrase(i, i + known.length) and not _second_word(view, lexicons, i):
            start = with_part(view, lexicons, i)
            yield Candidate(start, i + known.length, Label.LOCATION, None, 2)
        yield from _opened(view, lexicons, i)
        if view.words[i].possessive and view.words[i].has_capital and i + 1 < len(view) and view.joined(i):
            yield from _owned(view, lexicons, i)
        country = places.countries.longest_at(view.keys, i)
        if country is not None and view.words[i].capitalised and (start := with_part(view, lexicons, i)) < i:
            yield Candidate(start, i + country.length, Label.LOCATION, None, 3)
    yield from _dateline(view, lexicons)
    for found in _SO_FAR_FROM.finditer(view.text):
        yield from _so_far_from(view, lexicons, found.start())


def _so_far_from(view: View, lexicons: Lexicons, comma: int) -> Iterator[Candidate]:
    """The name before a distance is a place, whatever the model takes it for: "Bartella, 15 km east of Mosul"."""
    last = bisect_right(view.words, comma, key=lambda word: word.end) - 1
    if last < 0 or view.words[last].end != comma or not view.words[last].capitalised or view.keys[last] in lexicons.people.common:
        return
    start = name_start(view, lexicons, last)
    if lexicons.parties.at(view.words, view.keys, start) is None:
        yield Candidate(start, last + 1, Label.LOCATION, None, 4)


def _second_word(view: View, lexicons: Lexicons, i: int) -> bool:
    """Whether a known name only ends a longer one: "Tal Afar", "Azad Kashmir"."""
    before = i - 1
    if before < 0 or not view.joined(before) or view.starts_sentence(before) or view.words[before].possessive:
        return False
    word = view.words[before]
    if not word.capitalised or word.all_caps or view.titled(i) or word.key in lexicons.people.common:
        return False
    if lexicons.places.parts.of([word.key]) is not None or lexicons.people.titles.of([word.key]) is not None:
        return False
    return lexicons.parties.at(view.words, view.keys, before) is None and lexicons.places.known.longest_at(view.keys, before) is None


def with_part(view: View, lexicons: Lexicons, start: int) -> int:
    """Take in "southern", "north-western" … before a name, unless a possessive owns the whole ("Ukraine’s northeastern …")."""
    for length in (2, 1):
        first = start - length
        if first < 0 or not view.phrase(first, start + 1):
            continue
        if lexicons.places.parts.of(view.keys[first:start]) is None:
            continue
        owned = first > 0 and view.joined(first - 1) and view.words[first - 1].possessive
        return start if owned else first
    return start


def name_start(view: View, lexicons: Lexicons, end: int) -> int:
    """The first of the capitalised words that lead up to word `end`."""
    start = end
    while start > 0 and end - start < _LONGEST and view.joined(start - 1):
        word = view.words[start - 1]
        if not word.has_capital or (word.possessive and start - 1 != end):
            break
        if start < end and _is_party(view, lexicons, start - 1, end):
            break
        start -= 1
    while start < end and view.keys[start] in lexicons.people.common and not _keeps(view, lexicons, start, end):
        start += 1
    return start


def _keeps(view: View, lexicons: Lexicons, start: int, end: int) -> bool:
    """Whether a common word in capitals belongs to the name: "Southern Hospital", "New Halfa"; not "In Kharkiv"."""
    part = lexicons.places.parts.of([view.keys[start]]) is not None
    return view.keys[start] == "new" or (part and (start + 1 < end or not view.starts_sentence(start) or view.words[end].capitalised))


def _is_party(view: View, lexicons: Lexicons, at: int, end: int) -> bool:
    found = lexicons.parties.at(view.words, view.keys, at)
    return found is not None and found[1].form is Form.DEMONYM and at + found[0] <= end


def _with_kind(view: View, lexicons: Lexicons, at: int, end: int, *, capital_only: bool) -> Iterator[Candidate]:
    if at == 0 or not view.joined(at - 1) or view.words[at - 1].possessive or not view.phrase(at, end):
        return
    start = name_start(view, lexicons, at)
    if start == at or not _kind_belongs(view, lexicons, at, end, capital_only=capital_only):
        return
    body = lexicons.parties.at(view.words, view.keys, start)
    if body is not None and (body[1].form is Form.BODY or not body[1].state) and start + body[0] == at:
        return
    if _is_party(view, lexicons, start, at) or (not view.words[at].capitalised and view.titled(at)):
        return
    if view.keys[at] not in _NUMBERED_KINDS and view.words[start].text.isdigit():
        return
    yield Candidate(with_part(view, lexicons, start), end, Label.LOCATION, None, 2)


def _kind_belongs(view: View, lexicons: Lexicons, at: int, end: int, *, capital_only: bool) -> bool:
    """Whether a kind word belongs to a name before it; in a line of capitals only where it ends a heading."""
    if view.shouts(at):
        return _is_heading(view, at, end)
    if not capital_only or view.words[at].capitalised or _lone_state(view, at, end) or _with_article(view, lexicons, at):
        return True
    # "East Gojjam zone": a part of the sky opens the name of a district, and no kind of zone
    start = name_start(view, lexicons, at)
    return view.keys[at] == "zone" and start + 1 < at and lexicons.places.parts.of([view.keys[start]]) is not None


_TOLD_WITH_ARTICLE = frozenset({
    "quarter", "bridge", "checkpoint", "road", "crossing", "dam", "square", "street", "forest", "market", "canal", "base", "site",
    "highway", "motorway",
})  # fmt: skip


def _is_heading(view: View, at: int, end: int) -> bool:
    """Whether a line in capitals holds the place alone: "NIKOPOL DISTRICT"."""
    block = view.block(at)
    if block is None or block.kind not in {BlockKind.HEADING, BlockKind.TITLE}:
        return False
    return block.span.end <= view.words[end - 1].end + 2 and block.span.end - block.span.start <= _LONGEST_HEADING


def _with_article(view: View, lexicons: Lexicons, at: int) -> bool:
    """As in "the Maiorsk checkpoint", "the Antonivskyi bridge": with an article the small noun belongs to the name."""
    start = name_start(view, lexicons, at)
    known = start < at and start > 0 and view.joined(start - 1) and view.keys[start - 1] == "the"
    return known and view.keys[at] in _TOLD_WITH_ARTICLE


def _lone_state(view: View, at: int, end: int) -> bool:
    """Whether a small "state" means a region: "Gezira state", not "Kharkiv state university"."""
    qualifies = end < len(view) and view.joined(end - 1) and view.tag(end).startswith("NN")
    return view.keys[at] == "state" and not qualifies


def _opened(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    """A name that a place word opens: "Lake Oskil", "Gulf of Aden", "Mount Hermon"."""
    if (
        view.words[i].capitalised
        and view.keys[i] in _NUMBERED
        and i + 1 < len(view)
        and view.joined(i)
        and view.words[i + 1].text.isdigit()
    ):
        yield Candidate(i, i + 2, Label.LOCATION, None, 3)
        return
    found = lexicons.places.before.longest_at(view.keys, i)
    if found is None or not view.words[i].capitalised or view.shouts(i) or (i and view.joined(i - 1) and view.words[i - 1].has_capital):
        return
    at = i + found.length
    while at < len(view) and view.joined(at - 1) and view.words[at].has_capital and at - i < _LONGEST and not view.words[at - 1].possessive:
        at += 1
    if at > i + found.length and view.joined(i + found.length - 1):
        yield Candidate(i, at, Label.LOCATION, None, 1)


def _owned(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    """A part of a place by possessive: "Ukraine’s east", "Beirut’s southern suburbs"."""
    found = lexicons.places.owned.longest_at(view.keys, i + 1)
    if found is None:
        return
    end = i + 1 + found.length
    follows = end < len(view) and view.joined(end - 1) and (view.words[end].capitalised or view.tag(end).startswith("NN"))
    start = name_start(view, lexicons, i + 1) if not view.starts_sentence(i) else i
    start = min(start, i)
    if not follows:
        yield Candidate(start, end, Label.LOCATION, None, 3)


def _dateline(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """The places that open a report or a section in capitals: "BEIRUT/JERUSALEM, Oct 8", "SUMY, 3 June 2025."."""
    for i in range(len(view)):
        word = view.words[i]
        if not word.all_caps or not _opens_line(view, i):
            continue
        end = i + 1
        while end < len(view) and view.joined(end - 1) and view.words[end].all_caps and end - i < 3:
            end += 1
        block = view.block(i)
        dateline = block is not None and block.kind is BlockKind.DATELINE
        if not (dateline or _date_follows(view, end)) or view.words[i].key in lexicons.people.common:
            continue
        known = lexicons.parties.at(view.words, view.keys, i)
        if known is not None and known[1].form not in {Form.NAME, Form.CAPITAL}:
            continue
        if end - i > 1:
            known_place = lexicons.places.known.longest_at(view.keys, i)
            if known_place is not None:
                end = i + known_place.length
            elif end - i > 2 or (view.shouts(i) and not dateline):
                continue
        yield Candidate(i, end, Label.LOCATION, None, 3)


def _opens_line(view: View, i: int) -> bool:
    if i == 0:
        return True
    if view.gaps[i - 1] is Gap.SLASH and view.words[i - 1].all_caps:
        return True
    between = view.text[view.words[i - 1].end : view.words[i].start]
    return "\n" in between or between.strip() in {"·", "|"} or _is_date_word(view, i - 1)


def _is_date_word(view: View, i: int) -> bool:
    """Whether a date stands before on the same line: "date 2024-09-05 DNIPRO – …"."""
    return view.keys[i].replace("-", "").isdigit() and len(view.keys[i]) >= 8


def _date_follows(view: View, end: int) -> bool:
    """Whether a date, or a dash and the report's first word, follows: ", 3 June", " (11 February", " — Troops"."""
    return _AFTER_DATELINE.match(view.text, view.words[end - 1].end) is not None
