"""
A trustworthy autograder for numerical and machine-learning coursework.

``from grader import check`` gives what a notebook calls (``grader.selftest.notebook``), and
``from grader import Grader`` what a program calls (``grader.integrations``).  Neither is imported
before it is asked for: a student's process holds nothing of them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.errors import GraderError as GraderError
    from grader.integrations.score import Law as Law
    from grader.integrations.score import Score as Score
    from grader.integrations.warm import Grader as Grader
    from grader.integrations.warm_async import AsyncGrader as AsyncGrader

__version__ = "0.1.0"

PLACES = {
    "AsyncGrader": "grader.integrations.warm_async",
    "Grader": "grader.integrations.warm",
    "GraderError": "grader.errors",
    "Law": "grader.integrations.score",
    "Score": "grader.integrations.score",
}


def __getattr__(name: str) -> Any:
    if name in PLACES:
        from importlib import import_module

        return getattr(import_module(PLACES[name]), name)
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from grader.selftest.notebook.check import begin, check

    begin()
    return check


def load_ipython_extension(shell: Any) -> None:
    """Define ``%grade`` and ``%%grade``, for ``%load_ext grader``."""
    from grader.selftest.notebook.magics import load

    load(shell)
