"""Files as analysts have them, each made by a library that writes the format."""

import pytest

REPORT = "Kharkiv, 9 November 2023\n\nRussia carried out 16 airstrikes and 559 attacks on Ukrainian positions within the last 24 hours.\n"


@pytest.fixture
def file(tmp_path):
    """Write bytes or text (as UTF-8, line ends as they are) under a name, and give the path."""

    def write(name, content=REPORT):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def report_text():
    return REPORT
