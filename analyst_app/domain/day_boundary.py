"""Which day a moment belongs to: that of a chosen time zone, from a chosen hour on. Stated for readers in `docs/counting.md`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analyst_app.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class DayBoundary:
    """`zone` by its IANA name, the system's where empty; `starts_at` is the full hour, 0 to 23, at which a day begins."""

    zone: str = ""
    starts_at: int = 0

    def day_of(self, moment: datetime) -> date:
        """The day of a moment; what lies before the hour at which a day begins belongs to the day before.

        A moment that names no zone is told in that of whoever wrote it, and keeps its day.

        Raises:
            InputError: where there is no such zone.
        """
        if moment.tzinfo is None:
            return moment.date()
        local = moment.astimezone(self._zone()).replace(tzinfo=None)
        return (local - timedelta(hours=self.starts_at)).date()

    def _zone(self) -> ZoneInfo | None:
        if not self.zone:
            return None
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
            raise InputError(f"There is no time zone “{self.zone}”. Choose another one in the settings, such as Europe/Kyiv.") from fault
