"""Words with a halo as small pictures: a map moves hundreds of them with every frame, and writing one takes ten times as long."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from analyst_app.ui.map.look import Look

MOST = 3000
_HALO = ((-1.3, 0.0), (1.3, 0.0), (0.0, -1.3), (0.0, 1.3), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (1.0, -1.0))
_ROOM = 2


class Stamps:
    """Keeps the pictures of words. `sharpness` is that of the screen; None writes the words themselves, as files need them."""

    def __init__(self) -> None:
        self.sharpness: float | None = None
        self._known: dict[tuple[object, ...], QPixmap] = {}

    def forget(self) -> None:
        """Colours or fonts are other now."""
        self._known.clear()

    def put(self, painter: QPainter, words: str, box: QRectF, look: Look, *, ink: QColor) -> None:
        """Put small words into a box of the painter's pixels."""
        if self.sharpness is None:
            _write(painter, words, box, look, ink)
            return
        key = (words, ink.rgb(), self.sharpness)
        picture = self._known.get(key)
        if picture is None:
            if len(self._known) > MOST:
                self._known.clear()
            picture = self._known[key] = _made(words, box, look, ink, sharpness=self.sharpness)
        painter.drawPixmap(QPointF(round(box.left()) - _ROOM, round(box.top()) - _ROOM), picture)


def _made(words: str, box: QRectF, look: Look, ink: QColor, *, sharpness: float) -> QPixmap:
    width, height = round(box.width()) + 2 * _ROOM, round(box.height()) + 2 * _ROOM
    picture = QPixmap(round(width * sharpness), round(height * sharpness))
    picture.setDevicePixelRatio(sharpness)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _write(painter, words, QRectF(_ROOM, _ROOM, box.width(), box.height()), look, ink)
    painter.end()
    return picture


def _write(painter: QPainter, words: str, box: QRectF, look: Look, ink: QColor) -> None:
    painter.setFont(look.small)
    painter.setPen(look.land)
    for dx, dy in _HALO:
        painter.drawText(box.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, words)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
