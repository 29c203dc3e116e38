"""The one place that sorts SQLite's errors into sentences for the analyst and bugs."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from analyst_app.domain.errors import DatabaseError, Fault

_SENTENCES = {
    Fault.FULL: "The disk is full, so “{name}” was not changed; what was saved before is safe. Free some space and try again.",
    Fault.READ_ONLY: (
        "“{name}” cannot be written to. What was saved before is safe."
        " Change the permissions of the file and its folder, or copy it to another folder."
    ),
    Fault.BUSY: (
        "Another program is writing to “{name}”, so the last step was not done; everything before it is saved."
        " Wait until it is done or close it, then try again."
    ),
    Fault.DAMAGED: (
        "“{name}” is damaged. The backups are not touched. Restore a backup, or save what can be read with “analyst-app db salvage”."
    ),
    Fault.DRIVE: (
        "The drive that holds “{name}” failed to read or write, so the last step was not done."
        " Check the drive, save a copy on another one, and open that."
    ),
    Fault.LOCKED: "This passphrase does not open “{name}”, or the file is no database. Type the passphrase again.",
}
_NOT_OURS = "“{name}” is not a database of this program. Choose another file."
_CANNOT_OPEN = "“{name}” cannot be opened. Check that its folder exists and that you may write there."
_TOO_LARGE = "The drive that holds “{name}” cannot store files this large. Copy the file to another drive."
_MEMORY = "There is not enough memory to go on with “{name}”. Close other programs and try again."

_FAULTS = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_PROTOCOL: Fault.BUSY,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_IOERR: Fault.DRIVE,
}
_OTHERS = {
    sqlite3.SQLITE_NOTADB: _NOT_OURS,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_NOLFS: _TOO_LARGE,
    sqlite3.SQLITE_NOMEM: _MEMORY,
}
_CODES = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "access permission denied": sqlite3.SQLITE_PERM,
    "database is locked": sqlite3.SQLITE_BUSY,
    "database table is locked": sqlite3.SQLITE_LOCKED,
    "locking protocol": sqlite3.SQLITE_PROTOCOL,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "large file support is disabled": sqlite3.SQLITE_NOLFS,
    "out of memory": sqlite3.SQLITE_NOMEM,
}
"""SQLCipher's driver gives no codes, only SQLite's words for them."""

NEARLY_NOTHING = 256 * 1024
"""Bytes left on a disk that make "failed to write" mean "is full": SQLite says so of the file that it shares with other programs."""


def driver_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """The errors of the drivers that are loaded, and others, for `except`."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, *others) if cipher is None else (sqlite3.Error, cipher.Error, *others)


def code_of(fault: BaseException | None) -> int | None:
    """SQLite's kind of an error of a driver (`sqlite3.SQLITE_FULL` and so on); None where it is none of the world's."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None and type(fault).__module__.startswith("sqlcipher3"):
        code = _CODES.get(str(fault.args[0]) if fault is not None and fault.args else "")
    # The low byte is the kind of error; the rest says more exactly what happened.
    return None if code is None else int(code) & 0xFF


@contextmanager
def sorted_faults(path: Path) -> Iterator[None]:
    """Turn what the world did to the file into a `DatabaseError`; everything else, broken constraints too, is a bug and passes.

    Raises:
        DatabaseError: full disk, read-only, in use, damaged, no database, cannot be opened, failing drive, wrong passphrase.
    """
    try:
        yield
    except DBAPIError as fault:
        found = as_database_error(fault.orig, path)
        if found is None:
            raise
        raise found from fault
    except driver_errors() as fault:
        found = as_database_error(fault, path)
        if found is None:
            raise
        raise found from fault


def as_database_error(fault: BaseException | None, path: Path) -> DatabaseError | None:
    """The sentence for an error of the driver, or None where it is a bug."""
    code = code_of(fault)
    if code == sqlite3.SQLITE_IOERR and _nearly_full(path):
        code = sqlite3.SQLITE_FULL
    if code == sqlite3.SQLITE_NOTADB and type(fault).__module__.startswith("sqlcipher3"):
        return in_words(Fault.LOCKED, path)
    if code in _FAULTS:
        return in_words(_FAULTS[code], path)
    return DatabaseError(_OTHERS[code].format(name=path.name)) if code in _OTHERS else None


def in_words(fault: Fault, path: Path) -> DatabaseError:
    """The error that tells of a fault of a file."""
    return DatabaseError(_SENTENCES[fault].format(name=path.name), fault=fault)


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < NEARLY_NOTHING
    except OSError:
        return False
