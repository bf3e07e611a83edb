"""
Running what a sheet says in the sheet's folder, beside its data.

A student's process starts in a folder of its own with a copy of them.  Properties, model answers
and misconceptions open the same relative paths, in processes of ours that work somewhere else.
"""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition
from typing import Any

__all__ = ["run_in", "working_in"]


class _Turn:
    """The folder that this process works in, and how many want it to."""

    def __init__(self) -> None:
        self.free = Condition()
        self.folder: Path | None = None
        self.users = 0
        self.before = ""


_turn = _Turn()


@contextlib.contextmanager
def working_in(folder: Path | None) -> Iterator[None]:
    """
    Let this process work in a folder meanwhile, as a student's process does in its own.

    A process has one working directory, so whoever wants another one waits.  Nothing is changed
    where there is no folder.
    """
    if folder is None:
        yield
        return
    with _turn.free:
        _turn.free.wait_for(lambda: _turn.folder in (None, folder))
        if not _turn.users:
            before = os.getcwd()  # noqa: PTH109
            os.chdir(folder)
            _turn.folder, _turn.before = folder, before
        _turn.users += 1
    try:
        yield
    finally:
        with _turn.free:
            _turn.users -= 1
            if not _turn.users:
                os.chdir(_turn.before)
                _turn.folder = None
                _turn.free.notify_all()


def run_in(folder: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is run in a folder; a class stays what it is."""
    if isinstance(function, type):
        return function

    @functools.wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        with working_in(folder):
            return function(*arguments, **named)

    return run
