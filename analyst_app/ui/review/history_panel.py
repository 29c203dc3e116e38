"""Who changed which field from what to what, and when: of the focused event, or of the whole report, undone steps too."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from analyst_app.domain.review import HistoryLine, ReportState, ReviewState
from analyst_app.services import history
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.event_words import translate
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.tasks import TaskHandle


class HistoryPanel(QWidget):
    """Asks for what it shows only while it is seen."""

    def __init__(self, context: Context, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, session
        self._asked: TaskHandle | None = None
        self._lines: tuple[HistoryLine, ...] = ()
        self._whole = QPushButton(self.tr("Whole report"), self)
        self._whole.setCheckable(True)
        self._whole.setToolTip(self.tr("Every step in this report, or those of the event in focus (Shift+H)"))
        self._about = QLabel(self)
        self._about.setWordWrap(True)
        self.steps = QTreeWidget(self)
        self.steps.setAccessibleName(self.tr("History"))
        self.steps.setRootIsDecorated(False)
        self.steps.setWordWrap(True)
        self.steps.setUniformRowHeights(False)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setHeaderLabels([self.tr("When and who"), self.tr("What")])
        self.steps.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.steps.header().setStretchLastSection(True)
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.addLayout(head)
        column.addWidget(self.steps, 1)
        self.setFocusProxy(self.steps)
        self._whole.toggled.connect(lambda _on: self._ask())
        self.steps.itemActivated.connect(self._follow)
        for signal in (session.opened, session.focused):
            signal.connect(self._ask)
        context.tasks.changed.connect(lambda _changes: self._ask())
        context.theme.changed.connect(self._fill)

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        """What is shown, the latest first."""
        return self._lines

    def switch(self) -> None:
        """From the event in focus to the whole report, and back."""
        self._whole.toggle()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when it is first seen."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        report_id, event_id, workbench = self._session.report_id, self._session.focused_id, self._context.workbench
        if self._asked is not None:
            self._asked.abandon()
            self._asked = None
        if not self.isVisible() or report_id is None:
            return
        whole = self._whole.isChecked() or event_id is None

        def ask() -> tuple[HistoryLine, ...]:
            if whole or event_id is None:
                return history.report_history(workbench, report_id=report_id)
            return history.event_history(workbench, event_id=event_id)

        self._asked = self._context.tasks.submit(ask)
        self._asked.succeeded.connect(lambda found: self._take(found, whole=whole) if isValid(self) else None)

    def _take(self, found: Sequence[HistoryLine], *, whole: bool) -> None:
        self._asked = None
        self._lines = tuple(reversed(found))
        stored = self._session.focused_event
        name = "" if stored is None else event_words.summary(stored.event, self._session.ontology)
        about = self.tr("The whole report, the latest first") if whole else self.tr("%1, the latest first").replace("%1", name)
        self._about.setText(about if self._lines else self.tr("Nobody has changed anything here yet."))
        self._fill()

    def _fill(self) -> None:
        self.steps.clear()
        muted = QBrush(self._context.theme.colour("muted"))
        for line in self._lines:
            item = QTreeWidgetItem([f"{_moment(line.at)}\n{line.analyst or self.tr('nobody named')}", self._told(line)])
            item.setData(0, Qt.ItemDataRole.UserRole, line.event_id)
            item.setToolTip(1, line.command)
            if line.undone:
                font = item.font(1)
                font.setStrikeOut(True)
                item.setFont(1, font)
                item.setForeground(1, muted)
            self.steps.addTopLevelItem(item)

    def _told(self, line: HistoryLine) -> str:
        stored = self._session.find_event(line.event_id)
        what = "" if stored is None or not self._whole.isChecked() else event_words.summary(stored.event, self._session.ontology) + "\n"
        told = f"{what}{change_words(line)}"
        if line.undone:
            told += self.tr(" (undone)")
        elif line.command.startswith(("Undo: ", "Redo: ")):
            told += f" ({self.tr('undo') if line.command.startswith('Undo') else self.tr('redo')})"
        return told

    def _follow(self, item: QTreeWidgetItem) -> None:
        event_id = item.data(0, Qt.ItemDataRole.UserRole)
        if self._session.find_event(event_id) is not None:
            self._session.focus(event_id)


def change_words(line: HistoryLine) -> str:
    """“Count: 16 → 17”, “Accepted”, “Words of count: “16” → “559””."""
    if line.field == "state" and line.event_id is not None:
        return event_words.state_label(ReviewState(line.after)) if line.after else translate("review", "Removed")
    words_of = line.field.removeprefix("evidence: ")
    if words_of != line.field:
        name = translate("review", "Words of %1").replace("%1", field_name(words_of).lower())
    else:
        name = field_name(line.field)
    before, after = (_state(words) if line.field == "state" else words or event_words.NOT_SAID for words in (line.before, line.after))
    return f"{name}: {before} → {after}"


def _state(words: str) -> str:
    return event_words.state_label(ReportState(words)) if words else event_words.NOT_SAID


def field_name(name: str) -> str:
    """What a line of the history is about."""
    others = {
        "entity": translate("review", "Highlight"),
        "same_act": translate("review", "Linked as one act"),
        "preferred": translate("review", "Counts for its act"),
        "title": translate("review", "Title"),
        "author": translate("review", "Author"),
        "published": translate("review", "Date of the report"),
        "source": translate("review", "Source"),
        "state": translate("review", "State"),
        "trigger": translate("review", "Words that name it"),
    }
    if name in others:
        return others[name]
    try:
        return event_words.field_label(name)
    except KeyError:
        return name.replace("_", " ").capitalize()


def _moment(at: datetime) -> str:
    """A moment on this computer's clock."""
    here = at.astimezone()
    return f"{here.day} {here:%b %Y, %H:%M}"
