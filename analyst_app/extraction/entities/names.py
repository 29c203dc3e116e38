"""Decide what a capitalised name is that its own words do not settle: a person, a place, or a body.

Evidence is weighed: the words around it, the gazetteer, spaCy's own recogniser, and the same name elsewhere in the report.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.places import with_part
from analyst_app.extraction.entities.view import Candidate, Gap, View
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.gazetteer import Gazetteer

_LONGEST_NAME = 5
_ENOUGH = 1.5
_PARTICLES = frozenset({
    "al", "el", "de", "la", "bin", "ibn", "von", "van", "du", "del", "abu", "den", "e", "da", "do", "dos", "das", "di", "ould", "ag",
})  # fmt: skip
_PLURAL = frozenset({"NNS", "VBG", "VBN", "VBD", "RB", "IN", "CD", "PRP", "DT"})
_KINDS_OF = frozenset({
    "village", "villages", "town", "towns", "city", "cities", "settlement", "settlements", "hamlet", "hamlets", "district", "districts",
    "province", "provinces", "region", "regions", "suburb", "suburbs", "outskirts", "locality", "township", "neighbourhood",
    "neighborhood", "commune", "municipality", "port", "island", "county",
})  # fmt: skip
"""Before "of" and a name: "the village of Bouti"."""
_BELONGS_BESIDE = frozenset({"around", "near", "inside", "outside", "into"})
_DONE_TO_PLACES = frozenset({
    "shelled", "bombarded", "bombed", "pounded", "liberated", "recaptured", "retaken", "overrun", "stormed", "besieged", "encircled",
    "mortared",
})  # fmt: skip
_SPACY = {"GPE": Label.LOCATION, "LOC": Label.LOCATION, "FAC": Label.LOCATION, "PERSON": Label.PERSON, "ORG": Label.ORGANISATION}


@dataclass(slots=True)
class _Name:
    start: int
    end: int
    votes: dict[Label, float]

    @property
    def best(self) -> tuple[Label, float]:
        label = max(self.votes, key=lambda k: self.votes[k])
        return label, self.votes[label]


def find(view: View, lexicons: Lexicons, taken: Sequence[Candidate], gazetteer: Gazetteer | None) -> list[Candidate]:
    """The names among the words that no candidate of `taken` holds."""
    claimed: list[Label | None] = [None] * len(view)
    for candidate in taken:
        for at in range(candidate.start, candidate.end):
            claimed[at] = candidate.label
    names = [_weigh(view, lexicons, start, end, gazetteer) for start, end in _runs(view, lexicons, claimed)]
    _agree(view, names)
    _coordinate(view, lexicons, names, claimed)
    found = []
    for name in names:
        label, votes = name.best
        if votes >= _ENOUGH:
            start = with_part(view, lexicons, name.start) if label is Label.LOCATION else name.start
            start = start if all(claimed[at] is None for at in range(start, name.start)) else name.start
            found.append(Candidate(start, name.end, label))
    return found


def _runs(view: View, lexicons: Lexicons, claimed: Sequence[Label | None]) -> list[tuple[int, int]]:
    """Runs of capitalised words that are no common words, titles, or claimed."""
    runs = []
    i = 0
    while i < len(view):
        if not _may_name(view, lexicons, i) or claimed[i] is not None:
            i += 1
            continue
        end = i + 1
        while (
            end < len(view)
            and end - i < _LONGEST_NAME
            and claimed[end] is None
            and view.joined(end - 1)
            and not view.words[end - 1].possessive
        ):
            if _may_name(view, lexicons, end, inside=True):
                end += 1
            elif (
                view.keys[end] in _PARTICLES
                and end + 1 < len(view)
                and _may_name(view, lexicons, end + 1, inside=True)
                and view.joined(end)
            ):
                end += 2
            else:
                break
        start = _behind_title(view, lexicons, i, end)
        if start < end:
            runs.append((start, end))
        i = max(end, i + 1)
    return runs


def _may_name(view: View, lexicons: Lexicons, i: int, *, inside: bool = False) -> bool:
    word = view.words[i]
    if not word.has_capital or view.shouts(i):
        return False
    if not word.key[:1].isalpha() and not word.capitalised:
        return False
    if word.key in lexicons.people.common and not inside:
        return False
    if view.starts_sentence(i) and not inside:
        if _is_label(view, i) or _heads_list(view, i):
            return True
        return view.pos(i) in {"PROPN", "NOUN", "X", "ADJ"} and (view.pos(i) == "PROPN" or view.tokens[i].ent_type_ in _SPACY)
    return True


def _is_label(view: View, i: int) -> bool:
    """Whether a word opens a line as its label: "Izium: a mine blew up"."""
    end = view.words[i].end
    return view.text[end : end + 2] in {": ", ":\n"} and (i == 0 or "\n" in view.text[view.words[i - 1].end : view.words[i].start])


def _heads_list(view: View, i: int) -> bool:
    """Whether a word opens a sentence as the first name of a list, whatever the tagger takes it for: "Izium and Kupiansk districts"."""
    listed = i + 2 < len(view) and view.gaps[i] is Gap.SPACE and view.keys[i + 1] == "and" and view.joined(i + 1)
    return listed and view.words[i + 2].capitalised and view.tag(i) not in _PLURAL


def _behind_title(view: View, lexicons: Lexicons, start: int, end: int) -> int:
    """Pass over titles at the head of a run: "Deputy Defence Minister Hanna Maliar"."""
    at = start
    for first in range(start, end):
        for length in range(min(lexicons.people.longest_title, end - first), 0, -1):
            if lexicons.people.titles.of(view.keys[first : first + length]) is not None:
                at = max(at, first + length)
                break
    return at


def _weigh(view: View, lexicons: Lexicons, start: int, end: int, gazetteer: Gazetteer | None) -> _Name:
    votes = {Label.LOCATION: 0.0, Label.PERSON: 0.0, Label.ORGANISATION: 0.0}
    for label, weight in (*_by_neighbours(view, lexicons, start, end), *_by_itself(view, lexicons, start, end, gazetteer)):
        votes[label] += weight
    if view.titled(start):
        votes = {label: vote - 1.5 for label, vote in votes.items()}
    return _Name(start, end, votes)


def _by_itself(view: View, lexicons: Lexicons, start: int, end: int, gazetteer: Gazetteer | None) -> list[tuple[Label, float]]:
    votes: list[tuple[Label, float]] = []
    kinds = Counter(view.tokens[at].ent_type_ for at in range(start, end))
    kind, share = kinds.most_common(1)[0]
    if (label := _SPACY.get(kind)) is not None:
        votes.append((label, (1.2 if label is not Label.ORGANISATION else 0.6) * share / (end - start)))
    words = view.text[view.words[start].start : view.words[end - 1].end]
    if lexicons.own.names_place(view.keys[start:end]) or (gazetteer is not None and gazetteer.knows(words)):
        votes.append((Label.LOCATION, 1.5))
    if end - start in {2, 3} and all(view.words[at].capitalised and view.words[at].text[1:].islower() for at in range(start, end)):
        votes.append((Label.PERSON, 0.4))
    if end - start == 1 and view.words[start].all_caps and len(view.words[start].text) > 2:
        votes.append((Label.ORGANISATION, 0.8))
    return votes


def _by_neighbours(view: View, lexicons: Lexicons, start: int, end: int) -> list[tuple[Label, float]]:
    before = view.keys[start - 1] if start and view.joined(start - 1) and not view.words[start - 1].possessive else ""
    votes = [
        (Label.LOCATION, 2.0 if _suffers(view, end) else _place_vote(view, lexicons, before, start, end)),
        (Label.PERSON, _person_vote(view, lexicons, before, start, end)),
    ]
    if _speaks(view, lexicons, end) and end - start == 1 and view.words[start].text[1:] != view.words[start].text[1:].lower():
        votes.append((Label.ORGANISATION, 2.5))
    return votes


def _place_vote(view: View, lexicons: Lexicons, before: str, start: int, end: int) -> float:
    if before == "of" and start > 1 and (lexicons.places.parts.of([view.keys[start - 2]]) is not None or view.keys[start - 2] in _KINDS_OF):
        return 2.0
    if before in lexicons.context.before_places:
        acronym = before in {"at", "on"} and end - start == 1 and view.words[start].text.isupper()
        return 1.5 if acronym else 2.0
    if before == "the" and start > 1 and view.joined(start - 2) and view.keys[start - 2] in _BELONGS_BESIDE:
        return 1.5
    if before in lexicons.places.strong_verbs:
        return 1.6
    if before in lexicons.context.often_before_places or before in lexicons.places.weak_verbs:
        return 1.1
    return 1.5 if before in lexicons.places.parts or before in {"village", "town", "city", "settlement", "occupied"} else 0.0


def _suffers(view: View, end: int) -> bool:
    """Whether what is done to places is done to the name: "Ruska Lozova was shelled", "Vovchansk came under fire"."""
    token = view.tokens[end - 1]
    if token.dep_ == "nsubjpass":
        return token.head.text.lower() in _DONE_TO_PLACES
    return token.dep_ == "nsubj" and token.head.lemma_ == "come" and any(child.text.lower() == "under" for child in token.head.children)


def _person_vote(view: View, lexicons: Lexicons, before: str, start: int, end: int) -> float:
    vote = 3.0 if start and _title_ends(view, lexicons, start) else 0.0
    if end < len(view) and view.gaps[end - 1] is Gap.COMMA and _role_follows(view, lexicons, end):
        vote += 2.0
    if _speaks(view, lexicons, end) and not view.words[end - 1].possessive:
        vote += 1.5 if end - start > 1 else 0.8
    if end - start > 1 and before in lexicons.context.done_to_people:
        vote += 1.2
    if end - start > 1 and before == "by":
        vote += 0.8
    return vote


def _speaks(view: View, lexicons: Lexicons, end: int) -> bool:
    """Whether the name is the subject of a verb of speaking, or stands right before or behind "said"."""
    token = view.tokens[end - 1]
    return token.dep_ in {"nsubj", "appos"} and token.head.lemma_.lower() in lexicons.people.speech


def _title_ends(view: View, lexicons: Lexicons, start: int) -> bool:
    """Whether a title ends right before the name, or before a comma or with "of the region," between."""
    if view.gaps[start - 1] is Gap.BREAK or view.words[start - 1].possessive:
        return False
    for length in range(min(lexicons.people.longest_title, start), 0, -1):
        if lexicons.people.titles.of(view.keys[start - length : start]) is not None:
            return True
    if view.gaps[start - 1] is not Gap.COMMA:
        return False
    # "the deputy head of the region, Oleksandr Marchenko,": the title's noun heads the phrase before the comma.
    return any(view.keys[at] in lexicons.people.titles and view.keys[at + 1] == "of" for at in range(max(0, start - 7), start - 1))


def _role_follows(view: View, lexicons: Lexicons, end: int) -> bool:
    """Whether the name is explained behind a comma: ", a spokeswoman in …", ", who heads …", ", the commander-in-chief"."""
    if view.keys[end] == "who" or view.keys[end] == "aged" or view.keys[end].isdigit():
        return True
    if view.keys[end] not in {"a", "an", "the"}:
        return False
    for at in range(end + 1, min(end + 5, len(view))):
        if view.keys[at] in lexicons.people.roles or lexicons.people.titles.of([view.keys[at]]) is not None:
            return True
        if view.gaps[at] is not Gap.SPACE:
            return False
    return False


def _agree(view: View, names: Sequence[_Name]) -> None:
    """Let the report agree with itself: surnames follow full names, repeated names the surest reading."""
    people: set[str] = set()
    sums: dict[str, dict[Label, float]] = {}
    for name in names:
        label, votes = name.best
        if label is Label.PERSON and votes >= _ENOUGH and name.end - name.start > 1:
            people.add(view.keys[name.end - 1])
    for name in names:
        key = " ".join(view.keys[name.start : name.end])
        if key in people:
            name.votes[Label.PERSON] += 4.0
        total = sums.setdefault(key, dict.fromkeys(name.votes, 0.0))
        for label, vote in name.votes.items():
            total[label] = max(total[label], vote)
    for name in names:
        total = sums[" ".join(view.keys[name.start : name.end])]
        label = max(total, key=lambda k: total[k])
        if total[label] >= _ENOUGH:
            name.votes[label] = max(name.votes[label], total[label] - 0.2)


def _coordinate(view: View, lexicons: Lexicons, names: Sequence[_Name], claimed: Sequence[Label | None]) -> None:
    """Names in one list are of one kind: "Synkivka, Terny and Spirne", "Odesa and Sumy regions"."""
    # "… south of Sebha, Ahmed al-Mismari said": a comma before the speaker makes no list.
    listed = [name for name in names if not _speaks(view, lexicons, name.end)]
    by_start = {name.start: name for name in listed}
    by_end = {name.end: name for name in listed}
    for _ in range(2):
        for name in listed:
            for other in (_neighbour(view, name.end, by_start, claimed), _neighbour_before(view, name.start, by_end, claimed)):
                if other is not None and name.best[1] < 3.0 and name.best[0] is not other:
                    name.votes[other] += 1.6
                elif other is not None:
                    name.votes[other] += 0.5


def _neighbour(view: View, end: int, by_start: dict[int, _Name], claimed: Sequence[Label | None]) -> Label | None:
    """The label of the list's next member, past a comma, "and", "or"."""
    if end >= len(view):
        return None
    at = end
    if view.gaps[end - 1] is Gap.SPACE and view.keys[at] in {"and", "or"}:
        at += 1
    elif view.gaps[end - 1] not in {Gap.COMMA, Gap.SLASH}:
        return None
    elif view.keys[at] in {"and", "or"}:
        at += 1
    if at >= len(view) or (at > end and not view.joined(at - 1)):
        return None
    return _label_at(at, by_start, claimed)


def _neighbour_before(view: View, start: int, by_end: dict[int, _Name], claimed: Sequence[Label | None]) -> Label | None:
    at = start
    if at > 0 and view.joined(at - 1) and view.keys[at - 1] in {"and", "or"}:
        at -= 1
        if at > 0 and view.gaps[at - 1] not in {Gap.SPACE, Gap.COMMA}:
            return None
    elif at == 0 or view.gaps[at - 1] not in {Gap.COMMA, Gap.SLASH}:
        return None
    if at in by_end:
        label, votes = by_end[at].best
        return label if votes >= _ENOUGH else None
    return claimed[at - 1] if at > 0 and claimed[at - 1] is Label.LOCATION else None


def _label_at(at: int, by_start: dict[int, _Name], claimed: Sequence[Label | None]) -> Label | None:
    if at in by_start:
        label, votes = by_start[at].best
        return label if votes >= _ENOUGH else None
    return claimed[at] if claimed[at] is Label.LOCATION else None
