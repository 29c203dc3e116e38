"""What the program and the reader process say to each other: JSON, and the bytes of a file beside it. Nothing in it can be run.

A process that a file has taken over could answer anything, so that an answer is looked at and never unpacked into objects of its choice.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from analyst_app.domain.reports import Report
from analyst_app.readers.desk import Listed
from analyst_app.readers.result import ReadResult


class Task(StrEnum):
    """What the reader process is asked to do."""

    LOAD = "load"
    READ = "read"
    MEMBER = "member"
    PASTED = "pasted"


class Outcome(StrEnum):
    """How it ended."""

    READ = "read"
    LISTED = "listed"
    TEXT = "text"
    REFUSED = "refused"
    """With a sentence for the analyst."""
    MEMORY = "memory"
    FORBIDDEN = "forbidden"
    FAULT = "fault"
    """Something that no reader should do; `what` says where, without a word of the file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome, with what belongs to it."""

    outcome: Outcome
    result: ReadResult | None = None
    listed: Listed | None = None
    words: str = ""


def packed(answer: Answer) -> bytes:
    """An answer, to be sent."""
    body: dict[str, Any] = {"outcome": answer.outcome, "words": answer.words}
    if answer.result is not None:
        body["result"] = asdict(answer.result)
    if answer.listed is not None:
        body["listed"] = asdict(answer.listed)
    return json.dumps(body, default=_iso).encode()


def unpacked(data: bytes) -> Answer:
    """An answer that came.

    Raises:
        ValueError: where it is none.
    """
    try:
        body = json.loads(data)
        listed, result = body.get("listed"), body.get("result")
        return Answer(
            Outcome(body["outcome"]),
            result=None if result is None else _result(result),
            listed=None if listed is None else Listed(_sentences(listed["names"]), _sentences(listed["problems"])),
            words=str(body["words"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError("no answer") from fault


def _result(body: Mapping[str, Any]) -> ReadResult:
    return ReadResult(tuple(_report(report) for report in body["reports"]), _sentences(body["problems"]), many=bool(body["many"]))


def _report(body: Mapping[str, Any]) -> Report:
    published, moment = body["published"], body["moment"]
    return Report(
        str(body["key"]),
        str(body["text"]),
        None if published is None else date.fromisoformat(published),
        title=_words(body["title"]),
        source=_words(body["source"]),
        author=_words(body["author"]),
        moment=None if moment is None else datetime.fromisoformat(moment),
    )


def _iso(value: date) -> str:
    """A day or a moment as JSON has it."""
    return value.isoformat()


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _sentences(values: list[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
