"""Whether a country or a capital stands for a party to the fighting (ACTOR) or for a place (LOCATION).

Source: the annotation contract, labels ACTOR and LOCATION, and its rule on targets ("Attacked Ukraine with 120 drones").
"""

from collections.abc import Iterator

from spacy.tokens import Token

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, Gap, View
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.party_names import Form

_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "agent", "iobj"})


def find(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Each bare country and each capital as ACTOR or LOCATION."""
    names = lexicons.parties
    fighting = _fighting(view, lexicons)
    for i in range(len(view)):
        found = names.at(view.words, view.keys, i)
        if found is not None and found[1].state and found[1].form in {Form.NAME, Form.CAPITAL}:
            length, name = found
            if name.form is Form.NAME and _stands_alone(view, i, i + length):
                label = Label.LOCATION
            elif name.form is Form.CAPITAL:
                label = _capital(view, lexicons, i, i + length, fights=name.party in fighting)
            else:
                label = _country(view, lexicons, i, i + length, Label.ACTOR if name.party in fighting else Label.LOCATION)
            yield Candidate(i, i + length, label, name.party if label is Label.ACTOR else None, 2)
            continue
        other = lexicons.places.countries.longest_at(view.keys, i)
        if other is not None and view.words[i].capitalised and found is None:
            yield Candidate(i, i + other.length, Label.LOCATION, None, 2)


def _fighting(view: View, lexicons: Lexicons) -> frozenset[str]:
    """The states that the report shows as parties: by an adjective, their forces, or an opponent in a known conflict."""
    shown: set[str] = set()
    mentioned: set[str] = set()
    for i in range(len(view)):
        found = lexicons.parties.at(view.words, view.keys, i)
        if found is not None:
            mentioned.add(found[1].party)
            if found[1].form in {Form.DEMONYM, Form.BODY}:
                shown.add(found[1].party)
    return frozenset(shown | {party for party in mentioned if mentioned.intersection(lexicons.parties.opponents(party))})


def _country(view: View, lexicons: Lexicons, start: int, end: int, default: Label) -> Label:
    token = view.tokens[end - 1]
    if view.words[end - 1].possessive:
        return _possessive(view, lexicons, end, default)
    if _as_adjective(view, start, end):
        return Label.ACTOR
    before = _before(view, start)
    if view.gaps[start - 1] is Gap.COMMA and start and view.words[start - 1].has_capital and token.dep_ in {"appos", "npadvmod", "conj"}:
        return Label.LOCATION
    governed = _by_preposition(lexicons, before, token)
    if governed is not None:
        return governed if governed is Label.LOCATION or before in {"by", "against", "between"} else default
    return _by_syntax(lexicons, token, default)


def _as_adjective(view: View, start: int, end: int) -> bool:
    """Whether letters stand for the adjective, of which they have no other form: "US bombers", "a U.S. destroyer"."""
    short = end - start == 1 and view.words[start].text.replace(".", "").isupper()
    return short and end < len(view) and view.joined(start) and view.tag(end).startswith(("NN", "JJ", "CD")) and not view.shouts(start)


def _by_syntax(lexicons: Lexicons, token: Token, default: Label) -> Label:
    """A subject is a party; in a list the first name's preposition rules."""
    head = token
    while head.dep_ == "conj" and head.head is not head:
        head = head.head
    if head.dep_ in _SUBJECTS:
        return Label.ACTOR
    if head.dep_ == "pobj" and head is not token:
        return _by_preposition(lexicons, head.head.text.lower(), head) or default
    return default


def _by_preposition(lexicons: Lexicons, before: str, token: Token) -> Label | None:
    governor = token.head if token.dep_ == "pobj" else token
    ruled = governor.head.lemma_.lower()
    context = lexicons.context
    if before == "from":
        taken = ruled in context.taking or any(t.lemma_.lower() in context.taking for t in token.doc[max(0, token.i - 6) : token.i])
        return Label.ACTOR if taken else Label.LOCATION
    # Words whose object is a party or a place by what governs them.
    by_governor = {
        "of": ruled not in context.parts_of_states,
        "to": ruled in context.yielding,
        "with": ruled not in {"border", "frontier", "boundary", "crossing"},
    }
    if before in context.inside:
        return Label.LOCATION
    if before in by_governor or before in context.acting:
        return Label.ACTOR if by_governor.get(before, True) else Label.LOCATION
    return None


def _possessive(view: View, lexicons: Lexicons, end: int, default: Label) -> Label:
    if end >= len(view):
        return default
    if lexicons.places.owned.longest_at(view.keys, end) or view.keys[end] in lexicons.context.state_matters:
        return Label.LOCATION
    at = end
    while (
        at < min(end + 4, len(view))
        and not view.words[at].capitalised
        and (view.tag(at).startswith("JJ") or lexicons.places.parts.of([view.keys[at]]))
    ):
        at += 1
    # "Ukraine’s northeastern Kharkiv region": what is owned is a place.
    if at < len(view) and view.words[at].capitalised and (at > end or lexicons.places.known.longest_at(view.keys, at)):
        return Label.LOCATION
    return default


def _capital(view: View, lexicons: Lexicons, start: int, end: int, *, fights: bool) -> Label:
    """A capital is a party where it speaks or owns what is no part of a city, and, of a state that fights, where it acts."""
    token = view.tokens[end - 1]
    before = _before(view, start)
    if before in lexicons.places.prepositions:
        return Label.LOCATION
    if view.words[end - 1].possessive:
        owned = view.keys[end] if end < len(view) else ""
        place = lexicons.places.owned.longest_at(view.keys, end) or owned in lexicons.context.city_matters if end < len(view) else True
        named = end < len(view) and view.words[end].capitalised
        return Label.LOCATION if place or named else Label.ACTOR
    if before in {"by", "against"} and token.dep_ == "pobj":
        return Label.ACTOR
    verb = token.head.lemma_.lower()
    if token.dep_ in {*_SUBJECTS, "dobj"} and verb in lexicons.people.speech:
        return Label.ACTOR
    if fights and token.dep_ == "nsubj" and token.head.pos_ == "VERB" and verb not in lexicons.context.city_does:
        return Label.ACTOR
    return Label.LOCATION


def _before(view: View, start: int) -> str:
    """The word before, an article passed over."""
    at = start - 1
    if at >= 0 and view.joined(at) and view.keys[at] in {"the", "both"}:
        at -= 1
    return view.keys[at] if at >= 0 and view.joined(at) else ""


def _stands_alone(view: View, start: int, end: int) -> bool:
    """Whether the name is a heading or a sentence by itself: "Mali. A suicide bombing …"."""
    block = view.block(start)
    if block is not None and block.kind in {BlockKind.DATELINE, BlockKind.HEADING}:
        return True
    return view.starts_sentence(start) and view.text[view.words[end - 1].end : view.words[end - 1].end + 1] in {".", ":", "\n"}
