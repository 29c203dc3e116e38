"""Loading the language model, and where it starts sentences."""

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.extraction import pipeline


@pytest.fixture(scope="module")
def nlp():
    return pipeline.load()


def starts(doc):
    return [s.text.strip().split("\n")[0] for s in doc.sents]


def test_an_unknown_model_is_refused_with_the_next_step():
    with pytest.raises(InputError, match="not installed"):
        pipeline.load("no_such_model")


def test_a_heading_does_not_run_into_the_paragraph_below(nlp):
    assert starts(nlp("Kupiansk axis\nTroops beat off two assaults."))[0] == "Kupiansk axis"


def test_a_hard_wrapped_line_goes_on(nlp):
    doc = nlp("The brigade that has held this part of the long front line since\nthe spring beat off two assaults.")
    assert len(list(doc.sents)) == 1


def test_texts_longer_than_the_usual_limit_are_accepted(nlp):
    assert nlp.max_length > 1_000_000
