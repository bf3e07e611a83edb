"""
A submission from what a program has: its text, its bytes, or the path of a file.

A path that cannot be read is the operator's to mend; what is in the file is the submission's own
doing, so it is scored, whatever it is.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from grader.collect.errors import Unreadable
from grader.collect.limits import Limits
from grader.collect.open_file import open_regular, too_large
from grader.collect.submission_file import is_notebook, submission_from
from grader.errors import UnreadableSubmission
from grader.language import Message
from grader.model import Submission
from grader.text import clean

__all__ = ["NoText", "Source", "submission_of"]

Source = str | bytes | os.PathLike[str]
"""Python source or a notebook, as text or bytes; or a file of it, as a ``Path`` and not a str."""

PYTHON, NOTEBOOK = "submission.py", "submission.ipynb"


@dataclass(frozen=True, slots=True)
class NoText:
    """Why a submission holds nothing that could be looked at, in words."""

    reason: str


def submission_of(source: Source) -> Submission | NoText:
    """
    The submission in ``source``; text and bytes are called as the gradebook calls them.

    Raises UnreadableSubmission where a path cannot be read.
    """
    if isinstance(source, os.PathLike):
        path = Path(source)
        return _within_bounds(path.name, _content(path))
    # A lone surrogate is no character: as bytes it is no UTF-8, which Python says of the file.
    content = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
    return _within_bounds(NOTEBOOK if is_notebook(content) else PYTHON, content)


def _content(path: Path) -> bytes:
    """The file's bytes, as far as they are read at all."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder may not be entered
        raise UnreadableSubmission(
            str(path), Message("is a folder"), Message("Name the Python file in it.")
        )
    try:
        with open_regular(path) as opened:
            return opened.read(Limits().most(path.name) + 1)
    except Unreadable as refused:
        raise UnreadableSubmission(str(path), refused.found, refused.advice) from None


def _within_bounds(name: str, content: bytes) -> Submission | NoText:
    try:
        if len(content) > (most := Limits().most(name)):
            raise too_large(len(content), most)
        return submission_from(name, content)
    except Unreadable as refused:
        return NoText(clean(f"{name} {refused}", 1_000))
    except UnreadableSubmission as refused:
        return NoText(clean(str(refused), 1_000))
