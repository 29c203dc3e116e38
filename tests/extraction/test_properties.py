"""What must hold for any text whatsoever."""

from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyst_app.domain.reports import Report
from analyst_app.extraction.text.normalise import prepare
from support.event_reading import DAY, extraction, extractor

_VOCABULARY = (
    "Russian forces Ukraine drones shelled 14 launched of which including Kharkiv region , ; : – ( ) and three killed on Monday when the",
    "assaults repelled said no were Sumy missiles it them shot down 7 overnight • . denied that a village captured people evacuated",
)
_WORDS = st.sampled_from(["\n", *(word for line in _VOCABULARY for word in line.split(" "))])
_HOSTILE = st.one_of(
    st.integers(0xD800, 0xDFFF).map(chr),
    st.sampled_from(
        [
            "\x00",
            "\ufeff",
            "\u202e",
            "\u200d",
            "e\u0301" * 9,
            "\U0001f1fa\U0001f1e6",
            "👨‍👩‍👧‍👦",
            "\uffff",
            "\U0010ffff",
            "ﷺ",
            "İ",
            "ß",
            "\u2028",
        ]
    ),
)
_SENTENCES = st.lists(_WORDS, max_size=40).map(" ".join)
_CHECKS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _holds(text):
    found = extraction(text)
    spans = sorted((e.span.start, e.span.end) for e in found.entities)
    assert all(text[e.span.start : e.span.end] == e.text for e in found.entities)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    by_id = {e.id: e for e in found.events}
    assert len(by_id) == len(found.events)
    for event in found.events:
        assert text[event.trigger.start : event.trigger.end].strip()
        assert all(text[words.span.start : words.span.end].strip() for words in event.evidence)
        assert all(0 <= value <= 1 for _, value in event.confidence)
        seen, at = set(), event
        while at.part_of is not None:
            assert at.id not in seen
            seen.add(at.id)
            at = by_id[at.part_of]
    return found


@_CHECKS
@given(_SENTENCES)
def test_words_of_reports_in_any_order(text):
    assert _holds(text) == _holds(text)


@_CHECKS
@given(st.text(max_size=200))
def test_any_unicode(text):
    _holds(text)


@_CHECKS
@given(st.lists(st.one_of(_WORDS, _HOSTILE, st.text(max_size=5)), max_size=40).map("".join))
def test_hostile_unicode_among_words(text):
    _holds(text)


@settings(_CHECKS, max_examples=15)
@given(st.lists(st.one_of(_SENTENCES, st.text(max_size=60)), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_and_company_of_reports_make_no_difference(texts, chance):
    reports = [Report(f"r{n}", text, DAY) for n, text in enumerate(texts)]
    shuffled = chance.sample(reports, len(reports))
    together = {found.report.key: found for found in extractor().extract_many(shuffled)}
    assert [together[report.key] for report in reports] == [extractor().extract(report) for report in reports]


@settings(_CHECKS, max_examples=15)
@given(st.lists(_SENTENCES, min_size=1, max_size=6))
def test_what_a_word_is_read_with_does_not_change_its_numbers(texts):
    nlp = extractor().nlp
    together = list(nlp.pipe([prepare(text) for text in texts]))
    for doc, text in zip(together, texts, strict=True):
        assert np.array_equal(doc.tensor, nlp(prepare(text)).tensor)
