"""Who acts, on whom, where and when: the arguments of a trigger, from its own words outward to its sentence."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.events.drafts import Found, PlaceName
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.text.reading import Mention
from analyst_app.extraction.words.party_names import Conflict

CASUALTY_VERBS = frozenset({"kill", "injure", "wound", "hurt", "leave", "die", "claim", "cost", "maim", "damage", "destroy"})
_NO_PLACE = frozenset({"towards", "toward", "through", "with", "via", "for", "about", "between", "including"})
_TOWARDS = frozenset({"towards", "toward"})
_LAST = frozenset({"direction", "axis", "sector", "front", "directions", "axes", "sectors"})
_CENTRES = frozenset({"centre", "center", "centres", "centers"})
_BUILT = _CENTRES | {"area", "areas", "district", "districts", "neighbourhood", "neighborhood", "quarter", "quarters", "zone", "zones"}
_NOT_BUILT = frozenset({"the", "a", "an", "city", "town", "village", "district", "regional", "provincial", "historic", "this", "that"})
_USES = frozenset({"residential", "industrial", "commercial", "housing", "business", "port", "warehouse", "railway"})
_LOOK_BACK = 150
"""Mentions between a body's full name and the bare noun that takes it up."""
_POLICE = frozenset({"police", "policemen", "gendarmes", "gendarmerie"})
_OWNED = frozenset({Kind.PEOPLE, Kind.THING, Kind.WEAPON, Kind.ACT, Kind.PARTY})
_SUFFERED = ("ing", "ings", "bombardment", "bombardments")
_DISTANCE = frozenset({"km", "kilometres", "kilometers", "miles", "metres", "meters"})
_COMPASS = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "north-east",
        "north-west",
        "south-east",
        "south-west",
    }
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The chunks that a trigger may take its arguments from: `lo` ≤ own left part < k < right part < `hi`."""

    lo: int
    hi: int
    foreign: frozenset[int]

    def right(self, row: Row, k: int) -> Iterable[int]:
        """Positions behind the trigger that belong to it."""
        return (at for at in range(k + 1, self.hi) if row.chunks[at].clause not in self.foreign)

    def left(self, row: Row, k: int) -> Iterable[int]:
        """Positions before the trigger that belong to it."""
        return (at for at in range(self.lo, k) if row.chunks[at].clause not in self.foreign)


def reaches(row: Row, triggers: list[Trigger]) -> list[Reach]:
    """The reach of each trigger of a row; they share no chunk behind their triggers."""
    anchors = [_anchor(row, triggers, n) for n in range(len(triggers))]
    found: list[Reach] = []
    for n, trigger in enumerate(triggers):
        hi = next((anchors[m] for m in range(n + 1, len(triggers)) if anchors[m] > trigger.k), len(row))
        hi = next((at for at in range(trigger.k + 1, hi) if row.chunks[at].sep.startswith(";")), hi)
        lo = max(anchors[n], max((found[m].hi for m in range(n) if found[m].hi <= trigger.k), default=0))
        own = row.chunks[trigger.k].clause
        foreign = {
            row.chunks[at].clause
            for at in range(trigger.k + 1, hi)
            if row.chunks[at].kind is Kind.VERB and row.lemma(at) not in CASUALTY_VERBS and row.chunks[at].clause != own
        }
        found.append(Reach(min(lo, trigger.k), max(hi, trigger.k + 1), frozenset(foreign)))
    return found


def _anchor(row: Row, triggers: list[Trigger], n: int) -> int:
    trigger = triggers[n]
    if not trigger.noun:
        return row.clause_start(trigger.k)
    verb = row.governor(trigger.k)
    earlier = [t for t in triggers[:n] if t.k < trigger.k and (row.chunks[t.k].clause == row.chunks[trigger.k].clause)]
    if earlier:
        return trigger.k if not (trigger.k and row.chunks[trigger.k - 1].kind is Kind.NUMBER) else trigger.k - 1
    start = row.clause_start(verb) if verb is not None and verb < trigger.k else row.clause_start(trigger.k)
    return min(start, trigger.k)


class Arguments:
    """Reads arguments; `party_of` gives the party that words name by themselves ("Russia’s Defence Ministry" → Russia).

    `conflicts` tells who fights whom, `is_city` which of those words are a capital, which as a place is only a city.
    """

    def __init__(
        self,
        party_of: Callable[[str], str | None],
        conflicts: Sequence[Conflict] = (),
        *,
        is_city: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.party_of = party_of
        self.conflicts = conflicts
        self.is_city = is_city

    # Parties

    def party_in(self, words: str) -> str | None:
        """The party that words name by themselves or by their first words ("Russia’s Defence Ministry" → Russia)."""
        found = self.party_of(words)
        parts = words.replace("’s", "").replace("'s", "").split()
        for length in (1, 2, 3):
            if found is not None or length > len(parts):
                break
            found = self.party_of(" ".join(parts[:length]))
        return found

    def party(self, row: Row, at: int | None) -> Found[str] | None:
        """The party behind a mention, canonical where known, else in the report's words."""
        if at is None:
            return None
        mention = row.scene.reading.mentions[at]
        named = self.party_of(mention.text.split(maxsplit=1)[0]) is not None
        meant = mention.canonical or (self.party_of(mention.text) if mention.label is Label.LOCATION else None)
        words = meant or (mention.text if named else uncapital(mention.text, row, at))
        return Found(words, mention.span, 0.92 if mention.canonical else 0.8)

    def opponent(self, row: Row, party: Found[str]) -> Found[str] | None:
        """The one party that the report names among those who fight a party; None where it names none or several."""
        named = {m.canonical for m in row.scene.reading.mentions if m.canonical is not None}
        against = {other for conflict in self.conflicts for other in conflict.opponents(party.value)} & named
        return Found(next(iter(against)), party.span, 0.6) if len(against) == 1 else None

    def acting(self, row: Row, k: int | None) -> Found[str] | None:
        """The party that a chunk stands for: itself, or the one that its adjective or possessor names."""
        if k is None:
            return None
        chunk = row.chunks[k]
        mention = row.mention(k)
        if mention is not None and mention.label is Label.ACTOR:
            # "rebel fighters from the Arakan Army": a band is the party that it comes from
            return (None if mention.canonical else self._owner(row, k)) or self.party(row, chunk.mention)
        for at in (chunk.party, chunk.possessor):
            if at is not None and row.scene.reading.mentions[at].label in {Label.ACTOR, Label.LOCATION}:
                return self.party(row, at)
        if mention is not None and mention.label is Label.ORGANISATION and row.word(k) in _POLICE:
            # "Iraqi federal police" fight for Iraq; "the police" are a body of their own
            state = self.party_of(self.full_name(row, k, mention).split(maxsplit=1)[0])
            return None if state is None else Found(state, mention.span, 0.85)
        return self._owner(row, k)

    def _owner(self, row: Row, k: int) -> Found[str] | None:
        """The party named by "of" behind a thing or an act: "missiles of the occupiers", "two raids of the enemy"."""
        chunk, after = row.chunks[k], k + 1
        if after >= len(row) or row.chunks[after].sep or chunk.kind not in _OWNED:
            return None
        of = row.chunks[after].prep
        if of != "of" and not (of == "from" and (chunk.kind is Kind.PARTY or self._band(row, k))):
            return None
        if chunk.kind is Kind.ACT and row.word(k).endswith(_SUFFERED):
            # "the shelling of Ukrainian troops" tells who suffers
            return None
        behind = row.chunks[after]
        if behind.kind is Kind.PARTY or (behind.kind in {Kind.PEOPLE, Kind.WEAPON, Kind.THING} and chunk.kind is not Kind.ACT):
            return self.acting(row, after)
        return None

    def _band(self, row: Row, k: int) -> bool:
        """Whether a chunk is several people who may come from a unit: "scouts from the 110th Brigade", no "reports from"."""
        people = row.words.is_a(row.word(k), "person") or (row.chunks[k].kind is Kind.THING and row.chunks[k].plural)
        return people and not row.words.is_a(row.word(k), "no_source")

    def body(self, row: Row, k: int) -> Found[str] | None:
        """An organisation that acts, in the report's words."""
        mention = row.mention(k)
        if mention is None or mention.label is not Label.ORGANISATION:
            return None
        at = row.chunks[k].mention
        words = self.full_name(row, k, mention)
        if words == mention.text and at is not None:
            words = uncapital(mention.text, row, at)
        return Found(words, mention.span, 0.85)

    def full_name(self, row: Row, k: int, mention: Mention) -> str:
        """A body's name with the capitalised words straight before it: "Philippine | Red Cross", "Diffa | regional authorities"."""
        scene, first = row.scene, row.chunks[k].first
        tokens = next((t for t in (scene.mention_tokens[at] for at in (row.chunks[k].mention,) if at is not None)), None)
        if mention.label is not Label.ORGANISATION or tokens is None:
            return mention.text
        first = start = tokens[0]
        while start - 1 >= row.sentence.tokens.start and scene.doc[start - 1].whitespace_ and scene.doc[start - 1].text[:1].isupper():
            label = scene.label(start - 1)
            place_too_far = label is Label.LOCATION and start < first
            if scene.tags[start - 1] not in {"NNP", "NNPS", "JJ"} or label not in {None, Label.ACTOR, Label.LOCATION} or place_too_far:
                break
            start -= 1
        return mention.text if start == first else scene.text(start, tokens[-1])

    def body_meant(self, row: Row, word: str) -> str | None:
        """The body named last before a row that a bare "the ministry", "the administration" takes up."""
        here = row.scene.starts[row.sentence.tokens.start]
        mentions = row.scene.reading.mentions
        end = bisect_left(mentions, here, key=lambda mention: mention.span.start)
        for mention in reversed(mentions[max(0, end - _LOOK_BACK) : end]):
            named = mention.label is Label.ORGANISATION and len(mention.text.split()) > 1
            if named and mention.text.lower().split()[-1] == word:
                return mention.text
        return None

    def agent(self, row: Row, reach: Reach, k: int) -> Found[str] | None:
        """Who is named by "by" behind a passive verb or an act's noun."""
        for at in reach.right(row, k):
            chunk = row.chunks[at]
            if chunk.kind is Kind.ACT:
                continue
            named = chunk.kind in {Kind.PARTY, Kind.WEAPON, Kind.BODY, Kind.PEOPLE} or chunk.party is not None
            if chunk.prep == "by":
                found = self.acting(row, at) or self.body(row, at)
                if named or found is not None:
                    return found
            if chunk.prep == "from" and row.chunks[k].kind is Kind.ACT and self._sends(row, at):
                return self.acting(row, at)
        return None

    def _sends(self, row: Row, at: int) -> bool:
        """Whether fire "from" a chunk comes from a party or its arms, not from a place ("fire from Russian artillery")."""
        chunk = row.chunks[at]
        return chunk.kind is Kind.PARTY or (chunk.kind in {Kind.WEAPON, Kind.PEOPLE} and chunk.party is not None)

    # Targets

    def target(self, row: Row, k: int) -> Found[str] | None:  # noqa: PLR0911 - one return for each case of the rule
        """A chunk as the thing acted on; None where it is only a place or says nothing."""
        chunk = row.chunks[k]
        if chunk.kind is Kind.PARTY:
            return self.party(row, chunk.mention)
        if chunk.kind is Kind.PLACE:
            mention = row.mention(k)
            state = mention is not None and not self.is_city(mention.text)
            party = self.party_of(mention.text) if state and mention is not None else None
            return Found(party, mention.span, 0.8) if party and mention else None
        if chunk.kind in {Kind.PLACES, Kind.THING} and (chunk.party is not None or chunk.possessor is not None):
            if chunk.possessor is not None and row.scene.words[chunk.head] in {"'s", "'"}:
                # "Mogadishu's Halane camp": only the owner of the place that is named behind it
                return None
            span = self.bare(row, k)
            return Found(span.of(row.scene.reading.text), span, 0.85)
        if chunk.kind is Kind.THING and not chunk.det and row.scene.tags[chunk.head].startswith("NNP"):
            # an unknown name: more likely a place than a thing
            return None
        if chunk.kind in {Kind.PLACES, Kind.THING} and self._built(row, k):
            span = self.bare(row, k)
            return Found(span.of(row.scene.reading.text), span, 0.8)
        if chunk.kind is Kind.THING and not row.words.is_a(row.word(k), "no_target") and not row.scene.words[chunk.head].endswith("ing"):
            span = self.bare(row, k)
            return Found(span.of(row.scene.reading.text), span, 0.8)
        if chunk.kind is Kind.WEAPON:
            span = self.bare(row, k)
            return Found(span.of(row.scene.reading.text), span, 0.8)
        return None

    def _built(self, row: Row, k: int) -> bool:
        """Whether a word for a place means something built here: "residential quarters", "a detention centre", no "city centre"."""
        chunk = row.chunks[k]
        if chunk.number is not None or row.word(k) not in _BUILT:
            return False
        before = row.scene.words[chunk.head - 1] if chunk.head > chunk.first else ""
        if row.word(k) in _CENTRES:
            return before.isalpha() and before not in _NOT_BUILT and chunk.head - 1 >= chunk.first
        return before in _USES

    def bare(self, row: Row, k: int) -> Span:
        """The words of a noun phrase without article and number, with "of ..." behind a collective."""
        chunk = row.chunks[k]
        scene = row.scene
        first = chunk.first
        while (
            first < chunk.head
            and scene.doc[first].whitespace_
            and (scene.tags[first] in {"DT", "PRP$", "CD", "PDT"} or scene.label(first) is Label.QUANTITY)
        ):
            first += 1
        last = chunk.head
        after = k + 1
        if (
            after < len(row)
            and row.chunks[after].prep == "of"
            and row.chunks[after].kind in {Kind.PEOPLE, Kind.WEAPON, Kind.THING, Kind.PARTY}
        ):
            last = row.chunks[after].last
        return scene.span(first, last)

    # Places

    def places(self, row: Row, trigger: Trigger, reach: Reach) -> list[PlaceName]:
        """Where: behind the trigger, then what is acted on, then what opens the clause; directions last."""
        moves = EventType.GROUND_ASSAULT in trigger.types[:1]
        own = [at for at in reach.right(row, trigger.k) if self.is_place(row, at, trigger.sense, moves=moves)]
        left = [at for at in reach.left(row, trigger.k) if self.is_place(row, at, trigger.sense)]
        return order(row, [*own, *left])

    def is_place(self, row: Row, at: int, sense: Sense | None = None, *, moves: bool = False) -> bool:
        """Whether a chunk is a place where something happens, not a way, a launch area or a point of reference.

        `moves`: of an advance the direction is its place.
        """
        chunk = row.chunks[at]
        if chunk.kind is not Kind.PLACE or (chunk.prep in _NO_PLACE and not (moves and chunk.prep in _TOWARDS)):
            return False
        if chunk.prep == "from" and sense not in {Sense.EVACUATE, Sense.TERRITORY, Sense.DETAIN, None}:
            return False
        if chunk.prep == "to" and sense is Sense.EVACUATE:
            return False
        scene = row.scene
        if chunk.prep == "of" and at > 0 and chunk.first >= 2:
            before = scene.words[chunk.first - 2 : chunk.first]
            if (
                before[0] in _COMPASS
                and at > 1
                and any(c.kind is Kind.PLACE for c in row.chunks[max(0, at - 3) : at])
                and self._measured(row, at)
            ):
                return False
        return True

    def _measured(self, row: Row, at: int) -> bool:
        """Whether "north of Y" only locates a place named straight before."""
        first = row.chunks[at].first
        return any(
            row.scene.words[i] in _DISTANCE | {"("} or row.scene.words[i] == ","
            for i in range(max(row.sentence.tokens.start, first - 7), first)
        )


