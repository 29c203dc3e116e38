"""The two kinds of error: `UserError`, which becomes a sentence for the analyst, and everything else, which is a bug."""

from enum import StrEnum


class UserError(Exception):
    """Something of the world or the input is wrong; the message is one clear sentence that names the next step."""


class InputError(UserError):
    """A file or text that cannot be used as given."""


class Fault(StrEnum):
    """What is wrong with a database, for whoever offers a way on."""

    FULL = "the disk is full"
    READ_ONLY = "it cannot be written to"
    BUSY = "another program is writing to it"
    DAMAGED = "it is damaged"
    MOVED = "its file was removed or replaced"
    DRIVE = "its drive fails"
    LOCKED = "it needs its passphrase"
    OTHER = "it cannot be used"


class DatabaseError(UserError):
    """A database that cannot be opened, read or written; `fault` says in which way."""

    def __init__(self, sentence: str, *, fault: Fault = Fault.OTHER) -> None:
        super().__init__(sentence)
        self.fault = fault


class Stale(UserError):
    """The thing acted on has changed or gone since it was shown."""


class AnothersStep(UserError):
    """What undo or redo would act on is another analyst's step: `whose` it is, and `step` in the words of the menu."""

    def __init__(self, *, whose: str, step: str) -> None:
        super().__init__(f"“{step}” is a step of {whose}. Ask {whose}, or say that you want it all the same.")
        self.whose, self.step = whose, step


class Cancelled(Exception):
    """A job was asked to stop and did; what it had finished stays."""
