"""No test, and so no journey, can reach the network: Python refuses, and the kernel kills a process that opens a socket for it.

The package itself imports nothing that exists to reach it.
"""

import ast
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from support import no_network

PACKAGE = Path(__file__).parents[2] / "analyst_app"
REACHING_OUT = {"requests", "httpx", "urllib.request", "urllib3", "http.client", "socket", "ftplib", "smtplib", "aiohttp"}


def test_the_guard_refuses_connections_and_names():
    reaching = SimpleNamespace(family=socket.AF_INET)
    with pytest.raises(AssertionError, match="network"):
        socket.socket.connect(reaching, ("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.invalid", 80)


def test_no_module_imports_what_reaches_out():
    reaching = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            reaching += [f"{file.name}: {name}" for name in names if name in REACHING_OUT]
    assert reaching == []


filtered = pytest.mark.skipif(not no_network.possible(), reason="the kernel of this machine has no filter for it")

TRIES = {
    "Python's socket": "import socket; socket.socket(socket.{family}, socket.SOCK_STREAM)",
    "the C library": "import ctypes, socket; ctypes.CDLL(None).socket(int(socket.{family}), 1, 0)",
}


def run(program):
    return subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)


@filtered
def test_this_process_stands_under_the_filter():
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    assert told["Seccomp"].strip() == "2"


@pytest.mark.parametrize("family", no_network.FORBIDDEN)
@pytest.mark.parametrize("way", TRIES)
@filtered
def test_a_process_that_opens_a_network_socket_is_killed(family, way):
    assert run(TRIES[way].format(family=family)).returncode == -signal.SIGSYS


@filtered
def test_what_a_process_starts_stands_under_the_filter_too():
    tried = run("import os, socket; child = os.fork() or socket.socket(socket.AF_INET)\nprint(os.waitpid(child, 0)[1])")
    assert os.WTERMSIG(int(tried.stdout)) == signal.SIGSYS


@filtered
def test_the_desktops_own_sockets_stay_open():
    assert run("import socket; socket.socket(socket.AF_UNIX, socket.SOCK_STREAM); socket.socketpair()").returncode == 0


@pytest.mark.parametrize("library", ["spacy", "trafilatura", "requests", "pyqtgraph", "PySide6.QtWidgets"])
@filtered
def test_no_library_opens_a_network_socket_when_the_program_imports_it(library):
    assert run(f"import analyst_app, {library}").returncode == 0
