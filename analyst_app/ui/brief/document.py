"""A brief's page as a document of Qt: for the preview, and printed into a PDF. Reads nothing but the page that it is given."""

import re
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from analyst_app.services.brief import BriefPage, replacing, with_pictures_beside

DPI = 96
"""What a pixel of the page means on paper."""
SHARPNESS = 3
"""Pixels of a picture for each pixel of the page: legible in print."""
MARGIN = 14.0
"""Millimetres."""
FOOT = 22.0
"""Pixels below the text of each page, for its number."""
_POINTS = re.compile(r"\b(\d+(?:\.\d+)?)pt\b")


class BriefDocument(QTextDocument):
    """The page, `width` pixels wide, its letters `scale` times as large. Asks for no file and no address: pictures come from the page."""

    def __init__(
        self, page: BriefPage, *, width: int, scale: float = 1.0, sharpness: int = SHARPNESS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._sharpness = sharpness
        self._images: dict[str, QImage] = {}
        self.setDocumentMargin(0)
        self.setDefaultFont(QFont(["Helvetica", "Arial", "DejaVu Sans"], round(10 * scale)))
        self.setHtml(_enlarged(with_pictures_beside(page, width=width), scale))
        self.setTextWidth(width)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the page; anything else is an empty one."""
        del kind
        wanted = name if isinstance(name, str) else name.toString()
        if wanted not in self._images:
            drawing = next((one for one in self._page.pictures.values() if one.name == wanted), None)
            if drawing is None:
                return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
            self._images[wanted] = image_of(drawing.svg, width=drawing.width, height=drawing.height, sharpness=self._sharpness)
        return self._images[wanted]


def image_of(svg: str, *, width: int, height: int, sharpness: int) -> QImage:
    """An SVG as a picture on white."""
    image = QImage(width * sharpness, height * sharpness, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def print_brief(page: BriefPage, *, path: Path) -> None:
    """Write the page as PDF where there is no window.

    Raises:
        UserError: where the file cannot be written.
    """
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    write_pdf(page, path)
    del application


def write_pdf(page: BriefPage, path: Path) -> None:
    """Write the page as a PDF of A4 sheets with numbers. The file is replaced whole.

    Raises:
        UserError: where the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _print(page, buffer)
    with replacing(path) as unfinished:
        unfinished.write_bytes(buffer.data().data())


def _print(page: BriefPage, device: QIODevice) -> None:
    writer = QPdfWriter(device)
    writer.setTitle(page.title)
    writer.setCreator(page.parts["generator"])
    writer.setResolution(DPI)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(*[MARGIN] * 4))
    layout.setUnits(QPageLayout.Unit.Millimeter)
    writer.setPageLayout(layout)
    sheet = QSizeF(writer.width(), writer.height() - FOOT)
    document = BriefDocument(page, width=int(sheet.width()))
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(sheet)
    keep_headings(document)
    painter = QPainter(writer)
    # As they are: what PDF otherwise does to pictures blurs letters, and takes more room.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        _paint_sheet(painter, document, sheet, number=number, words=f"{page.title}   {number + 1} / {pages}")
    painter.end()


def keep_headings(document: QTextDocument) -> None:
    """Move each heading that stands alone at the foot of a sheet to the next one."""
    height, layout, block = document.pageSize().height(), document.documentLayout(), document.begin()
    while block.isValid():
        after = block.next()
        if block.blockFormat().headingLevel() and after.isValid():
            foot, top = layout.blockBoundingRect(block).bottom(), _first_line(document, after)
            if int(foot // height) != int(top // height):
                broken = QTextBlockFormat()
                broken.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).mergeBlockFormat(broken)
        block = block.next()


def _first_line(document: QTextDocument, block: QTextBlock) -> float:
    """Where the first line of a block stands; a picture that does not fit a sheet stands on the next one, its block on this."""
    top = document.documentLayout().blockBoundingRect(block).top()
    return top + (block.layout().lineAt(0).y() if block.layout().lineCount() else 0.0)


def _paint_sheet(painter: QPainter, document: QTextDocument, sheet: QSizeF, *, number: int, words: str) -> None:
    painter.save()
    painter.translate(0, -number * sheet.height())
    document.drawContents(painter, QRectF(0, number * sheet.height(), sheet.width(), sheet.height()))
    painter.restore()
    painter.setPen(QColor("#59636f"))
    painter.setFont(QFont(document.defaultFont().families(), 8))
    painter.drawText(
        QRectF(0, sheet.height() + 4, sheet.width(), FOOT - 4), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words
    )


def _enlarged(html: str, scale: float) -> str:
    """The page with its letters enlarged: the sizes stand in its head alone."""
    head, body = html.split("</style>", 1)
    return _POINTS.sub(lambda found: f"{float(found[1]) * scale:.1f}pt", head) + "</style>" + body
