"""Matrix products of the language model by numpy's BLAS, in blocks of one size. Knows nothing of texts.

Twice as fast as the model's own products, and a word's numbers do not depend on what it is parsed together with.
"""

from typing import cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d

from analyst_app.extraction.model.threads import has_one_thread

type Matrix = npt.NDArray[np.float32]

ROWS = 192
"""Rows of one product. A BLAS picks its way of summing by a matrix's shape, so equal sums need equal shapes.

A multiple of every kernel's stride, small enough for the cache, large enough to hide the cost of a call.
"""


class BlockOps(NumpyOps):  # type: ignore[misc]  # compiled, so without types
    """Thinc's operations on the processor, with products made block by block."""

    def gemm(self, x: Floats2d, y: Floats2d, *, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False) -> Floats2d:
        """The product of two matrices. Only training transposes the first; that is left to numpy as it comes."""
        if trans1:
            return cast("Floats2d", super().gemm(x, y, out=out, trans1=trans1, trans2=trans2))
        result = self.alloc2f(x.shape[0], y.shape[0] if trans2 else y.shape[1], zeros=False) if out is None else out
        _multiply(cast("Matrix", x), cast("Matrix", y.T if trans2 else y), cast("Matrix", result))
        return result


def _multiply(left: Matrix, right: Matrix, result: Matrix) -> None:
    rows = left.shape[0]
    whole = rows - rows % ROWS
    for start in range(0, whole, ROWS):
        np.dot(left[start : start + ROWS], right, out=result[start : start + ROWS])
    if whole < rows:
        padded = np.zeros((ROWS, left.shape[1]), dtype=left.dtype)
        padded[: rows - whole] = left[whole:]
        result[whole:] = np.dot(padded, right)[: rows - whole]


def use_blocks(nlp: Language) -> None:
    """Make the layers of a pipeline use these products, where they use the processor's plain ones now.

    Products so small lose many times over where a BLAS shares each among threads; then the model keeps its own.
    """
    if not has_one_thread():
        return
    ops = BlockOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = ops
