"""A function in our own process is ended when its time is used up, whatever it does then."""

import signal
import sys
import time

import pytest

from grader.sheets.choosing.cpu_limit import Late, cpu_limit


def burn(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


class Slow:
    """Takes its time when it is thrown away, where what is raised gets lost."""

    def __del__(self):
        burn(0.1)


def late(seconds):
    Slow()
    burn(seconds)


def test_the_clock_strikes_again_where_the_first_time_was_lost(capfd):
    """And nothing is printed of it."""
    with pytest.raises(Late), cpu_limit(0.02):
        late(5)
    assert capfd.readouterr().err == ""


def test_nothing_is_left_of_a_limit_after_its_block():
    """No clock, and what a signal and a lost exception did before."""
    before = signal.getsignal(signal.SIGVTALRM), sys.unraisablehook
    with cpu_limit(60):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert (signal.getsignal(signal.SIGVTALRM), sys.unraisablehook) == before
