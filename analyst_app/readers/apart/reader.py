"""The reader that the program uses: plain text is read here, all other formats in a process that can be lost without harm.

The process is started when it is first needed, or ahead by `warm`, kept for the next file, and replaced when a file has broken it.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.readers.apart.messages import Answer, Outcome, Task
from analyst_app.readers.apart.process import Ended, ReaderProcess
from analyst_app.readers.jsonl import read_jsonl
from analyst_app.readers.kinds import SIMPLE, Kind
from analyst_app.readers.parsing import parse
from analyst_app.readers.pasted import Copied, clean_pasted
from analyst_app.readers.reading import Found, find, gathered
from analyst_app.readers.result import ReadResult

log = logging.getLogger("readers")

_MOST_FILES = 2_000
"""Files, or members of archives, that one process reads."""
_INSTEAD = "Open it in the program that made it, copy its text and paste that."
_SENTENCES = {
    Outcome.MEMORY: "reading it took more memory than is allowed",
    Outcome.FORBIDDEN: "it tried to reach beyond itself, which no report does",
    Outcome.FAULT: "it is damaged in a way that is not understood",
}


type Watch = Callable[[], None]


def _unwatched() -> None:
    """Nobody watches, and nobody has it stopped."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one file may take: bytes of memory, seconds of work, and seconds of work more for each megabyte of the file.

    On a busy machine work takes longer: `patience` is how many times longer is waited for it.
    """

    memory: int = 1536 * 1024 * 1024
    seconds: float = 20.0
    seconds_a_megabyte: float = 4.0
    patience: float = 3.0

    def work(self, size: int) -> float:
        """Seconds that the process may work at a file of so many bytes."""
        return self.seconds + self.seconds_a_megabyte * size / (1024 * 1024)


class Reader:
    """Usable from several threads, one file at a time. `close` ends the process, whatever it is doing."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Allowance()
        self._turn = threading.RLock()
        self._process: ReaderProcess | None = None
        self._closed = False
        self._watch: Watch = _unwatched

    def warm(self) -> None:
        """Start the process and have it load its parsers meanwhile; returns at once. Where it cannot be started, nothing happens."""
        with self._turn:
            try:
                self._running().send({"task": Task.LOAD})
            except (Ended, InputError) as fault:
                log.warning("The reader process was not started ahead: %s", fault)

    def read(self, path: Path, *, key: str | None = None, watch: Watch = _unwatched) -> ReadResult:
        """The reports of a file, with what could not be read of it; keys are given as by `read_file`.

        `watch` is called several times a second while it is waited for; what it raises ends the reading.

        Raises:
            InputError: where nothing of it can be read, or reading it took more than is allowed; one sentence with the next step.
        """
        found = find(path, key=key)
        if found.kind is Kind.JSONL:
            return read_jsonl(found.path)
        return self.read_found(found, watch=watch)

    def read_found(self, found: Found, *, watch: Watch = _unwatched) -> ReadResult:
        """The same of a file whose bytes are here.

        Raises:
            InputError: as `read`.
        """
        if found.kind in SIMPLE:
            return parse(found.kind, found.data, key=found.key, name=found.name)
        with self._turn:
            self._replace_old()
            self._watch = watch
            answer = self._asked(found)
            if answer.listed is None:
                return self._result(answer, found.name)
            names = answer.listed.names
            return gathered(answer.listed, lambda number: self._member(found, number, names[number]), name=found.name)

    def pasted(self, copied: Copied) -> str:
        """The text of what was copied, cleaned: with the headings, bullets and tables of its rich form where there is one.

        Where the rich form cannot be read, the plain one is taken.
        """
        rich = ""
        if copied.rich is not None:
            form, markup = copied.rich
            order = {"task": Task.PASTED, "form": form}
            with self._turn, suppress(InputError):
                self._watch = _unwatched
                answer = self._exchange(order, markup, name="The copied text")
                rich = answer.words if answer.outcome is Outcome.TEXT else ""
        return clean_pasted(copied.plain, rich=rich)

    def close(self) -> None:
        """End the process. What is being read fails with a sentence; nothing is read afterwards."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            if self._process is not None:
                self._process.stop()
                self._process = None

    def _member(self, found: Found, number: int, name: str) -> ReadResult:
        if self._process is None or not self._process.alive:  # the member before it broke the process: it needs the archive again
            self._asked(found)
        order = {"task": Task.MEMBER, "number": number}
        return self._result(self._exchange(order, None, name=name, size=len(found.data)), name)

    def _asked(self, found: Found) -> Answer:
        order = {"task": Task.READ, "kind": found.kind, "key": found.key, "name": found.name}
        return self._exchange(order, found.data, name=found.name)

    def _exchange(self, order: dict[str, Any], data: bytes | None, *, name: str, size: int = 0) -> Answer:
        """One question and its answer.

        Raises:
            InputError: where the process ended over it, or took too long.
        """
        work = self._allowance.work(len(data) if data is not None else size)
        process = self._running()
        try:
            process.send({**order, "seconds": round(work), "with_data": data is not None}, data)
            answer = process.answer(within=work * self._allowance.patience, watch=self._watch)
        except Ended as end:
            self._process = None
            process.stop()
            if self._closed:
                raise InputError(f"{name} was not read, since the program was closed meanwhile.") from end
            log.warning("The reader process has ended: %s", end.why)
            raise InputError(f"{name} could not be read: {end}. {_INSTEAD}") from end
        except BaseException:  # whoever watches has had enough
            self._process = None
            process.stop()
            raise
        if answer.outcome in {Outcome.MEMORY, Outcome.FORBIDDEN}:
            self._process = None  # what it holds now is not known
            process.stop()
        if answer.outcome is Outcome.FAULT:
            log.warning("A reader stumbled: %s", answer.words)
        return answer

    def _result(self, answer: Answer, name: str) -> ReadResult:
        if answer.outcome is Outcome.READ and answer.result is not None:
            return answer.result
        if answer.outcome is Outcome.REFUSED:
            raise InputError(answer.words)
        raise InputError(f"{name} could not be read: {_SENTENCES.get(answer.outcome, _SENTENCES[Outcome.FAULT])}. {_INSTEAD}")

    def _replace_old(self) -> None:
        """Libraries remember what they have read: a process that has read many files makes room."""
        if self._process is not None and self._process.answers >= _MOST_FILES:
            self._process.stop()
            self._process = None

    def _running(self) -> ReaderProcess:
        if self._closed:
            raise InputError("Nothing is read any more, since the program is closing.")
        if self._process is None or not self._process.alive:
            if self._process is not None:
                self._process.stop()
            started = time.monotonic()
            try:
                self._process = ReaderProcess(memory=self._allowance.memory)
            except OSError as fault:
                self._process = None
                why = fault.strerror or str(fault)
                raise InputError(f"No process can be started to read the file in: {why}. Close other programs and try again.") from fault
            log.debug("A reader process was started in %.2f s", time.monotonic() - started)
        return self._process
