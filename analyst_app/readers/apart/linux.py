"""The calls of the system that the reader process may not make (Linux, seccomp): a filter of its own, in the kernel, for good.

To open a connection or start a program ends the process on the spot; to write, remove or rename fails. What is not named here
is allowed: the list is of what could carry a report away or leave something behind, not of what Python and its libraries use.
"""

import ctypes
import platform
import struct
from dataclasses import dataclass

_SET_NO_NEW_PRIVILEGES, _SET_FILTER, _BY_PROGRAM = 38, 22, 2
_KILL, _REFUSE, _UNKNOWN, _ALLOW = 0x80000000, 0x00050000 | 1, 0x00050000 | 38, 0x7FFF0000  # EPERM, ENOSYS
_LOAD, _IS, _AT_LEAST, _HAS, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_THREAD = 0x00010000
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000
_OTHER_TABLE = 0x40000000
"""Numbers from here on are the same calls by another table (x32), which nobody uses but to get around a filter."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """The numbers of calls on one kind of processor; `opens` and `clones` are decided by an argument."""

    identity: int
    ends: tuple[int, ...]
    refused: tuple[int, ...]
    unknown: tuple[int, ...]
    opens: tuple[tuple[int, int], ...]
    clone: int


_MACHINES = {
    "x86_64": _Machine(
        identity=0xC000003E,
        # socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, accept4, sendmmsg; fork, vfork, execve, execveat, ptrace
        ends=(41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 57, 58, 59, 322, 101),
        # creat, truncate, ftruncate, rename, mkdir, rmdir, link, unlink, symlink, chmod, fchmod, chown, lchown, mknod, mount, kill,
        # the same by folder, and ways around: process_vm_writev, bpf, userfaultfd, perf_event_open, io_uring_setup, memfd_create
        refused=(
            85, 76, 77, 82, 83, 84, 86, 87, 88, 90, 91, 92, 94, 133, 165, 62, 258, 259, 260, 263, 264, 265, 266, 268, 316, 311, 321, 323,
            298, 425, 319,
        ),
        unknown=(435, 437),  # clone3 and openat2, whose flags cannot be seen; libraries fall back
        opens=((2, 1), (257, 2)),
        clone=56,
    ),
    "aarch64": _Machine(
        identity=0xC00000B7,
        ends=(198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281, 117),
        refused=(45, 46, 38, 34, 37, 35, 36, 52, 53, 54, 55, 33, 40, 129, 276, 271, 280, 282, 241, 425, 279),
        unknown=(435, 437),
        opens=((56, 2),),
        clone=220,
    ),
}  # fmt: skip


def forbid_calls() -> None:
    """Install the filter. Where the system has none, or for another processor, the other layers have to do."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return
    program = b"".join(_program(machine))
    held = ctypes.create_string_buffer(program, len(program))
    count = len(program) // 8
    described = struct.pack("@HP", count, ctypes.addressof(held))
    library = ctypes.CDLL(None)
    nothing = [ctypes.c_ulong(0)] * 2
    library.prctl(_SET_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), *nothing, ctypes.c_ulong(0))
    library.prctl(_SET_FILTER, ctypes.c_ulong(_BY_PROGRAM), ctypes.c_char_p(described), *nothing)


def _program(machine: _Machine) -> list[bytes]:
    """The filter, as the kernel's instructions: of an operation, how far to jump where it holds and where not, and a number."""
    lines = [
        _line(_LOAD, _MACHINE_AT),
        _line(_IS, machine.identity, 1, 0),
        _line(_GIVE, _KILL),
        _line(_LOAD, _NUMBER_AT),
        _line(_AT_LEAST, _OTHER_TABLE, 0, 1),
        _line(_GIVE, _KILL),
    ]
    for numbers, answer in ((machine.ends, _KILL), (machine.refused, _REFUSE), (machine.unknown, _UNKNOWN)):
        for number in numbers:
            lines += [_line(_IS, number, 0, 1), _line(_GIVE, answer)]
    for number, place in machine.opens:
        lines += [
            _line(_IS, number, 0, 4),
            _line(_LOAD, _ARGUMENTS_AT + 8 * place),
            _line(_HAS, _WRITING, 0, 1),
            _line(_GIVE, _REFUSE),
            _line(_GIVE, _ALLOW),
        ]
    lines += [
        _line(_IS, machine.clone, 0, 4),
        _line(_LOAD, _ARGUMENTS_AT),
        _line(_HAS, _THREAD, 1, 0),
        _line(_GIVE, _KILL),
        _line(_GIVE, _ALLOW),
    ]
    return [*lines, _line(_GIVE, _ALLOW)]


def _line(operation: int, number: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, yes, no, number)
