"""Pictures of every screen and of the dialogs in every look: light, dark, high contrast, and at twice the text size."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from analyst_app.services import library
from analyst_app.ui.compare.opening import show_comparison
from analyst_app.ui.driving import Driver
from analyst_app.ui.screens import Screen
from analyst_app.ui.theme import Appearance, Theme

LOOKS: tuple[tuple[str, Appearance, int], ...] = (
    ("light", Appearance.LIGHT, 100),
    ("dark", Appearance.DARK, 100),
    ("contrast", Appearance.CONTRAST, 100),
    ("contrast-dark", Appearance.CONTRAST_DARK, 100),
    ("200", Appearance.LIGHT, 200),
)
"""Name, colours and text size in per cent."""
WITH_DIALOGS = frozenset({"light", "200"})
DIALOGS = ("edit.palette", "edit.settings", "help.shortcuts", "file.paste", "file.export", "edit.rules")
SMALL = (1280, 720)
"""At twice the text size the window is as small as it may get."""


def gallery(driver: Driver, theme: Theme, out: Path, *, report: Callable[[], None]) -> Iterator[Path]:
    """Yield each picture as it is written; `report` opens the report that Review shows."""
    usual = driver.window.size()
    earlier, later = (row.id for row in library.list_reports(driver.session.context.workbench, limit=2)[::-1])
    show_comparison(driver.window, earlier, later)
    for name, appearance, text_size in LOOKS:
        theme.choose(appearance=appearance, text_size=text_size)
        driver.window.resize(*SMALL) if text_size > 100 else driver.window.resize(usual)
        for screen in Screen:
            if screen is Screen.REVIEW:
                report()
            else:
                driver.session.screens.show(screen)
            yield driver.picture(out / name / f"{screen}.png")
        if name in WITH_DIALOGS:
            for action in DIALOGS:
                with _opened(driver, action) as dialog:
                    picture = out / name / f"{action}.png"
                    dialog.grab().save(str(picture))
                yield picture
    theme.choose(appearance=Appearance.LIGHT, text_size=100)
    driver.window.resize(usual)


@contextmanager
def _opened(driver: Driver, action: str) -> Iterator[QDialog]:
    """The dialog that an action opens, closed again afterwards."""
    driver.do(action)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    yield dialog
    dialog.reject()
    driver.settle()
