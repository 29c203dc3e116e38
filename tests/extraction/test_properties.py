"""What must hold for any text whatsoever."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.event_reading import extraction

_VOCABULARY = (
    "Russian forces Ukraine drones shelled 14 launched of which including Kharkiv region , ; : – ( ) and three killed on Monday when the",
    "assaults repelled said no were Sumy missiles it them shot down 7 overnight • . denied that a village captured people evacuated",
)
_WORDS = st.sampled_from(["\n", *(word for line in _VOCABULARY for word in line.split(" "))])
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
        assert event.trigger.end <= len(text)
        assert all(words.span.end <= len(text) for words in event.evidence)
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
