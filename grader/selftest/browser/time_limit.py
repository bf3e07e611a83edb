"""
A time limit for a student's code where nobody can end it from outside.

A page has one thread, and a loop that never ends would freeze it together with the notebook.
Python tells whoever asks of every jump and of every start of a function, and what is raised there
is raised in the code that jumps.  Only a student's own code is watched, so that no library becomes
slower; what hangs within a library stays out of reach.
"""

import contextlib
import sys
import time
from collections.abc import Iterator
from types import CodeType
from typing import Any

from grader.sandbox.runner.statements import cell_of

__all__ = ["TimeIsUp", "TimeLimit"]

TOOLS = range(6)  # numbers that Python has for those who watch
NAME = "grader"
PYTHONS_OWN = "<frozen "

monitoring: Any = getattr(sys, "monitoring", None)  # from Python 3.12 on


class TimeIsUp(BaseException):
    """Raised in the midst of what takes too long."""


class TimeLimit:
    """
    Watches a student's code while it runs.

    Attributes
    ----------
    is_over : bool
        Whether the last run took longer than it might.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._ends = float("inf")

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Raise TimeIsUp in a student's code once so many seconds have passed."""
        self.is_over = False
        self._ends = time.monotonic() + seconds
        tool = _free_tool()
        if tool is not None:
            self._watch(tool)
        try:
            yield
        finally:
            if tool is not None:
                _leave(tool)
            self.is_over = self.is_over or time.monotonic() > self._ends

    def _watch(self, tool: int) -> None:
        events = monitoring.events

        def begun(code: CodeType, _: int) -> object:
            if not _is_students(code):
                return monitoring.DISABLE
            monitoring.set_local_events(tool, code, events.JUMP)
            self._look()
            return None

        monitoring.use_tool_id(tool, NAME)
        monitoring.register_callback(tool, events.PY_START, begun)
        monitoring.register_callback(tool, events.PY_RESUME, begun)
        monitoring.register_callback(tool, events.JUMP, lambda *_: self._look())
        monitoring.set_events(tool, events.PY_START | events.PY_RESUME)

    def _look(self) -> None:
        if time.monotonic() > self._ends:
            self.is_over = True
            raise TimeIsUp


def _free_tool() -> int | None:
    """A number that nobody watches under; None where all are taken, and before Python 3.12."""
    if monitoring is None:
        return None
    return next((each for each in reversed(TOOLS) if not monitoring.get_tool(each)), None)


def _leave(tool: int) -> None:
    monitoring.set_events(tool, 0)
    monitoring.free_tool_id(tool)


def _is_students(code: CodeType) -> bool:
    """Whether code was written in a cell, or is otherwise from no file."""
    name = code.co_filename
    return cell_of(name) is not None or (name.startswith("<") and not name.startswith(PYTHONS_OWN))
