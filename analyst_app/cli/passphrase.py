"""Where the command line takes the passphrase of an encrypted database from: an open file, or a question; never an argument."""

import argparse
import getpass
import os
from pathlib import Path

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.services import maintenance

_LONGEST = 65_536
"""Bytes that are read for a passphrase at most."""


def options(parser: argparse.ArgumentParser) -> None:
    """The option that names an open file."""
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase of an encrypted database from this open file (as in 3< FILE); without it, it is asked for",
    )


def passphrase_of(chosen: argparse.Namespace, database: Path) -> str | None:
    """The passphrase of a database; None where it does not look encrypted and none is offered.

    Raises:
        DatabaseError: where the file named cannot be read.
    """
    if chosen.passphrase_fd is not None:
        return _read(chosen.passphrase_fd)
    if maintenance.may_be_encrypted(database=database):
        return _ask(f"Passphrase of {database.name}: ")
    return None


def new_passphrase(chosen: argparse.Namespace) -> str:
    """A new passphrase: from the file named, else asked for twice.

    Raises:
        DatabaseError: where the two differ, or the file cannot be read.
    """
    if chosen.new_passphrase_fd is not None:
        return _read(chosen.new_passphrase_fd)
    first = _ask("New passphrase: ")
    if first != _ask("New passphrase again: "):
        raise DatabaseError("The two passphrases differ, so nothing was changed. Type the same one twice.", fault=Fault.LOCKED)
    return first


def _ask(question: str) -> str:
    try:
        return getpass.getpass(question)
    except EOFError as nobody:
        raise DatabaseError("A passphrase is needed. Type it, or name an open file with --passphrase-fd.", fault=Fault.LOCKED) from nobody


def _read(handle: int) -> str:
    try:
        with os.fdopen(os.dup(handle), "rb") as file:
            words = file.read(_LONGEST)
    except OSError as fault:
        raise DatabaseError(
            f"The passphrase cannot be read from file {handle} ({fault.strerror}). Open it as in {handle}< FILE."
        ) from fault
    return words.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
