"""The dialog “My rules”: proposals from corrections, a table for each kind of rule, a colleague's file in and one's own out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from analyst_app.domain.errors import UserError
from analyst_app.domain.own_rules import OwnRules, PlaceRule, Section, first_problem
from analyst_app.domain.rule_merging import with_rule
from analyst_app.paths import Paths
from analyst_app.services import rules
from analyst_app.services.rule_suggestions import Suggestion
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.own_place import PlaceRuleDialog
from analyst_app.ui.dialogs.own_rules_columns import PAGES, Holds, Page, is_blank, row_of, rule_of, rules_of
from analyst_app.ui.dialogs.own_rules_import import ImportRulesDialog
from analyst_app.ui.dialogs.own_rules_proposals import ProposalsPage
from analyst_app.ui.dialogs.own_rules_table import ROOMY_ITEMS, RuleModel, RuleTable, fitting
from analyst_app.ui.theme import NORMAL, SNUG
from analyst_app.ui.widgets.words import Rank, Words

FILES = "Rules (*.toml);;All files (*)"
EXPLAINED = "What the extraction should know beyond its own word lists. It follows the rules from the next report on."


@dataclass(frozen=True, slots=True)
class _Answer:
    """What opening the dialog asks for."""

    held: OwnRules
    proposed: tuple[Suggestion, ...]


class OwnRulesDialog(FramedDialog):
    """Nothing is written before Save.

    Signals:
        saved(int): so many rules are in use now.
    """

    saved = Signal(int)

    def __init__(self, *, context: Context, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__("My rules", theme=context.theme, accept="Save", explained=EXPLAINED, parent=parent)
        self.offer_cancel()
        self._context = context
        self._paths = paths
        self._put_away: set[str] = set()
        self.proposals = ProposalsPage(theme=context.theme)
        self.models: Mapping[Section, RuleModel] = {page.section: RuleModel(page, self) for page in PAGES}
        self.tables: Mapping[Section, RuleTable] = {s: RuleTable(m, theme=context.theme) for s, m in self.models.items()}
        self.rail = QListWidget(self)
        self.rail.setAccessibleName("Kinds of rules")
        self.rail.setStyleSheet(ROOMY_ITEMS)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.proposals)
        for page in PAGES:
            self.stack.addWidget(self._page(page))
        self.rail.addItems(["Proposals", *(page.title for page in PAGES)])
        self.rail.currentRowChanged.connect(self.stack.setCurrentIndex)
        beside = QHBoxLayout()
        beside.setSpacing(NORMAL)
        beside.addWidget(self.rail)
        beside.addWidget(self.stack, stretch=1)
        self.body.addLayout(beside)
        self._bring = self._button("&Import…", self._choose_import, "A colleague's rules; you see what they bring first")
        self._hand = self._button("&Export…", self._choose_export, "Your rules as a file for a colleague")
        self._anew = self._button("&Begin anew", self._begin_anew, "The file is kept under another name")
        self._anew.hide()
        self.proposals.taken.connect(self._take)
        self.proposals.put_away.connect(self._dismiss)
        for model in self.models.values():
            for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged):
                changed.connect(self._count)
        context.theme.changed.connect(self._measure)
        self._measure()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self._use(usable=False)
        self._load()

    @property
    def draft(self) -> OwnRules:
        """The rules as the tables have them."""
        return rules_of({section: model.rows for section, model in self.models.items()})

    def show_rules(self, held: OwnRules) -> None:
        """Show other rules in the tables."""
        for section, model in self.models.items():
            model.show_rows([row_of(rule, model.page) for rule in held.section(section)])

    def go_to(self, section: Section) -> None:
        """Show the table of one kind of rule and give it the keyboard."""
        self.rail.setCurrentRow([page.section for page in PAGES].index(section) + 1)
        self.tables[section].setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, section: Section) -> None:
        """Begin a rule: a blank row to type in, or the choice of a place."""
        if section is Section.PLACES:
            self._open_place(None)
            return
        self.tables[section].edit_cell(self.models[section].add(), 0)

    def remove(self, section: Section) -> None:
        """Take the selected rows out."""
        table, numbers = self.tables[section], self.tables[section].chosen_rows()
        self.models[section].remove(numbers)
        left = self.models[section].rowCount()
        if numbers and left:
            table.setCurrentIndex(self.models[section].index(min(numbers[0], left - 1), 0))

    def preview(self, source: Path) -> None:
        """Look into a colleague's file, and show what it would bring."""
        mine = self.draft
        handle = self._context.tasks.submit(lambda: rules.look_into(source, mine=mine))
        handle.succeeded.connect(partial(self._show_incoming, source.name))
        handle.failed.connect(self._refuse)

    def export(self, target: Path) -> None:
        """Write the rules as the tables have them to a file."""
        draft = self.draft
        if self._sound(draft):
            handle = self._context.tasks.submit(lambda: rules.hand_out(draft, target=target))
            handle.failed.connect(self._refuse)

    def accept(self) -> None:
        """Save, and close once that is done."""
        draft, paths, away = self.draft, self._paths, frozenset(self._put_away)
        if not self.accept_button.isEnabled() or not self._sound(draft):
            return

        def save() -> int:
            rules.save_rules(draft, paths=paths)
            rules.dismiss(away, paths=paths)
            return len(draft)

        self.accept_button.setEnabled(False)
        handle = self._context.tasks.submit(save)
        handle.succeeded.connect(self._finish)
        handle.failed.connect(self._refuse)

    def _page(self, page: Page) -> QWidget:
        made = QWidget(self)
        table = self.tables[page.section]
        table.place_asked.connect(self._open_place)
        add = QPushButton(page.add, made)
        add.setToolTip("Insert")
        add.clicked.connect(partial(self.add, page.section))
        remove = QPushButton("Remove", made)
        remove.setToolTip("Delete")
        remove.clicked.connect(partial(self.remove, page.section))
        for keys, act in ((QKeySequence(Qt.Key.Key_Insert), self.add), (QKeySequence(Qt.Key.Key_Delete), self.remove)):
            QShortcut(keys, table, partial(act, page.section), context=Qt.ShortcutContext.WidgetShortcut)
        buttons = QHBoxLayout()
        buttons.setSpacing(SNUG)
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NORMAL)
        column.addWidget(Words(page.explained, theme=self.theme, rank=Rank.MUTED, wraps=True))
        column.addWidget(table, stretch=1)
        column.addLayout(buttons)
        return made

    def _button(self, words: str, act: object, tooltip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tooltip)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        return button

    def _load(self) -> None:
        paths, workbench = self._paths, self._context.workbench

        def ask() -> _Answer:
            held = rules.load_rules(paths=paths)
            return _Answer(held, rules.suggest_rules(workbench, rules=held, paths=paths))

        handle = self._context.tasks.submit(ask)
        handle.succeeded.connect(self._arrive)
        handle.failed.connect(self._explain)

    @Slot(object)
    def _arrive(self, answer: _Answer) -> None:
        self.complain("")
        self._anew.hide()
        self.show_rules(answer.held)
        self.proposals.show_proposals(answer.proposed)
        self._use(usable=True)
        self._count()
        self.rail.setCurrentRow(0 if answer.proposed or not answer.held else 1)
        (self.proposals.table if answer.proposed else self.rail).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        """The file cannot be read: it stays as it is until the analyst mends it, or begins anew beside it."""
        if isinstance(error, UserError):
            self.complain(str(error))
            self.proposals.explain("Correct the file in a text editor and open the rules again, or begin anew: the file is kept.")
            self._anew.show()

    @Slot()
    def _begin_anew(self) -> None:
        paths = self._paths
        handle = self._context.tasks.submit(lambda: rules.begin_anew(paths=paths))
        handle.succeeded.connect(self._load)
        handle.failed.connect(self._refuse)

    def _use(self, *, usable: bool) -> None:
        for widget in (self.rail, self.stack, self._bring, self._hand, self.accept_button):
            widget.setEnabled(usable)

    def _sound(self, draft: OwnRules) -> bool:
        """Whether the rules can be used; where not, say why and go there."""
        problem = first_problem(draft)
        if problem is None:
            self.complain("")
            return True
        page = next(page for page in PAGES if page.section is problem.section)
        typed_rows = [number for number, row in enumerate(self.models[page.section].rows) if not is_blank(row, page)]
        fields = [column.field for column in page.columns]
        column = fields.index(problem.field) if problem.field in fields else fields.index("place")
        self.go_to(page.section)
        self.tables[page.section].setCurrentIndex(self.models[page.section].index(typed_rows[problem.index], column))
        self.complain(problem.sentence)
        return False

    @Slot(object)
    def _take(self, suggestion: Suggestion) -> None:
        self.show_rules(with_rule(self.draft, suggestion.rule))

    @Slot(object)
    def _dismiss(self, suggestion: Suggestion) -> None:
        self._put_away.add(suggestion.key)
        self._count()

    @Slot(object)
    def _open_place(self, row: int | None) -> None:
        model = self.models[Section.PLACES]
        held = None if row is None else rule_of(model.rows[row], model.page)
        assert held is None or isinstance(held, PlaceRule)
        dialog = PlaceRuleDialog(held, context=self._context, parent=self)
        dialog.decided.connect(partial(self._take_place, row))
        dialog.open()

    def _take_place(self, row: int | None, rule: PlaceRule) -> None:
        model = self.models[Section.PLACES]
        number = model.add() if row is None else row
        model.put(number, row_of(rule, model.page))
        place = next(n for n, column in enumerate(model.page.columns) if column.holds is Holds.PLACE)
        self.tables[Section.PLACES].setCurrentIndex(model.index(number, place))
        self.go_to(Section.PLACES)

    @Slot()
    def _choose_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Import rules", "", FILES)
        if chosen:
            self.preview(Path(chosen))

    @Slot()
    def _choose_export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Export rules", str(Path.home() / "rules.toml"), FILES)
        if chosen:
            self.export(Path(chosen))

    def _show_incoming(self, name: str, incoming: rules.Incoming) -> None:
        self.complain("")
        dialog = ImportRulesDialog(incoming, name=name, theme=self.theme, parent=self)
        dialog.accepted.connect(lambda: self.show_rules(rules.take_in(incoming, mine=self.draft, prefer=dialog.prefer)))
        dialog.open()

    @Slot(int)
    def _finish(self, number: int) -> None:
        self.saved.emit(number)
        self.done(QDialog.DialogCode.Accepted)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self.accept_button.setEnabled(self.rail.isEnabled())
        if isinstance(error, UserError):
            self.complain(str(error))

    @Slot()
    def _count(self) -> None:
        """Say beside each kind how many there are."""
        numbers = [self.proposals.count, *(model.rowCount() for model in self.models.values())]
        for row, (title, number) in enumerate(zip(["Proposals", *(page.title for page in PAGES)], numbers, strict=True)):
            self.rail.item(row).setText(f"{title}  {number}" if number else title)

    @Slot()
    def _measure(self) -> None:
        metrics = QFontMetrics(self.rail.font())
        widest = max(metrics.horizontalAdvance(f"{page.title}  000") for page in PAGES)
        self.rail.setFixedWidth(widest + 36)
        self.resize(fitting(self, self.theme.scaled(980), self.theme.scaled(560)))
