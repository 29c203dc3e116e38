"""What the Fusion style does not say by palette alone: flat tables, quiet headers, the rail, buttons of three ranks.

Widgets opt in by a dynamic property: `setProperty("rank", "primary")` on a button, `setProperty("role", "title" | "muted" |
"caption" | "panel")` on labels and frames.
"""

from analyst_app.ui.colours import Tones


def stylesheet(tones: Tones) -> str:
    """The application's style sheet in the given colours."""
    return "".join(part(tones) for part in (_labels, _buttons, _fields, _tables, _menus, _frame, _rail, _outlines))


def _labels(tones: Tones) -> str:
    return f"""
QToolTip {{ background: {tones.ink}; color: {tones.base}; border: 0; padding: 4px 6px; }}
QLabel[role="muted"], QLabel[role="caption"] {{ color: {tones.muted}; }}
QLabel[role="key"] {{ background: {tones.raised}; border: 1px solid {tones.line}; border-radius: 3px; padding: 1px 6px; }}
QLabel[role="bad"] {{ color: {tones.bad}; }}
QFrame[role="panel"] {{ background: {tones.base}; border: 1px solid {tones.line}; border-radius: 6px; }}
QFrame[role="rule"] {{ background: {tones.line}; border: 0; }}
QWidget[role="bar"] {{ background: {tones.window}; }}
"""


def _buttons(tones: Tones) -> str:
    return f"""
QPushButton, QToolButton[rank] {{
  background: {tones.raised}; color: {tones.ink}; border: 1px solid {tones.strong_line}; border-radius: 4px; padding: 5px 12px;
}}
QToolButton[rank] {{ padding: 4px 8px; }}
QPushButton:hover, QToolButton[rank]:hover {{ background: {tones.hover}; }}
QPushButton:focus, QToolButton[rank]:focus {{ border: 2px solid {tones.accent}; padding: 4px 11px; }}
QToolButton[rank]:focus {{ padding: 3px 7px; }}
QPushButton:pressed, QToolButton[rank]:pressed, QToolButton[rank]:checked {{ background: {tones.chosen}; color: {tones.chosen_ink}; }}
QPushButton:checked {{ background: {tones.chosen}; color: {tones.chosen_ink}; border-color: {tones.accent}; }}
QPushButton:disabled, QToolButton[rank]:disabled {{ color: {tones.disabled}; border-color: {tones.line}; }}
QPushButton[rank="primary"] {{ background: {tones.accent}; color: {tones.accent_ink}; border-color: {tones.accent}; }}
QPushButton[rank="primary"]:focus {{ border-color: {tones.ink}; }}
QPushButton[rank="primary"]:disabled {{ background: {tones.hover}; color: {tones.disabled}; border-color: {tones.line}; }}
"""


def _fields(tones: Tones) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{
  placeholder-text-color: {tones.muted};
  background: {tones.base}; color: {tones.ink}; border: 1px solid {tones.strong_line}; border-radius: 4px; padding: 4px 6px;
  selection-background-color: {tones.chosen}; selection-color: {tones.chosen_ink};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{
  border: 2px solid {tones.accent}; padding: 3px 5px;
}}
"""


def _tables(tones: Tones) -> str:
    return f"""
QTableView, QTreeView, QListView {{
  background: {tones.base}; alternate-background-color: {tones.stripe}; border: 1px solid {tones.line}; border-radius: 4px;
  gridline-color: {tones.line};
  selection-background-color: {tones.chosen}; selection-color: {tones.chosen_ink};
  outline: 0;
}}
QTableView:focus, QTreeView:focus, QListView:focus {{ border: 1px solid {tones.accent}; }}
QTableView::item {{ padding: 2px 8px; border: 0; }}
QTreeView::item {{ padding: 3px 6px; border: 0; }}
QTreeView::item:selected {{ background: {tones.chosen}; color: {tones.chosen_ink}; }}
QTableView::item:selected {{ background: {tones.chosen}; color: {tones.chosen_ink}; }}
QHeaderView {{ background: {tones.base}; border: 0; }}
QHeaderView::section {{
  background: {tones.base}; color: {tones.muted}; border: 0; border-bottom: 1px solid {tones.line};
  padding: 6px 10px 6px 11px; text-align: left;
}}
QHeaderView::section:hover {{ color: {tones.ink}; background: {tones.hover}; }}
QTableCornerButton::section {{ background: {tones.base}; border: 0; }}
"""


def _menus(tones: Tones) -> str:
    return f"""
