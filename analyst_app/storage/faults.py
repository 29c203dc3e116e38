"""The one place that sorts SQLite's errors into sentences for the analyst and bugs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from analyst_app.domain.errors import DatabaseError

_WRITING = "Another program is writing to “{name}”. Wait until it is done or close it, then try again."
_READ_ONLY = "“{name}” cannot be written to. Change the permissions of the file and its folder, or copy it to another folder."
_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full, so “{name}” was not changed. Free some space and try again.",
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _WRITING,
    sqlite3.SQLITE_LOCKED: _WRITING,
    sqlite3.SQLITE_PROTOCOL: _WRITING,
    sqlite3.SQLITE_CORRUPT: "“{name}” is damaged. Restore a backup, or save what can be read with “analyst-app db salvage”.",
    sqlite3.SQLITE_NOTADB: "“{name}” is not a database of this program. Choose another file.",
    sqlite3.SQLITE_CANTOPEN: "“{name}” cannot be opened. Check that its folder exists and that you may write there.",
    sqlite3.SQLITE_IOERR: "The drive that holds “{name}” failed to read or write. Check the drive, and copy the file to another one.",
    sqlite3.SQLITE_NOLFS: "The drive that holds “{name}” cannot store files this large. Copy the file to another drive.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory to go on with “{name}”. Close other programs and try again.",
}


@contextmanager
def sorted_faults(path: Path) -> Iterator[None]:
    """Turn what the world did to the file into a `DatabaseError`; everything else, broken constraints too, is a bug and passes.

    Raises:
        DatabaseError: full disk, read-only, in use, damaged, no database, cannot be opened, failing drive.
    """
    try:
        yield
    except DBAPIError as fault:
        found = as_database_error(fault.orig, path)
        if found is None:
            raise
        raise found from fault
    except sqlite3.Error as fault:
        found = as_database_error(fault, path)
        if found is None:
            raise
        raise found from fault


def as_database_error(fault: BaseException | None, path: Path) -> DatabaseError | None:
    """The sentence for an error of the driver, or None where it is a bug."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return None
    # The low byte is the kind of error; the rest says more exactly what happened.
    sentence = _SENTENCES.get(code & 0xFF)
    return None if sentence is None else DatabaseError(sentence.format(name=path.name))
