"""The handlers of the map screen's actions: thin steps from a key to the canvas, the time line or the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from analyst_app.ui.charts.picture import image_of
from analyst_app.ui.map.canvas import ZOOM

if TYPE_CHECKING:
    from analyst_app.ui.map.view import MapScreen


class MapKeys(QObject):
    """Every method is the handler of one line of `MAP_ACTIONS` or `CANVAS_ACTIONS`."""

    def __init__(self, screen: MapScreen) -> None:
        super().__init__(screen)
        self._screen = screen

    @Slot()
    def next_mark(self) -> None:
        """Choose the next mark in view."""
        self._screen.choose_next(1)

    @Slot()
    def previous_mark(self) -> None:
        """Choose the mark before."""
        self._screen.choose_next(-1)

    @Slot()
    def open_current(self) -> None:
        """From the map into the list; from the list to the sentence."""
        table = self._screen.table
        if table.hasFocus():
            table.open_current()
        elif table.isVisible():
            table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            table.choose(0)

    @Slot()
    def show_in_events(self) -> None:
        """The chosen mark's events in the events table."""
        self._screen.show_in_events()

    @Slot()
    def close_list(self) -> None:
        """Choose nothing."""
        self._screen.choose(None)
        self._screen.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(bool)
    def include_proposals(self, included: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Show proposed events, too, or confirmed ones alone."""
        self._screen.proposals_button.setChecked(included)
        self._screen.ask_anew()

    @Slot(bool)
    def count_records(self, records: bool) -> None:  # noqa: FBT001 - as above
        """Marks stand for records of any type, or for attacks."""
        self._screen.measures.setCurrentIndex(1 if records else 0)
        self._screen.ask_anew()

    @Slot(bool)
    def show_legend(self, shown: bool) -> None:  # noqa: FBT001 - as above
        """Show or hide the legend."""
        self._screen.canvas.furniture.show_legend(shown=shown)

    @Slot(bool)
    def play(self, running: bool) -> None:  # noqa: FBT001 - as above
        """Let time run, or stop it."""
        self._screen.time.run(running)

    @Slot()
    def later(self) -> None:
        """The days in view a step later."""
        self._screen.time.step(1)

    @Slot()
    def earlier(self) -> None:
        """A step earlier."""
        self._screen.time.step(-1)

    @Slot()
    def next_length(self) -> None:
        """The next length of time."""
        self._screen.time.next_length()

    @Slot()
    def zoom_in(self) -> None:
        """Closer."""
        self._screen.canvas.zoom(ZOOM)

    @Slot()
    def zoom_out(self) -> None:
        """Further away."""
        self._screen.canvas.zoom(1 / ZOOM)

    @Slot()
    def fit(self) -> None:
        """Bring all events into view."""
        self._screen.fit()

    @Slot()
    def show_world(self) -> None:
        """The whole world."""
        self._screen.canvas.show_world()

    @Slot()
    def move_left(self) -> None:
        """Move the view to the west."""
        self._screen.canvas.move(-1, 0)

    @Slot()
    def move_right(self) -> None:
        """Move the view to the east."""
        self._screen.canvas.move(1, 0)

    @Slot()
    def move_up(self) -> None:
        """Move the view to the north."""
        self._screen.canvas.move(0, 1)

    @Slot()
    def move_down(self) -> None:
        """Move the view to the south."""
        self._screen.canvas.move(0, -1)

    @Slot()
    def copy_picture(self) -> None:
        """The map on the clipboard."""
        QGuiApplication.clipboard().setImage(image_of(self._screen.canvas))

    @Slot()
    def save_picture(self) -> None:
        """Ask where, and write the map as PNG, SVG or PDF."""
        chosen, _ = QFileDialog.getSaveFileName(self._screen, "Save map", "map.png", "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)")
        if chosen:
            self._screen.write_picture(Path(chosen))
