"""What each stage of the extraction adds: the figures with the stage made neutral, beside those of the whole.

Stages are made neutral here alone, by putting a stand-in in their place for the time of one run; the program knows nothing of it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from spacy.language import Language
from spacy.tokens import Doc

from analyst_app.domain.ontology import Status
from analyst_app.domain.spans import Span
from analyst_app.extraction import extract
from analyst_app.extraction import read as report_reading
from analyst_app.extraction.casualties.victims import Victims
from analyst_app.extraction.dates import dates
from analyst_app.extraction.entities import entities, names, numbers
from analyst_app.extraction.entities.sides import Sides
from analyst_app.extraction.events import events as event_reading
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.events.lists import ListReader
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.status import StatusReader
from analyst_app.extraction.extract import Extractor
from analyst_app.extraction.text import structure
from analyst_app.extraction.text.reading import Block, BlockKind, DateKind, DateMeaning
from analyst_app.extraction.where_when.filling import Filler
from analyst_app.extraction.who.attribution import Attributor
from analyst_app.extraction.wholes import consolidate
from analyst_app.extraction.wholes.parts import PartReader
from analyst_app.extraction.wholes.unnamed_parts import UnnamedParts
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.lexicons import load as load_lexicons
from analyst_app.extraction.words.party_names import PartyNames
from analyst_app.extraction.words.weapon_words import WeaponWords
from quality.gold import Json
from quality.running import extractor, gazetteer, outcomes
from quality.score import figures

type Seam = tuple[Any, str, Any]
"""Owner, attribute, and what stands in for it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, and what makes it neutral: seams of the program, other word lists, no gazetteer, or another parse."""

    name: str
    without: str
    seams: tuple[Seam, ...] = ()
    lexicons: Callable[[Lexicons], Lexicons] = field(default=lambda lexicons: lexicons)
    gazetteer: bool = True
    parse: Callable[[Doc], Doc] = field(default=lambda doc: doc)


def paragraphs(text: str) -> tuple[Block, ...]:
    """Blocks without structure: what stands between empty lines."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(part.strip()))))
        at += len(part) + 2
    return tuple(blocks)


def unresolved(text: str, **given: Any) -> list[dates.DateMatch]:
    """The dates of a text, none of which tells a day."""
    return [replace(found, meaning=DateMeaning(DateKind.DURATION)) for found in dates.find_dates(text, **given)]


def taken_alone(plain: str, taken: list[tuple[int, int]]) -> str:
    """The text with its dates blotted out and nothing else."""
    for start, end in taken:
        plain = plain[:start] + "¤" * (end - start) + plain[end:]
    return plain


def unparsed(doc: Doc) -> Doc:
    """The same words, parts of speech and sentences without the dependency tree."""
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        lemmas=[token.lemma_ for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )


def always(value: Any) -> Callable[..., Any]:
    """A stand-in that answers the same whatever it is asked."""
    return lambda *_, **__: value


def fresh(make: Callable[[], Any]) -> Callable[..., Any]:
    """A stand-in that answers with a new object each time, since its caller may change it."""
    return lambda *_, **__: make()


STAGES = (
    Stage(
        "normalising", "text as it is", tuple((module, "prepare", str) for module in (extract, report_reading, dates, numbers, structure))
    ),
    Stage("structure", "paragraphs alone: no headings, bullets, time stamps", ((report_reading, "read_blocks", paragraphs),)),
    Stage("dependency tree", "words, tags and sentences alone", parse=unparsed),
    Stage("what dates mean", "every event on the report's day", ((report_reading, "find_dates", unresolved),)),
    Stage("number cues", "calibres, ages, models count, too", ((numbers, "masked", taken_alone), (numbers, "counts", always(value=True)))),
    Stage(
        "weapon words", "no word names a weapon", lexicons=lambda lexicons: replace(lexicons, weapons=WeaponWords({}), version="no weapons")
    ),
    Stage(
        "party names",
        "no name stands for a party",
        lexicons=lambda lexicons: replace(lexicons, parties=PartyNames({}), version="no parties"),
    ),
    Stage("gazetteer", "no place is known by name", gazetteer=False),
    Stage("names weighed by their neighbours", "only names that the lexicons know", ((names, "find", fresh(list)),)),
    Stage("sides", "nobody is “the enemy”", ((entities, "find_sides", always(Sides(None, None, None))),)),
    Stage(
        "status cues",
        "everything occurred",
        ((StatusReader, "read", always(Found(Status.OCCURRED))), (StatusReader, "repelled", fresh(dict))),
    ),
    Stage("attribution", "nobody is quoted", ((Attributor, "read", fresh(list)),)),
    Stage(
        "references back",
        "“of them”, “the strikes” take nothing up",
        tuple((Memory, name, always(None)) for name in ("referent", "with_count", "antecedent")),
    ),
    Stage("lists", "items stand alone", ((ListReader, "item", always(None)), (event_reading, "breakdown_of", always(None)))),
    Stage("joined acts", "objects and places are not shared", ((Filler, "share_right_edge", always(None)),)),
    Stage("filling in", "nothing from sentence, heading and section", ((Filler, "fill", always(None)),)),
    Stage("casualties", "no event has any", ((Victims, "read", fresh(list)),)),
    Stage(
        "parts",
        "no event is part of another",
        (
            (PartReader, "read", always(None)),
            (UnnamedParts, "read", fresh(list)),
            (event_reading, "link_parts", always(None)),
            (PartReader, "included_from", always(None)),
            (PartReader, "whole_of_list", always(None)),
            (consolidate, "total_parts", always(None)),
        ),
    ),
    Stage("inheritance", "parts take nothing from their whole", ((consolidate, "inherit", always(None)),)),
    Stage("interceptions", "they answer no strike", ((consolidate, "answer", always(None)),)),
    Stage("the same act told twice", "is told twice", ((consolidate, "merge", lambda drafts, *_, **__: drafts),)),
    Stage(
        "all of the last four", "nothing is seen over the whole report", ((event_reading, "consolidate", lambda drafts, *_, **__: drafts),)
    ),
)


class Parsed:
    """A pipeline that has parsed already: it stands where the extractor expects the model, and parses no text twice."""

    def __init__(self, nlp: Language, change: Callable[[Doc], Doc] = lambda doc: doc, docs: dict[str, Doc] | None = None) -> None:
        self._nlp = nlp
        self._change = change
        self.docs: dict[str, Doc] = {} if docs is None else docs

    @property
    def meta(self) -> dict[str, Any]:
        return self._nlp.meta

    def __call__(self, text: str) -> Doc:
        if text not in self.docs:
            self.docs[text] = self._nlp(text)
        return self._change(self.docs[text])

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        return map(self, texts)


def without(stage: Stage, gold: list[Json], docs: dict[str, Doc]) -> Json:
    """The figures of these reports without the stage; `docs` keeps what was parsed for the next stage."""
    nlp: Any = Parsed(extractor().nlp, stage.parse, docs)
    with ExitStack() as seams:
        for owner, name, stand_in in stage.seams:
            seams.enter_context(patch.object(owner, name, stand_in))
        reader = Extractor(nlp, stage.lexicons(load_lexicons()), gazetteer() if stage.gazetteer else None)
        return figures(outcomes(gold, by=reader))


def table(gold: list[Json]) -> list[tuple[Stage, Json]]:
    """The figures without each stage in turn, after those of the whole, which the first row holds."""
    docs: dict[str, Doc] = {}
    whole = Stage("everything", "nothing left out")
    return [(stage, without(stage, gold, docs)) for stage in (whole, *STAGES)]
