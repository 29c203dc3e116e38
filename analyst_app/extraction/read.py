"""From a report's text to its reading: normalise, cut into blocks, parse, and find every mention with its meaning.

The first seven stages of the extraction in their order; events are made from the reading elsewhere.
"""

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from analyst_app.domain.spans import Label
from analyst_app.extraction.dates.dates import find_dates, find_day, find_published, reporting_period
from analyst_app.extraction.entities.entities import find_entities
from analyst_app.extraction.entities.numbers import find_quantities
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import Mention, Reading
from analyst_app.extraction.text.structure import read_blocks
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.gazetteer import Gazetteer


def read(
    text: str,
    *,
    published: date | None,
    nlp: Language,
    lexicons: Lexicons,
    gazetteer: Gazetteer | None,
    doc: Doc | None = None,
) -> Reading:
    """Read a report. `published` is its date where known, else the text's own, else today's.

    `doc` is the parsed prepared text, where the caller has parsed many at once.
    """
    prepared = prepare(text)
    parsed = nlp(prepared) if doc is None else doc
    today = date.today()  # noqa: DTZ011 - the analyst's own calendar day
    day = published or find_published(text) or find_day(text, today=today) or today
    blocks = read_blocks(text)
    matches = find_dates(prepared, published=day)
    dates = [Mention(found.span, Label.DATE, found.span.of(text), date=found.meaning) for found in matches]
    counted = find_quantities(prepared, parsed, dates=[mention.span for mention in dates])
    quantities = [Mention(found.span, Label.QUANTITY, found.span.of(text), estimate=found.estimate) for found in counted]
    entities = find_entities(
        text,
        prepared,
        parsed,
        blocks,
        known=[*dates, *quantities],
        lexicons=lexicons,
        gazetteer=gazetteer,
    )
    return Reading(
        text=text,
        published=day,
        period=reporting_period(text, published=day, matches=matches),
        speaker=entities.speaker,
        blocks=blocks,
        mentions=entities.mentions,
        doc=parsed,
    )
