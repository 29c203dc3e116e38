"""Makes the ladder's rung for the newest revision: a small populated database, kept for ever once that revision is released.

python tests/storage/make_rung.py
"""

import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from storage.samples import KUPIANSK, an_extraction, at

from analyst_app.domain.review import ReviewState
from analyst_app.storage.database import Database
from analyst_app.storage.migrate import HEAD
from analyst_app.storage.undo import undo


def make(path):
    """Two reports with a correction, decisions, a link between reports, and one step undone."""
    path.unlink(missing_ok=True)
    with closing(Database.open(path)) as database:
        with database.unit_of_work("Import 2 reports", analyst="ana") as uow:
            for key in ("a", "b"):
                uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))
        with database.unit_of_work("Correct airstrike", analyst="ana") as uow:
            uow.events.change(2, actor="Ukraine", places=(KUPIANSK, KUPIANSK))
        with database.unit_of_work("Confirm", analyst="ana") as uow:
            uow.events.set_state([1, 2, 4], ReviewState.CONFIRMED, analyst="ana", at=at(10))
        with database.unit_of_work("Link", analyst="ana") as uow:
            uow.acts.link([1, 4], preferred=1, reason="same figure")
        with database.unit_of_work("Remove", analyst="ana") as uow:
            uow.reports.remove([2])
        undo(database, analyst="ana")


if __name__ == "__main__":
    make(Path(__file__).parent / "databases" / f"rev_{HEAD}.sqlite")
