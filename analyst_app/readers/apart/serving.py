"""The reader process: confines itself, then reads what it is given until nobody asks any more.

Imports no parser when it is imported: that waits until the process is confined, since importing one can try the network.
"""

import gc
import importlib
import json
import os
import signal
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.readers.apart.confinement import allow_seconds, attempts, confine
from analyst_app.readers.apart.messages import Answer, Outcome, Task, packed
from analyst_app.readers.desk import Desk, Listed
from analyst_app.readers.kinds import Kind
from analyst_app.readers.parsing import parse

_FIRST_PAGE = b"<html><body><p>The first page that is read takes a tenth of a second more than the next.</p></body></html>"
_PARSERS = {
    Kind.HTML: "page",
    Kind.WORD: "word",
    Kind.PDF: "pdf",
    Kind.ODT: "odt",
    Kind.RTF: "rich",
    Kind.OUTLOOK: "outlook",
    Kind.SAVED_PAGE: "saved_page",
    Kind.MAIL: "mail",
}


def serve(pipe: "Connection[bytes, bytes]", memory: int) -> None:
    """Read what comes through the pipe until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(memory=memory)
    desk = Desk()
    try:
        while True:
            order = json.loads(pipe.recv_bytes())
            if order["task"] == Task.LOAD:
                _load(pipe)
                continue
            data = pipe.recv_bytes() if order["with_data"] else b""
            allow_seconds(order["seconds"])
            pipe.send_bytes(packed(_answered(desk, order, data)))
    except (EOFError, OSError):
        os._exit(0)


def _load(pipe: "Connection[bytes, bytes]") -> None:
    """Import the parsers one by one while nothing is asked for; what is left is imported when it is needed."""
    for kind in _PARSERS:
        if pipe.poll():
            return
        _prepare(kind)
    if not pipe.poll():
        parse(Kind.HTML, _FIRST_PAGE, key="", name="")
    gc.collect()
    gc.freeze()


def _prepare(kind: Kind) -> None:
    """Import the parser of a format. What a library tries while it is imported is refused, and no fault of a file."""
    importlib.import_module(f"analyst_app.readers.{_PARSERS.get(kind, 'page')}")
    attempts()


def _answered(desk: Desk, order: dict[str, Any], data: bytes) -> Answer:
    answer = _tried(desk, order, data)
    return Answer(Outcome.FORBIDDEN) if attempts() else answer


def _tried(desk: Desk, order: dict[str, Any], data: bytes) -> Answer:
    try:
        return _done(desk, order, data)
    except InputError as refusal:
        return Answer(Outcome.REFUSED, words=str(refusal))
    except MemoryError:
        return Answer(Outcome.MEMORY)
    except Exception as fault:  # noqa: BLE001 - whatever a file breaks here must not break the program; it is named and logged there
        return Answer(Outcome.FAULT, words=_where(fault))


def _done(desk: Desk, order: dict[str, Any], data: bytes) -> Answer:
    match order["task"]:
        case Task.PASTED:
            from analyst_app.readers.pasted import rich_text  # noqa: PLC0415 - loaded when first needed

            return Answer(Outcome.TEXT, words=rich_text(data, form=order["form"]))
        case Task.MEMBER:
            return Answer(Outcome.READ, result=desk.member(order["number"]))
    kind = Kind(order["kind"])
    _prepare(kind)
    found = desk.read(kind, data, key=order["key"], name=order["name"])
    if isinstance(found, Listed):
        return Answer(Outcome.LISTED, listed=found)
    return Answer(Outcome.READ, result=found)


def _where(fault: Exception) -> str:
    """The kind of a fault and the lines it came through, without its message, which may hold words of the file."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    return f"{type(fault).__name__} at " + " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