QMenuBar {{ background: {tones.window}; border-bottom: 1px solid {tones.line}; }}
QMenuBar::item {{ padding: 5px 9px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {tones.hover}; }}
QMenu {{ background: {tones.raised}; border: 1px solid {tones.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 3px; }}
QMenu::item:selected {{ background: {tones.chosen}; color: {tones.chosen_ink}; }}
QMenu::item:disabled {{ color: {tones.disabled}; }}
QMenu::separator {{ height: 1px; background: {tones.line}; margin: 4px 8px; }}
"""


def _frame(tones: Tones) -> str:
    return f"""
QStatusBar {{ background: {tones.window}; border-top: 1px solid {tones.line}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: {tones.line}; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {tones.accent}; }}
QProgressBar {{ background: {tones.line}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent; }}
QProgressBar::chunk {{ background: {tones.accent}; border-radius: 3px; }}
"""


def _rail(tones: Tones) -> str:
    return f"""
QWidget#rail {{ background: {tones.window}; border-right: 1px solid {tones.line}; }}
QWidget#rail QToolButton {{ border: 0; border-radius: 6px; padding: 8px 6px; color: {tones.muted}; background: transparent; }}
QWidget#rail QToolButton:hover {{ background: {tones.hover}; color: {tones.ink}; }}
QWidget#rail QToolButton:checked {{ background: {tones.chosen}; color: {tones.chosen_ink}; }}
QWidget#rail QToolButton:focus {{ border: 2px solid {tones.accent}; padding: 6px 4px; }}
"""


def _outlines(tones: Tones) -> str:
    """In high contrast what is chosen has a line around it, or below it, beside its shade, and focus is wider."""
    if not tones.outlined:
        return ""
    return f"""
QToolTip {{ border: 1px solid {tones.strong_line}; }}
QFrame[role="panel"] {{ border: 1px solid {tones.strong_line}; }}
QTableView::item:selected {{ border-top: 1px solid {tones.strong_line}; border-bottom: 1px solid {tones.strong_line}; }}
QListView::item:selected, QTreeView::item:selected {{ border: 1px solid {tones.strong_line}; }}
QTableView, QTreeView, QListView, QMenu {{ border: 1px solid {tones.strong_line}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border: 3px solid {tones.accent}; }}
QHeaderView::section {{ border-bottom: 2px solid {tones.strong_line}; }}
QMenuBar::item:selected, QMenu::item:selected {{ border: 1px solid {tones.strong_line}; }}
QMenuBar {{ border-bottom: 1px solid {tones.strong_line}; }}
QStatusBar {{ border-top: 1px solid {tones.strong_line}; }}
QSplitter::handle {{ background: {tones.strong_line}; }}
QProgressBar {{ border: 1px solid {tones.strong_line}; background: {tones.base}; max-height: 8px; min-height: 8px; }}
QPushButton:checked, QToolButton[rank]:checked {{ border: 2px solid {tones.strong_line}; }}
QWidget#rail {{ border-right: 1px solid {tones.strong_line}; }}
QWidget#rail QToolButton:checked {{ border: 2px solid {tones.strong_line}; padding: 6px 4px; }}
QWidget#rail QToolButton:focus {{ border: 3px solid {tones.accent}; padding: 5px 3px; }}
"""
