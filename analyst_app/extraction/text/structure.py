"""A report's text cut into blocks: title, dateline, headings, time stamps, bullets, paragraphs, boilerplate.

Every character that is not white space in the prepared text belongs to exactly one block. Knows the form of lines, not
what they tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyst_app.domain.spans import Span
from analyst_app.extraction.dates.dates import date_spans
from analyst_app.extraction.text.line_kinds import (
    bullet_length,
    is_boilerplate,
    is_date_line,
    is_heading,
    is_headline,
    is_second_title,
    is_shouted,
    is_tally,
    stamp_length,
)
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import Block, BlockKind
from analyst_app.extraction.words.calendar_words import MONTH, WEEKDAY

_PLACE = r"[A-Z][A-Z'.]+(?:[ /-][A-Z][A-Z'.]*)*"
_AGENCY = r"(?: ?\((?:[A-Z][\w. ]{1,30})\))?"
_DATELINE_START = re.compile(rf"(?:date )?(?:{_PLACE}(?:, [A-Z][\w' ]{{1,30}})?|[A-Z][\w'-]+(?:[ /][A-Z][\w'-]+){{0,2}})?[ ,(-]*$")
_DATELINE_END = re.compile(rf"\)?{_AGENCY}\s*(?:[-—.:]\s+)")
_PLACE_DATELINE = re.compile(rf"{_PLACE}(?:, [A-Z][\w' ]{{1,30}})?{_AGENCY} ?(?:-|—) (?=\S)")
_PLACE_FIRST = re.compile(rf"{_PLACE}(?:,| ?\(|$)|date\b|[0-9]|(?:{WEEKDAY}|{MONTH})")
_ENDED = re.compile(r"[.!?:;)\"']\W*$")
_LEADS_IN = re.compile(r"(?::|\b(?:of which|including|among them|of them|in particular|namely|as follows)[:,]?)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_DATELINE_REACH = 120
_WRAPPED = 50
"""Characters; a shorter line without a full stop ends by itself, a longer one goes on in the next."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line without the white space around it; `followed` by another of the same entry, or not."""

    start: int
    indent: int
    text: str
    blank_before: bool
    followed: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def until(self, length: int) -> "_Line":
        """The same with its first so many characters alone."""
        return replace(self, text=self.text[:length].rstrip())

    def after(self, length: int) -> "_Line":
        """The same without its first so many characters."""
        return replace(self, start=self.start + length, text=self.text[length:], blank_before=True)


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a report in order.

    `heading` names the heading (else the time stamp) above a block, `lead_in` the line whose list a bullet belongs to.
    """
    reader = _Reader()
    for line in _lines(prepare(text)):
        reader.take(line)
    return tuple(reader.blocks)


def _lines(plain: str) -> Iterator[_Line]:
    at, blank, last = 0, True, None
    for raw in plain.split("\n"):
        content = raw.strip()
        if content:
            if last is not None:
                yield replace(last, followed=not stamp_length(content))
            indent = len(raw) - len(raw.lstrip())
            last = _Line(at + indent, indent, content, blank, followed=False)
        blank = not content
        at += len(raw) + 1
    if last is not None:
        yield last


class _Reader:
    """Takes the lines one after the other and keeps what heads and leads in the next."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._indents: list[tuple[int, int]] = []
        self._stamp: int | None = None
        self._heading: int | None = None
        self._heading_is_label = False
        self._lead_in: int | None = None
        self._last_text = ""
        self._told = False
        self._list_closed = False

    def take(self, line: _Line) -> None:
        """Add one line, as a block of its own or to the last one."""
        stamp = stamp_length(line.text)
        if stamp and not is_date_line(line.text[stamp:] or "x"):
            self._add_stamp(line, stamp)
            if stamp == len(line.text):
                return
            line = line.after(stamp)
        mark = 0 if is_shouted(line.text) else bullet_length(line.text)
        if mark or is_tally(line.text) or self._is_nested(line):
            self._add_bullet(line, mark)
        elif self._continues(line):
            last = self.blocks[-1]
            kind = BlockKind.PARAGRAPH if last.kind is BlockKind.TITLE else last.kind
            self.blocks[-1] = replace(last, kind=kind, span=Span(last.span.start, line.end))
            self._told = self._told or kind is BlockKind.PARAGRAPH
            self._last_text = line.text
            self._note_lead_in(line.text)
        else:
            self._add_text(line)

    def _add_text(self, line: _Line) -> None:
        if is_boilerplate(line.text):
            self._add(BlockKind.BOILERPLATE, line)
        elif not self._told and (is_date_line(line.text) or not self.blocks) and self._is_head(line):
            return
        elif not self._told and self._stamp is None and (is_shouted(line.text) or self._is_second_title(line)):
            self._add(BlockKind.TITLE, line)
        elif self._heads_entry(line) if self._is_below_stamp() else is_heading(line.text):
            self._add_heading(line)
        else:
            self._add_paragraph(line)

    def _is_head(self, line: _Line) -> bool:
        """Add the line as dateline or title where it is one."""
        if is_date_line(line.text):
            dated = self.blocks or _PLACE_FIRST.match(line.text) or not line.text[0].isalpha()
            self._add(BlockKind.DATELINE if dated else BlockKind.TITLE, line)
        elif is_headline(line.text) and not self._dateline_length(line.text):
            self._add(BlockKind.TITLE, line)
        else:
            return False
        return True

    def _is_second_title(self, line: _Line) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is BlockKind.TITLE and not line.blank_before and is_second_title(line.text)

    def _is_below_stamp(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is BlockKind.TIME_STAMP

    def _heads_entry(self, line: _Line) -> bool:
        """Whether a line below a time is the headline of its entry; where no text follows, it is the text."""
        return line.followed and (is_headline(line.text) or is_heading(line.text))

    def _add_paragraph(self, line: _Line) -> None:
        bullets = bool(self.blocks) and self.blocks[-1].kind is BlockKind.BULLET and line.blank_before
        if self._heading_is_label and (bullets or self._list_closed):
            # A label's list ends where ordinary text follows it.
            self._heading, self._heading_is_label = None, False
        # Lines that end in semicolons are a list, and the one that ends in a full stop closes it.
        self._list_closed = self._last_text.endswith(";") and line.text.endswith(".")
        length = 0 if self._told else self._dateline_length(line.text)
        if length:
            self._add(BlockKind.DATELINE if self._is_place_first(line.text, length) else BlockKind.TITLE, line.until(length))
            line = line.after(length)
        kind = BlockKind.BOILERPLATE if is_boilerplate(line.text) else BlockKind.PARAGRAPH
        self._told = self._told or kind is BlockKind.PARAGRAPH
        self._add(kind, line)
        self._note_lead_in(line.text)

    def _note_lead_in(self, words: str) -> None:
        self._indents = []
        self._lead_in = len(self.blocks) - 1 if _LEADS_IN.search(words[-60:]) else None

    def _add_heading(self, line: _Line) -> None:
        self._add(BlockKind.HEADING, line, heading=self._stamp)
        self._heading, self._heading_is_label = len(self.blocks) - 1, line.text.endswith(":")
        self._lead_in, self._indents = self._heading if self._heading_is_label else None, []

    def _add_stamp(self, line: _Line, length: int) -> None:
        # Under a dated title the hour belongs to the date; else it is the first entry of a live blog.
        early = not self._told and length == len(line.text) and len(self.blocks) == 1 and _YEAR.search(self._last_text) is not None
        self._add(BlockKind.DATELINE if early else BlockKind.TIME_STAMP, line.until(length), heading=None)
        if not early:
            self._stamp, self._heading, self._heading_is_label = len(self.blocks) - 1, None, False
            self._lead_in, self._indents = None, []

    def _add_bullet(self, line: _Line, mark: int) -> None:
        while self._indents and self._indents[-1][0] >= line.indent:
            self._indents.pop()
        if not mark and self.blocks and self.blocks[-1].kind is BlockKind.BULLET and self._last_text.rstrip().endswith(":"):
            # figures without marks go on with the bullet that announces them
            self._lead_in, self._indents = len(self.blocks) - 1, []
        lead_in = self._indents[-1][1] if self._indents else self._lead_in
        if lead_in is None and not mark:
            lead_in = self._announced_by()
        words = line.text[mark:]
        self._told = True
        self._add(BlockKind.BOILERPLATE if is_boilerplate(words) else BlockKind.BULLET, line, lead_in=lead_in)
        self._indents.append((line.indent, len(self.blocks) - 1))

    def _announced_by(self) -> int | None:
        """The line without a full stop above the first of several figures ("Knocked out since 24 February")."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING} or _ENDED.search(self._last_text[-8:]):
            return None
        self._lead_in = len(self.blocks) - 1
        return self._lead_in

    def _add(self, kind: BlockKind, line: _Line, *, heading: int | None = -1, lead_in: int | None = None) -> None:
        if heading == -1:
            heading = self._heading if self._heading is not None else self._stamp
        if kind in {BlockKind.TITLE, BlockKind.DATELINE}:
            heading = None
        self.blocks.append(Block(kind, Span(line.start, line.end), heading, lead_in))
        self._last_text = line.text

    def _is_nested(self, line: _Line) -> bool:
        """Whether an indented line without a mark belongs under the bullet above that announces it."""
        if not self._indents or line.blank_before or line.indent <= self._indents[-1][0] - 1:
            return False
        index = self._indents[-1][1]
        return line.indent > self._indents[0][0] and self.blocks[index].kind is BlockKind.BULLET and bool(_LEADS_IN.search(self._last_text))

    def _continues(self, line: _Line) -> bool:
        """Whether a line goes on with the block above: a wrapped line, not a new paragraph."""
        if line.blank_before or not self.blocks:
            return False
        kind = self.blocks[-1].kind
        if line.text[0].islower():
            return kind in {BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.BOILERPLATE, BlockKind.TITLE}
        goes_on = len(self._last_text) >= _WRAPPED and not _ENDED.search(self._last_text[-8:])
        return goes_on and kind in {BlockKind.PARAGRAPH, BlockKind.BULLET}

    def _is_place_first(self, words: str, length: int) -> bool:
        """Whether what stands before the text is a dateline and no title: "Overview, 20 July 2023." is one of those."""
        return bool(_PLACE_FIRST.match(words)) or not words[:length].rstrip().endswith((".", ":"))

    def _dateline_length(self, words: str) -> int:
        """How many characters "KYIV, 5 May 2024 (Reuters) – " takes at the start of a text, 0 where there is none."""
        length = 0
        for span in date_spans(words[:_DATELINE_REACH])[:1]:
            if _DATELINE_START.fullmatch(words[: span.start]):
                end = _DATELINE_END.match(words, span.end)
                if end is not None:
                    length = end.end()
                elif words.startswith("date "):
                    length = span.end + 1
        place = _PLACE_DATELINE.match(words, length)
        return place.end() if place else min(length, len(words))
