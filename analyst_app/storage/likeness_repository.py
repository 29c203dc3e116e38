"""Reports that look like earlier ones, as commands note and decide them."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from analyst_app.domain.errors import Stale
from analyst_app.domain.likeness import Verdict
from analyst_app.storage.likeness import complete, mark_alike
from analyst_app.storage.tables import LikenessRecord


class Likenesses:
    """The pairs of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mark(self, texts: Mapping[int, str]) -> dict[int, tuple[int, float]]:
        """Note which of these new reports look like which earlier one, and how much; part of the import, so no step of its own."""
        self._session.flush()
        return mark_alike(self._session.connection(), texts)

    def complete(self) -> None:
        """See that every report can be found by its words."""
        complete(self._session.connection())

    def decide(self, likeness_id: int, verdict: Verdict) -> tuple[int, int]:
        """Keep what was decided about a pair; returns the newer report and the earlier one.

        Raises:
            Stale: where the pair is no longer there.
        """
        row = self._session.get(LikenessRecord, likeness_id)
        if row is None:
            raise Stale("These two reports are no longer compared. Close the list and open it again.")
        row.verdict = verdict.value
        self._session.flush()
        return row.report_id, row.other_id
