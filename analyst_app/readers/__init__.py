"""Bytes to report text, one module a format. Knows nothing of events, databases or windows."""

from analyst_app.readers.apart.reader import Reader
from analyst_app.readers.finding import collect, keys_for
from analyst_app.readers.jsonl import is_extraction, read_stored
from analyst_app.readers.kinds import SUFFIXES
from analyst_app.readers.pasted import Copied, clean_pasted
from analyst_app.readers.reading import read_file
from analyst_app.readers.result import ReadResult

__all__ = [
    "SUFFIXES",
    "Copied",
    "ReadResult",
    "Reader",
    "clean_pasted",
    "collect",
    "is_extraction",
    "keys_for",
    "read_file",
    "read_stored",
]
