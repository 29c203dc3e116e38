"""Who is speaking where the layout says so: the turns of a transcript, a name and a colon before what somebody says.

Knows the form of labels; who is quoted inside a sentence is read elsewhere.
"""

import re

from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import Mention

_TURN = re.compile(r"(?P<who>(?:(?:[A-Z][a-z]{1,5}\.|[A-Z]{2,}\.?|[A-Z][\w'’-]+) ){0,4}(?:[A-Z][A-Z'’-]+|[A-Z][\w'’-]+|Q|A))\s?: ")
_ASKS = frozenset({"q", "question", "reporter", "journalist", "moderator", "interviewer", "host", "a reporter"})
_FEWEST = 3
"""Turns that make a transcript; one or two labels are headings of a list."""
_LABEL_CHUNKS = 4
_SPEAKING = frozenset({"staff", "genstaff", "ministry", "mod", "command", "administration", "police", "service", "office", "agency"})


class Turns:
    """The labels of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._by_block = self._transcript()

    def of(self, row: Row) -> Found[str] | None:
        """Whose turn a sentence belongs to; None in what a questioner says, and in a report that is no transcript."""
        return self._by_block.get(row.sentence.block)

    def label(self, row: Row) -> tuple[int, int] | None:
        """As in "President X: Russia launched ...", "General Staff as of 15:00: ...": the speaker's chunk and the first chunk said."""
        if self._by_block:
            return None
        stop = next((k for k in range(1, min(len(row), _LABEL_CHUNKS + 1)) if row.chunks[k].sep.startswith(":")), None)
        if stop is None or any(row.chunks[k].kind is Kind.VERB for k in range(stop)):
            return None
        for k in range(stop):
            mention = row.mention(k)
            if mention is not None and not row.chunks[k].prep and self._speaks(row, k, mention):
                return k, stop
        return None

    def _speaks(self, row: Row, k: int, mention: Mention) -> bool:
        if mention.label is Label.PERSON:
            return True
        # "Russian forces: 12 strikes" counts what they did; "Ministry of Defence: ..." speaks.
        if mention.label is Label.ORGANISATION:
            return True
        return mention.label is Label.ACTOR and row.word(k) in _SPEAKING

    def _transcript(self) -> dict[int, Found[str] | None]:
        """Block → its speaker, under the full name that the report gives."""
        text = self.scene.reading.text
        found: dict[int, tuple[str, Span]] = {}
        for index, block in enumerate(self.scene.blocks):
            match = _TURN.match(text, block.span.start, block.span.end)
            if match is not None:
                found[index] = match["who"], Span(match.start("who"), match.end("who"))
        names = [who for who, _ in found.values()]
        if len(names) < _FEWEST or len(set(names)) == len(names):
            return {}
        turns: dict[int, Found[str] | None] = {}
        speaker: Found[str] | None = None
        for index in range(len(self.scene.blocks)):
            if index in found:
                who, span = found[index]
                name = None if who.lower() in _ASKS else self._full_name(who)
                speaker = None if name is None else Found(name, span, 0.85)
            turns[index] = speaker
        return turns

    def _full_name(self, who: str) -> str | None:
        surname = who.rsplit(maxsplit=1)[-1].lower()
        people = [m.text for m in self.scene.reading.mentions if m.label is Label.PERSON]
        alike = [name for name in people if name.lower().rsplit(maxsplit=1)[-1] == surname]
        return max(alike, key=len, default=None)
