"""A field of the settings page for each kind of setting, made from what the setting declares about itself. Knows no services."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QSpinBox, QWidget

from analyst_app.ui.theme import SNUG

CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "theme": {
        "system": "As the system has it",
        "light": "Light",
        "dark": "Dark",
        "contrast": "High contrast, black on white",
        "contrast-dark": "High contrast, white on black",
    },
    "window": {"last": "its last day", "first": "its first day"},
}
"""What the values of a choice are called, by the setting's name."""

UNITS: Mapping[str, tuple[str, str]] = {
    "text_size": ("", " %"),
    "day_starts_at": ("", ":00"),
    "lock_after_minutes": ("", " minutes"),
}
"""What stands before and behind a number."""
STEPS: Mapping[str, int] = {"text_size": 10, "lock_after_minutes": 5}


class SettingField(Protocol):
    """One setting on the page."""

    @property
    def widget(self) -> QWidget:
        """What is put on the page."""

    @property
    def value(self) -> Any:
        """As it is entered."""


def field_of(option: dataclasses.Field[Any], value: Any, *, offered: Sequence[str], heard: "Heard", parent: QWidget) -> SettingField:
    """The field that fits a setting; `offered` are texts to choose from, `heard` is told of each change."""
    made: ChoiceField | NumberField | MaybeNumberField | TextField
    if option.metadata["choices"]:
        made = ChoiceField(option, value, heard=heard, parent=parent)
    elif option.metadata["or_none"]:
        made = MaybeNumberField(option, value, heard=heard, parent=parent)
    elif option.metadata["bounds"]:
        made = NumberField(option, value, heard=heard, parent=parent)
    else:
        made = TextField(option, value, offered=offered, heard=heard, parent=parent)
    return made


class Heard(QObject):
    """Tells that some field was changed.

    Signals:
        changed(): the analyst entered something else.
    """

    changed = Signal()

    def tell(self, *_entered: object) -> None:
        """Pass it on, whatever the field sends along."""
        self.changed.emit()


class ChoiceField:
    """One of a few values, by their words."""

    def __init__(self, option: dataclasses.Field[Any], value: str, *, heard: Heard, parent: QWidget) -> None:
        self.box = narrow(QComboBox(parent))
        words = CHOICE_WORDS[option.name]
        for choice in option.metadata["choices"]:
            self.box.addItem(words[choice], choice)
        self.box.setCurrentIndex(self.box.findData(value))
        self.box.currentIndexChanged.connect(heard.tell)
        self.widget: QWidget = self.box

    @property
    def value(self) -> Any:
        """The value, not its words."""
        return self.box.currentData()


class NumberField:
    """A whole number within its bounds."""

    def __init__(self, option: dataclasses.Field[Any], value: int, *, heard: Heard, parent: QWidget) -> None:
        self.box = number_box(option, parent=parent)
        self.box.setValue(value)
        self.box.valueChanged.connect(heard.tell)
        self.widget: QWidget = self.box

    @property
    def value(self) -> Any:
        """The number."""
        return self.box.value()


class MaybeNumberField:
    """A number, or none: the number counts only where the box before it is ticked."""

    USUAL = 10

    def __init__(self, option: dataclasses.Field[Any], value: int | None, *, heard: Heard, parent: QWidget) -> None:
        self.widget = QWidget(parent)
        self.tick = QCheckBox("after", self.widget)
        self.tick.setAccessibleName(option.metadata["label"])
        self.number = number_box(option, parent=self.widget)
        self.number.setAccessibleName(f"{option.metadata['label']}: minutes")
        self.number.setValue(self.USUAL if value is None else value)
        self.number.setEnabled(value is not None)
        self.tick.setChecked(value is not None)
        self.tick.toggled.connect(self.number.setEnabled)
        self.tick.toggled.connect(heard.tell)
        self.number.valueChanged.connect(heard.tell)
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self.tick)
        row.addWidget(self.number)
        row.addStretch(1)
        self.widget.setFocusProxy(self.tick)

    @property
    def value(self) -> Any:
        """The number, or None."""
        return self.number.value() if self.tick.isChecked() else None


class TextField:
    """A line of text, with what it may well be to choose from."""

    def __init__(self, option: dataclasses.Field[Any], value: str, *, offered: Sequence[str], heard: Heard, parent: QWidget) -> None:
        self.box = narrow(QComboBox(parent))
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(12)
        line = self.box.lineEdit()
        assert line is not None
        line.setAccessibleName(option.metadata["label"])
        self.offer(offered)
        self.box.setEditText(value)
        self.box.editTextChanged.connect(heard.tell)
        self.widget: QWidget = self.box

    def offer(self, offered: Sequence[str]) -> None:
        """Set what can be chosen; what is entered stays."""
        entered = self.box.currentText()
        self.box.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        self.box.clear()
        self.box.addItems(list(offered))
        self.box.setEditText(entered)
        self.box.blockSignals(False)  # noqa: FBT003 - as above
        completer = QCompleter(list(offered), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(completer)

    @property
    def value(self) -> Any:
        """The text without spaces around it."""
        return self.box.currentText().strip()


def narrow(box: QComboBox) -> QComboBox:
    """The box, no wider than the page has room for, however long its choices are."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def number_box(option: dataclasses.Field[Any], *, parent: QWidget) -> QSpinBox:
    """A box for a number within the bounds of a setting."""
    box = QSpinBox(parent)
    box.setRange(*option.metadata["bounds"])
    before, behind = UNITS.get(option.name, ("", ""))
    box.setPrefix(before)
    box.setSuffix(behind)
    box.setSingleStep(STEPS.get(option.name, 1))
    return box
