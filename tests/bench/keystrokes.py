"""Keys that the review takes in the real window, counted; the floor is the most that it may take."""

import os
import tempfile
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from analyst_app.ui.driving import Driver
from analyst_app.ui.main import make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.theme import Theme
from bench.measure import Figure
from support.keystrokes import confirm_correct_reports, correct_wrong_counts

MOST_TO_CONFIRM, MOST_TO_CORRECT = 12, 5


def figures():
    application = make_application()
    for name, act, most in (
        ("median to confirm a correct report of ten events", confirm_correct_reports, MOST_TO_CONFIRM),
        ("median to correct one wrong count", correct_wrong_counts, MOST_TO_CORRECT),
    ):
        window = MainWindow(theme=Theme(application, appearance="light"))
        with tempfile.TemporaryDirectory() as folder:
            driver = Driver(window)
            driver.open(Path(folder) / "bench.sqlite")
            yield Figure("keystrokes", name, float(median(act(driver, Path(folder)))), "keys", floor=float(most), bar=1.0)
            window.close()
