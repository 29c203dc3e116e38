"""The overview of keys, made from the tables of actions, so that it can't be out of date."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from analyst_app.ui.actions import ActionSpec, Scope, keys_of, plain_title
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import NORMAL, SNUG, TIGHT, WIDE, Theme
from analyst_app.ui.widgets.words import Rank, Words


class ShortcutsDialog(FramedDialog):
    """Two columns of scopes; the scope of the screen below comes first."""

    def __init__(self, specs: Sequence[ActionSpec], *, first: Scope, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", theme=theme, accept="Close", parent=parent)
        scopes = sorted(Scope, key=lambda scope: scope is not first)
        blocks = [(scope, [spec for spec in specs if spec.scope is scope and spec.shortcuts]) for scope in scopes]
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setSpacing(WIDE * 2)
        sides = [QVBoxLayout(), QVBoxLayout()]
        lengths = [0, 0]
        for scope, listed in blocks:
            if listed:
                shorter = lengths.index(min(lengths))
                sides[shorter].addLayout(_block(scope, listed, theme=theme))
                sides[shorter].addSpacing(WIDE)
                lengths[shorter] += len(listed) + 3
        for side in sides:
            side.addStretch(1)
            columns.addLayout(side, stretch=1)
        scroll = QScrollArea(self)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.body.addWidget(scroll)
        self.resize(theme.scaled(820), theme.scaled(600))


def _block(scope: Scope, specs: Sequence[ActionSpec], *, theme: Theme) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(NORMAL)
    grid.setVerticalSpacing(TIGHT)
    grid.setColumnStretch(0, 1)
    for row, spec in enumerate(specs):
        grid.addWidget(QLabel(plain_title(spec)), row, 0)
        keys = QLabel(keys_of(spec))
        keys.setProperty("role", "key")
        grid.addWidget(keys, row, 1, alignment=Qt.AlignmentFlag.AlignRight)
    block = QVBoxLayout()
    block.setSpacing(SNUG)
    block.addWidget(Words(scope.value, theme=theme, rank=Rank.SECTION))
    block.addLayout(grid)
    return block
