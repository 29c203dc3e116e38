"""Series of other people's events, as commands bring them in, name them and take them out. Their lines never change."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import Stale
from analyst_app.domain.external import ExternalEvent, Layout
from analyst_app.storage.tables import ExternalEventRecord, ExternalSeriesRecord, table_of

_EVENTS = table_of(ExternalEventRecord)
_SERIES = table_of(ExternalSeriesRecord)
_AT_ONCE = 500


class ExternalSeriesStore:
    """The external series of one unit of work.

    A series comes and goes by one mark on its row, which the journal holds; its lines stay in the file, so that undo brings it back.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, events: Iterable[ExternalEvent], *, name: str, layout: Layout, file_name: str, left_out: int, imported_at: datetime
    ) -> int:
        """Store a series and return its id.

        Raises:
            Stale: where a series has this name.
        """
        self._require_free(name)
        connection = self._session.connection()
        row = {
            "name": name,
            "layout": layout.value,
            "file_name": file_name,
            "imported_at": imported_at,
            "left_out": left_out,
            "deleted": True,
        }
        series = int(connection.scalars(insert(_SERIES).returning(_SERIES.c.id), row).one())
        for chunk in batched(events, _AT_ONCE):
            connection.execute(insert(_EVENTS), [_columns(series, event) for event in chunk])
        self._session.get_one(ExternalSeriesRecord, series).deleted = False
        self._session.flush()
        return series

    def rename(self, series: int, name: str) -> None:
        """Give a series another name.

        Raises:
            Stale: where it has gone, or another one has the name.
        """
        row = self._row(series)
        self._require_free(name, but=series)
        row.name = name
        self._session.flush()

    def remove(self, series: int) -> None:
        """Take a series out of every list and chart.

        Raises:
            Stale: where it has gone already.
        """
        self._row(series).deleted = True
        self._session.flush()

    def _row(self, series: int) -> ExternalSeriesRecord:
        row = self._session.get(ExternalSeriesRecord, series)
        if row is None or row.deleted:
            raise Stale("This series is no longer there. Bring it back with Undo, or choose another one.")
        return row

    def _require_free(self, name: str, *, but: int | None = None) -> None:
        names = self._session.execute(select(_SERIES.c.id, _SERIES.c.name).where(~_SERIES.c.deleted))
        if any(other.casefold() == name.casefold() and number != but for number, other in names):
            raise Stale(f"There is a series named “{name}” already. Choose another name.")


def _columns(series: int, event: ExternalEvent) -> dict[str, object]:
    return {
        "series_id": series,
        "ident": event.ident,
        "date_start": event.date.start,
        "date_end": event.date.end,
        "type": None if event.type is None else event.type.value,
        "said": event.said,
        "actor": event.actor,
        "region": event.region,
        "place": event.place,
        "number": event.number,
        "killed": event.killed,
    }
