"""An interrupt that is held back comes later, and not in between."""

import os
import signal
import threading

import pytest

from grader.sandbox.processes.interrupts import interrupt_held_back

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"), reason="this system holds no signal back"
)


@pytest.fixture(params=[False, True], ids=["alone", "beside a thread that blocks nothing"])
def _beside(request):
    """A linear-algebra library has such threads; any of them may be the one that hears."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    if request.param:
        thread.start()
    yield
    over.set()
    if request.param:
        thread.join()


@pytest.mark.usefixtures("_beside")
def test_it_comes_when_the_block_ends():
    """What was begun is finished."""
    finished = []

    def work():
        with interrupt_held_back():
            os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait(0.1)  # until the other thread has heard it
            finished.append("work")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert finished == ["work"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_one_nothing_comes():
    """And all is as it was."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, set())
    with interrupt_held_back():
        pass
    assert signal.pthread_sigmask(signal.SIG_BLOCK, set()) == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
