"""Files encrypted as a whole with SQLCipher: its driver, an extra; how such a file is told apart; copies under another passphrase.

The library derives the key from the passphrase; neither is ever written anywhere.
"""

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from analyst_app.domain.errors import DatabaseError, Fault

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file that is not encrypted."""

PAGE = 4096
"""SQLCipher's pages; a file is a whole number of them."""

SPREAD = 200
"""How many different bytes a page of an encrypted file has at least: of 4,096 random bytes, all 256 come up. No text comes near."""


def driver() -> ModuleType:
    """SQLCipher's driver.

    Raises:
        DatabaseError: where the extra is not installed.
    """
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as missing:
        raise DatabaseError(
            "Encrypted databases need the extra “encryption”, which is not installed here. Install it with: pip install"
            " 'analyst-app[encryption]'",
            fault=Fault.LOCKED,
        ) from missing


def looks_encrypted(path: Path) -> bool:
    """Whether a file may be an encrypted database: whole pages of what looks random. Only its passphrase can tell for sure."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            page = file.read(PAGE)
    except OSError:
        return False
    return size >= PAGE and size % PAGE == 0 and not page.startswith(MAGIC) and len(set(page)) >= SPREAD


def open_encrypted(address: str, passphrase: str) -> sqlite3.Connection:
    """A connection of SQLCipher's driver, shaped as the standard one; a wrong passphrase shows at the first question.

    Raises:
        DatabaseError: where the extra is missing, or the passphrase is empty.
    """
    if not passphrase:
        raise DatabaseError("The passphrase is empty. Type one of several words.", fault=Fault.LOCKED)
    module: Any = driver()
    connection = module.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    # The library writes its own complaints to the terminal unless it is told not to.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {quoted(passphrase)}")
    return cast("sqlite3.Connection", connection)


def quoted(passphrase: str) -> str:
    """As an SQL string; the pragma takes no parameters.

    Raises:
        DatabaseError: for a NUL, which would end it early.
    """
    if "\0" in passphrase:
        raise DatabaseError("The passphrase holds a character that cannot be typed. Type it anew.", fault=Fault.LOCKED)
    return "'" + passphrase.replace("'", "''") + "'"


def convert(source: Path, target: Path, *, old: str | None, new: str | None) -> None:
    """Copy a whole database into an empty file under another passphrase; None stands for a file that is not encrypted.

    Raises:
        DatabaseError: where the extra is missing.
        sqlcipher3.Error: where a file cannot be read or written, or the old passphrase is wrong.
    """
    module: Any = driver()
    # Opened by way of the empty file: its key may be chosen freely, and attaching takes any key as a parameter.
    address = f"{target.absolute().as_uri()}?mode=rw"
    with closing(module.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        if new is not None:
            connection.execute(f"PRAGMA key = {quoted(new)}")
        connection.execute("ATTACH ? AS old KEY ?", (f"{source.absolute().as_uri()}?mode=rw", old or ""))
        mark, encoding = (connection.execute(f"PRAGMA old.{name}").fetchone()[0] for name in ("application_id", "encoding"))
        connection.execute(f"PRAGMA encoding = '{encoding}'")
        # A file that is not finished is thrown away, so nothing has to be taken back or waited for before its end.
        connection.execute("PRAGMA main.journal_mode = OFF")
        connection.execute("PRAGMA main.synchronous = OFF")
        connection.execute("SELECT sqlcipher_export('main', 'old')")
        connection.execute(f"PRAGMA main.application_id = {int(mark):d}")
        connection.execute("DETACH old")
