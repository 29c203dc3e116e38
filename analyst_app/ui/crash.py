"""What happens on a bug in the window: a report without a word of the analysed texts, shown to be copied and kept as a file."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget

from analyst_app.services import crash_reports
from analyst_app.services.crash_reports import keep_report
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme

__all__ = ["CrashDialog", "crash_report", "install_hook", "keep_report"]


def crash_report(error: BaseException) -> str:
    """What went wrong and where, with the version of Qt besides."""
    return crash_reports.crash_report(error, beside=f"Qt {qVersion()}")


class CrashDialog(FramedDialog):
    """Shows the report; everything decided before is saved already."""

    def __init__(self, report: str, *, file: Path | None, theme: Theme, parent: QWidget | None = None) -> None:
        explained = "Your decisions up to now are saved. Please report this error; the text below holds nothing of your reports."
        if file is not None:
            explained += f" It is also kept in {file}."
        super().__init__("Something went wrong in the program", theme=theme, accept="Go on", explained=explained, parent=parent)
        self.text = QPlainTextEdit(report, self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Error report")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.body.addWidget(self.text)
        copy = QPushButton("Copy report", self)
        copy.clicked.connect(self._copy)
        self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.fit(720, 420)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def install_hook(show: Callable[[BaseException], None]) -> Callable[[], None]:
    """Send errors that nobody caught to `show`; returns what puts the old hook back."""
    before = sys.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        show(error)

    sys.excepthook = caught

    def restore() -> None:
        sys.excepthook = before

    return restore
