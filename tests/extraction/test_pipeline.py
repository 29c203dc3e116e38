"""Loading the language model, and where it starts sentences."""

import random

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.extraction.model import pipeline
from analyst_app.services.library import sample_reports


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


def test_what_has_no_full_stop_is_parsed_in_parts_since_the_parsers_time_grows_with_their_square(nlp):
    for text in ("on 5 May 2024, " * 800, "word " * 3000):
        assert max(len(sentence) for sentence in nlp(text).sents) <= 600


def test_a_sentence_of_usual_length_is_not_cut(nlp):
    text = "The brigade held the line, " * 40 + "and then it stopped."
    assert not any(token.is_sent_start for token in pipeline.start_lines(nlp.make_doc(text))[1:])


def test_unbroken_signs_reach_the_tokenizer_in_parts_and_keep_their_places(nlp, monkeypatch):
    own, seen = nlp.tokenizer._own, []
    monkeypatch.setattr(nlp.tokenizer, "_own", lambda text: seen.append(len(text)) or own(text))
    text = "Before " + "(" * 5000 + " behind it"
    doc = nlp(text)
    assert doc.text == text
    assert [token.idx for token in doc][-1] == text.index("it")
    assert max(seen) <= 400


def test_words_and_addresses_are_not_cut(nlp):
    address = "https://example.org/" + "a/" * 180
    assert [token.text for token in nlp.make_doc(f"See {address} now")] == ["See", address, "now"]


def test_word_forms_are_those_of_the_models_own_ruler_and_lemmatizer(nlp):
    texts = [path.read_text(encoding="utf-8") for path in sample_reports()]
    words = [word for text in texts for word in text.split()]
    random.Random(1).shuffle(words)
    texts += [" ".join(words), "There 's what he 'd got; gonna\n \nhave been, is n't it", "Ab\u00a0 ad \t x", ""]
    for text in [*texts, *texts]:
        parsed = nlp.make_doc(text)
        for name in nlp.pipe_names[: nlp.pipe_names.index("word_forms")]:
            parsed = nlp.get_pipe(name)(parsed)
        ours = nlp.get_pipe("word_forms")(parsed.copy())
        theirs = nlp.get_pipe("lemmatizer")(nlp.get_pipe("attribute_ruler")(parsed.copy()))
        for attribute in ("TAG", "DEP", "POS", "MORPH", "LEMMA"):
            assert ours.to_array(attribute).tolist() == theirs.to_array(attribute).tolist(), attribute
