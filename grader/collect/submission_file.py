"""
One submission, named by its file, or given as bytes: what a student grades at home.

What is no Python text and no notebook is refused here.
"""

import os
from pathlib import Path

from grader.collect.errors import Unreadable
from grader.collect.limits import Limits
from grader.collect.open_file import bounded
from grader.errors import UnreadableSubmission
from grader.language import Message
from grader.model import Submission

__all__ = ["is_notebook", "read_submission", "submission_from"]


def read_submission(file: Path) -> Submission:
    """
    The submission in ``file``.

    Raises UnreadableSubmission where that is not a regular file of reasonable size, or is neither
    Python nor a notebook.
    """
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir raises where a folder may not be entered
        raise UnreadableSubmission(
            str(file), Message("is a folder"), Message("Name the Python file in it.")
        )
    try:
        return submission_from(file.name, bounded(file, Limits().most(file.name)))
    except Unreadable as refused:
        raise UnreadableSubmission(str(file), refused.found, refused.advice) from None


UTF16 = (b"\xff\xfe", b"\xfe\xff")


def submission_from(name: str, content: bytes) -> Submission:
    """
    The submission that ``content`` is, by the ending of its ``name``.

    Raises Unreadable, or UnreadableSubmission where a notebook is malformed.
    """
    if name.lower().endswith(".ipynb"):
        from grader.collect import notebooks

        return notebooks.read(name, content)
    if content.startswith(UTF16):
        raise Unreadable(Message("is UTF-16 text"), Message("Save it as UTF-8."))
    if b"\0" in content:
        raise Unreadable(Message("is no text: it holds null bytes"), Message("Name a Python file."))
    if is_notebook(content):
        raise Unreadable(Message("is a notebook"), Message("Let its name end in .ipynb."))
    return Submission(name, content)


def is_notebook(content: bytes) -> bool:
    """Whether a file that is called Python holds a notebook: to Python it is a dict."""
    if not content.lstrip().startswith(b"{") or b'"nbformat"' not in content:
        return False
    from grader.collect import notebooks

    try:
        notebooks.read("submission.ipynb", content)
    except (Unreadable, UnreadableSubmission):
        return False
    return True
