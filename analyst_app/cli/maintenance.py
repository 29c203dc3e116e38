"""Commands that look after a database: info, check, backup, restore, upgrade."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from analyst_app.services import maintenance


def info(chosen: argparse.Namespace) -> int:
    """Print what a database holds."""
    for name, value in maintenance.describe(database=chosen.database):
        print(f"{name:22} {value}")
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Print what is wrong with a database; 1 where something is."""
    findings = maintenance.check(database=chosen.database)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print("The database is sound.")
    return 1 if findings else 0


def backup(chosen: argparse.Namespace) -> int:
    """Write a verified copy beside the database."""
    stem = f"{chosen.database.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}{chosen.database.suffix}"
    print(maintenance.back_up(database=chosen.database, target=chosen.database.with_name(stem)))
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Put a backup in the database's place; the replaced file is kept."""
    kept = maintenance.restore(backup=chosen.backup, database=chosen.database)
    print(f"Restored {chosen.database}." + (f" The replaced file is {kept}." if kept else ""))
    return 0


def upgrade(chosen: argparse.Namespace) -> int:
    """Bring a database up to date; a copy of the old file is kept."""
    copy = maintenance.upgrade(database=chosen.database)
    print(f"Upgraded; the old file is {copy}." if copy else "The database is up to date.")
    return 0


def salvage(chosen: argparse.Namespace) -> int:
    """Save what can be read of a damaged file; 1 where something was lost."""
    lost = 0
    for table, saved, missing in maintenance.salvage(database=chosen.database, target=chosen.out):
        print(f"{table:22} {saved:>8} saved {missing:>8} lost")
        lost += missing
    return 1 if lost else 0


ACTIONS: Mapping[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "info": ("what a database holds", info),
    "check": ("look for damage", check),
    "backup": ("write a verified copy beside it", backup),
    "restore": ("put a backup in its place; the replaced file is kept", restore),
    "salvage": ("save what can be read of a damaged file into a new one", salvage),
    "upgrade": ("bring its tables up to date; a copy of the old file is kept", upgrade),
}
