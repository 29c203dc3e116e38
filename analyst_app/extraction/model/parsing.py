"""Texts to spaCy documents in bounded memory: many short ones together, a long one piece by piece. Knows nothing of reports."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from analyst_app.extraction.model.batches import LONGEST_PIECE, batches

__all__ = ["batches", "cut", "parse", "parse_batch"]


def parse(nlp: Language, pieces: Sequence[str], *, tell: Callable[[int], None] = lambda _: None) -> Doc:
    """Parse the pieces of a text (see `cut`) into one document; `tell` hears how many are done, and may raise to stop."""
    docs = []
    for done, piece in enumerate(pieces, 1):
        docs.append(_light(nlp(piece)))
        tell(done)
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    return joined


def parse_batch(nlp: Language, texts: Sequence[str]) -> Iterator[Doc]:
    """Parse texts that come together, see `batches`."""
    return iter([parse(nlp, cut(texts[0]))]) if len(texts) == 1 else map(_light, nlp.pipe(texts))


def _light(doc: Doc) -> Doc:
    """Without the model's vectors, which nothing reads and which weigh as much as all else."""
    doc.tensor = np.zeros((0,), dtype=np.float32)
    return doc


def cut(text: str) -> list[str]:
    """The text in pieces that can be parsed at once, cut at line ends, else behind a sentence or a word."""
    pieces = []
    start = 0
    while len(text) - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        end = next((at + 1 for mark in ("\n", ". ", " ") if (at := text.rfind(mark, start, limit)) > start), limit)
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]
