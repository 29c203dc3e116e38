"""The left half of the review screen: the text with its highlights, marker strip, search line and legend, following the session."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Label, Span
from analyst_app.ui.review.find_bar import FindBar
from analyst_app.ui.review.highlights import Emphasis
from analyst_app.ui.review.legend import Legend
from analyst_app.ui.review.marker_strip import Marker, MarkerStrip
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.text import ReportText
from analyst_app.ui.theme import Theme

ZOOM = 1.1
_MOST_TELLING = {ReviewState.PROPOSED: 0, ReviewState.CONFIRMED: 1, ReviewState.REJECTED: 2}


class TextPanel(QWidget):
    """Shows what the session shows.

    Signals:
        pointed_at(position): the analyst clicked on a character.
        border_moved(entity id, Span): the analyst dragged a border of the entity whose words stand out.
    """

    pointed_at = Signal(int)
    border_moved = Signal(int, object)

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._everything_hidden = False
        self.shown_entity: EntityRow | None = None
        self.text = ReportText(theme, self)
        self.strip = MarkerStrip(theme, self)
        self.find_bar = FindBar(self)
        self.legend = Legend(theme, self)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.text, 1)
        beside.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addLayout(beside, 1)
        column.addWidget(self.legend)
        self.text.clicked.connect(self.pointed_at)
        self.text.border_moved.connect(self._drop_border)
        self.text.scrolled.connect(self._show_view)
        self.strip.went.connect(self._go_to_share)
        self.legend.hidden_changed.connect(self._hide)
        self.find_bar.found.connect(self._show_matches)
        self.find_bar.closed.connect(self._close_find)
        session.opened.connect(self._open)
        session.entities_changed.connect(self._show_entities)
        session.events_changed.connect(self._show_events)

    # Actions

    def find_words(self) -> None:
        """Open the search line."""
        chosen = self.text.selected_span()
        words = chosen.of(self._text()) if chosen is not None else ""
        self.find_bar.open_bar(words, start=chosen.start if chosen is not None else self.text.caret())

    def find_next(self) -> None:
        """To the next match; opens the search line where it is closed."""
        self._find(1)

    def find_previous(self) -> None:
        """To the match before."""
        self._find(-1)

    def toggle_highlights(self) -> None:
        """Hide every highlight but the focused words, or show them again."""
        self._everything_hidden = not self._everything_hidden
        self._hide(self.legend.hidden())

    def larger_report(self) -> None:
        """Enlarge the letters of the report alone."""
        self.text.set_zoom(self.text.zoom * ZOOM)

    def smaller_report(self) -> None:
        """Make the letters of the report smaller."""
        self.text.set_zoom(self.text.zoom / ZOOM)

    def normal_report(self) -> None:
        """Give the letters of the report their own size again."""
        self.text.set_zoom(1.0)

    def select_more(self) -> None:
        """Select the word at the caret, then the sentence, then the paragraph."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.select_more()

    def select_less(self) -> None:
        """Take the last widening back."""
        self.text.select_less()

    def next_sentence(self) -> None:
        """Move the caret to the next sentence."""
        self.text.go_sentence(1)

    def previous_sentence(self) -> None:
        """Move the caret to the beginning of the sentence, or to the one before."""
        self.text.go_sentence(-1)

    def select_next_sentence(self) -> None:
        """Select on to the next sentence."""
        self.text.go_sentence(1, selecting=True)

    def select_previous_sentence(self) -> None:
        """Select back to the beginning of the sentence."""
        self.text.go_sentence(-1, selecting=True)

    # What is to stand out

    def emphasise_event(self, field: str) -> None:
        """Let the focused event's words stand out, those of one field most."""
        self.shown_entity = None
        self.text.hold(None)
        stored = self._session.focused_event
        if stored is None:
            self.text.set_emphasis(Emphasis())
        else:
            event = stored.event
            strong = event.words_behind(field) if field else ()
            words = tuple({*(e.span for e in event.evidence)} - {event.trigger, *strong})
            self.text.set_emphasis(Emphasis(event.trigger, words, strong))
            caret, all_words = self.text.caret(), (event.trigger, *words, *strong)
            inside = self.text.hasFocus() and any(span.start <= caret <= span.end for span in all_words)
            self.text.reveal(strong[0] if strong else event.trigger, with_caret=not inside)
        self.strip.show_focus(self._session.focused_id)

    def emphasise_entity(self, row: EntityRow, *, with_caret: bool = True) -> None:
        """Let the words of an entity stand out, with grips at their borders."""
        self.shown_entity = row
        self.text.set_emphasis(Emphasis(None, (), (row.entity.span,)))
        self.text.hold(row.entity.span)
        self.text.reveal(row.entity.span, with_caret=with_caret)

    # Inside

    def _text(self) -> str:
        return "" if self._session.detail is None else self._session.detail.text

    def _open(self) -> None:
        self.shown_entity = None
        self.text.set_report(self._text())
        self._show_entities()
        self._show_events()
        self.find_bar.set_text(self._text())

    def _show_entities(self) -> None:
        entities = self._session.entities
        self.text.set_entities(entities)
        if self.shown_entity is not None:
            still = next((row for row in entities if row.id == self.shown_entity.id), None)
            if still is None:
                self.emphasise_event("")
            elif still != self.shown_entity:
                self.emphasise_entity(still)
            else:
                self.text.hold(still.entity.span)
        self.legend.show_counts(Counter(row.entity.label for row in entities))

    def _show_events(self) -> None:
        # One outline where several events share a trigger; an open one is what the analyst has to see.
        telling: dict[Span, tuple[int, ReviewState]] = {}
        for stored in self._session.events:
            known = telling.get(stored.event.trigger)
            if known is None or _MOST_TELLING[stored.state] < _MOST_TELLING[known[1]]:
                telling[stored.event.trigger] = (stored.id, stored.state)
        self.text.set_triggers((span, event_id, state) for span, (event_id, state) in telling.items())
        self._show_markers()

    def _show_markers(self) -> None:
        length = max(1, len(self._text()))
        markers = [Marker(s.event.trigger.start / length, s.state, s.id) for s in self._session.events]
        self.strip.show_markers(markers)

    def _show_view(self) -> None:
        self.strip.show_view(*self.text.visible_share())

    def _show_matches(self, spans: tuple[Span, ...], current: int) -> None:
        self.text.set_matches(spans, current=current)
        length = max(1, len(self._text()))
        self.strip.show_matches([span.start / length for span in spans])

    def _close_find(self, last: Span | None) -> None:
        self._show_matches((), -1)
        if last is not None:
            self.text.select(last)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, by: int) -> None:
        if self.find_bar.isVisible():
            self.find_bar.go(by)
        else:
            self.find_words()

    def _go_to_share(self, share: float) -> None:
        at = round(share * max(0, len(self._text()) - 1))
        if self._text():
            self.text.reveal(Span(at, at + 1))

    def _drop_border(self, span: Span) -> None:
        if self.shown_entity is not None:
            self.border_moved.emit(self.shown_entity.id, span)

    def _hide(self, labels: frozenset[Label]) -> None:
        self.text.set_hidden_labels(labels, everything=self._everything_hidden)
