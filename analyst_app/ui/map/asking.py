"""The questions of the map screen: asked on a lane of their own, one at a time, the newest last."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from analyst_app.domain.mapping import MapAnswer, MapBox, MapMark, MapQuestion, MapSources, Measure
from analyst_app.domain.rows import EventFilter
from analyst_app.services.map import MapBoard
from analyst_app.ui.context import Context
from analyst_app.ui.map.canvas import MapCanvas
from analyst_app.ui.tasks import Lane, TaskHandle

AROUND = 0.6
"""Of the view, how far beyond each edge marks are asked for, so that moving shows them at once."""

NO_EVENT = frozenset({-1})
"""Ids that no event has: a list that is to be empty."""

type Question = Callable[[], tuple[EventFilter, Measure, tuple[date, date] | None]]


class Asking(QObject):
    """Keeps the canvas supplied with marks. While an answer is awaited, further wishes are gathered into one question.

    Signals:
        answered(MapAnswer): the newest answer.
        told(MapMark, MapSources): which reports tell of a mark that was asked about.
    """

    answered = Signal(object)
    told = Signal(object, object)

    def __init__(self, context: Context, *, canvas: MapCanvas, question: Question, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._canvas = canvas
        self._question = question
        self._board = MapBoard(context.workbench)
        self._waiting: TaskHandle | None = None
        self._again = False
        self._pointed: MapMark | None = None
        self._matching = EventFilter()
        self.answer: MapAnswer | None = None

    @Slot()
    def ask(self) -> None:
        """Ask for the marks as they are now."""
        if self._waiting is not None:
            self._again = True
            return
        self._again = False
        matching, measure, window = self._question()
        first, last = window if window is not None else (None, None)
        view = MapQuestion(_around(self._canvas.in_view), self._canvas.level, first, last, measure)
        board = self._board
        self._waiting = self._context.tasks.submit(lambda: (matching, board.ask(matching=matching, view=view)), lane=Lane.PICTURE)
        self._waiting.succeeded.connect(self._take)
        self._waiting.finished.connect(self._ask_again)

    @Slot()
    def follow_view(self) -> None:
        """Ask where the view has left what was asked for, or marks are to be drawn together in another way."""
        asked = self.answer.view if self.answer is not None else None
        if asked is None or asked.level != self._canvas.level or not _holds(asked.box, self._canvas.in_view):
            self.ask()

    def behind(self, mark: MapMark) -> Callable[[], frozenset[int]]:
        """The question for the ids of a mark's events, to be asked on another thread."""
        answer, matching, board = self.answer, self._matching, self._board
        if answer is None:
            return lambda: NO_EVENT
        return lambda: board.behind(matching=matching, view=answer.view, places=mark.places) or NO_EVENT

    def ask_sources(self, mark: MapMark) -> None:
        """Ask which reports tell of a mark."""
        answer, matching, board = self.answer, self._matching, self._board
        if answer is not None:
            self._pointed = mark
            handle = self._context.tasks.submit(
                lambda: (mark, board.told_by(matching=matching, view=answer.view, places=mark.places)), lane=Lane.PICTURE
            )
            handle.succeeded.connect(self._take_sources)

    @Slot(object)
    def _take(self, answer: tuple[EventFilter, MapAnswer]) -> None:
        self._matching, self.answer = answer
        self.answered.emit(self.answer)

    @Slot()
    def _ask_again(self) -> None:
        self._waiting = None
        if self._again:
            self.ask()
        elif self.answer is not None:
            self.follow_view()

    @Slot(object)
    def _take_sources(self, answer: tuple[MapMark, MapSources]) -> None:
        mark, sources = answer
        if mark == self._pointed:
            self.told.emit(mark, sources)


def _around(box: MapBox) -> MapBox:
    wide, high = (box.east - box.west) * AROUND, (box.north - box.south) * AROUND
    return MapBox(box.west - wide, box.south - high, box.east + wide, box.north + high)


def _holds(outer: MapBox, inner: MapBox) -> bool:
    return outer.west <= inner.west and outer.south <= inner.south and outer.east >= inner.east and outer.north >= inner.north
