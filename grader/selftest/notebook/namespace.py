"""The caller's namespace, and whether that is a notebook, IPython, or plain Python."""

import sys
from collections.abc import Sequence
from typing import Any

from grader.selftest.notebook.forks import shell

__all__ = ["cells", "is_shown", "names", "title"]


def names() -> dict[str, Any]:
    """Everything that is defined in the notebook, or in the script that runs."""
    found = shell()
    space: dict[str, Any] = found.user_ns if found is not None else vars(sys.modules["__main__"])
    return space


def cells() -> Sequence[tuple[int, str]] | None:
    """The code that has been run, as typed, by its numbers; None in plain Python."""
    found = shell()
    if found is None:
        return None
    typed = found.history_manager.input_hist_raw
    return [(number, source) for number, source in enumerate(typed) if source.strip()]


def title() -> str:
    """What a report calls the functions that are here."""
    return "this notebook" if shell() is not None else "this session"


def is_shown() -> bool:
    """Whether what an expression gives is shown by whoever evaluates it."""
    return shell() is not None or hasattr(sys, "ps1") or bool(sys.flags.interactive)
