"""Deriving a key from a passphrase is slow on purpose; tests that open many encrypted files do it in fewer rounds."""

from contextlib import closing, contextmanager

import pytest

LIBRARY = 256_000
"""The rounds that the library takes by itself."""


def rounds(number):
    driver = pytest.importorskip("sqlcipher3.dbapi2", reason="the extra “encryption” is not installed")
    with closing(driver.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA cipher_default_kdf_iter = {number}")


@contextmanager
def quick_keys():
    rounds(1000)
    try:
        yield
    finally:
        rounds(LIBRARY)