def order(row: Row, positions: Iterable[int]) -> list[PlaceName]:
    """The places of these chunks, each once, directions and axes last."""
    found: list[PlaceName] = []
    last: list[PlaceName] = []
    for at in positions:
        mention = row.mention(at)
        if mention is None:
            continue
        name = PlaceName(mention.text, mention.span)
        if any(name.text == other.text for other in (*found, *last)):
            continue
        (last if mention.text.split()[-1].lower() in _LAST else found).append(name)
    return [*found, *last]


def uncapital(text: str, row: Row, at: int) -> str:
    """Words that are capital only because they open the sentence, in small letters."""
    tokens = row.scene.mention_tokens[at]
    opens = tokens[0] == row.sentence.tokens.start or row.scene.words[tokens[0] - 1] in {".", ":", "“", '"'}
    first = text.split(maxsplit=1)[0] if text.split() else ""
    common = (row.scene.tags[tokens[0]] in {"NN", "NNS", "JJ"} and first[1:].islower()) or first.lower() in {
        "gunmen",
        "assailants",
        "police",
    }
    if opens and common and not any(word[:1].isupper() for word in text.split()[1:]):
        return text[:1].lower() + text[1:]
    return text


def nearest(chunks: Iterable[Chunk], token: int) -> Chunk | None:
    """The chunk whose head stands closest to a token."""
    return min(chunks, key=lambda chunk: abs(chunk.head - token), default=None)
