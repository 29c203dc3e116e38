"""Bringing a file to the tables of this program: back up, foreign keys off, one transaction, check, commit.

Any failure leaves the file as it was. What each step does stands in `migrations/versions/`.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from analyst_app import __version__, resources
from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Occasion
from analyst_app.storage.archive import keep
from analyst_app.storage.engines import connect, migration_engine
from analyst_app.storage.faults import driver_errors, sorted_faults

HEAD = "0001"
"""The revision of the tables that this program works with; the newest one of `migrations/versions/`."""

APPLICATION_ID = 0x414E4C31
"""Stands in the header of every file of ours ("ANL1"), so that another program's database is told apart."""


def revision_of(path: Path, *, passphrase: str | None = None) -> str | None:
    """The revision of a file's tables; None where the file holds nothing yet.

    Raises:
        DatabaseError: where it is another program's database, or cannot be read.
    """
    with sorted_faults(path), closing(connect(path, passphrase=passphrase)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        if not tables:
            return None
        if mark != APPLICATION_ID or "alembic_version" not in tables:
            raise DatabaseError(f"“{path.name}” is a database of another program. Choose another file.")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None:
            raise DatabaseError(f"“{path.name}” does not say which version it is of. Restore a backup.")
        return str(row[0])


def upgrade(path: Path, *, backups: Path, scripts: Path | None = None, passphrase: str | None = None) -> Path | None:
    """Bring a file to this program's tables, and return the copy made before, or None where none was needed.

    Args:
        path: a file that is there; it may be empty.
        backups: the folder that the copy goes into.
        scripts: the folder of migrations; the program's own unless given.
        passphrase: of an encrypted file.

    Raises:
        DatabaseError: where the file was made by a newer program, is another program's, or breaks its own links.
    """
    found = revision_of(path, passphrase=passphrase)
    if found == HEAD and scripts is None:
        return None
    config = Config()
    config.set_main_option("script_location", str(scripts or resources.migrations()).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)
    head = directory.get_current_head()
    if found == head:
        return None
    if found is not None and found not in {step.revision for step in directory.walk_revisions()}:
        raise DatabaseError(
            f"“{path.name}” was made by version {_program_of(path, passphrase)} of this program (tables {found}), which is newer than"
            f" this one, {__version__} (tables {head}). Install the newer version, or open another file."
        )
    kept = None
    if found is not None:
        kept = keep(path, backups, occasion=Occasion.UPDATE, at=datetime.now(UTC), passphrase=passphrase).path
    _run(path, config, passphrase)
    return kept


def _run(path: Path, config: Config, passphrase: str | None) -> None:
    engine = migration_engine(path, passphrase=passphrase)
    try:
        with sorted_faults(path), engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_links(connection, path)
            connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES ('program', ?)", (__version__,))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
    finally:
        engine.dispose()


def _check_links(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise DatabaseError(
            f"“{path.name}” was not brought to the new version, because rows of {tables} point to rows that are not there."
            " The file is as it was. Restore a backup, or save what can be read with “analyst-app db salvage”.",
            fault=Fault.DAMAGED,
        )


def _program_of(path: Path, passphrase: str | None) -> str:
    try:
        with closing(connect(path, passphrase=passphrase)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'program'").fetchone()
    except driver_errors():
        return "unknown"
    return "unknown" if row is None else str(row[0])
