"""What an export needs to know and what it tells of itself. Knows no formats."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from analyst_app.domain.ontology import Ontology
from analyst_app.exporters.columns import COLUMNS


@dataclass(frozen=True, slots=True)
class ExportSetting:
    """What formats say of their origin: program and version, the moment (with its time zone), and the selection in words.

    `columns` are those to write, in their order; formats with columns of their own do not ask.
    """

    ontology: Ontology
    program: str
    made_at: datetime
    selection: str = ""
    columns: tuple[str, ...] = COLUMNS


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows a file holds, and how many events gave none, by the reason in words; nothing is left out in silence."""

    rows: int
    left_out: tuple[tuple[str, int], ...] = ()

    @classmethod
    def counted(cls, rows: int, left_out: Mapping[str, int]) -> "Written":
        """From a tally of reasons, the commonest first."""
        return cls(rows, tuple(Counter(left_out).most_common()))
