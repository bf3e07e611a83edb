"""
The process that examines: one at a time, in its main thread, for as long as it is wanted.

It is not a thread of a worker, because properties bound their time by signals, and only a main
thread gets those; and not a fork, because whoever asks has threads and open files.  Its input and
output are pipes, so it ends with whoever holds their other ends, even one that was killed.
"""

import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, BinaryIO

__all__ = ["main"]

Task = tuple[Callable[..., Any], tuple[Any, ...]]


def main(_: list[str]) -> None:
    """Do what is asked on standard input, and answer on standard output, until that is closed."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a sheet prints is no answer
    requests = sys.stdin.buffer
    sys.path[:] = pickle.load(requests)  # noqa: S301 - from the grader that started us
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, tasks), daemon=True).start()
    while True:
        pickle.dump(_done(*tasks.get()), answers)
        answers.flush()


def _listen(requests: BinaryIO, tasks: SimpleQueue[Task]) -> None:
    """Hand on what is asked; at the end of that, end all, whatever is being done."""
    try:
        while True:
            tasks.put(pickle.load(requests))  # noqa: S301 - from the same
    except EOFError:
        pass
    finally:
        os._exit(0)


def _done(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except Exception:
        return False, traceback.format_exc()
