"""Fills places and dates that an event's own clause does not give: from the sentence, then the section, then the report."""

from collections.abc import Sequence
from itertools import pairwise

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.drafts import Draft, PlaceName
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.where_when.line_labels import LineLabel
from analyst_app.extraction.where_when.place_order import is_area, with_label
from analyst_app.extraction.where_when.when import default_date, same_part, sentence_date, since_outset
from analyst_app.extraction.where_when.whereabouts import settle_places
from analyst_app.extraction.words.party_names import Conflict


class Filler:
    """Fills the drafts of one report, row by row."""

    def __init__(self, scene: Scene, memory: Memory, conflicts: Sequence[Conflict]) -> None:
        self.scene = scene
        self.conflicts = conflicts
        self.memory = memory
        self._places: tuple[PlaceName, ...] = ()

    @staticmethod
    def share_right_edge(row: Row, drafts: list[Draft]) -> None:
        """As in "carried out 16 airstrikes and launched 559 attacks on X": what stands behind the last act holds for all."""
        for first, then in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
            if (
                not (first.type.is_attack and then.type.is_attack)
                or first.places
                or first.target is not None
                or first.chunk >= then.chunk
                or then.whole is not None
            ):
                continue
            if first.actor is None or then.actor is None or first.actor.value != then.actor.value or first.whole is not None:
                continue
            between = [row.chunks[at] for at in range(first.chunk + 1, then.chunk + 1)]
            if any(c.sep.startswith((";", ":")) or (c.kind in {Kind.PLACE, Kind.DATE} and first.verbal is False) for c in between):
                continue
            if not any("and" in c.sep or "," in c.sep for c in between):
                continue
            first.target, first.places = then.target, list(then.places)

    def fill(self, row: Row, drafts: list[Draft], label: LineLabel | None = None) -> None:
        """Fill the drafts of a row; parts of what another sentence tells take place and date from there.

        `label` is what opens the line before a colon; its places belong to every event of the sentence.
        """
        self._share_actors(row, drafts)
        if label is not None:
            self.memory.line_places = label.places
        for draft in drafts:
            if not draft.places and draft.whole is None:
                self._borrow_places(row, draft, drafts)
            if label is not None and draft.chunk >= label.end:
                draft.places = with_label(draft.places, label.places)
            elif draft.places and same_part(row, draft.chunk).start == 0 and row.chunks[0].kind in {Kind.PLACE, Kind.DATE}:
                draft.places = with_label(draft.places, [place for place in self._leading(row) if is_area(place.text)])
            settle_places(row, draft)
            self._place_of_whole(row, draft)
            draft.date = draft.date or since_outset(row, draft, self.conflicts)
            elsewhere = draft.whole is not None and draft.whole not in drafts
            if draft.date is None and not elsewhere:
                found = sentence_date(row, draft, drafts, self.memory)
                if found is not None:
                    draft.date, draft.own_date = found, True
            if draft.date is None:
                draft.date = default_date(self.scene.reading, draft, self.memory)

    @staticmethod
    def _place_of_whole(row: Row, draft: Draft) -> None:
        """A part with a place of its own lies in that of the whole where the same sentence names it, directions last."""
        whole = draft.whole
        if whole is None or not draft.places:
            return
        named = {row.text(at) for at, chunk in enumerate(row.chunks) if chunk.kind is Kind.PLACE}
        theirs = [place for place in whole.places if place.text in named]
        if len([place for place in theirs if not is_area(place.text)]) > 1:
            # "412 air strikes in Syria and Iraq, 31 of them on Raqqa": in which of them is not said.
            return
        draft.places = with_label(draft.places, theirs)

    def _share_actors(self, row: Row, drafts: list[Draft]) -> None:
        """As in "63 Russian assaults and 52 air strikes": the actor of an act joined to another under one verb."""
        for before, draft in pairwise(drafts):
            joined = not before.verbal and not draft.verbal and before.chunk != draft.chunk and draft.actor is None
            if not (joined and before.type.is_attack and draft.type.is_attack) or before.actor is None or before.type is EventType.CLASH:
                continue
            if "and" in row.chunks[draft.chunk].sep and row.governor(before.chunk) == row.governor(draft.chunk):
                draft.actor = before.actor

    def _borrow_places(self, row: Row, draft: Draft, drafts: list[Draft]) -> None:
        found, sure = self._sentence_places(row, draft, drafts)
        if found:
            draft.places, draft.places_sure = found, sure
        elif self.memory.line_places:
            draft.places, draft.places_sure = list(self.memory.line_places), 0.7
        elif draft.type is not EventType.INTERCEPTION and (draft.target is None or draft.type is not EventType.CLASH):
            self._heading_places(row, draft)

    def _sentence_places(self, row: Row, draft: Draft, drafts: list[Draft]) -> tuple[list[PlaceName], float]:
        words = self.scene.words
        tokens = range(row.chunks[draft.chunk].first, row.sentence.tokens.stop)
        if any(words[i] == "there" and self.scene.tags[i] == "RB" for i in tokens):
            return self._there(row, draft, drafts), 0.75
        taken_up = self._hit_again(row, draft) or self._antecedent_of_where(row, draft)
        if taken_up:
            return taken_up, 0.75
        if self._leading(row):
            return self._leading(row), 0.75
        if draft.type is EventType.INTERCEPTION:
            return [], 0.0
        earlier = [d for d in drafts if d is not draft and d.chunk < draft.chunk and d.places and d.whole is None]
        if earlier and self._follows_on(row, draft):
            return list(earlier[-1].places), 0.7
        return self._free_places(row, draft, drafts), 0.65

    def _hit_again(self, row: Row, draft: Draft) -> list[PlaceName]:
        """Where "they hit it again with artillery" means: the places of the attack told just before."""
        k = draft.chunk
        behind = row.chunks[k + 1] if draft.verbal and draft.type.is_attack and 0 <= k < len(row) - 1 else None
        if behind is None or behind.kind is not Kind.PRONOUN or behind.prep or row.word(k + 1) not in {"it", "them"}:
            return []
        told = next((d for d in reversed(self.memory.drafts) if d.sentence < draft.sentence), None)
        near = told is not None and told.type.is_attack and draft.sentence - told.sentence == 1
        return list(told.places) if told is not None and near else []

    def _there(self, row: Row, draft: Draft, drafts: list[Draft]) -> list[PlaceName]:
        """What "there" takes up: where the act before it happened, else the place named last."""
        told = next((d for d in reversed(drafts) if d is not draft and d.chunk < draft.chunk and d.places), None)
        if told is not None:
            return list(told.places)
        here = next((at for at in range(draft.chunk, -1, -1) if row.chunks[at].kind is Kind.PLACE), None)
        return order(row, [here]) if here is not None else list(self._places)

    def _antecedent_of_where(self, row: Row, draft: Draft) -> list[PlaceName]:
        start = row.chunks[draft.chunk].first
        where = next((i for i in range(start, row.sentence.tokens.start, -1) if self.scene.words[i] == "where"), None)
        if where is None:
            return []
        before = (at for at in range(draft.chunk, -1, -1) if row.chunks[at].kind is Kind.PLACE and row.chunks[at].last < where)
        return order(row, [at for at in (next(before, None),) if at is not None])

    def _free_places(self, row: Row, draft: Draft, drafts: list[Draft]) -> list[PlaceName]:
        """Places of the same part of the sentence that no other event has: "A man died in X when a mine exploded"."""
        taken = {place.span for d in drafts for place in d.places}
        if not self._subordinate(row, draft):
            return []
        found = [
            at
            for at in same_part(row, draft.chunk)
            if row.chunks[at].kind is Kind.PLACE
            and row.chunks[at].prep in {"in", "near", "at", "on", "around", "outside", "to"}
            and row.span(at) not in taken
            and not self._of_speaker(row, at)
        ]
        return order(row, found[:2])

    def _subordinate(self, row: Row, draft: Draft) -> bool:
        """Whether an event is told in a clause of time or manner, or beside a clause that tells its consequence."""
        clauses = {c.clause for c in row.chunks}
        return len(clauses) > 1 and draft.status.value is not Status.DENIED

    def _of_speaker(self, row: Row, at: int) -> bool:
        return row.words.is_a(self.scene.words[row.chunks[at].clause], "say_date")

    def _leading(self, row: Row) -> list[PlaceName]:
        """Places that open the sentence ("In Horlivka, ...") before any verb."""
        found = []
        for at, chunk in enumerate(row.chunks):
            if chunk.kind is Kind.VERB or at > 4 or (chunk.kind not in {Kind.PLACE, Kind.DATE} and at > 0):
                break
            if chunk.kind is Kind.PLACE and chunk.prep in {"in", "near", "on", "at", "around", "outside"}:
                found.append(at)
        return order(row, found)

    def _follows_on(self, row: Row, draft: Draft) -> bool:
        """Whether the event's verb goes on from the one before ("..., killing ... and abducting", "captured X, seizing ...")."""
        if draft.chunk < 0 or not draft.verbal:
            return False
        token = row.chunks[draft.chunk].head
        deps = {self.scene.deps[token], self.scene.deps[row.chunks[draft.chunk].clause]}
        own_subject = bool(self.scene.children(token, frozenset({"nsubj", "nsubjpass"})))
        return ("advcl" in deps or not own_subject) and bool(deps & {"conj", "advcl", "acl", "xcomp", "pcomp"})

    def _heading_places(self, row: Row, draft: Draft) -> None:
        heading = self.scene.blocks[row.sentence.block].heading
        if heading is None or any(c.kind is Kind.PLACE for c in row.chunks):
            return
        if self.scene.blocks[heading].kind is not BlockKind.HEADING:
            return
        names = [PlaceName(m.text, m.span) for m in self.scene.mentions_in(heading) if m.label is Label.LOCATION]
        draft.places, draft.places_sure = names, 0.7

    def remember_places(self, row: Row) -> None:
        """Keep the place that "there" in the next sentence would mean."""
        found = order(row, [at for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE])
        if found:
            self._places = tuple(found[:1])
