"""How the window looks: palette, font size, spacing, icons; light, dark or high contrast, as the system has it or as chosen."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.spans import Label
from analyst_app.resources import resource
from analyst_app.ui import colours
from analyst_app.ui.colours import CONTRAST, CONTRAST_DARK, DARK, LIGHT, LabelStyle, Tones, TypeStyle
from analyst_app.ui.stylesheet import stylesheet

TIGHT, SNUG, NORMAL, WIDE, LOOSE = 4, 8, 12, 20, 32
"""The distances between things, in device-independent pixels."""
SMALLEST_TEXT, LARGEST_TEXT = 70, 300
"""Per cent of the system's text size."""
_ROLE = QPalette.ColorRole
_DISABLED = QPalette.ColorGroup.Disabled


class Appearance(StrEnum):
    """Which palette to use; the values are those of the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_DARK = "contrast-dark"


_TONES = {
    Appearance.LIGHT: LIGHT,
    Appearance.DARK: DARK,
    Appearance.CONTRAST: CONTRAST,
    Appearance.CONTRAST_DARK: CONTRAST_DARK,
}


class Theme(QObject):
    """The look of the whole application. Made once, after the application object.

    Signals:
        changed(): colours or text size are other now; whatever paints by itself must paint again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, *, appearance: str = Appearance.SYSTEM, text_size: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._own_size = QFont(application.font()).pointSizeF()
        self._appearance = Appearance(appearance)
        self._text_size = text_size
        application.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def appearance(self) -> Appearance:
        """What was chosen, not what it comes to."""
        return self._appearance

    @property
    def text_size(self) -> int:
        """Per cent of the system's text size."""
        return self._text_size

    @property
    def dark(self) -> bool:
        """Whether inks are lighter than surfaces."""
        return self.tones.dark

    @property
    def tones(self) -> Tones:
        """The colours in use."""
        if self._appearance is Appearance.SYSTEM:
            hints = QGuiApplication.styleHints()
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
            if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
                return CONTRAST_DARK if dark else CONTRAST
            return DARK if dark else LIGHT
        return _TONES[self._appearance]

    def choose(self, *, appearance: str | None = None, text_size: int | None = None) -> None:
        """Change palette or text size, and redraw. Sizes are kept within 70 to 300 per cent."""
        if appearance is not None:
            self._appearance = Appearance(appearance)
        if text_size is not None:
            self._text_size = max(SMALLEST_TEXT, min(LARGEST_TEXT, text_size))
        self._apply()

    def colour(self, tone: str) -> QColor:
        """One of the tones by name, e.g. `colour("muted")`."""
        return QColor(getattr(self.tones, tone))

    def label_style(self, label: Label) -> LabelStyle:
        """How to draw entities of a label."""
        return colours.label_style(label, tones=self.tones)

    def type_style(self, kind: EventType) -> TypeStyle:
        """How to draw bars of an event type."""
        return colours.type_style(kind, tones=self.tones)

    def series_style(self, position: int) -> TypeStyle:
        """How to draw the n-th series of a breakdown that has no colours of its own."""
        return colours.series_style(position, tones=self.tones)

    def state_colour(self, state: ReviewState | ReportState) -> QColor:
        """The ink for a state's word."""
        return colours.state_colour(state, tones=self.tones)

    def font(self, *, scale: float = 1.0, bold: bool = False) -> QFont:
        """The interface's font, larger or smaller by a factor; for headings and captions."""
        font = QFont(self._application.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def scaled(self, pixels: int) -> int:
        """A length that grows with the text, for widths that must hold words."""
        return round(pixels * self._text_size / 100)

    def icon(self, name: str, *, tone: str = "ink") -> QIcon:
        """A shipped icon in one of the tones. Drawn again for each theme: ask for it anew on `changed`."""
        if not name:
            return QIcon()
        if (name, tone) not in self._icons:
            self._icons[name, tone] = self._drawn(name, tone)
        return self._icons[name, tone]

    def _drawn(self, name: str, tone: str) -> QIcon:
        source = _icon_file(name).read_text(encoding="utf-8")
        icon = QIcon()
        for size in (16, 20, 24, 32, 48, 64):
            pixmap = QPixmap(QSize(size, size))
            coloured = source.replace("currentColor", getattr(self.tones, tone)).replace(
                'width="24" height="24"', f'width="{size}" height="{size}"'
            )
            pixmap.loadFromData(coloured.encode(), "SVG")
            icon.addPixmap(pixmap)
            icon.addPixmap(_faded(pixmap), QIcon.Mode.Disabled)
        return icon

    def _apply(self) -> None:
        self._icons: dict[tuple[str, str], QIcon] = {}
        font = QFont(self._application.font())
        font.setPointSizeF(self._own_size * self._text_size / 100)
        self._application.setFont(font)
        self._application.setPalette(palette(self.tones))
        self._application.setStyleSheet(stylesheet(self.tones))
        self.changed.emit()

    @Slot()
    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()


def palette(tones: Tones) -> QPalette:
    """A Qt palette of the tones."""
    made = QPalette()
    for role, tone in (
        (_ROLE.Window, tones.window),
        (_ROLE.WindowText, tones.ink),
        (_ROLE.Base, tones.base),
        (_ROLE.AlternateBase, tones.stripe),
        (_ROLE.Text, tones.ink),
        (_ROLE.PlaceholderText, tones.muted),
        (_ROLE.Button, tones.raised),
        (_ROLE.ButtonText, tones.ink),
        (_ROLE.BrightText, tones.bad),
        (_ROLE.ToolTipBase, tones.ink),
        (_ROLE.ToolTipText, tones.base),
        (_ROLE.Highlight, tones.chosen),
        (_ROLE.HighlightedText, tones.chosen_ink),
        (_ROLE.Accent, tones.accent),
        (_ROLE.Link, tones.accent),
        (_ROLE.LinkVisited, tones.accent),
        (_ROLE.Light, tones.raised),
        (_ROLE.Midlight, tones.hover),
        (_ROLE.Mid, tones.line),
        (_ROLE.Dark, tones.strong_line),
        (_ROLE.Shadow, tones.strong_line),
    ):
        made.setColor(role, QColor(tone))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        made.setColor(_DISABLED, role, QColor(tones.disabled))
    return made


def _icon_file(name: str) -> Path:
    return resource(f"icons/{name}.svg")


def _faded(pixmap: QPixmap) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(0.4)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded
