"""Reading a whole report: every stage put together, on the real model and gazetteer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyst_app.domain.spans import Label
from analyst_app.extraction.model import pipeline
from analyst_app.extraction.read import read
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.words import lexicons as word_lists
from analyst_app.gazetteer import Gazetteer

REPORT = """GOMA, 27 January 2025 – M23 rebels launched 12 drones at Sake overnight, wounding about 40 people.

The Congolese army (FARDC) shot down seven of the drones, its spokesman, Sylvain Ekenge, said on Monday."""


@pytest.fixture(scope="module")
def reader():
    nlp, lexicons, gazetteer = pipeline.load(), word_lists.load(), Gazetteer.open()

    def of(text, published=None, doc=None):
        return read(text, published=published, nlp=nlp, lexicons=lexicons, gazetteer=gazetteer, doc=doc)

    of.nlp = nlp
    yield of
    gazetteer.close()


def test_every_stage_leaves_its_mentions_with_their_meaning(reader):
    found = {m.text: m for m in reader(REPORT).mentions}
    assert found["M23 rebels"].canonical == "M23"
    assert found["FARDC"].canonical == "Democratic Republic of the Congo"
    assert found["12"].estimate.best == 12
    assert found["about 40"].estimate.low is None
    assert found["overnight"].date.days.start == date(2025, 1, 26)
    assert found["shot down"].attack_types[0] == "interception"
    assert found["drones"].weapon_type == "drone_strike"
    assert {found["GOMA"].label, found["Sake"].label} == {Label.LOCATION}
    assert found["Sylvain Ekenge"].label is Label.PERSON


def test_the_date_given_goes_before_the_text_s_own(reader):
    assert reader(REPORT).published == date(2025, 1, 27)
    assert reader(REPORT, published=date(2025, 2, 1)).published == date(2025, 2, 1)


def test_a_text_parsed_before_is_read_the_same(reader):
    assert reader(REPORT, doc=reader.nlp(prepare(REPORT))).mentions == reader(REPORT).mentions


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(reader, text):
    reading = reader(text, date(2024, 1, 1))
    assert all(m.span.of(text) == m.text for m in reading.mentions)
    assert all(a.span.end <= b.span.start for a, b in zip(reading.mentions[:-1], reading.mentions[1:], strict=True))
