"""
Stand-ins for what a notebook takes for granted, where there is none.

``display(x)`` and ``get_ipython().run_line_magic(...)`` are harmless without an audience, so they
do nothing; a starter notebook calls ``check``, and what it would say the grader is about to
find out.  They are builtins, as in a notebook, and not names of the submission.  Nobody answers
``input``: it says so, rather than that a file has ended.
"""

import builtins
import types
from typing import Any

__all__ = ["NO_ANSWER", "pretend"]

NO_ANSWER = "input() asks a person, and here nobody answers: take the value as an argument"


class _Shell:
    """Takes every request of a notebook, and does nothing."""

    config: dict[str, Any] = {}  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def pretend() -> None:
    """Let the names be there that a notebook has beside Python's own."""
    shell = _Shell()
    names = {
        "check": _nothing,
        "display": _nothing,
        "get_ipython": lambda: shell,
        "grader": types.SimpleNamespace(check=_nothing),
        "input": _input,
    }
    vars(builtins).update(names)


def _nothing(*_: Any, **__: Any) -> None:
    pass


def _input(*_: Any) -> str:
    raise EOFError(NO_ANSWER)
