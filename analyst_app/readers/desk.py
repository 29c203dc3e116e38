"""Where files are read one after another, and archives kept open to be asked for their members: the work of the reader process.

Knows no process and no pipe: what is read here in a process of its own is read the same in any other.
"""

from dataclasses import dataclass, replace

from analyst_app.domain.errors import InputError
from analyst_app.readers.archive import Archive, kind_inside
from analyst_app.readers.kinds import Kind, kind_of
from analyst_app.readers.parsing import parse
from analyst_app.readers.result import ReadResult


@dataclass(frozen=True, slots=True)
class Listed:
    """An archive of reports: what each file to be read is called, and a sentence for each that cannot be."""

    names: tuple[str, ...]
    problems: tuple[str, ...]


class Desk:
    """Keeps the archive that was read last."""

    def __init__(self) -> None:
        self._archive: Archive | None = None

    def read(self, kind: Kind, data: bytes, *, key: str, name: str) -> ReadResult | Listed:
        """The report of a file, or what there is to read in an archive.

        Raises:
            InputError: where it cannot be read; one sentence with the next step.
        """
        self._archive = None
        if kind is Kind.ZIP and (kind := kind_inside(data, name)) is Kind.ZIP:
            self._archive = Archive(data, key=key, name=name)
            return Listed(tuple(member.name for member in self._archive.members), tuple(self._archive.problems))
        return parse(kind, data, key=key, name=name)

    def member(self, number: int) -> ReadResult:
        """The reports of a member of the archive, by its place in the list.

        Raises:
            InputError: as for any file, and where the member is an archive itself.
        """
        assert self._archive is not None
        member = self._archive.members[number]
        data = self._archive.read(member)
        kind = kind_of(data, member.name)
        if kind is Kind.ZIP and (kind := kind_inside(data, member.name)) is Kind.ZIP:
            raise InputError(f"{member.name} is an archive in an archive and was not opened. Unpack it and open it by itself.")
        result = parse(kind, data, key=member.key, name=member.name)
        if not result.many:
            return result
        # Ids are their own in one file, and not in all files of an archive.
        return replace(result, reports=tuple(replace(report, key=f"{member.key}/{report.key}") for report in result.reports))
