"""How the lines of the report are placed: more air between them, headings in bold, and where a piece of text is drawn.

Lines are laid out by Qt only when they come into view, and this module keeps to that: it never walks the whole text.
"""

import re
from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

AIR = 0.38
"""Extra space between lines, as a share of the line's height; WCAG 2.2 (1.4.12) asks that half as much again stays readable."""

_HEADING = re.compile(r"\s*(#{1,6}\s.+|[^.!?;]{3,90}:|[^a-z]{4,90}[^a-z.,;])\s*")


class SpacedLayout(QPlainTextDocumentLayout):
    """`QPlainTextEdit` knows no line spacing; this places its lines further apart as soon as they are laid out."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.DemiBold)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The place of a paragraph, laid out and spaced if it was not yet."""
        layout = block.layout()
        if layout is None or not block.isValid():
            return super().blockBoundingRect(block)
        if not layout.lineCount() and is_heading(block.text()):
            whole = QTextLayout.FormatRange()
            whole.start, whole.length, whole.format = 0, block.length(), self._bold
            layout.setFormats([whole])
        rect = super().blockBoundingRect(block)
        if not layout.lineCount():
            return rect
        air = layout.lineAt(0).height() * AIR
        last = layout.lineAt(layout.lineCount() - 1)
        # Qt starts a paragraph's first line at its top, so one that starts lower has been spaced already. (Places are
        # kept in 64ths of a pixel, so the comparison needs room.)
        if layout.lineAt(0).y() < air / 4:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                line.setPosition(QPointF(line.x(), line.y() + air / 2 + air * number))
            rect = super().blockBoundingRect(block)
        rect.setBottom(max(rect.bottom(), last.y() + last.height() + air / 2))
        return rect


def is_heading(words: str) -> bool:
    """Whether a line reads as a heading: short and ending in a colon, in capitals, or marked with `#`."""
    return len(words) < 96 and _HEADING.fullmatch(words) is not None


def rects_of(block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """Where the units `start` to `end` of a laid-out block are drawn, one rectangle a line, relative to the block."""
    layout = block.layout()
    found: list[QRectF] = []
    line = layout.lineForTextPosition(start)
    number = line.lineNumber() if line.isValid() else layout.lineCount()
    while number < layout.lineCount():
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if line.textStart() >= end:
            break
        if first < last:
            left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
            if last == line.textStart() + line.textLength():
                # The space at which a line breaks belongs to the span, but nothing is seen there.
                right = min(right, line.naturalTextRect().right())
            found.append(QRectF(min(left, right), line.y(), abs(right - left), line.height()))
        number += 1
    return found


def line_at(block: QTextBlock, y: float) -> int:
    """The number of the laid-out line at a height relative to the block, or of the one above where it lies between two."""
    layout = block.layout()
    below = bisect_right(range(layout.lineCount()), y, key=lambda number: layout.lineAt(number).y())
    return max(0, below - 1)


def nearest_line_y(block: QTextBlock, y: float) -> float:
    """The height nearest to `y`, relative to the block, that lies inside one of its lines and not between two."""
    layout = block.layout()
    above = line_at(block, y)
    lines = [layout.lineAt(number) for number in (above, above + 1) if number < layout.lineCount()]
    inside = [min(max(y, line.y() + 1), line.y() + line.height() - 2) for line in lines]
    return min(inside, key=lambda candidate: abs(candidate - y), default=y)


def units_between(block: QTextBlock, top: float, bottom: float) -> tuple[int, int]:
    """The units of a laid-out block that are drawn between two heights relative to it, whole lines at a time."""
    layout = block.layout()
    if not layout.lineCount():
        return 0, 0
    first, last = layout.lineAt(line_at(block, top)), layout.lineAt(line_at(block, bottom))
    return first.textStart(), last.textStart() + last.textLength()


def _x(at: object) -> float:
    # PySide returns the position with it, because the C++ argument is an in-out one.
    return float(at[0]) if isinstance(at, tuple) else float(at)  # type: ignore[arg-type]  # a float, by the C++ signature
