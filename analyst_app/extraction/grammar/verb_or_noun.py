"""Whether an attack word or a participle stands as a verb or as a noun, where the tagger alone is not to be trusted."""

from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.scene import Scene

_BEFORE_GERUND = frozenset({"was", "were", "is", "are", "been", "be", "kept", "by", "of", "having", "began", "started"})
_BEFORE_NOUN = frozenset(
    {"a", "an", "the", "in", "of", "from", "near", "over", "across", "into", "to", "with", "towards", "toward", "around", "throughout"}
)
_BE = frozenset({"is", "are", "was", "were"})
_BEING = frozenset({"being", "been", "was", "were"})
_STAND_ALONE = frozenset({"another", "others", "some", "one", "both", "all", "which", "that", "two", "three"})
_PARTICLES = frozenset({"down", "through", "on", "at", "up", "off", "forward"})
_ALSO_NOUNS = frozenset({"shelling", "bombing"})


def modifies_noun(scene: Scene, i: int) -> bool:
    """Whether a participle stands before its noun ("attempted assaults", "guided bombs", "occupied Horlivka")."""
    if scene.deps[i] in {"amod", "compound", "nmod"} and scene.heads[i] > i:
        return True
    if attributive(scene, i):
        return True
    # "The intensified shelling": whatever the parser makes of it, an article leads to a noun
    after = i + 1 < len(scene.tags) and scene.label(i + 1) is Label.ATTACK
    led = i > 0 and (scene.words[i - 1] in {"the", "a", "an"} or scene.tags[i - 1] in {"PRP$", "POS"})
    return after and led and scene.words[i] not in _BEING


def attributive(scene: Scene, i: int) -> bool:
    """Whether a past participle stands between a preposition and its noun ("in occupied Crimea", "fragments of downed drones")."""
    if i == 0 or i + 1 >= len(scene.tags) or scene.tags[i] not in {"VBN", "VBD", "JJ"} or scene.words[i - 1] not in _BEFORE_NOUN:
        return False
    return scene.label(i + 1) in {Label.LOCATION, Label.WEAPON}


def possesses(scene: Scene, at: int, end: int) -> bool:
    """Whether mention `at` stands as a possessor before its noun ("Israel's strikes"); `end` ends the sentence."""
    last = scene.mention_tokens[at][-1]
    return last + 1 < end and scene.tags[last + 1] == "POS"


def attack_is_verb(scene: Scene, at: int, end: int) -> bool:
    """Whether the ATTACK mention `at` is used as a verb; `end` ends the sentence."""
    tokens = scene.mention_tokens[at]
    first = tokens[0]
    word = scene.words[first]
    if len(tokens) > 1 and scene.tags[tokens[-1]].startswith("NN"):
        # "opened fire" is a verb with its noun, "were lost to electronic warfare" a passive with it
        if scene.tags[first] == "VBN" and first and scene.words[first - 1] in _BE | {"been", "be"}:
            return True
        return scene.lemmas[first] in {"open", "exchange", "return"} or scene.tags[first] in {"VBD", "VBP", "VBZ", "VB"}
    if word.endswith("ing"):
        return _gerund_is_verb(scene, tokens, end)
    if first and (scene.words[first - 1] == "to" or scene.tags[first - 1] == "MD"):
        return True
    return _finite(scene, tokens)


def _finite(scene: Scene, tokens: range) -> bool:
    first = tokens[0]
    tag, word = scene.tags[first], scene.words[first]
    if len(tokens) == 1 and attributive(scene, first):
        return False
    if word.endswith(("ed", "shot", "struck")) or word == "fell":
        return not (scene.deps[first] == "amod" and scene.heads[first] > first and tag != "VBD")
    if len(tokens) > 1 and scene.words[tokens[-1]] in _PARTICLES:
        return True
    # "Four hit a depot": a number that stands for what was counted before, and not the number of hits
    alone = first > 0 and (scene.words[first - 1] in _STAND_ALONE or (scene.label(first - 1) is Label.QUANTITY and tag in {"VBD", "VBN"}))
    if alone and tokens[-1] + 1 < len(scene.tags) and scene.tags[tokens[-1] + 1] in {"DT", "PRP$"}:
        return True
    counted = first > 0 and (scene.label(first - 1) is Label.QUANTITY or scene.tags[first - 1] in {"DT", "PRP$", "JJ", "POS"})
    return tag.startswith("V") and not counted


def _gerund_is_verb(scene: Scene, tokens: range, end: int) -> bool:
    first, after = tokens[0], tokens[-1] + 1
    before = scene.words[first - 1] if first else ""
    following = scene.words[after] if after < end else ""
    if before in _BEFORE_GERUND and after < end:
        return before in _BE or (following not in {"of", "by", ",", "."} and scene.words[first] not in _ALSO_NOUNS)
    if scene.words[first] in _ALSO_NOUNS:
        acts_on = after < end and scene.label(after) in {Label.LOCATION, Label.ACTOR}
        return before in {",", "and"} and (acts_on or following in {"the", "a", "an"})
    return scene.tags[first].startswith("V")
