"""A chart as a picture: PNG, SVG, PDF, or on the clipboard."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

from analyst_app.domain.errors import UserError

SHARPNESS = 2
"""Pixels of a PNG for each pixel of the screen."""
_POINTS_PER_INCH = 72.0


def image_of(view: QGraphicsView, *, sharpness: int = SHARPNESS) -> QImage:
    """The view as an image."""
    size = view.viewport().size()
    image = QImage(size * sharpness, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(sharpness)
    image.fill(view.backgroundBrush().color())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _render(view, painter, size)
    painter.end()
    return image


def save_picture(view: QGraphicsView, path: Path) -> None:
    """Write the view to a file, in the format of its suffix: .png, .svg or .pdf. The file is replaced whole.

    Raises:
        UserError: where the suffix is another, or the file cannot be written.
    """
    writers = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"A chart can be written as PNG, SVG or PDF. Give {path.name} one of the suffixes .png, .svg, .pdf.")
    unfinished = path.with_name(path.name + ".part")
    try:
        writer(view, unfinished)
        unfinished.replace(path)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {problem.strerror or problem}. Choose another folder.") from problem


def _render(view: QGraphicsView, painter: QPainter, size: QSize) -> None:
    view.render(painter, QRectF(0, 0, size.width(), size.height()), view.viewport().rect())


def _write_png(view: QGraphicsView, path: Path) -> None:
    if not QImageWriter(str(path), b"PNG").write(image_of(view)):
        raise OSError("the picture was not written")


def _write_svg(view: QGraphicsView, path: Path) -> None:
    size = view.viewport().size()
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    # Axes are kept as they were painted for the screen; at another resolution they would be replayed smaller than what they measure.
    generator.setResolution(view.logicalDpiX())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(view.accessibleName())
    _paint(view, generator, size, path)


def _write_pdf(view: QGraphicsView, path: Path) -> None:
    size = view.viewport().size()
    writer = QPdfWriter(str(path))
    writer.setResolution(view.logicalDpiX())
    page = QPageSize(QSizeF(size.width(), size.height()) * _POINTS_PER_INCH / view.logicalDpiX(), QPageSize.Unit.Point)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    _paint(view, writer, size, path)


def _paint(view: QGraphicsView, device: QSvgGenerator | QPdfWriter, size: QSize, path: Path) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the file cannot be opened for writing")
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), view.backgroundBrush())
    _render(view, painter, size)
    if not painter.end() or not path.exists():
        raise OSError("the picture was not written")
