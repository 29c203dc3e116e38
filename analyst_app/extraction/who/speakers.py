"""Who speaks: the person, body or party in the subject of a verb of saying, under its full name.

The report's own author is known from its head, for nobody is quoted for what the report itself says.
"""

from itertools import pairwise

from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import RELATIVES, Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import BlockKind

_SPEAKERS = frozenset({Kind.BODY, Kind.PARTY, Kind.PEOPLE, Kind.THING, Kind.PRONOUN, Kind.PLACE})
_OWN_WORK = frozenset({"desk", "investigation", "monitors", "monitoring team", "log", "this office", "newsroom", "editors"})
_HEADS = frozenset({"centre", "center", "desk", "mission", "office", "monitor", "observatory", "cell", "unit", "service", "bureau"})
"""Words for those who made the report itself."""
_TO_SOMEBODY = frozenset({"tell", "inform", "assure", "remind", "brief"})
"""Behind these stands who is told."""
PERSONAL = frozenset({"he", "she"})
_NEUTRAL = frozenset({"it", "they"})

type Speaker = tuple[Found[str], str | None, int]
"""The source, the party it speaks for, and its chunk."""


class Speakers:
    """Finds the speakers of one report."""

    def __init__(self, arguments: Arguments, scene: Scene) -> None:
        self.arguments = arguments
        self.scene = scene
        self.head = self._head_words()
        self.own = self._own_names()
        self.written_out = self._written_out()

    def _own_names(self) -> frozenset[str]:
        """The bodies that head the report; "the Mission" is the mission of its title."""
        names: set[str] = set()
        blocks = self.scene.blocks[:4]
        ends = [b.span.end for b in blocks if b.kind in {BlockKind.TITLE, BlockKind.DATELINE, BlockKind.HEADING}]
        head = max(ends, default=0)
        first = next((s for s in self.scene.sentences), None)
        for index, mention in enumerate(self.scene.reading.mentions):
            if mention.label not in {Label.ORGANISATION, Label.ACTOR}:
                continue
            in_title = mention.span.end <= head
            verbless = first is not None and index in first.mentions and not any(self.scene.tags[i].startswith("VB") for i in first.tokens)
            if in_title or verbless:
                names.add(mention.text.lower())
        return frozenset(names)

    def _head_words(self) -> frozenset[str]:
        """The capitalised words of the lines above the report: "the Centre" is the one that heads it."""
        text = self.scene.reading.text
        heads = [b for b in self.scene.blocks[:3] if b.kind in {BlockKind.TITLE, BlockKind.DATELINE}]
        words = {word.strip(".,:;()") for block in heads for word in block.span.of(text).split()}
        return frozenset(word.lower() for word in words if word[:1].isupper()) & _HEADS

    def is_own(self, name: str) -> bool:
        """Whether a source is the report's own author."""
        lower = name.lower()
        if lower in self.own or lower in _OWN_WORK or self.written_out.get(name, name).lower() in self.own:
            return True
        if " " not in name and lower in self.head:
            return True
        return any(lower in other.split() or _acronym(other) == lower for other in self.own if len(other.split()) > 2)

    def speaker(self, row: Row, k: int, memory: Memory, *, ahead: bool = False) -> Speaker | None:
        """Who says what the verb at `k` says; None where nobody is named. `ahead`: only before the verb, as with "denied"."""
        subject = self.subject(row, k, ahead=ahead)
        if subject is None:
            return None
        group = self._group(row, subject, k)
        return self.named(row, group, memory) or self._worded(row, subject, memory)

    def subject(self, row: Row, k: int, *, ahead: bool = False) -> int | None:
        """The chunk that speaks; behind a comma the parser's subject often belongs to what is said."""
        if row.chunks[k].kind is not Kind.VERB:
            return self._apposed(row, k) if row.chunks[k].sep else k - 1
        if "," in row.chunks[k].sep:
            apposed, behind = self._apposed(row, k), None if ahead else self._inverted(row, k)
            addressed = row.lemma(k) in _TO_SOMEBODY
            opens = addressed or (apposed is not None and not any(chunk.kind is Kind.VERB for chunk in row.chunks[:apposed]))
            if behind is not None and not opens and not self._acts(row, behind):
                return behind
            if apposed is not None:
                return apposed
        subject = row.subject(k)
        if subject is None or subject > k or row.chunks[subject].kind not in _SPEAKERS:
            subject = None if ahead else self._inverted(row, k)
        return None if subject is None or row.chunks[subject].kind not in _SPEAKERS else subject

    def _acts(self, row: Row, k: int) -> bool:
        """Whether a chunk does something of its own behind the verb: "X, the spokesman, said troops fired"."""
        if k + 1 < len(row) and row.word(k + 1) in RELATIVES:
            return False
        return any(chunk.kind is Kind.VERB and at > k and row.subject(at) == k for at, chunk in enumerate(row.chunks))

    def _apposed(self, row: Row, k: int) -> int | None:
        """As in "..., Ivan Koval, the head of the region, wrote": the name before an apposition that ends at the verb."""
        for at in range(k - 1, max(-1, k - 7), -1):
            chunk = row.chunks[at]
            if chunk.kind is Kind.VERB and row.scene.tags[chunk.head] not in {"VBN", "VBG"}:
                return None
            if chunk.kind is Kind.BODY and not chunk.prep and (at == 0 or chunk.sep.startswith(",")):
                return at
        return None

    def _inverted(self, row: Row, k: int) -> int | None:
        """As in "..., said the ministry", "..., said the governor, Ivan Koval"."""
        after = k + 1
        if after >= len(row) or row.chunks[after].sep or row.chunks[after].prep:
            return None
        if row.chunks[after].kind in {Kind.BODY, Kind.PARTY}:
            return after
        if row.chunks[after].kind not in {Kind.THING, Kind.PEOPLE} or not row.chunks[k].sep.startswith(","):
            return None
        named = after + 1
        is_named = named < len(row) and self._label(row, named) is Label.PERSON and row.chunks[named].sep in {"", ","}
        return named if is_named and not row.chunks[named].prep else after

    def _group(self, row: Row, subject: int, k: int) -> list[int]:
        """The chunks of the subject's phrase with its appositions: "the spokesman of X, Colonel Y"."""
        token = row.chunks[subject].head
        low, high = sorted((subject, k))
        found = [subject]
        for at in range(max(0, low - 4), min(len(row), high + 5)):
            if at == subject or row.chunks[at].kind is Kind.VERB:
                continue
            head = row.chunks[at].head
            for _ in range(6):
                head = self.scene.heads[head]
                if head == token:
                    found.append(at)
                    break
        between = range(subject + 1, k) if subject < k else range(k + 1, min(len(row), subject + 2))
        found.extend(at for at in between if row.chunks[at].kind in {Kind.BODY, Kind.PARTY})
        if (
            subject > 0
            and row.chunks[subject - 1].kind in {Kind.THING, Kind.PEOPLE, Kind.PARTY}
            and not row.chunks[subject].sep
            and subject < k
        ):
            found.append(subject - 1)
        return sorted(set(found))

    def named(self, row: Row, group: list[int], memory: Memory) -> tuple[Found[str], str | None, int] | None:
        """The named person, else the named body, of a group of chunks."""
        people = [at for at in group if self._label(row, at) is Label.PERSON]
        party = self._party(row, group)
        if people:
            mention = row.mention(people[0])
            assert mention is not None
            name = self.full_name(mention.text, mention.span)
            if party is None and memory.person is not None and memory.person.value == name:
                party = memory.person_party
            return Found(name, mention.span, 0.92), party, people[0]
        for at in group:
            mention = row.mention(at)
            if (
                mention is not None
                and mention.label in {Label.ORGANISATION, Label.ACTOR}
                and row.chunks[at].kind in {Kind.BODY, Kind.PARTY}
            ):
                if row.chunks[at].prep in {"of", "for", "by", "in"} and len(group) > 1:
                    continue
                words = self.arguments.full_name(row, at, mention)
                return Found(self.written_out.get(words, words), mention.span, 0.9), party, at
        return None

    def _worded(self, row: Row, subject: int, memory: Memory) -> tuple[Found[str], str | None, int] | None:
        word, chunk = row.word(subject), row.chunks[subject]
        if chunk.kind is Kind.PRONOUN:
            if word in PERSONAL and memory.person is not None:
                return Found(memory.person.value, row.span(subject), 0.75), memory.person_party, subject
            if word in _NEUTRAL and memory.source is not None:
                return Found(memory.source.value, row.span(subject), 0.75), memory.source_party, subject
            return None
        if chunk.kind not in {Kind.THING, Kind.PEOPLE} or row.words.is_a(word, "no_source") or chunk.det in {"no", "its"}:
            return None
        span = self.arguments.bare(row, subject)
        words = span.of(self.scene.reading.text)
        if chunk.det == "the" and words == word:
            words = self.arguments.body_meant(row, word) or words
        return Found(words, span, 0.7), self._party(row, [subject]), subject

    def _label(self, row: Row, at: int) -> Label | None:
        mention = row.mention(at)
        return None if mention is None else mention.label

    def _party(self, row: Row, group: list[int]) -> str | None:
        for at in group:
            acting = self.arguments.acting(row, at)
            if acting is not None:
                return acting.value
        for at in group:
            mention = row.mention(at)
            if mention is not None and mention.label in {Label.ORGANISATION, Label.LOCATION}:
                found = self.arguments.party_in(mention.text)
                if found is not None:
                    return found
        return None

    def full_name(self, name: str, span: Span) -> str:
        """The longest name of the report that a surname belongs to ("Mismari" → "Ahmed al-Mismari")."""
        best = name
        for mention in self.scene.reading.mentions:
            if mention.label is Label.PERSON and len(mention.text) > len(best) and mention.text.endswith((" " + name, "-" + name)):
                best = mention.text
            if mention.span.start > span.start and best != name:
                break
        return best

    def _written_out(self) -> dict[str, str]:
        """Short names that the report introduces in brackets, with what they stand for."""
        text, found = self.scene.reading.text, dict[str, str]()
        for long, short in pairwise(self.scene.reading.mentions):
            named = {long.label, short.label} <= {Label.ORGANISATION, Label.ACTOR}
            if named and text[long.span.end : short.span.start] in {" (", " (the "} and text[short.span.end : short.span.end + 1] == ")":
                found.setdefault(short.text, long.text)
        return found


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in {"of", "for", "to", "the", "and"})
