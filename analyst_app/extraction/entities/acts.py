"""Find the words for violent acts and for weapons, by lexicon, part of speech and what stands beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, Gap, View
from analyst_app.extraction.words.attack_words import Needs
from analyst_app.extraction.words.lexicons import Lexicons

_OBJECT_REACH = 9
_TRYING_REACH = 5
_CHARGES = frozenset({"explosive", "explosives", "charge", "ordnance", "payload", "fragmentation", "vog", "submunition", "incendiary"})
"""What is dropped and launched besides the weapons by name: "dropped explosives on a bus"."""


_AGAINST = frozenset({"against", "at", "towards", "toward", "into"})


@dataclass(frozen=True, slots=True)
class _Arms:
    """The weapons of a report that are none of an attack's name: the tokens that head them, the words that start them."""

    heads: frozenset[int]
    starts: frozenset[int]


def find_weapons(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Every candidate WEAPON, with its calibre, model and adjectives."""
    words = lexicons.weapons
    for i in range(len(view)):
        head = words.heads.longest_at(view.keys, i)
        if head is not None and view.phrase(i, i + head.length) and head.value.alone and _is_noun(view, i, i + head.length):
            start = _weapon_start(view, lexicons, i)
            if not _not_arms(view, lexicons, start, i + head.length):
                yield Candidate(start, _family_end(view, i + head.length), Label.WEAPON, None, 2)
            continue
        model = words.models.longest_at(view.keys, i)
        if model is None or not view.phrase(i, i + model.length) or not view.words[i].has_capital or not model.value.alone:
            continue
        if not (view.starts_sentence(i) and view.pos(i) in {"VERB", "ADV"}):
            yield Candidate(i, i + model.length, Label.WEAPON, None, 1)


def _is_noun(view: View, start: int, end: int) -> bool:
    """Whether the words are a noun here: not "to mine", "mortared", "is mine"."""
    last = end - 1
    if end - start > 1 or view.shouts(last):
        return True
    if view.keys[last] in {"mine", "shell", "bomb", "mortar", "rocket", "gun", "projectile", "drone"}:
        return view.tag(last) in {"NN", "NNS", "NNP", "NNPS", "JJ"}
    return view.pos(last) not in {"VERB", "PRON", "ADV", "AUX"}


def _not_arms(view: View, lexicons: Lexicons, start: int, end: int) -> bool:
    before = view.keys[start - 1] if start and view.joined(start - 1) else ""
    after = view.keys[end] if end < len(view) and view.joined(end - 1) and not view.words[end - 1].possessive else ""
    return before in lexicons.context.not_arms_before or after in lexicons.context.weapon_qualifies


def _weapon_start(view: View, lexicons: Lexicons, head: int) -> int:
    """Where the weapon's name starts: adjectives, calibre, model, and a proper name before the noun."""
    start = head
    while start > 0 and view.joined(start - 1) and not view.words[start - 1].possessive:
        step = lexicons.weapons.modifier_before(view.keys, view.written, start)
        if step < start and view.phrase(step, start + 1):
            start = step
            continue
        if _names_it(view, lexicons, start - 1, head):
            start -= 1
            continue
        break
    return start


def _names_it(view: View, lexicons: Lexicons, at: int, head: int) -> bool:
    """A capitalised word before the noun that is neither a party nor a sentence's first: "Sergey Kotov patrol ship"."""
    word = view.words[at]
    if not word.capitalised or view.shouts(at) or view.titled(at) or head - at > 3:
        return False
    if (
        lexicons.parties.at(view.words, view.keys, at) is not None
        or lexicons.parties.generic.of([word.key]) is not None
        or lexicons.parties.force_nouns.of([word.key])
        or word.key in lexicons.people.common
    ):
        return False
    if lexicons.organisations.names.of([word.key]) is not None:
        return False
    return view.tag(at) in {"NNP", "NN"} and not (view.starts_sentence(at) and view.tag(at) != "NNP")


def _family_end(view: View, end: int) -> int:
    """Leave "drones" of "drones of various types" as it is, but take in a model written behind: "missiles Kh-59"."""
    if (
        end < len(view)
        and view.joined(end - 1)
        and any(c.isdigit() for c in view.words[end].text)
        and view.words[end].capitalised
        and "-" in view.words[end].text
    ):
        return end + 1
    return end


def find_attacks(view: View, lexicons: Lexicons, weapons: Sequence[Candidate]) -> Iterator[Candidate]:
    """Every candidate ATTACK; `weapons` are those found before, which say whether something was launched."""
    heads = lexicons.attack.heads
    # Of "missile strikes" the missile is no object by itself.
    apart = [
        w for w in weapons if w.end >= len(view) or not view.joined(w.end - 1) or view.keys[w.end] not in heads or view.pos(w.end) == "VERB"
    ]
    arms = _Arms(frozenset(view.tokens[w.end - 1].i for w in apart), frozenset(w.start for w in apart))
    for i in range(len(view)):
        yield from _nouns(view, lexicons, i)
        yield from _verbs(view, lexicons, i, arms)
        yield from _attempts(view, lexicons, i)


def _nouns(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    found = lexicons.attack.nouns.longest_at(view.keys, i)
    if found is None or not view.phrase(i, i + found.length):
        return
    end = i + found.length
    start = lexicons.attack.compound_start(view.keys, i)
    while start < i and not view.phrase(start, end):
        start += 1
    if view.keys[start] in {"and", "or"}:
        start += 1
    start = _model_before(view, lexicons, start, end)
    if not found.value.alone and start == i and not _under_fire(view, i):
        return
    if found.value.counted and not _is_counted(view, i):
        return
    if end - start == 1 and not _noun_alone(view, i):
        return
    if end < len(view) and view.joined(end - 1) and view.tag(end).startswith("NN"):
        following = view.keys[end]
        if following in lexicons.context.assets or following in lexicons.context.no_act_behind:
            # "181 air attack assets" are drones and missiles, an "air raid alert" and "blast injuries" no act.
            return
    yield Candidate(start, end, Label.ATTACK, None, 2)


def _model_before(view: View, lexicons: Lexicons, start: int, end: int) -> int:
    """Take in a weapon's model before the compound: "Shahed drone attacks"."""
    while start > 0 and view.phrase(start - 1, end) and lexicons.weapons.models.of([view.keys[start - 1]]) is not None:
        start -= 1
    return start


def _under_fire(view: View, i: int) -> bool:
    return (
        i > 0
        and view.joined(i - 1)
        and view.keys[i - 1] in {"under", "enemy", "hostile", "incoming", "russian", "heavy", "return"}
        and view.keys[i] == "fire"
        and view.tag(i) == "NN"
    )


def _is_counted(view: View, i: int) -> bool:
    """Whether a number tells how many: "three more battles", "two fierce battles"."""
    return any(child.dep_ == "nummod" for child in view.tokens[i].children)


def _noun_alone(view: View, i: int) -> bool:
    key = view.keys[i]
    if key in {"hit", "hits"}:
        return view.tag(i).startswith("VB") or view.shouts(i)
    if key == "engagement":
        return False
    if key == "bombing" or key.endswith("ing"):
        return True
    following = view.keys[i + 1] if i + 1 < len(view) and view.joined(i) else ""
    return following not in {
        "group",
        "groups",
        "unit",
        "units",
        "troops",
        "brigade",
        "battalion",
        "force",
        "forces",
        "rifle",
        "rifles",
        "package",
    }


def _verbs(view: View, lexicons: Lexicons, i: int, arms: _Arms) -> Iterator[Candidate]:
    found = lexicons.attack.verbs.longest_at(view.keys, i)
    if found is None or not view.phrase(i, i + found.length):
        return
    end = i + found.length
    verb = found.value
    if found.length == 1 and not _is_verb(view, lexicons, i):
        return
    if view.keys[i] in {"struck", "strike", "strikes", "striking"} and any(
        k in lexicons.context.bargains for k in view.keys[end : end + 3]
    ):
        return
    if view.keys[end - 1] == "at" and _has_weapon(view, lexicons, i, arms):
        # "the missiles that were fired at the port": sent off, where "fired at the crowd" names the act by itself.
        end = i + 1
    if _has_what_it_needs(view, lexicons, i, arms, verb.needs):
        yield Candidate(i, end, Label.ATTACK, None, 1)


def _has_what_it_needs(view: View, lexicons: Lexicons, i: int, arms: _Arms, needs: Needs) -> bool:
    match needs:
        case Needs.WEAPON:
            return _has_weapon(view, lexicons, i, arms)
        case Needs.AIMED:
            return _is_aimed(view, i) and _has_weapon(view, lexicons, i, arms)
        case Needs.TARGET:
            return _weapon_nearby(view, i, arms)
        case Needs.DENIAL:
            return i > 0 and view.keys[i - 1] == "not" and _weapon_nearby(view, i, arms)
        case _:
            return True


def _is_verb(view: View, lexicons: Lexicons, i: int) -> bool:
    """Whether the word is a verb here; forms that are nothing else are taken without asking the tagger."""
    key, tag = view.keys[i], view.tag(i)
    if key in lexicons.context.verbs_or_nouns:
        return tag.startswith("VB") or view.pos(i) == "VERB"
    if key in lexicons.context.verbs_only:
        return not (tag == "JJ" and key == "suppressed")
    return tag.startswith(("VB", "JJ", "NN"))


def _has_weapon(view: View, lexicons: Lexicons, start: int, arms: _Arms) -> bool:
    """Whether what is launched is a weapon: as object, as passive subject, as the noun that a clause describes, or just behind."""
    token = view.tokens[start]
    linked: list[Token] = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass", "obj"}]
    if token.dep_ in {"relcl", "acl"}:
        linked.append(token.head)
    if token.dep_ == "conj":
        linked += [c for c in token.head.children if c.dep_ == "nsubjpass"]
    if any(t.i in arms.heads or t.lemma_.lower() in _CHARGES for t in linked):
        return True
    if start and view.tag(start) == "VBN" and view.joined(start - 1) and view.tokens[start - 1].i in arms.heads:
        return True
    # The parser's object may be a number or a mass noun before "of": "launched a wave of 60 drones".
    # Guns are no object, but fired from: "fired 97 times from tanks".
    for at in range(start + 1, min(start + 1 + _OBJECT_REACH, len(view))):
        if view.gaps[at - 1] is Gap.BREAK and at > start + 1:
            return False
        if at in arms.starts:
            return True
        if lexicons.attack.nouns.longest_at(view.keys, at) is not None or (
            view.pos(at) in {"VERB", "ADP", "SCONJ"} and view.keys[at] not in {"of", "to", "about", "with", "from"}
        ):
            return False
    return False


def _is_aimed(view: View, i: int) -> bool:
    """Whether what is sent is sent at something: "against", "at", "towards", "into" stand behind, in the same part."""
    for at in range(i + 1, min(i + 1 + _OBJECT_REACH, len(view))):
        if view.gaps[at - 1] is Gap.BREAK:
            return False
        if view.keys[at] in _AGAINST:
            return True
    return False


def _weapon_nearby(view: View, i: int, arms: _Arms) -> bool:
    token = view.tokens[i]
    if token.dep_ == "conj" and token.head.lemma_.lower() in {"down", "shoot", "intercept", "destroy", "bring"}:
        # "shot down or suppressed 181 targets"
        return True
    linked = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass", "nsubj"}]
    if token.dep_ in {"relcl", "acl"}:
        linked.append(token.head)
    return any(t.i in arms.heads for t in linked) or any(at in arms.starts for at in range(max(0, i - 6), min(i + 6, len(view))))


def _attempts(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    """A verb of attacking behind one of trying: "attempts to break through", "tried three times to storm"."""
    found = lexicons.attack.attempt_verbs.longest_at(view.keys, i)
    if found is None or not view.phrase(i, i + found.length) or (view.keys[i - 1] != "to" and not view.keys[i].endswith("ing")):
        return
    for back in range(i - 1, max(-1, i - 1 - _TRYING_REACH), -1):
        if view.gaps[back] is Gap.BREAK:
            return
        if view.keys[back] in lexicons.context.trying:
            yield Candidate(i, i + found.length, Label.ATTACK, None, 2)
            return
