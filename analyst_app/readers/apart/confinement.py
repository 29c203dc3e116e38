"""What the reader process gives up before it reads the first file: network, programs, writing, and more than its share of memory.

Everywhere, Python itself is asked before it opens anything (an audit hook). Where there are limits of the system (POSIX), they
hold for native code, too, and on Linux the system refuses the calls themselves. Each layer holds without the others.
"""

import os
import sys

if sys.platform != "win32":
    import resource

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "shutil.", "tempfile.", "ftplib.",
    "http.", "imaplib.", "nntplib.", "poplib.", "smtplib.", "telnetlib.", "urllib.", "webbrowser.", "winreg.", "pty.", "sqlite3.",
)  # fmt: skip
_MOST_FILES = 256

_attempts: list[str] = []


class Forbidden(PermissionError):
    """Something in this process tried to reach beyond what it was given."""


def confine(*, memory: int) -> None:
    """Give up for good what no reader needs. `memory` is in bytes, of addresses, where the system counts them."""
    sys.dont_write_bytecode = True
    _quieten()
    if sys.platform != "win32":
        _limit(resource.RLIMIT_CORE, 0)  # a picture of the memory would hold the report
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_NOFILE, _MOST_FILES)
        if sys.platform == "linux":  # elsewhere the system counts what is shared as well, or nothing
            _limit(resource.RLIMIT_AS, memory)
    sys.addaudithook(_ask)
    if sys.platform == "linux":
        from analyst_app.readers.apart.linux import forbid_calls  # noqa: PLC0415 - its calls exist on Linux alone

        forbid_calls()


def allow_seconds(seconds: int) -> None:
    """End this process where it has worked for so many seconds more, whoever waits for it or does not (POSIX)."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def attempts() -> tuple[str, ...]:
    """What was tried and refused since this was last asked; a library may have swallowed the refusal."""
    found = tuple(_attempts)
    _attempts.clear()
    return found


def _limit(what: int, most: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def _quieten() -> None:
    """Nothing that a library says of a report reaches a terminal or a log."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _ask(event: str, details: tuple[object, ...]) -> None:
    if event == "open":
        _, _, flags = details
        if isinstance(flags, int) and flags & _WRITING:
            _attempts.append("open")
            raise Forbidden("open")
    elif event.startswith(_FORBIDDEN):
        _attempts.append(event)
        raise Forbidden(event)
