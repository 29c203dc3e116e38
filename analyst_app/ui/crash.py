"""What happens on a bug in the window: a report without a word of the analysed texts, shown to be copied and kept as a file."""

import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget

from analyst_app import __version__
from analyst_app.paths import Paths, make_private
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme


def crash_report(error: BaseException) -> str:
    """Versions and where it happened. Messages of errors are left out, because they may quote a report."""
    lines = [f"analyst-app {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}", ""]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for cause in reversed(chain):
        lines += [line.rstrip() for line in traceback.format_tb(cause.__traceback__)]
        lines += [f"{type(cause).__module__}.{type(cause).__qualname__}", ""]
    return "\n".join(lines)


def keep_report(report: str, paths: Paths, *, moment: datetime | None = None) -> Path | None:
    """Write a report where crash reports are kept; None where that can't be done, because a crash must not crash."""
    at = moment or datetime.now(UTC)
    try:
        file = make_private(paths.crash_reports) / f"{at:%Y%m%d-%H%M%S-%f}.txt"
        file.write_text(report, encoding="utf-8")
        file.chmod(0o600)
    except OSError:
        return None
    return file


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
