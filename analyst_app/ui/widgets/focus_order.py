"""Lets Tab go through a screen in the order in which it is read, however its parts came to be made."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(*parts: QWidget, page: QWidget) -> None:
    """Chain the parts of a page one after the other, behind the page itself; within a part in the order in which its widgets were made.

    All parts must lie in the page already, and the page must be the outermost widget of the screen.
    """
    policy, proxy = page.focusPolicy(), page.focusProxy()
    # Qt passes over what takes no keys when it chains; without the page, the ring would be right, but begin somewhere in its middle.
    page.setFocusProxy(None)  # type: ignore[arg-type]  # none is allowed; the stubs do not say so
    page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    reached = [widget for part in parts for widget in _reached_in(part)]
    for one, following in pairwise([page, *reached]):
        QWidget.setTabOrder(one, following)
    page.setFocusPolicy(policy)
    # A page that is given a proxy is put before its lowest child.
    first = reached[0]
    while (above := first.parentWidget()) is not None and above is not page:
        first = above
    first.lower()
    if proxy is not None:
        page.setFocusProxy(proxy)


def _reached_in(part: QWidget) -> list[QWidget]:
    """What Tab reaches in a part, in the order in which it was made."""
    # Not by nextInFocusChain: the binding takes what that returns for a child of the widget asked, and lets go of it.
    inside = [part, *part.findChildren(QWidget)]
    return [
        widget
        for widget in inside
        if widget.window() is part.window() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]
