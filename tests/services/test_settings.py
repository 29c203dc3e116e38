"""Settings as they are written and read back; what does not fit must cost its own value and nothing else."""

import json

import pytest

from analyst_app.domain.counting import WindowDay
from analyst_app.paths import user_paths
from analyst_app.services.settings import Appearance, Coding, Days, Safety, Settings, load_settings, save_settings

CHANGED = Settings(
    appearance=Appearance(theme="contrast", text_size=150),
    coding=Coding(analyst="Vira"),
    days=Days(time_zone="Europe/Kyiv", day_starts_at=7, window="first"),
    safety=Safety(lock_after_minutes=10),
    shortcuts={"review.accept": ("F5", "Ctrl+Return"), "review.reject": ()},
)


def stored(**sections):
    file = user_paths().settings / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(sections))
    return load_settings(user_paths())


def test_what_was_saved_comes_back():
    save_settings(user_paths(), CHANGED)
    assert load_settings(user_paths()) == CHANGED
    assert CHANGED.days.window_day is WindowDay.FIRST


def test_without_a_file_or_with_a_broken_one_the_defaults_hold():
    assert load_settings(user_paths()) == Settings()
    file = user_paths().settings / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text("{no settings")
    assert load_settings(user_paths()) == Settings()


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("appearance", {"theme": "purple"}),
        ("appearance", {"text_size": 5}),
        ("appearance", {"text_size": True}),
        ("days", {"day_starts_at": 24}),
        ("days", {"day_starts_at": "7"}),
        ("days", {"window": "middle"}),
        ("days", {"time_zone": None}),
        ("safety", {"lock_after_minutes": 0}),
        ("safety", {"lock_after_minutes": "ten"}),
        ("shortcuts", {"review.accept": "A"}),
        ("shortcuts", ["A"]),
    ],
)
def test_a_value_that_does_not_fit_falls_back_alone(section, values):
    read = stored(**{"coding": {"analyst": "Vira"}, section: values})
    assert read == Settings(coding=Coding(analyst="Vira"))


def test_a_lock_can_be_set_and_taken_away():
    assert stored(safety={"lock_after_minutes": 5}).safety.lock_after_minutes == 5
    assert stored(safety={"lock_after_minutes": None}).safety.lock_after_minutes is None


def test_settings_of_an_older_or_newer_program_are_read_as_far_as_they_are_known():
    assert stored(appearance={"theme": "dark", "glow": 3}, weather={"rain": True}).appearance.theme == "dark"
