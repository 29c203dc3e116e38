"""Settings: each is declared once, with its label, help and bounds; the page, the check and the documentation derive from that."""

import dataclasses
import json
import logging
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analyst_app.domain.counting import WindowDay
from analyst_app.domain.day_boundary import DayBoundary
from analyst_app.paths import Paths, make_private

log = logging.getLogger("settings")

SCHEMA = 1
THEMES = ("system", "light", "dark", "contrast", "contrast-dark")


def _setting(
    default: Any,
    *,
    label: str,
    explained: str,
    choices: tuple[str, ...] = (),
    bounds: tuple[int, int] | None = None,
    or_none: bool = False,
) -> Any:
    told = {"label": label, "help": explained, "choices": choices, "bounds": bounds, "or_none": or_none}
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks."""

    theme: str = _setting("system", label="Colours", explained="Light, dark, high contrast, or as the system has it.", choices=THEMES)
    text_size: int = _setting(100, label="Text size", explained="In per cent of the system's size.", bounds=(70, 300))


@dataclass(frozen=True, slots=True)
class Coding:
    """Who reviews."""

    analyst: str = _setting("", label="Analyst", explained="The name written beside each decision; the name of your account where empty.")


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """What makes the proposals."""

    model: str = _setting("en_core_web_sm", label="Language model", explained="Any installed English spaCy pipeline.")


@dataclass(frozen=True, slots=True)
class Days:
    """What a day is: where a moment is told with its zone, and for windows that touch two days."""

    time_zone: str = _setting(
        "", label="Time zone", explained="The zone whose days are counted, as “Europe/Kyiv”; the system's where empty."
    )
    day_starts_at: int = _setting(0, label="A day starts at", explained="The full hour, 0 to 23, at which a day begins.", bounds=(0, 23))
    window: str = _setting(
        WindowDay.LAST.value,
        label="A 24-hour window counts on",
        explained="The day that “the last 24 hours” count on, where they touch two.",
        choices=tuple(day.value for day in WindowDay),
    )

    @property
    def boundary(self) -> DayBoundary:
        """Which day a moment belongs to."""
        return DayBoundary(self.time_zone, self.day_starts_at)

    @property
    def window_day(self) -> WindowDay:
        """`window` as the counting rule takes it."""
        return WindowDay(self.window)


@dataclass(frozen=True, slots=True)
class Safety:
    """What protects the work while nobody sits at it."""

    lock_after_minutes: int | None = _setting(
        None,
        label="Lock the window",
        explained="Minutes without a key or a movement after which the passphrase is asked for again; never where none.",
        bounds=(1, 480),
        or_none=True,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, in sections. `shortcuts` holds the keys of actions whose keys the analyst changed, by the action's id."""

    appearance: Appearance = field(default_factory=Appearance)
    coding: Coding = field(default_factory=Coding)
    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)
    days: Days = field(default_factory=Days)
    safety: Safety = field(default_factory=Safety)
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: types.MappingProxyType({}))


def load_settings(paths: Paths) -> Settings:
    """Read the settings; a value that does not fit falls back to its default, and so does a file that cannot be read."""
    file = _file(paths.settings)
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as fault:
        log.warning("The settings cannot be read, so the defaults are used: %s", type(fault).__name__)
        return Settings()
    sections = stored if isinstance(stored, dict) else {}
    return Settings(
        appearance=_read(Appearance, sections.get("appearance")),
        coding=_read(Coding, sections.get("coding")),
        extraction=_read(ExtractionSettings, sections.get("extraction")),
        days=_read(Days, sections.get("days")),
        safety=_read(Safety, sections.get("safety")),
        shortcuts=_read_shortcuts(sections.get("shortcuts")),
    )


def save_settings(paths: Paths, settings: Settings) -> None:
    """Write the settings whole: a crash leaves the old file or the new one.

    Raises:
        OSError: where the folder cannot be written.
    """
    folder = make_private(paths.settings)
    unfinished = folder / "settings.json.part"
    sections = {name: dataclasses.asdict(section) for name, section in _sections(settings).items()}
    whole = {"schema": SCHEMA, **sections, "shortcuts": {name: list(keys) for name, keys in sorted(settings.shortcuts.items())}}
    unfinished.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(_file(folder))


def _sections(settings: Settings) -> dict[str, Any]:
    held = {option.name: getattr(settings, option.name) for option in dataclasses.fields(settings)}
    return {name: value for name, value in held.items() if dataclasses.is_dataclass(value)}


def _file(folder: Path) -> Path:
    return folder / "settings.json"


def _read[Section](section: type[Section], stored: object) -> Section:
    values = stored if isinstance(stored, dict) else {}
    kept = {}
    for option in dataclasses.fields(section):  # type: ignore[arg-type]  # every section is a dataclass
        if option.name in values:
            if _fits(values[option.name], option.default, option.metadata):
                kept[option.name] = values[option.name]
            else:
                log.warning("The setting %s is not usable, so its default is used", option.name)
    return section(**kept)


def _read_shortcuts(stored: object) -> Mapping[str, tuple[str, ...]]:
    kept: dict[str, tuple[str, ...]] = {}
    for name, keys in stored.items() if isinstance(stored, dict) else ():
        if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
            kept[str(name)] = tuple(keys)
        else:
            log.warning("The keys of %s are not usable, so its own are used", name)
    return types.MappingProxyType(kept)


def _fits(value: object, default: object, metadata: Any) -> bool:
    if metadata["or_none"]:
        if value is None:
            return True
    elif type(value) is not type(default):
        return False
    if metadata["choices"] and value not in metadata["choices"]:
        return False
    bounds = metadata["bounds"]
    return bounds is None or (type(value) is int and bounds[0] <= value <= bounds[1])
