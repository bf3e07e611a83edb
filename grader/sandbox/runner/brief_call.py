"""
A call that is given up from within after a moment, so that it can still tell what it has printed.

A function that does not end is ended from outside, and takes along what it has said.  Asked once
more, it is interrupted by a thread beside it, as by a person with Ctrl+C; where that does not reach
it, in a library's loop say, it is ended from outside once more, and nothing is told.
"""

import ctypes
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["GivenUp", "briefly"]

SECONDS = 0.5


class GivenUp(BaseException):
    """Raised in the midst of what is called."""


def briefly(function: Callable[[], Any]) -> Any:
    """Call a function, and raise GivenUp in it if it has not returned after a moment."""
    runs, lock, caller = [True], threading.Lock(), threading.get_ident()

    def give_up() -> None:
        with lock:
            if runs:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(caller), ctypes.py_object(GivenUp)
                )

    timer = threading.Timer(SECONDS, give_up)
    timer.daemon = True
    timer.start()
    try:
        return function()
    finally:
        with lock:
            runs.clear()
        timer.cancel()
