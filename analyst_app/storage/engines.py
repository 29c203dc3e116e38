"""The two engines on one file: one writer, and readers that cannot write. Knows nothing of tables."""

import sqlite3
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from analyst_app.storage.encryption import driver, open_encrypted
from analyst_app.storage.faults import driver_errors

BUSY_TIMEOUT_MS = 5000
"""How long to wait for another program that is writing."""


def connect(
    path: Path, *, foreign_keys: bool = True, busy_timeout_ms: int = BUSY_TIMEOUT_MS, passphrase: str | None = None
) -> sqlite3.Connection:
    """A connection of the driver, in autocommit until BEGIN is said. The file has to be there.

    Closing it leaves the write-ahead log in its place, also as the last one: only `Database.close` takes that away, so that a log
    that is missing means something.

    Raises:
        sqlite3.Error, sqlcipher3.Error: where the file cannot be opened.
        DatabaseError: where a passphrase is given and the extra is missing.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    if passphrase is None:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    else:
        connection = open_encrypted(address, passphrase)
    try:
        if passphrase is None:
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)
        connection.execute(f"PRAGMA busy_timeout = {busy_timeout_ms:d}")
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        # SQLite's own lower() knows A to Z alone.
        connection.create_function("casefold", 1, _casefold, deterministic=True)
    except driver_errors():
        connection.close()
        raise
    return connection


def _casefold(words: str | None) -> str | None:
    return None if words is None else words.casefold()


def writer_engine(path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS, passphrase: str | None = None) -> Engine:
    """The engine that writes. Every transaction begins IMMEDIATE: it waits its turn, and never fails between reading and writing."""

    def connection() -> sqlite3.Connection:
        opened = connect(path, busy_timeout_ms=busy_timeout_ms, passphrase=passphrase)
        opened.execute("PRAGMA synchronous = FULL")
        return opened

    return _engine(connection, begin="BEGIN IMMEDIATE", size=1, encrypted=passphrase is not None)


def reader_engine(path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS, passphrase: str | None = None) -> Engine:
    """The engine that reads: `query_only`, and one stable view of the file for each transaction."""

    def connection() -> sqlite3.Connection:
        opened = connect(path, busy_timeout_ms=busy_timeout_ms, passphrase=passphrase)
        opened.execute("PRAGMA query_only = ON")
        return opened

    return _engine(connection, begin="BEGIN", size=5, encrypted=passphrase is not None)


def migration_engine(path: Path, *, passphrase: str | None = None) -> Engine:
    """The engine that changes tables: foreign keys off, set before any transaction begins (inside one the pragma does nothing)."""

    def connection() -> sqlite3.Connection:
        opened = connect(path, foreign_keys=False, passphrase=passphrase)
        opened.execute("PRAGMA synchronous = FULL")
        return opened

    return _engine(connection, begin="BEGIN IMMEDIATE", size=1, encrypted=passphrase is not None)


def _engine(connection: Any, *, begin: str, size: int, encrypted: bool) -> Engine:
    module: ModuleType = driver() if encrypted else sqlite3
    engine = create_engine("sqlite+pysqlite://", module=module, creator=connection, poolclass=QueuePool, pool_size=size, max_overflow=10)

    @event.listens_for(engine, "begin")
    def _begin(opened: Connection) -> None:
        opened.exec_driver_sql(begin)

    @event.listens_for(engine, "checkout")
    def _remember_thread(_connection: object, record: Any, _proxy: object) -> None:
        record.info["thread"] = threading.get_ident()

    @event.listens_for(engine, "before_cursor_execute")
    def _refuse_other_threads(opened: Connection, *_rest: object) -> None:
        # Neither SQLAlchemy nor the driver (told not to look, so that the pool may close connections) would refuse this.
        if opened.info.get("thread") != threading.get_ident():
            raise RuntimeError("a database session is used by another thread than the one that opened it; open one in each thread")

    return engine
