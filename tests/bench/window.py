"""From the start of a process until the window is painted, against an empty QMainWindow."""

import subprocess
import sys
import tempfile

from bench.measure import Figure, best_of

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
application = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, application.quit)
window = Window()
window.resize(1360, 860)
window.show()
sys.exit(application.exec())
"""

OURS = """
import sys
from analyst_app.ui.main import make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.theme import Theme
application = make_application()
window = MainWindow(theme=Theme(application, appearance="light"))
window.painted.connect(application.quit)
window.show()
sys.exit(application.exec())
"""


def run(program):
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, capture_output=True)


def figures():
    with tempfile.TemporaryDirectory():
        ours, empty = best_of(5, lambda: run(OURS)), best_of(5, lambda: run(EMPTY))
    yield Figure("main", "process start to first paint", ours, "s", empty, 2.0)
