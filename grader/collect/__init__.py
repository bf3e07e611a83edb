"""
From what a person names on the command line to submissions, a row for each.

Names and contents are chosen by students, and what a platform makes of them is an archive that
is handled by whoever marks.  So nothing is extracted: files and archives are listed first, as
plain values, the one file that counts is chosen from names alone, and only that one is read,
within limits.  Whatever cannot be read is still a row, with its reason.
"""

import importlib
from typing import TYPE_CHECKING, Any

from grader.collect.limits import LARGEST, Limits
from grader.collect.submission_file import read_submission

if TYPE_CHECKING:
    from grader.collect.entries import Collected, Entry
    from grader.collect.stages import collect

__all__ = ["LARGEST", "Collected", "Entry", "Limits", "collect", "read_submission"]

# A student's self-test waits for this package, and needs nothing of a whole class.
CLASS = {"collect": "stages", "Collected": "entries", "Entry": "entries"}


def __getattr__(name: str) -> Any:
    """What collects a class, imported when it is asked for."""
    if name not in CLASS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{CLASS[name]}"), name)
