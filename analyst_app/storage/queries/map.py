"""Where events happened, for maps: the places of a run of events as numbers, and what is known of these places."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from analyst_app.domain.places import Place
from analyst_app.storage.assembly import read_places

_PLACES = "SELECT id, places FROM event WHERE id BETWEEN ? AND ? AND places IS NOT NULL ORDER BY id"
_CHANGED = """SELECT DISTINCT event_id FROM journal_change WHERE table_name = 'event' AND event_id IS NOT NULL
    AND command_id IN (SELECT coalesce(of_id, id) FROM journal_command WHERE id > ?)"""
_TITLES = "SELECT title FROM report WHERE id IN (SELECT value FROM json_each(?)) ORDER BY published DESC, id LIMIT ?"


@dataclass(frozen=True, slots=True)
class JournalPoint:
    """How far the journal had come, and which events the commands since an earlier point have touched."""

    last_command: int
    touched: frozenset[int]


def block_stamps(reader: Connection) -> dict[int, int]:
    """The stamps of the runs of events, by their numbers."""
    return {int(number): int(stamp) for number, stamp in reader.exec_driver_sql("SELECT id, stamp FROM event_block").all()}


def journal_since(reader: Connection, last_command: int) -> JournalPoint:
    """The events touched after a command; an undo touches those of the command that it takes back."""
    last = reader.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal_command").scalar_one()
    if last == last_command:
        return JournalPoint(last_command, frozenset())
    touched = reader.exec_driver_sql(_CHANGED, (last_command,))
    return JournalPoint(int(last), frozenset(int(number) for (number,) in touched))


def places_between(reader: Connection, first: int, last: int) -> list[tuple[int, str]]:
    """Events with these ids that have places: the id, and the numbers of its places as JSON, many events having the same."""
    return [(row[0], row[1]) for row in reader.exec_driver_sql(_PLACES, (first, last))]


def places_with(reader: Connection, numbers: Iterable[int]) -> dict[int, Place]:
    """The places with these numbers."""
    return read_places(reader, numbers)


def report_titles(reader: Connection, ids: Collection[int], *, limit: int) -> tuple[str, ...]:
    """The titles of these reports, the newest first."""
    return tuple(str(title) for (title,) in reader.exec_driver_sql(_TITLES, (str(list(ids)), limit)))
