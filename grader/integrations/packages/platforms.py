"""
The platforms that packages are made for, as one table.

What differs between them is where a submission lies, where a result is written and in which form,
how long there is, and with which status the program ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.integrations.packages import gradescope
from grader.integrations.packages.marked import Marked
from grader.language import Language

__all__ = ["PLATFORMS", "Platform"]

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """
    What a platform gives, and what it takes.

    Attributes
    ----------
    title : str
    submission : str
        The folder with what was handed in, below the platform's own.
    result : str
        The file that the platform reads, below the same.
    written : callable
        Its text, from what was found, the platform's folder, the package's settings and the
        language.
    fallback, stands : callable
        Its text where nothing was found, and what is said where the last score stands, in a
        language.
    previous : str
        The file that tells of the last result; empty where there is none.
    closed : tuple of str
        What else lies there that a submission must not read.
    python : str
        Where the interpreter with what it takes is put.
    seconds : int
        How long marking may take; the platform's own bound is above.
    exit : int
        The status that says that a result was written.
    is_private : bool
        Whether a corpus that students do not have may be put there.
    """

    title: str
    submission: str
    result: str
    written: Callable[[Marked, Path, dict[str, Any], Language], str]
    fallback: Callable[[Language], str]
    stands: Callable[[Language], str] = gradescope.stands
    previous: str = ""
    closed: tuple[str, ...] = ()
    python: str = "/opt/grader"
    seconds: int = 9 * MINUTE
    exit: int = 0
    is_private: bool = True


PLATFORMS: dict[str, Platform] = {
    "gradescope": Platform(
        title="Gradescope",
        submission="submission",
        result="results/results.json",
        written=gradescope.written,
        fallback=gradescope.fallback,
        previous=gradescope.METADATA,
        closed=("submission", gradescope.METADATA),
    ),
}
