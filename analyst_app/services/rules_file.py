"""The file of an analyst's own rules: read again when it has changed, written whole or not at all, never lost.

Knows the form of the file by `domain/rules_file.py` alone.
"""

import shutil
import threading
from datetime import datetime
from pathlib import Path

from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.own_rules import NO_RULES, OwnRules
from analyst_app.domain.rules_file import format_rules, parse_rules
from analyst_app.exporters.atomic import replacing_text
from analyst_app.paths import make_private

LARGEST = 5_000_000
"""Bytes; a hundred thousand rules are smaller. What is larger is another file."""


def read_rules(path: Path) -> OwnRules:
    """The rules of a file, one's own or a colleague's.

    Raises:
        InputError: with one sentence, where it cannot be read or something in it is not understood.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is too large for a file of rules. Choose the file that a colleague has exported.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise InputError(f"{path} cannot be read: {fault.strerror or fault}. Choose another file, or check who may read it.") from fault
    except UnicodeDecodeError as fault:
        raise InputError(f"{path} is no text in UTF-8. Save it as UTF-8 in a text editor.") from fault
    return parse_rules(text, name=path.name)


def write_rules(path: Path, rules: OwnRules) -> None:
    """Write rules to a file; a crash leaves the old one or the new one.

    Raises:
        UserError: where the folder or the disk does not let the file be written.
    """
    with replacing_text(path) as file:
        file.write(format_rules(rules))


def replace_rules(path: Path, rules: OwnRules) -> None:
    """Write the rules in use, in a folder made where there is none; those before are kept beside them as `rules.toml.before`.

    Raises:
        UserError: where the folder or the disk does not let the file be written.
    """
    try:
        make_private(path.parent)
        if path.exists():
            shutil.copy2(path, path.with_name(f"{path.name}.before"))
    except OSError as fault:
        raise UserError(f"{path} cannot be written: {fault.strerror or fault}. Make room on the disk, or check who may write.") from fault
    write_rules(path, rules)


def set_aside(path: Path, *, moment: datetime) -> Path:
    """Rename a file that cannot be read, so that new rules can be begun without losing it, and return its new name.

    Raises:
        UserError: where it cannot be renamed.
    """
    kept = path.with_name(f"{path.stem}-{moment:%Y%m%d-%H%M%S}{path.suffix}")
    try:
        return path.rename(kept)
    except OSError as fault:
        raise UserError(f"{path} cannot be renamed: {fault.strerror or fault}. Rename it yourself, and open the rules again.") from fault


class RulesFile:
    """The rules in use. May be asked from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._rules = NO_RULES

    def rules(self) -> OwnRules:
        """The rules as the file has them now; the same object while it has not changed, none where there is no file.

        Raises:
            InputError: where it cannot be read. Its fault is told at every call until the file is mended.
        """
        with self._turn:
            stamp = self._stamp()
            if stamp != self._seen:
                self._rules = NO_RULES if stamp is None else read_rules(self.path)
                self._seen = stamp
            return self._rules

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise InputError(f"{self.path} cannot be read: {fault.strerror or fault}. Check who may read it.") from fault
        return found.st_mtime_ns, found.st_size, found.st_ino
