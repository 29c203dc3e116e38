"""Part of speech and lemma of each word, worked out once for each word in each role. Knows nothing of texts.

The pipeline's own attribute ruler and lemmatizer do the work; they do it anew for every word, which takes a quarter of the parse.
"""

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.types import Ints2d

_NAME = "word_forms"
_MOST_KNOWN = 200_000
"""Words in their roles; with more, all are forgotten, so that memory is bounded."""

type _Match = tuple[int, int, int, int]
"""A rule, its match, and the first and last token but one."""
type _Form = tuple[int, int, int, int, int]
"""Part of speech, morphology, lemma; tag and relation, which rules can change."""


class WordForms:
    """Does what an attribute ruler and a lemmatizer do one after the other."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._alone, self._together = Matcher(ruler.vocab, validate=False), Matcher(ruler.vocab, validate=False)
        for number, rule in enumerate(ruler.patterns):
            patterns = cast("list[list[dict[str, object]]]", rule["patterns"])
            matcher = self._alone if all(len(pattern) == 1 for pattern in patterns) else self._together
            matcher.add(str(number), patterns)
        self._known: dict[tuple[int, int, int, tuple[_Match, ...]], _Form] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of each word."""
        if not len(doc):
            return doc
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        told = self._rules_of_several(doc)
        rows = doc.to_array(["ORTH", "TAG", "DEP"]).tolist()
        forms = [self._form(doc, at, word, told.get(at, ())) for at, word in enumerate(rows)]
        doc.from_array(["POS", "MORPH", "LEMMA"], cast("Ints2d", np.array([form[:3] for form in forms], dtype=np.uint64)))
        for at, ((_, tag, dep), form) in enumerate(zip(rows, forms, strict=True)):
            if form[3] != tag or form[4] != dep:
                doc[at].tag, doc[at].dep = form[3:]
        return doc

    def _rules_of_several(self, doc: Doc) -> dict[int, tuple[_Match, ...]]:
        """The rules that look at a word's neighbours, by the word that they change."""
        found: dict[int, tuple[_Match, ...]] = defaultdict(tuple)
        for match, start, end in self._together(doc, allow_missing=True, as_spans=False):
            rule = int(doc.vocab.strings[match])
            index = self._ruler.indices[rule]
            # Places from the word itself, so that the same rules are known again elsewhere.
            at = start + index if index >= 0 else end + index
            found[at] = (*found[at], (rule, match, start - at, end - at))
        return found

    def _form(self, doc: Doc, at: int, word: list[int], told: tuple[_Match, ...]) -> _Form:
        key = (word[0], word[1], word[2], told)
        form = self._known.get(key)
        if form is None:
            form = self._known[key] = self._work_out(doc, at, told)
        return form

    def _work_out(self, doc: Doc, at: int, told: tuple[_Match, ...]) -> _Form:
        alone = self._alone(doc[at : at + 1], allow_missing=True, as_spans=False)
        matches = [
            *((int(doc.vocab.strings[match]), match, at, at + 1) for match, _, _ in alone),
            *((rule, match, at + start, at + end) for rule, match, start, end in told),
        ]
        # Later rules have the last word, whatever they look at.
        self._ruler.set_annotations(doc, sorted(matches))  # type: ignore[no-untyped-call]  # spaCy has left it untyped
        token = doc[at]
        if self._lemmatizer.overwrite or token.lemma == 0:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
        return token.pos, token.morph.key, token.lemma, token.tag, token.dep  # type: ignore[attr-defined]  # its stub lacks the key


def use_word_forms(nlp: Language) -> None:
    """Let `WordForms` do the work of a pipeline's ruler and lemmatizer, where these are the ones that it knows."""
    names = nlp.pipe_names
    if nlp.lang != "en" or ("attribute_ruler", "lemmatizer") not in pairwise(names):
        return
    if type(nlp.get_pipe("attribute_ruler")) is not AttributeRuler or not isinstance(nlp.get_pipe("lemmatizer"), Lemmatizer):
        return
    _register()
    nlp.add_pipe(_NAME, after="lemmatizer")
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")


@lru_cache(maxsize=1)
def _register() -> None:
    Language.factory(_NAME, func=_make)


def _make(nlp: Language, name: str) -> WordForms:  # noqa: ARG001 - spaCy gives every factory the component's name
    return WordForms(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")), cast("Lemmatizer", nlp.get_pipe("lemmatizer")))
