"""How the parts of the review screen are arranged: the text on the left, events and sums on the right, strips above. Pure arrangement."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QTabWidget, QVBoxLayout, QWidget


def lay_out(view: QWidget, *, above: Sequence[QWidget], text: QWidget, beside: Sequence[QWidget], empty: str) -> QStackedLayout:
    """Two pages: words for when no report is open, and the screen. Of what stands beside the text, tabs take the room that is left."""
    right = QWidget(view)
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 8, 8)
    column.setSpacing(6)
    for part in beside:
        column.addWidget(part, 1 if isinstance(part, QTabWidget) else 0)
    splitter = QSplitter(Qt.Orientation.Horizontal, view)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(3)
    splitter.addWidget(text)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 55)
    splitter.setStretchFactor(1, 45)
    splitter.setSizes([550, 450])
    whole = QWidget(view)
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    for strip in above:
        lines.addWidget(strip)
    lines.addWidget(splitter, 1)
    words = QLabel(empty, view)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setProperty("role", "muted")
    pages = QStackedLayout(view)
    pages.addWidget(words)
    pages.addWidget(whole)
    return pages
