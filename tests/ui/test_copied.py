"""What is pasted or dropped with its looks keeps its bullets, rows and headings; the plain text is there at once."""

import pytest
from PySide6.QtCore import QMimeData

from analyst_app.services import library
from analyst_app.ui.dialogs.paste import PasteDialog

PLAIN = "Past day\n16 airstrikes\n559 attacks"
MARKED = "Past day\n\n• 16 airstrikes\n• 559 attacks"
HTML = "<html><body><h2>Past day</h2><ul><li>16 airstrikes</li><li>559 attacks</li></ul></body></html>"


@pytest.fixture
def dialog(theme, qtbot):
    made = PasteDialog(PLAIN, theme=theme)
    made.open()
    yield made
    made.close()


def test_the_rich_text_takes_the_place_of_the_plain_one(dialog):
    dialog.take_rich(MARKED)
    assert dialog.text.toPlainText() == MARKED


def test_what_the_analyst_has_changed_meanwhile_stays(dialog):
    dialog.text.setPlainText("Typed.")
    dialog.take_rich(MARKED)
    assert dialog.text.toPlainText() == "Typed."


def test_nothing_readable_leaves_the_plain_text(dialog):
    dialog.take_rich(" ")
    assert dialog.text.toPlainText() == PLAIN


def test_the_clipboards_markup_is_read_as_it_comes(workbench):
    copied = QMimeData()
    copied.setText(PLAIN)
    copied.setHtml(HTML)
    assert library.copied_text(workbench, plain=copied.text(), html=copied.html().encode()) == MARKED
    assert library.copied_text(workbench, plain=PLAIN, html=b"<p>Fifty others.</p>") == PLAIN
