"""A text may end with any name: nothing is read past its last word, and the last name is whole."""

from datetime import date

import pytest

from analyst_app.domain.reports import Report
from analyst_app.extraction.extract import Extractor
from analyst_app.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def extractor():
    with Gazetteer.open() as gazetteer:
        yield Extractor.load(gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Iran threatened to attack Israel.", "Israel"),
        ("Iran threatened to attack Israel", "Israel"),
        ("Five drones were downed by Ukrainian air defences", "Ukrainian air defences"),
        ("The strike was claimed by Hezbollah", "Hezbollah"),
    ],
)
def test_the_last_name_of_a_text_is_read_whole(extractor, text, last):
    found = extractor.extract(Report("r", text, date(2024, 5, 5)))
    assert found.entities[-1].text == last
