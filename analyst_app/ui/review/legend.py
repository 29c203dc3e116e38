"""The legend under the text: what each highlight means, how many there are, and a switch to hide each."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from analyst_app.domain.spans import Label
from analyst_app.ui.review import event_words
from analyst_app.ui.review.highlights import draw_entity
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.flow import FlowLayout


class Legend(QWidget):
    """One chip a label.

    Signals:
        hidden_changed(labels): these labels are not to be drawn.
    """

    hidden_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Legend"))
        line = FlowLayout(self, spacing=4)
        line.setContentsMargins(12, 6, 12, 6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips = {label: LabelChip(label, theme, self) for label in Label}
        for chip in self.chips.values():
            line.addWidget(chip)
            chip.toggled.connect(self._tell)

    def show_counts(self, counts: Mapping[Label, int]) -> None:
        """Say how many entities of each label there are."""
        found = Counter(counts)
        for label, chip in self.chips.items():
            chip.show_count(found[label])

    def hidden(self) -> frozenset[Label]:
        """The labels that are switched off."""
        return frozenset(label for label, chip in self.chips.items() if not chip.isChecked())

    def _tell(self) -> None:
        self.hidden_changed.emit(self.hidden())


class LabelChip(QAbstractButton):
    """A label's name on its own highlight, with its count; crossed out while hidden."""

    def __init__(self, label: Label, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._theme = label, theme
        self._count = 0
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_count(0)
        theme.changed.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self._count = count
        name = event_words.label_name(self._label)
        self.setAccessibleName(f"{name}: {count}")
        self.setToolTip(self.tr("Show or hide: %1").replace("%1", name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Name, count and air."""
        metrics = QFontMetrics(self._theme.font(scale=0.92))
        return QSize(metrics.horizontalAdvance(f"{event_words.label_name(self._label)} {self._count}") + 20, metrics.height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name as the text draws its words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tones = self._theme.tones
        font = self._theme.font(scale=0.92)
        metrics = QFontMetrics(font)
        name = event_words.label_name(self._label)
        width = metrics.horizontalAdvance(name)
        words = QRectF(6, 4, width + 2, metrics.height())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(tones.accent if self.hasFocus() else tones.line), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        shown = self.isChecked()
        if shown:
            draw_entity(painter, words, self._theme.label_style(self._label))
        font.setStrikeOut(not shown)
        painter.setFont(font)
        painter.setPen(QColor(tones.ink if shown and self._count else tones.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(QColor(tones.muted))
        painter.drawText(QRectF(words.right() + 5, 4, self.width(), metrics.height()), Qt.AlignmentFlag.AlignVCenter, str(self._count))
        painter.end()
