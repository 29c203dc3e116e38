"""The spans of a piece of text are found exactly, overlapping or not."""

from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.spans import Span
from analyst_app.ui.review.span_index import SpanIndex

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=20)


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_touching_finds_exactly_the_spans_that_share_a_character(spans, start, length):
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    wanted = {n for n, span in enumerate(spans) if span.overlaps(Span(start, start + length))}
    assert {n for _, n in index.touching(start, start + length)} == wanted


@given(SPANS, st.integers(0, 60))
def test_the_span_under_a_position_is_the_shortest_first(spans, position):
    found = [span for span, _ in SpanIndex((span, None) for span in spans).at(position)]
    assert sorted(found) == sorted(s for s in spans if s.start <= position < s.end)
    assert [s.end - s.start for s in found] == sorted(s.end - s.start for s in found)


@given(SPANS, st.integers(0, 60))
def test_the_neighbours_of_a_position_are_the_nearest_starts(spans, position):
    index = SpanIndex((span, None) for span in spans)
    after, before = index.after(position), index.before(position)
    assert (after and after[0].start) == min((s.start for s in spans if s.start > position), default=None)
    assert (before and before[0].start) == max((s.start for s in spans if s.start < position), default=None)


@given(SPANS, st.randoms(use_true_random=False))
def test_spans_that_overlap_are_never_drawn_at_one_depth_whatever_order_they_came_in(spans, chance):
    unique = list(dict.fromkeys(spans))
    index = SpanIndex((span, None) for span in unique)
    depths = {span: depth for span, _, depth in index.stacked(0, 10_000)}
    assert depths.keys() == set(unique)
    assert all(depths[a] != depths[b] for a in unique for b in unique if a != b and a.overlaps(b))
    shuffled = list(unique)
    chance.shuffle(shuffled)
    assert {span: depth for span, _, depth in SpanIndex((span, None) for span in shuffled).stacked(0, 10_000)} == depths
