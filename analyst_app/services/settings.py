"""Settings: each is declared once, with its label, help and bounds; the page, the check and the documentation derive from that."""

import dataclasses
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analyst_app.paths import Paths, make_private

log = logging.getLogger("settings")

SCHEMA = 1
THEMES = ("system", "light", "dark")


def _setting(default: Any, *, label: str, explained: str, choices: tuple[str, ...] = (), bounds: tuple[int, int] | None = None) -> Any:
    return field(default=default, metadata={"label": label, "help": explained, "choices": choices, "bounds": bounds})


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks."""

    theme: str = _setting("system", label="Theme", explained="Light, dark, or as the system has it.", choices=THEMES)
    text_size: int = _setting(100, label="Text size", explained="In per cent of the system's size.", bounds=(70, 300))


@dataclass(frozen=True, slots=True)
class Coding:
    """Who reviews."""

    analyst: str = _setting("", label="Analyst", explained="The name written beside each decision.")


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """What makes the proposals."""

    model: str = _setting("en_core_web_sm", label="Language model", explained="Any installed English spaCy pipeline.")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, in sections."""

    appearance: Appearance = field(default_factory=Appearance)
    coding: Coding = field(default_factory=Coding)
    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)


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
    )


def save_settings(paths: Paths, settings: Settings) -> None:
    """Write the settings whole: a crash leaves the old file or the new one.

    Raises:
        OSError: where the folder cannot be written.
    """
    folder = make_private(paths.settings)
    unfinished = folder / "settings.json.part"
    unfinished.write_text(json.dumps({"schema": SCHEMA, **dataclasses.asdict(settings)}, indent=1), encoding="utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(_file(folder))


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


def _fits(value: object, default: object, metadata: Any) -> bool:
    if type(value) is not type(default):
        return False
    if metadata["choices"] and value not in metadata["choices"]:
        return False
    bounds = metadata["bounds"]
    return bounds is None or (isinstance(value, int) and bounds[0] <= value <= bounds[1])
