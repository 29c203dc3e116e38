"""Forbid network sockets to this process and all that it starts, at the system-call level: an attempt kills the process.

AF_UNIX stays, since the desktop is spoken to through it. Linux on x86-64 and AArch64; see seccomp(2) and bpf(4) for the numbers.
"""

import ctypes
import platform
import struct
import sys

FORBIDDEN = {"AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
"""socket(2); the numbers are the kernel's and the same on all machines."""

_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""AUDIT_ARCH_… and the number of socket(2)."""

_IO_URING_SETUP = 425
"""Opens sockets without socket(2): refused, as many kernels do, so that a library falls back."""

_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def possible() -> bool:
    """Whether this machine can be told to forbid them."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def forbid() -> None:
    """Forbid them from now on; it cannot be taken back.

    Raises:
        OSError: where the kernel does not take the filter.
    """
    lines = _filter(*_MACHINES[platform.machine()])
    packed = b"".join(struct.pack("=HBBI", *line) for line in lines)
    buffer = ctypes.create_string_buffer(packed, len(packed))
    program = _Program(len(lines), ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def _filter(architecture: int, socket: int) -> list[tuple[int, int, int, int]]:
    """Lines of classic BPF: code, lines to skip where equal, lines to skip where not, value."""
    families = list(FORBIDDEN.values())
    kill = [(_JUMP_EQUAL, len(families) - at, 0, family) for at, family in enumerate(families)]
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_EQUAL, 0, 1, _IO_URING_SETUP),
        (_RETURN, 0, 0, _REFUSE),
        (_JUMP_EQUAL, 0, len(families) + 1, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        *kill,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    ]
