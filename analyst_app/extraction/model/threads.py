"""One thread for matrix products: texts are short, so more threads cost more than they give, and other work has the other cores.

Must not import numpy: its BLAS reads the environment once, when it is loaded.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def ask_for_one_thread() -> None:
    """Ask for one thread, unless the user has asked for another number, or numpy is loaded and would not hear it."""
    if "numpy" not in sys.modules:
        for variable in _VARIABLES:
            os.environ.setdefault(variable, "1")


def has_one_thread() -> bool:
    """Whether the BLAS in use was asked for one thread."""
    return "1" in {os.environ.get(variable) for variable in _VARIABLES}


@contextmanager
def for_children() -> Iterator[None]:
    """Processes started meanwhile have one thread each, whatever this one has."""
    before = {variable: os.environ.get(variable) for variable in _VARIABLES}
    os.environ.update(dict.fromkeys(_VARIABLES, "1"))
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value
