from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPalette

from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.spans import Label
from analyst_app.ui.colours import DARK, LIGHT, STATE_MARKS, contrast

READABLE = 4.5
VISIBLE = 3.0


@pytest.fixture(params=["light", "dark"])
def either(request, theme):
    theme.choose(appearance=request.param)
    return theme


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_is_readable_on_every_surface(tones):
    inks = ("ink", "muted", "accent", "good", "bad", "pending")
    surfaces = ("window", "base", "raised", "stripe", "hover")
    poor = [
        (ink, surface)
        for ink in inks
        for surface in surfaces
        if contrast(QColor(getattr(tones, ink)), QColor(getattr(tones, surface))) < READABLE
    ]
    assert poor == []
    assert contrast(QColor(tones.accent_ink), QColor(tones.accent)) >= READABLE
    for ink in ("chosen_ink", "good", "bad", "pending"):
        assert contrast(QColor(getattr(tones, ink)), QColor(tones.chosen)) >= READABLE, ink


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_frames_of_fields_and_focus_can_be_seen(tones):
    for line in ("strong_line", "accent"):
        for surface in ("window", "base"):
            assert contrast(QColor(getattr(tones, line)), QColor(getattr(tones, surface))) >= VISIBLE


def test_highlighted_words_stay_readable_and_their_underline_visible(either):
    for label in Label:
        style = either.label_style(label)
        assert contrast(style.ink, style.fill) >= READABLE, label
        assert contrast(style.line, style.fill) >= VISIBLE, label


def test_labels_differ_without_colour(either):
    marks = [(style.underline, style.overline) for style in map(either.label_style, Label)]
    assert len(set(marks)) == len(Label)
    assert len({either.label_style(label).short for label in Label}) == len(Label)


def test_attack_types_differ_without_colour_and_by_colour(either):
    styles = {kind: either.type_style(kind) for kind in EventType if kind in ATTACK_TYPES}
    assert len({style.pattern for style in styles.values()}) == len(ATTACK_TYPES)
    assert len({style.fill.rgb() for style in styles.values()}) == len(ATTACK_TYPES)


def test_states_have_a_mark_of_their_own_and_readable_ink(either):
    for states in (ReviewState, ReportState):
        assert len({STATE_MARKS[state] for state in states}) == len(states)
        for state in states:
            assert contrast(either.state_colour(state), either.colour("base")) >= READABLE
    for one, other in combinations(ReviewState, 2):
        assert either.state_colour(one) != either.state_colour(other)


def test_text_grows_by_percent_and_stays_within_bounds(qapp, theme):
    normal = qapp.font().pointSizeF()
    theme.choose(text_size=150)
    assert qapp.font().pointSizeF() == pytest.approx(normal * 1.5)
    theme.choose(text_size=1000)
    assert theme.text_size == 300
    assert qapp.font().pointSizeF() == pytest.approx(normal * 3)


def test_a_chosen_appearance_changes_the_palette_and_is_told(qtbot, qapp, theme):
    with qtbot.waitSignal(theme.changed):
        theme.choose(appearance="dark")
    assert theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base)
