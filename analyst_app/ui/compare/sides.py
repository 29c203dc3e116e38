"""The two reports of a comparison at the head of the screen: what each is."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from analyst_app.domain.comparing import Comparison
from analyst_app.domain.rows import ReportDetail
from analyst_app.ui.compare import words
from analyst_app.ui.theme import NORMAL, SNUG, TIGHT, Theme
from analyst_app.ui.widgets.elided import Elided
from analyst_app.ui.widgets.words import Rank, Words


class Side(QFrame):
    """One report: its title, and what is known of it."""

    def __init__(self, name: str, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name = Words(name, theme=theme, rank=Rank.MUTED)
        self.title = Elided()
        self.about = Elided()
        self.about.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(NORMAL, SNUG, NORMAL, SNUG)
        column.setSpacing(TIGHT)
        line = QHBoxLayout()
        line.setSpacing(SNUG)
        line.addWidget(self.name)
        line.addWidget(self.title, stretch=1)
        column.addLayout(line)
        column.addWidget(self.about)

    def show_report(self, detail: ReportDetail) -> None:
        """Show another report."""
        self.title.setText(words.title_of(detail))
        self.about.setText(words.about(detail.row))


class Sides(QWidget):
    """Both reports side by side."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = Side(self.tr("Left"), theme=theme)
        self.right = Side(self.tr("Right"), theme=theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(NORMAL)
        row.addWidget(self.left, stretch=1)
        row.addWidget(self.right, stretch=1)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show another pair of reports."""
        self.left.show_report(comparison.left)
        self.right.show_report(comparison.right)
