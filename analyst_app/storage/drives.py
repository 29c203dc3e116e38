"""Which drives are reached over a network. SQLite's locks cannot be trusted there, and a lost connection can lose a file."""

import ctypes
import os
import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "davfs", "webdav", "afpfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.google-drive"}
)
"""Names of file systems, as the system lists them."""

_REMOTE_DRIVE = 4
"""What Windows calls a drive of another computer (GetDriveType)."""


def network_drive(path: Path) -> str | None:
    """The kind of network drive that a file lies on ("nfs4"); None where it lies on this computer, or nobody can tell."""
    if sys.platform == "win32":
        anchor = path.absolute().anchor
        remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
        return "network" if remote else None
    try:
        listed = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    return kind_of(listed, Path(os.path.realpath(path)))


def kind_of(mounts: str, path: Path) -> str | None:
    """The same from the system's list of mounts: the longest mount point above the file decides, the last one where two are equal."""
    found, longest = None, -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # a device, a mount point, a kind
            continue
        point = fields[1].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= longest:
            found, longest = fields[2], len(point)
    return found if found in NETWORK else None
