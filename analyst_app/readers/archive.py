"""ZIP archives: documents that are archives inside are told apart, and of an archive of reports each report is unpacked by itself.

Unpacks into memory alone, so that no name in an archive reaches a folder. Archives in archives are not opened.
"""

import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from analyst_app.domain.errors import InputError
from analyst_app.readers.about import one_line
from analyst_app.readers.kinds import SUFFIXES, Kind
from analyst_app.readers.limits import LARGEST_REPORT, in_megabytes
from analyst_app.readers.unpacking import ARCHIVE, FAULTS, ODT, WORD, is_locked, opened

_OTHERS = {"xl/": "a spreadsheet", "ppt/": "a presentation", "visio/": "a drawing"}
_TEXT = b"application/vnd.oasis.opendocument.text"
_NESTED = frozenset({".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
_ABOUT_THE_ARCHIVE = frozenset({"readme", "licence", "license"})
_CALLED = {".docx": WORD, ".odt": ODT}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive that is to be read: its name in the archive, made safe, and the key of its report."""

    name: str
    key: str
    number: int


class Archive:
    """An archive of reports. `problems` has a sentence for each of its files that is not read, though it might be a report."""

    def __init__(self, data: bytes, *, key: str, name: str) -> None:
        self._archive = opened(data, name=name, what=ARCHIVE)
        self._name = name
        self._parts = self._archive.infolist()
        self.problems: list[str] = []
        self.members = self._members(key)
        if not self.members and not self.problems:
            raise InputError(f"{name} holds no reports. Choose an archive with reports as .txt, .docx, .pdf or .html in it.")

    def read(self, member: Member) -> bytes:
        """The bytes of a member.

        Raises:
            InputError: where it is locked, damaged, or unpacks to more than a report.
        """
        part = self._parts[member.number]
        if is_locked(part):
            raise InputError(f"{member.name} in {self._name} is locked by a password. Unpack the archive and open the files in it.")
        if part.file_size > LARGEST_REPORT:
            size, most = in_megabytes(part.file_size), in_megabytes(LARGEST_REPORT)
            raise InputError(f"{member.name} in {self._name} has {size}, more than the {most} that are read. Divide it.")
        try:
            return self._archive.read(part)
        except FAULTS as fault:
            raise InputError(
                f"{member.name} in {self._name} is damaged. Ask for the archive again, or unpack what can be unpacked."
            ) from fault

    def _members(self, key: str) -> tuple[Member, ...]:
        wanted = [(number, _safe(part)) for number, part in enumerate(self._parts) if not part.is_dir()]
        wanted = [(number, name) for number, name in wanted if self._is_report(name)]
        stems = Counter(str(PurePosixPath(name).with_suffix("")) for _, name in wanted)
        names = Counter(name for _, name in wanted)
        found = []
        for number, name in wanted:
            stem = str(PurePosixPath(name).with_suffix(""))
            short = stem if stems[stem] == 1 else name if names[name] == 1 else f"{name} ({number + 1})"
            found.append(Member(name, f"{key}/{short}", number))
        return tuple(found)

    def _is_report(self, name: str) -> bool:
        path = PurePosixPath(name)
        suffix = path.suffix.lower()
        if any(piece.startswith((".", "__MACOSX")) for piece in path.parts) or path.stem.lower() in _ABOUT_THE_ARCHIVE:
            return False
        if suffix in _NESTED or SUFFIXES.get(suffix) is Kind.ZIP:
            self.problems.append(f"{name} in {self._name} is an archive in an archive and was not opened. Unpack it and open it by itself.")
            return False
        return suffix in SUFFIXES


def kind_inside(data: bytes, name: str) -> Kind:
    """What a file is that begins like an archive: a document, or an archive of reports.

    Raises:
        InputError: where it is damaged, or another document than those that are read.
    """
    called = _CALLED.get(PurePosixPath(name).suffix.lower(), ARCHIVE)
    with opened(data, name=name, what=called) as archive:
        parts = archive.namelist()
        if "content.xml" in parts and _is_text(archive):
            return Kind.ODT
        if "[Content_Types].xml" in parts:
            if any(part.startswith("word/") for part in parts):
                return Kind.WORD
            for folder, other in _OTHERS.items():
                if any(part.startswith(folder) for part in parts):
                    raise InputError(f"{name} is {other}, which cannot be read. Save its text as .docx, .pdf or .txt and open that file.")
        if "content.xml" in parts and "mimetype" in parts:
            raise InputError(f"{name} is no text but another document. Save its text as .odt, .docx or .txt and open that file.")
    return Kind.ZIP


def _is_text(archive: zipfile.ZipFile) -> bool:
    try:
        with archive.open("mimetype") as part:
            return part.read(200).strip().startswith(_TEXT)
    except FAULTS:
        return True  # its reader will say what is wrong with it


def _safe(part: zipfile.ZipInfo) -> str:
    """The name of a part as a path below the archive: no drive, no way up, nothing invisible, no more than a name has."""
    pieces = [piece for raw in part.filename.replace("\\", "/").split("/") if (piece := one_line(raw)) and piece not in {".", ".."}]
    cleaned = [piece.replace(":", "_") for piece in pieces[-8:]]
    path = PurePosixPath(*cleaned) if cleaned else PurePosixPath("unnamed")
    name = str(path)
    return name if len(name) <= _LONGEST_NAME else f"…{name[-_LONGEST_NAME:].lstrip('/')}"
