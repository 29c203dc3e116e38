"""The two kinds of error: `UserError`, which becomes a sentence for the analyst, and everything else, which is a bug."""


class UserError(Exception):
    """Something of the world or the input is wrong; the message is one clear sentence that names the next step."""


class InputError(UserError):
    """A file or text that cannot be used as given."""


class DatabaseError(UserError):
    """A database that cannot be opened, read or written."""


class Stale(UserError):
    """The thing acted on has changed or gone since it was shown."""


class Cancelled(Exception):
    """A job was asked to stop and did; what it had finished stays."""
