"""Guards that every test runs under: a home of its own, no network, no display, no thread left behind."""

import gc
import importlib
import os
import socket
import threading

import pytest
from hypothesis import settings

from support import no_network as network

# Read when Qt and numpy are first imported, which no test module does before this one is loaded.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# The package keeps its libraries from opening sockets when they are imported, and tests import those first at times.
importlib.import_module("analyst_app")
# Before any test, so that whatever a journey starts stands under it too.
if network.possible():
    network.forbid()

settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANALYST_APP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    connect = socket.socket.connect

    def refuse(*address, **_):
        raise AssertionError(f"the program tried to reach the network: {address!r}")

    def connect_locally(self, address):
        return connect(self, address) if self.family == socket.AF_UNIX else refuse(address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def no_thread_left():
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    assert not left, f"threads left running: {[thread.name for thread in left]}"


@pytest.fixture(scope="session", autouse=True)
def collect_on_the_main_thread():
    """Qt objects die on the thread whose allocation triggers the collector; the window turns it off, and so do tests."""
    gc.disable()
    yield
    gc.enable()
