"""Lets Tab go through a screen in the order in which it is read, however its parts came to be made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QSplitter, QTabBar, QTabWidget, QWidget


def tab_through(*parts: QWidget, page: QWidget) -> None:
    """Chain the parts of a page one after the other, behind the page itself; within a part as its layouts have it.

    All parts must lie in the page already, and the page must be the outermost widget of the screen.
    """
    policy, proxy = page.focusPolicy(), page.focusProxy()
    # Qt passes over what takes no keys when it chains; without the page, the ring would be right, but begin somewhere in its middle.
    page.setFocusProxy(None)  # type: ignore[arg-type]  # none is allowed; the stubs do not say so
    page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    reached = [widget for part in parts for widget in _within(part) if _takes_tab(widget, page)]
    for one, following in pairwise([page, *reached]):
        QWidget.setTabOrder(one, following)
    page.setFocusPolicy(policy)
    if reached:
        # A page that is given a proxy is put before its lowest child.
        first = reached[0]
        while (above := first.parentWidget()) is not None and above is not page:
            first = above
        first.lower()
    if proxy is not None:
        page.setFocusProxy(proxy)


def _takes_tab(widget: QWidget, page: QWidget) -> bool:
    inside = widget is not page and widget.window() is page.window()
    return inside and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _within(part: QWidget) -> Iterator[QWidget]:
    """A part and all in it, as it is read. Not by nextInFocusChain: the binding takes what that returns for a child of the widget asked."""
    yield part
    for child in _children(part):
        yield from _within(child)


def _children(part: QWidget) -> list[QWidget]:
    children = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    if isinstance(part, QSplitter):
        return sorted(children, key=lambda child: _rank(part.indexOf(child)))
    if isinstance(part, QTabWidget):
        return sorted(children, key=lambda child: not isinstance(child, QTabBar))
    layout = part.layout()
    place = {} if layout is None else {id(widget): at for at, widget in enumerate(_laid_out(layout))}
    return sorted(children, key=lambda child: place.get(id(child), len(place)))


def _rank(index: int) -> float:
    """Handles of a splitter, which have no index, come last."""
    return index if index >= 0 else float("inf")


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it: a grid's by rows, others' as they were put in."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]  # a tuple; the stubs say object
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
