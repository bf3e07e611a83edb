"""
The notebook's interpreter, lent to the runner for a check and given back as it was.

A student's process begins quiet, with randomness that repeats, and ends with all that.  In a page
it is the notebook that goes on afterwards, and it is to find its output, its warnings, its
directory and its random numbers where it left them.  What functions of the student change
themselves stays changed.
"""

import builtins
import contextlib
import gc
import os
import random
import sys
import warnings
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from grader.sandbox.processes.working_folder import WorkingFolder
from grader.sandbox.runner.serve import settle

__all__ = ["Turn", "lent"]

VOICES = ((sys, "stdout"), (sys, "stderr"), (warnings, "showwarning"))
OF_SYS = ("argv", "dont_write_bytecode", "orig_argv", "stderr", "stdout")


@contextlib.contextmanager
def lent(folder: WorkingFolder | None) -> Iterator[None]:
    """Make this interpreter a runner's, in a folder where one is given, for a while."""
    own, names = {name: getattr(sys, name) for name in OF_SYS}, dict(vars(builtins))
    drawn, drawn_by_numpy = random.getstate(), np.random.get_state()
    system, place = os.system, os.getcwd()  # noqa: PTH109
    with warnings.catch_warnings(), contextlib.ExitStack() as resources:
        try:
            settle()
            _hush(resources.enter_context(open(os.devnull, "w", encoding="utf-8")))  # noqa: PTH123
            if folder is not None:
                folder.restore()
                os.chdir(folder.path)
            yield
        finally:
            gc.unfreeze()  # what an examiner holds for good would be held once more by each check
            os.chdir(place)
            os.system = system
            for name in vars(builtins).keys() - names.keys():
                delattr(builtins, name)
            vars(builtins).update(names)
            random.setstate(drawn)
            np.random.set_state(drawn_by_numpy)
            for name, value in own.items():
                setattr(sys, name, value)


def _hush(nowhere: IO[str]) -> None:
    """Let nothing be heard, until it is the student's turn."""
    sys.stdout = sys.stderr = nowhere
    warnings.showwarning = lambda *_, **__: None


class Turn:
    """
    The runner's turn to speak: what is printed and warned of meanwhile is the student's.

    Laws and the grader run in the same interpreter, and what these say is nobody's function's.
    """

    def __init__(self) -> None:
        self._other = [getattr(*voice) for voice in VOICES]

    def __enter__(self) -> None:
        self._swap()

    def __exit__(self, *_: object) -> None:
        self._swap()

    def _swap(self) -> None:
        here: list[Any] = [getattr(*voice) for voice in VOICES]
        for (module, name), value in zip(VOICES, self._other, strict=True):
            setattr(module, name, value)
        self._other = here
