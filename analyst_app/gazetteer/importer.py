"""Bring an analyst's own places into a file that the gazetteer consults first. Reads GeoNames dumps and CSV, writes no shipped file.

Sources are read line by line, twice where they must be, so that even a dump of the whole world takes little memory.
"""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from analyst_app.domain.errors import InputError
from analyst_app.gazetteer.geonames import COLUMNS, DamagedRow, Divisions, place_of_row
from analyst_app.gazetteer.own_rows import CSV_COLUMNS, own_place
from analyst_app.gazetteer.places_file import NewPlace, PlacesFile
from analyst_app.gazetteer.places_writer import PlacesWriter
from analyst_app.resources import resource

_LARGEST = 4 * 1024**3
_LONGEST_LINE = 65_536
"""Characters; the longest line of GeoNames has a fifth of it, and a file without line ends must not fill the memory."""
_DAMAGED_SHARE, _DAMAGED_AT_LEAST = 0.01, 3
"""With more damaged lines than this share, and than this number, a dump is not believed at all."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many places were read, and how many damaged lines were passed over, the first of them `first_damaged`."""

    places: int
    damaged: int = 0
    first_damaged: int | None = None


def import_places(source: Path, *, into: Path, known: Path | None = None) -> Imported:
    """Add the places of a file to an analyst's own gazetteer.

    `source` is a GeoNames dump (`UA.txt`, or the ZIP that holds it, up to `allCountries.zip`) or a CSV with the columns
    `CSV_COLUMNS`. `into` is made where it is not there yet; a place that it already holds is replaced. It changes as a whole
    or not at all. `known` is the gazetteer whose names of divisions are used for GeoNames' codes; the shipped one unless given.
    Single damaged lines of a dump are passed over and counted.

    Raises:
        InputError: where the source cannot be read, is of no known form, or damaged; the message names the line.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    fresh, work = into.with_name(into.name + ".new"), into.with_name(into.name + ".work")
    for left in (fresh, work):
        left.unlink(missing_ok=True)
    reader = _Reader(source, known)
    try:
        with PlacesWriter(work) as writer:
            if into.exists():
                PlacesFile(into).close()  # refuses what is no gazetteer
                writer.take_file(into)
            count = writer.add(reader.places())
            if not count:
                raise InputError(f"“{source.name}” holds no places. Choose a GeoNames dump (UA.txt, UA.zip) or a CSV with a column “name”.")
            writer.write(fresh, meta={"name": "own places", "version": f"own-{writer.digest()}"})
        fresh.replace(into)
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as fault:
        raise InputError(f"“{source.name}” cannot be read: {fault}. Check that it is a GeoNames dump or a CSV in UTF-8.") from fault
    except OSError as fault:
        raise InputError(
            f"The places cannot be written to “{into}”: {fault.strerror}. Free some space, or choose another folder."
        ) from fault
    finally:
        for left in (fresh, work):
            left.unlink(missing_ok=True)
    return Imported(count, reader.damaged, reader.first_damaged)


class _Reader:
    """Reads one source, and counts the damaged lines that it passes over."""

    def __init__(self, source: Path, known: Path | None) -> None:
        self._source = source
        self._known = known
        self.damaged = 0
        self.first_damaged: int | None = None
        self._first_fault = ""

    def places(self) -> Iterator[NewPlace]:
        """The places of the source.

        Raises:
            InputError: see `import_places`.
        """
        with self._open() as lines:
            first = next(iter(_lines(lines)), (1, ""))[1] or ""
        if first.count("\t") == COLUMNS - 1:
            yield from self._from_geonames()
        else:
            yield from self._from_csv()

    def _from_geonames(self) -> Iterator[NewPlace]:
        divisions = self._divisions()
        last = 0
        with self._open() as lines:
            for number, line in _lines(lines):
                last = number
                if line is not None and not line.strip():
                    continue
                try:
                    place = place_of_row(_cells(line), divisions)
                except DamagedRow as fault:
                    self._pass_over(number, str(fault))
                    continue
                if place is not None:
                    yield place
        if self.damaged > max(_DAMAGED_SHARE * last, min(_DAMAGED_AT_LEAST, last // 2 - 1)):
            raise InputError(
                f"{self.damaged} of {last} lines of “{self._source.name}” are damaged. Line {self.first_damaged} of “{self._source.name}” "
                f"{self._first_fault} Download the file again."
            )

    def _pass_over(self, number: int, fault: str) -> None:
        self.damaged += 1
        if self.first_damaged is None:
            self.first_damaged, self._first_fault = number, fault

    def _divisions(self) -> Divisions:
        """The names of regions and districts: those of the gazetteer, and the dump's own where it has none."""
        divisions = Divisions()
        with self._open() as lines:
            for _, line in _lines(lines):
                divisions.note(line)
        file = PlacesFile(self._known or resource("gazetteer/places.sqlite"))
        try:
            return divisions.settled(file.division)
        finally:
            file.close()

    def _from_csv(self) -> Iterator[NewPlace]:
        with self._open() as lines:
            table = csv.DictReader(_whole(lines))
            header = [(name or "").strip().casefold() for name in table.fieldnames or ()]
            if "name" not in header:
                raise InputError(f"“{self._source.name}” has no column “name”. Give it a first line with: {', '.join(CSV_COLUMNS)}.")
            table.fieldnames = header
            for row in table:
                cells = {k: v.strip() for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
                if cells.get("name"):
                    yield own_place(cells, line=table.line_num, source=self._source.name)

    @contextmanager
    def _open(self) -> Iterator[TextIO]:
        try:
            with _opened(self._source) as lines:
                yield lines
        except OSError as fault:
            raise InputError(
                f"“{self._source.name}” cannot be read: {fault}. Check that it is a GeoNames dump or a CSV in UTF-8."
            ) from fault


@contextmanager
def _opened(source: Path) -> Iterator[TextIO]:
    if source.suffix.casefold() != ".zip":
        with source.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(source) as archive:
        texts = [i for i in archive.infolist() if i.filename.endswith((".txt", ".csv")) and "readme" not in i.filename.casefold()]
        if not texts:
            raise InputError(f"“{source.name}” holds no .txt or .csv file. Choose the ZIP as GeoNames offers it, such as UA.zip.")
        if texts[0].file_size > _LARGEST:
            raise InputError(f"“{texts[0].filename}” in “{source.name}” is larger than 4 GB. Import single countries instead.")
        with (
            archive.open(texts[0]) as data,
            TextIOWrapper(data, encoding="utf-8-sig", errors="surrogateescape", newline="") as lines,
        ):
            yield lines


def _lines(lines: TextIO) -> Iterator[tuple[int, str | None]]:
    """The lines with their numbers; None for one that is longer than any can be."""
    number = 0
    while line := lines.readline(_LONGEST_LINE):
        number += 1
        if len(line) < _LONGEST_LINE or line.endswith("\n"):
            yield number, line
            continue
        while (rest := lines.readline(_LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        yield number, None


def _cells(line: str | None) -> list[str]:
    return [] if line is None else line.rstrip("\r\n").split("\t")


def _whole(lines: TextIO) -> Iterator[str]:
    """The lines of a CSV, which must be text throughout.

    Raises:
        csv.Error: where a line is none.
    """
    for number, line in _lines(lines):
        if line is None:
            raise csv.Error(f"line {number} is too long")
        if not line.isascii() and any("\udc80" <= c <= "\udcff" for c in line):
            raise csv.Error(f"line {number} is not UTF-8")
        yield line
