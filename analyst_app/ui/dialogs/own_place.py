"""The dialog that says which place a name means: one of the gazetteer, one of own coordinates, or none."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from analyst_app.domain.own_rules import OwnRules, PlaceRule, bare, first_problem, where
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.services import places
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.own_rules_columns import names_typed, shown_names
from analyst_app.ui.dialogs.own_rules_table import ROOMY_ITEMS, fitting
from analyst_app.ui.tasks import TaskHandle
from analyst_app.ui.theme import SNUG

PAUSE = 200
"""Milliseconds without typing before places are looked for."""

NONE, OWN = "None of the known places", "A place of my own, by coordinates"
FIRST_PLACE = 2
"""The line of the likeliest place, behind the two above."""
_PLACE = Qt.ItemDataRole.UserRole


class PlaceRuleDialog(FramedDialog):
    """Shows the places that a name can mean while it is typed.

    Signals:
        decided(PlaceRule): the analyst wants this rule.
    """

    decided = Signal(object)

    def __init__(self, rule: PlaceRule | None, *, context: Context, parent: QWidget | None = None) -> None:
        explained = "The rule holds in every report, unless you say in which."
        super().__init__("Which place a name means", theme=context.theme, accept="Use this place", explained=explained, parent=parent)
        self.offer_cancel()
        self._context = context
        self._note = rule.note if rule is not None else ""
        self._before = rule
        self._handle: TaskHandle | None = None
        self.words = QLineEdit(rule.words if rule is not None else "", self)
        self.near = QLineEdit(shown_names(rule.near) if rule is not None else "", self)
        self.near.setPlaceholderText("in all reports; several words with ; between them")
        self.region = QLineEdit(rule.region if rule is not None else "", self)
        self.region.setPlaceholderText("about any region")
        self.sought = QLineEdit(self)
        self.sought.setPlaceholderText("the same name")
        self.found = QListWidget(self)
        self.found.setAccessibleName("Places")
        self.found.setStyleSheet(ROOMY_ITEMS)
        self.point = QLineEdit(self)
        self.point.setPlaceholderText("latitude, longitude: 49.71, 37.63")
        self._form = form = QFormLayout()
        form.setSpacing(SNUG)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("&Name in reports", self.words)
        form.addRow("Only &near", self.near)
        form.addRow("Only in re&gion", self.region)
        form.addRow("&Look for", self.sought)
        form.addRow("&Place", self.found)
        form.addRow("&Coordinates", self.point)
        self.body.addLayout(form, stretch=1)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look)
        self.words.textEdited.connect(self._pause.start)
        self.sought.textEdited.connect(self._pause.start)
        self.found.currentRowChanged.connect(self._offer_point)
        self.found.itemActivated.connect(self.accept)
        self.finished.connect(self._stop)
        self._show(())
        if rule is not None:
            self._choose(rule.place)
            self._look()
        self._offer_point()
        self.resize(fitting(self, context.theme.scaled(640), context.theme.scaled(560)))
        (self.words if rule is None else self.found).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _look(self) -> None:
        self._stop()
        workbench, name = self._context.workbench, self.sought.text().strip() or bare(self.words.text())
        self._handle = self._context.tasks.submit(lambda: places.places_named(workbench, name=name))
        self._handle.succeeded.connect(self._arrive)
        # Places are an offer: where they cannot be had, coordinates still can be typed.
        self._handle.failed.connect(lambda _error: self._arrive(()))

    @Slot(object)
    def _arrive(self, found: Sequence[Place]) -> None:
        self._handle = None
        kept = self.found.currentItem().data(_PLACE) if self.found.currentRow() >= 0 else None
        fresh = self.found.currentRow() < 0
        self._show(found)
        if isinstance(kept, Place) and self._before is not None:
            self._choose(kept)
        elif (fresh or isinstance(kept, Place)) and found:
            self.found.setCurrentRow(FIRST_PLACE)

    def _show(self, found: Sequence[Place]) -> None:
        row = self.found.currentItem().text() if self.found.currentRow() >= 0 else ""
        self.found.clear()
        self._add(NONE, None)
        self._add(OWN, None)
        for place in found:
            self._add(described(place), place)
        for item in self.found.findItems(row, Qt.MatchFlag.MatchExactly):
            self.found.setCurrentItem(item)

    def _add(self, words: str, place: Place | None) -> None:
        item = QListWidgetItem(words, self.found)
        item.setData(_PLACE, place)

    def _choose(self, place: Place | None) -> None:
        """Make a place the current line; one that was not found is shown first, one of own coordinates by these."""
        if place is None:
            self._go_to(NONE)
            return
        if place.place_id is None and place.lat is not None and place.lon is not None:
            self.point.setText(f"{place.lat:g}, {place.lon:g}")
            self.sought.setText("" if place.label == bare(self.words.text()) else place.label)
            self._go_to(OWN)
            return
        for row in range(self.found.count()):
            known = self.found.item(row).data(_PLACE)
            if isinstance(known, Place) and (known.place_id, known.label) == (place.place_id, place.label):
                self.found.setCurrentRow(row)
                return
        item = QListWidgetItem(described(place))
        item.setData(_PLACE, place)
        self.found.insertItem(FIRST_PLACE, item)
        self.found.setCurrentRow(FIRST_PLACE)

    def _go_to(self, words: str) -> None:
        self.found.setCurrentItem(self.found.findItems(words, Qt.MatchFlag.MatchExactly)[0])

    @Slot()
    def _offer_point(self) -> None:
        self._form.setRowVisible(self.point, self.found.currentRow() >= 0 and self.found.currentItem().text() == OWN)

    @Slot()
    def _stop(self) -> None:
        self._pause.stop()
        if self._handle is not None:
            self._handle.abandon()
            self._handle = None

    def accept(self) -> None:
        """Hand out the rule, unless something in it cannot be."""
        if self.found.currentRow() < 0:
            self.complain("Choose a place, or say that it is none of them.")
            return
        item = self.found.currentItem()
        words = bare(self.words.text())
        place: Place | None = item.data(_PLACE)
        if item.text() == OWN:
            place = self._own(words)
            if place is None:
                self.complain("Write the coordinates as latitude and longitude in degrees, such as 49.71, 37.63.")
                self.point.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if place is not None:
            place = replace(place, text=words)
        rule = PlaceRule(words, place, names_typed(self.near.text()), " ".join(self.region.text().split()), self._note)
        problem = first_problem(OwnRules(places=(rule,)))
        if problem is not None:
            self.complain(problem.sentence)
            return
        self.decided.emit(rule)
        super().accept()

    def _own(self, words: str) -> Place | None:
        parts = self.point.text().replace(";", ",").split(",") if "," in self.point.text() else self.point.text().split()
        try:
            lat, lon = (float(part) for part in parts)
        except ValueError:
            return None
        name = " ".join(self.sought.text().split()) or words
        before = self._before.place if self._before is not None else None
        if before is not None and before.place_id is None and before.lat is not None:
            return replace(before, name=name, lat=lat, lon=lon)
        kind = PlaceKind.SETTLEMENT
        return Place(words, name, kind, lat=lat, lon=lon, geo_precision=PRECISION_OF_KIND[kind])


def described(place: Place) -> str:
    """A place with what tells it from its namesakes: where it lies, its kind, its coordinates."""
    kind = "" if place.kind is PlaceKind.UNKNOWN else f" · {place.kind}"
    point = "" if place.lat is None or place.lon is None else f" · {place.lat:.2f}, {place.lon:.2f}"
    return f"{where(place)}{kind}{point}"
