"""Commands that look after a database: info, check, backup, restore, salvage, upgrade, and its passphrase."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from analyst_app.cli.passphrase import new_passphrase, passphrase_of
from analyst_app.services import maintenance

_NAMED = 20
"""How many lost rows of a table are named one by one."""


def info(chosen: argparse.Namespace) -> int:
    """Print what a database holds."""
    for name, value in maintenance.describe(database=chosen.database, passphrase=passphrase_of(chosen, chosen.database)):
        print(f"{name:22} {value}")
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Print what is wrong with a database; 1 where something is."""
    findings = maintenance.check(database=chosen.database, passphrase=passphrase_of(chosen, chosen.database))
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print("The database is sound.")
    return 1 if findings else 0


def backup(chosen: argparse.Namespace) -> int:
    """Write a verified copy beside the database."""
    stem = f"{chosen.database.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}{chosen.database.suffix}"
    passphrase = passphrase_of(chosen, chosen.database)
    print(maintenance.back_up(database=chosen.database, target=chosen.database.with_name(stem), passphrase=passphrase))
    return 0


def backups(chosen: argparse.Namespace) -> int:
    """Print the copies that the program keeps of a database, the newest first."""
    for kept in maintenance.list_kept(database=chosen.database):
        print(f"{kept.made_at:%Y-%m-%d %H:%M} {kept.occasion:8} {kept.size:>12,} {kept.path}")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Put a backup in the database's place; the replaced file is kept."""
    passphrase = passphrase_of(chosen, chosen.backup)
    kept = maintenance.restore(backup=chosen.backup, database=chosen.database, passphrase=passphrase)
    print(f"Restored {chosen.database}." + (f" The replaced file is {kept}." if kept else ""))
    return 0


def upgrade(chosen: argparse.Namespace) -> int:
    """Bring a database up to date; a copy of the old file is kept."""
    copy = maintenance.upgrade(database=chosen.database, passphrase=passphrase_of(chosen, chosen.database))
    print(f"Upgraded; the old file is {copy}." if copy else "The database is up to date.")
    return 0


def salvage(chosen: argparse.Namespace) -> int:
    """Save what can be read of a damaged file, and name the rows that were lost; 1 where some were."""
    passphrase = passphrase_of(chosen, chosen.database)
    done = maintenance.salvage(database=chosen.database, target=chosen.out, passphrase=passphrase)
    for one in done:
        print(f"{one.table:22} {one.saved:>8} saved {one.lost:>8} lost" + (f": {_numbers(one.rows)}" if one.rows else ""))
        if one.doubtful:
            print(f"{'':22} saved, but their text is not the one that came in: {_numbers(one.doubtful)}")
    return 1 if any(one.lost or one.doubtful for one in done) else 0


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:_NAMED])
    return shown if len(rows) <= _NAMED else f"{shown} and {len(rows) - _NAMED} more up to {rows[-1]}"


def encrypt(chosen: argparse.Namespace) -> int:
    """Encrypt a database and its backups, or give them another passphrase."""
    old = passphrase_of(chosen, chosen.database)
    left = maintenance.change_passphrase(database=chosen.database, old=old, new=new_passphrase(chosen))
    print(f"{chosen.database} is encrypted, and so are its backups." if old is None else "The passphrase was changed.")
    print("Without the passphrase nobody can read it, nor help you. Keep it where you will find it.")
    for path in left:
        print(f"This backup was left as it was: {path}", file=sys.stderr)
    return 1 if left else 0


def decrypt(chosen: argparse.Namespace) -> int:
    """Write a copy that needs no passphrase."""
    passphrase = passphrase_of(chosen, chosen.database) or ""
    print(maintenance.decrypted_copy(database=chosen.database, target=chosen.out, passphrase=passphrase))
    return 0


ACTIONS: Mapping[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "info": ("what a database holds", info),
    "check": ("look for damage", check),
    "backup": ("write a verified copy beside it", backup),
    "backups": ("list the copies that the program keeps of it", backups),
    "restore": ("put a backup in its place; the replaced file is kept", restore),
    "salvage": ("save what can be read of a damaged file into a new one, with a list of what is lost", salvage),
    "upgrade": ("bring its tables up to date; a copy of the old file is kept", upgrade),
    "encrypt": ("encrypt it and its backups, or change the passphrase", encrypt),
    "decrypt": ("write a copy of an encrypted one that needs no passphrase", decrypt),
}
