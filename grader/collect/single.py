"""One submission, named by its file: what a student grades at home."""

import os
from pathlib import Path

from grader.collect.content import submission_from
from grader.collect.errors import Unreadable
from grader.collect.limits import Limits
from grader.collect.opening import bounded
from grader.errors import UnreadableSubmission
from grader.model import Submission

__all__ = ["read_submission"]


def read_submission(file: Path) -> Submission:
    """
    The submission in ``file``.

    Raises UnreadableSubmission where that is not a regular file of reasonable size, or is neither
    Python nor a notebook.
    """
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir raises where a folder may not be entered
        raise UnreadableSubmission(str(file), "is a folder", "Name the Python file in it.")
    try:
        return submission_from(file.name, bounded(file, Limits().most(file.name)))
    except Unreadable as refused:
        raise UnreadableSubmission(str(file), refused.found, refused.advice) from None
