"""
The notebook's interpreter, lent to the runner for a check and given back as it was.

A student's process begins quiet, with randomness that repeats, and ends with all that.  In a page
it is the notebook that goes on afterwards, and it is to find its output, its warnings, its
directory and its random numbers where it left them.  What functions of the student change
themselves stays changed.
"""

import builtins
import contextlib
import os
import random
import sys
import warnings
from collections.abc import Iterator

import numpy as np

from grader.sandbox.processes.working_folder import WorkingFolder
from grader.sandbox.runner.serve import settle

__all__ = ["lent"]

OF_SYS = ("argv", "dont_write_bytecode", "orig_argv", "stderr", "stdout")


@contextlib.contextmanager
def lent(folder: WorkingFolder | None) -> Iterator[None]:
    """Make this interpreter a runner's, in a folder where one is given, for a while."""
    own, names = {name: getattr(sys, name) for name in OF_SYS}, dict(vars(builtins))
    drawn, drawn_by_numpy = random.getstate(), np.random.get_state()
    system, place = os.system, os.getcwd()  # noqa: PTH109
    with warnings.catch_warnings():
        try:
            settle()
            if folder is not None:
                folder.restore()
                os.chdir(folder.path)
            yield
        finally:
            os.chdir(place)
            os.system = system
            for name in vars(builtins).keys() - names.keys():
                delattr(builtins, name)
            vars(builtins).update(names)
            random.setstate(drawn)
            np.random.set_state(drawn_by_numpy)
            for name, value in own.items():
                setattr(sys, name, value)
