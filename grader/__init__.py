"""
A trustworthy autograder for numerical and machine-learning coursework.

``from grader import check`` gives what a notebook calls; see ``grader.selftest.notebook``.
"""

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from grader.selftest.notebook.check import begin, check

    begin()
    return check


def load_ipython_extension(shell: Any) -> None:
    """Define ``%grade`` and ``%%grade``, for ``%load_ext grader``."""
    from grader.selftest.notebook.magics import load

    load(shell)
