from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPalette

from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.spans import Label
from analyst_app.services.settings import THEMES
from analyst_app.ui.colours import CONTRAST, CONTRAST_DARK, DARK, LIGHT, STATE_MARKS, contrast
from analyst_app.ui.theme import Appearance

VISIBLE = 3.0
EVERY = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast-dark": CONTRAST_DARK}
INKS = ("ink", "muted", "accent", "good", "bad", "pending")
SURFACES = ("window", "base", "raised", "stripe", "hover")
ON_CHOSEN = ("chosen_ink", "good", "bad", "pending")


@pytest.fixture(params=list(Appearance))
def either(request, theme):
    theme.choose(appearance=request.param)
    return theme


@pytest.fixture(params=EVERY)
def tones(request):
    return EVERY[request.param]


def test_every_appearance_that_can_be_chosen_is_held_to_the_rules(theme):
    assert set(THEMES) == set(Appearance) == {"system", *EVERY}
    for name, held in EVERY.items():
        theme.choose(appearance=name)
        assert theme.tones == held


def test_high_contrast_asks_for_seven_to_one():
    assert [name for name, held in EVERY.items() if held.readable >= 7] == ["contrast", "contrast-dark"]
    assert min(held.readable for held in EVERY.values()) >= 4.5


def test_every_ink_is_readable_on_every_surface(tones):
    pairs = [(ink, surface) for ink in INKS for surface in SURFACES]
    pairs += [("accent_ink", "accent"), ("base", "ink"), *((ink, "chosen") for ink in ON_CHOSEN)]
    poor = {pair: ratio for pair in pairs if (ratio := contrast(*(QColor(getattr(tones, one)) for one in pair))) < tones.readable}
    assert poor == {}


def test_frames_of_fields_and_focus_can_be_seen(tones):
    for line in ("strong_line", "accent"):
        for surface in ("window", "base"):
            assert contrast(QColor(getattr(tones, line)), QColor(getattr(tones, surface))) >= VISIBLE


def test_highlighted_words_stay_readable_and_their_underline_visible(either):
    for label in Label:
        style = either.label_style(label)
        assert contrast(style.ink, style.fill) >= either.tones.readable, label
        assert contrast(style.line, style.fill) >= VISIBLE, label


def test_the_colour_of_a_label_is_readable_as_a_word(either):
    surfaces = [either.colour(name) for name in ("base", "stripe", "chosen")]
    poor = [label for label in Label for surface in surfaces if contrast(either.label_style(label).line, surface) < either.tones.readable]
    assert poor == []


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
            assert contrast(either.state_colour(state), either.colour("base")) >= either.tones.readable
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
