"""The guard of the tests refuses the network, and the package imports nothing that exists to reach it."""

import ast
import socket
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "analyst_app"
REACHING_OUT = {"requests", "httpx", "urllib.request", "urllib3", "http.client", "socket", "ftplib", "smtplib", "aiohttp"}


def test_the_guard_refuses_connections_and_names():
    with pytest.raises(AssertionError, match="network"), socket.socket() as reaching:
        reaching.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.invalid", 80)


def test_no_module_imports_what_reaches_out():
    reaching = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            reaching += [f"{file.name}: {name}" for name in names if name in REACHING_OUT]
    assert not reaching
