import gc
import weakref

import pytest
from PySide6.QtCore import QTimer

from analyst_app.paths import user_paths
from analyst_app.services.settings import load_settings
from analyst_app.ui import main
from analyst_app.ui.main_window import MainWindow


@pytest.fixture
def closing_itself(qapp, monkeypatch):
    """A window that does something once it can be used, and closes."""
    from analyst_app.services.workbench import Workbench

    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    seen = []

    def first(window):
        seen.append(window.session.context.workbench.database_path)
        window.actions_by_id["view.dark"].trigger()
        window.actions_by_id["view.larger"].trigger()
        window.close()
        # Other tests of the same process may have left a hidden window that Qt still waits for.
        QTimer.singleShot(0, qapp.quit)

    class Closing(MainWindow):
        def __init__(self, **more):
            super().__init__(**more)
            self.ready.connect(lambda: QTimer.singleShot(0, lambda: first(self)))

    monkeypatch.setattr(main, "MainWindow", Closing)
    # Tests keep the application alive when a window closes; here its end is what is waited for.
    qapp.setQuitOnLastWindowClosed(True)
    yield seen
    qapp.setQuitOnLastWindowClosed(False)


def test_the_window_opens_the_users_own_database_and_remembers_its_look(qapp, closing_itself, theme):
    assert main.run(None, []) == 0
    assert closing_itself == [user_paths().default_database]
    kept = load_settings(user_paths()).appearance
    assert (kept.theme, kept.text_size) == ("dark", 110)
    theme.choose(appearance="light", text_size=100)


def test_a_named_database_is_opened_where_it_lies(qapp, closing_itself, tmp_path, theme):
    assert main.run(tmp_path / "own.sqlite", []) == 0
    assert closing_itself == [tmp_path / "own.sqlite"]
    theme.choose(appearance="light", text_size=100)


def test_garbage_is_collected_by_the_timers_call_while_the_collector_is_off(qapp):
    class Knot:
        pass

    with main.collecting_on_a_timer(qapp):
        assert not gc.isenabled()
        knot = Knot()
        knot.itself = knot
        gone = weakref.ref(knot)
        del knot
        keep = [[] for _ in range(gc.get_threshold()[0] + 10)]
        main.Collector().collect_if_due()
        assert gone() is None
        assert len(keep) > 0
    gc.disable()


def test_what_lasts_is_set_apart_and_looked_at_again_now_and_then(monkeypatch):
    done = []
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 11))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for name in ("collect", "freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda *_, name=name: done.append(name))
    collector = main.Collector()
    for _ in range(main.LOOK_AGAIN):
        collector.collect_if_due()
    assert done[:4] == ["collect", "freeze", "collect", "freeze"]
    assert done[-3:] == ["unfreeze", "collect", "freeze"]
    assert done.count("unfreeze") == 1
