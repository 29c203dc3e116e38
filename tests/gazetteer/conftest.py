"""The shipped gazetteer, opened once: it never changes."""

from collections.abc import Iterator

import pytest

from analyst_app.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened
