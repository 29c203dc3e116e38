"""Threads write in the order in which they asked, and one that waits for itself is told so."""

import threading
import time

import pytest

from analyst_app.storage.turns import Turns


def until(condition):
    """Give way to other threads until something holds, half a minute at most."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0)


def test_first_come_first_served():
    turns, order, threads = Turns(), [], []

    def write(number):
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(5):
            threads.append(threading.Thread(target=write, args=(number,)))
            threads[-1].start()
            until(lambda number=number: len(turns._waiting) == number + 1)
    # The one that just wrote comes back at once, and still stands behind those who waited.
    write("again")
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4, "again"]


def test_a_thread_that_waits_for_itself_is_told_so():
    turns = Turns()
    with turns.turn(), pytest.raises(RuntimeError, match="inside another"), turns.turn():
        pytest.fail("reached")
    with turns.turn():
        pass


def test_a_turn_ends_also_with_an_exception():
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    with turns.turn():
        pass
