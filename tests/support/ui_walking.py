"""Walks what a screen reader is told of a window, what Tab reaches in it, and what of its words has no room."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

Role = QAccessible.Role
GENERIC = {Role.NoRole, Role.Client, Role.Window, Role.Grouping, Role.Pane}
"""Roles that tell nothing of what a thing is for."""
MOST_STEPS = 150
SMALL_SCREEN = (1280, 720)


def shown(window):
    """Every visible widget of a window, without those of other windows over it."""
    return [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window.window()]


def takes_keys(widget):
    return widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None


def named(widget):
    """Where it is and what it is, for a list of faults."""
    chain = []
    while widget is not None and len(chain) < 4:
        chain.append(type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else ""))
        widget = widget.parentWidget()
    return " < ".join(chain)


def nameless(window):
    """Widgets that take the keyboard, or are pressed, and of which a screen reader could say nothing."""
    faults = []
    for widget in shown(window):
        if not (takes_keys(widget) or isinstance(widget, QAbstractButton)) or isinstance(widget, (QScrollBar, QSplitterHandle)):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.isValid():
            faults.append(f"not told at all: {named(widget)}")
            continue
        name = told.text(QAccessible.Text.Name).strip()
        if not any(letter.isalnum() for letter in name):
            faults.append(f"no name in words ({name!r}): {named(widget)}")
        if told.role() in GENERIC and not told.text(QAccessible.Text.Description).strip():
            faults.append(f"role {told.role().name} without a description: {named(widget)}")
    return faults


def tree_faults(window):
    """Things of the accessibility tree itself that are shown, can be focused and have neither name nor value."""
    faults, waiting, seen = [], [QAccessible.queryAccessibleInterface(window)], 0
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid():
            continue
        seen += 1
        if one.role() in {Role.Table, Role.List, Role.Tree}:
            continue  # cells are asked for by row; their texts come from the model
        state = one.state()
        if state.invisible:
            continue
        if state.focusable and not one.text(QAccessible.Text.Name).strip() and not one.text(QAccessible.Text.Value).strip():
            faults.append(f"{one.role().name}: {named(one.object()) if isinstance(one.object(), QWidget) else one.object()}")
        waiting += [one.child(number) for number in range(min(one.childCount(), 400))]
    assert seen > 3, "the tree is empty"
    return faults


def tabbed(window):
    """What has the keyboard one after the other while Tab is pressed, until it comes round."""
    window.activateWindow()
    QApplication.processEvents()
    start = next((w for w in shown(window) if takes_keys(w) and w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
    if start is None:
        return []
    start.setFocus(Qt.FocusReason.TabFocusReason)
    order = [QApplication.focusWidget()]
    for _ in range(MOST_STEPS):
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        if reached is None or reached in order:
            break
        order.append(reached)
    return order


def out_of_reach(window):
    """Widgets that take the keyboard, but that Tab does not come to; where one holds Tab for itself, all behind it."""
    reached = tabbed(window)
    return [
        named(widget)
        for widget in shown(window)
        if takes_keys(widget)
        and not isinstance(widget, (QScrollBar, QSplitterHandle))
        and widget.objectName() != "qt_msgbox_label"
        and not _reached_by_arrows(widget)
        and widget not in reached
        and not widget.visibleRegion().isEmpty()
    ]


def _reached_by_arrows(widget):
    """One of several of which one is chosen: Tab comes to the chosen one, the arrows go on from there."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in {None, widget}


def backward_steps(window):
    """Steps of Tab that lead up the screen to something that does not stand to the right either."""
    order = tabbed(window)
    if not order:
        return []
    # The chain is a ring: it begins where reading begins.
    first = min(range(len(order)), key=lambda n: (_box(order[n], window).top(), _box(order[n], window).left()))
    order = order[first:] + order[:first]
    faults = []
    for one, following in pairwise(order):
        a, b = _box(one, window), _box(following, window)
        if one.visibleRegion().isEmpty() or following.visibleRegion().isEmpty():
            continue  # scrolled out of sight; it comes into view when it is reached
        if b.bottom() <= a.top() and b.left() < a.right():
            faults.append(f"{named(one)}  →  {named(following)}")
    return faults


def _box(widget, window):
    rect = widget.rect()
    rect.moveTopLeft(widget.mapTo(window, QPoint(0, 0)))
    return rect


def cut(window):
    """Words that have less room than they need, and say so nowhere."""
    faults = []
    for widget in shown(window):
        told = _words_cut(widget)
        if told and told not in widget.toolTip():
            faults.append(f"{told!r} {widget.size().toTuple()} needs {widget.sizeHint().toTuple()}: {named(widget)}")
    return faults


def _words_cut(widget):
    if isinstance(widget, QScrollArea) and widget.widget() is not None and widget.isVisible():
        never = widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        least = widget.widget().minimumSizeHint().width()
        return "what scrolls is wider than it can be scrolled" if never and least > widget.viewport().width() + 1 else ""
    if isinstance(widget, QLabel) and widget.text() and widget.visibleRegion().isEmpty() is False:
        return widget.text() if _label_needs_more(widget) else ""
    if isinstance(widget, (QAbstractButton, QComboBox)) and not widget.visibleRegion().isEmpty():
        text = plain(widget.currentText() if isinstance(widget, QComboBox) else widget.text())
        if not text:
            return ""
        if widget.hasHeightForWidth():
            return text if widget.heightForWidth(widget.width()) > widget.height() + 1 else ""
        widest = max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        return text if widest > widget.width() - 2 or widget.fontMetrics().height() > widget.height() + 1 else ""
    return ""


def _label_needs_more(label):
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    if label.textFormat() == Qt.TextFormat.RichText or label.text().startswith("<") or "<b>" in label.text():
        return label.sizeHint().width() > label.width() + 1
    room = label.contentsRect()
    lines = (plain(label.text()) if label.buddy() is not None else label.text()).split("\n")
    widest = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
    return widest > room.width() + 1 or label.fontMetrics().height() * len(lines) > room.height() + 3


def plain(text):
    """A text without the marks of its menu keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def reaches_out(window):
    """Widgets that lie partly outside of their window, and not in something that scrolls."""
    return [
        named(widget)
        for widget in shown(window)
        if isinstance(widget, (QAbstractButton, QLabel, QComboBox))
        and not any(isinstance(one, (QAbstractScrollArea, QAbstractItemView)) for one in _ancestors(widget))
        and not window.rect().adjusted(-1, -1, 1, 1).contains(_box(widget, window))
    ]


def _ancestors(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def larger_than_a_small_screen(window):
    """A window that cannot be made as small as a small screen is, or that opens larger than the screen it is on."""
    least, screen = window.minimumSizeHint(), window.screen().availableSize().expandedTo(QSize(*SMALL_SCREEN))
    faults = []
    if least.width() > SMALL_SCREEN[0] or least.height() > SMALL_SCREEN[1]:
        faults.append(f"{named(window)} needs {least.toTuple()}")
    if window.isModal() and (window.width() > screen.width() or window.height() > screen.height()):
        faults.append(f"{named(window)} opens with {window.size().toTuple()} on {screen.toTuple()}")
    return faults


WALKS = (nameless, tree_faults, out_of_reach, backward_steps, cut, reaches_out, larger_than_a_small_screen)
"""What is looked for in every window; each names the faults that it finds."""
