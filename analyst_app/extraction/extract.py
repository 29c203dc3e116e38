"""The extractor: a report in, its entities and proposed events out. Everything in between stays inside this package."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc

from analyst_app import __version__
from analyst_app.domain.own_rules import NO_RULES, OwnRules
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label
from analyst_app.extraction.events.events import EventReader
from analyst_app.extraction.events.finish import finish
from analyst_app.extraction.model.parsing import batches, cut, parse, parse_batch
from analyst_app.extraction.model.pipeline import DEFAULT_MODEL
from analyst_app.extraction.model.pipeline import load as load_pipeline
from analyst_app.extraction.read import read
from analyst_app.extraction.senses.party_homes import party_homes
from analyst_app.extraction.senses.place_senses import senses
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import BlockKind, Reading
from analyst_app.extraction.words import lexicons as word_lists
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.gazetteer import Gazetteer
from analyst_app.gazetteer.own_places import OwnPlaces
from analyst_app.resources import resource

LONGEST_TITLE = 160
"""Characters; a longer first line is a paragraph."""

_LISTS = ("triggers", "status", "attribution")


def _go_on(*_: int) -> None:
    """Progress that nobody watches and nobody stops."""


class Extractor:
    """Extracts reports one after another. Build it once: loading the model takes about a second.

    It keeps nothing of a report, takes any text of any length, and its input and output can be pickled.
    """

    def __init__(self, nlp: Language, lexicons: Lexicons, gazetteer: Gazetteer | None, own_rules: OwnRules = NO_RULES) -> None:
        self._nlp = nlp
        self._lexicons = lexicons
        self._gazetteer = gazetteer
        self._own_places = OwnPlaces(own_rules.places, gazetteer)
        self._homes = party_homes(lexicons)
        self._events = EventReader(lexicons)
        meta = nlp.meta
        self.versions = Versions(
            program=__version__,
            model=f"{meta.get('lang', 'xx')}_{meta.get('name', 'unknown')}-{meta.get('version', 'unknown')}",
            lexicons="+rules-".join(part for part in (f"{lexicons.version}-{_own_version()}", own_rules.version) if part),
            gazetteer=gazetteer.version if gazetteer is not None else "none",
        )

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, *, gazetteer: Gazetteer | None = None, own_rules: OwnRules = NO_RULES) -> Self:
        """Load the pipeline called `model` and the lexicons; `own_rules` go before these and before the gazetteer.

        Raises:
            InputError: where the model is not installed.
        """
        return cls(load_pipeline(model), word_lists.load(own_rules), gazetteer, own_rules)

    def with_rules(self, own_rules: OwnRules) -> Self:
        """The same extractor with other rules of the analyst's; the pipeline is shared, so it takes milliseconds."""
        return type(self)(self._nlp, word_lists.load(own_rules), self._gazetteer, own_rules)

    @property
    def party_names(self) -> tuple[str, ...]:
        """The canonical names of all parties that the lexicon knows."""
        return self._lexicons.parties.canonical

    @property
    def nlp(self) -> Language:
        """The pipeline itself, as the benchmarks measure against it."""
        return self._nlp

    def extract(self, report: Report, *, tell: Callable[[int, int], None] = _go_on) -> Extraction:
        """The entities and proposed events of one report.

        `tell` hears how many steps of how many are done: one for each piece of a long text, two for the rest. What it
        raises ends the work.
        """
        pieces = cut(prepare(report.text))
        steps = len(pieces) + 2
        doc = parse(self._nlp, pieces, tell=lambda done: tell(done, steps))
        return self._extraction(report, doc, half_way=lambda: tell(steps - 1, steps))

    def extract_many(self, reports: Iterable[Report], *, progress: Callable[[int], None] | None = None) -> Iterator[Extraction]:
        """The extractions of many reports, in order, parsed in batches; `progress` is told how many are done.

        The same as one by one: what is parsed together has no bearing on what comes out.
        """
        done = 0
        for batch in batches(reports, length=lambda report: len(report.text)):
            for report, doc in zip(batch, parse_batch(self._nlp, [prepare(report.text) for report in batch]), strict=True):
                yield self._extraction(report, doc)
                done += 1
                if progress is not None:
                    progress(done)

    def _extraction(self, report: Report, doc: Doc, *, half_way: Callable[[], None] = _go_on) -> Extraction:
        reading = read(report.text, published=report.published, nlp=self._nlp, lexicons=self._lexicons, gazetteer=self._gazetteer, doc=doc)
        half_way()
        drafts = self._events.read(reading)
        own = self._own_places.in_report(report.text)
        places = {} if self._gazetteer is None else senses(reading, self._gazetteer, own=own, homes=self._homes)
        return Extraction(
            report=report if report.title else replace(report, title=_headline(reading)),
            published=reading.published,
            entities=tuple(Entity(m.span, m.label, m.text, m.canonical) for m in reading.mentions),
            events=finish(reading, drafts, places),
            versions=self.versions,
        )


def _headline(reading: Reading) -> str | None:
    """The report's own title, on one line: the first line that is neither a sentence nor a dateline; None where it has none."""
    dates = [mention.span for mention in reading.mentions[:20] if mention.label is Label.DATE]
    for block in reading.blocks[:4]:
        words = " ".join(block.span.of(reading.text).split())
        says_when = any(block.span.covers(span) for span in dates)
        if not says_when and len(words) <= LONGEST_TITLE and not words.endswith((".", ":")) and block.kind is not BlockKind.BULLET:
            return words
    return None


@lru_cache(1)
def _own_version() -> str:
    digest = hashlib.sha256()
    for name in _LISTS:
        digest.update(resource(f"lexicons/{name}.toml").read_bytes())
    return digest.hexdigest()[:8]
