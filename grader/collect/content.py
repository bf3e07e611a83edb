"""From bytes to a submission: what is no Python text and no notebook is refused here."""

from grader.collect.errors import Unreadable
from grader.model import Submission

__all__ = ["submission_from"]

UTF16 = (b"\xff\xfe", b"\xfe\xff")


def submission_from(name: str, content: bytes) -> Submission:
    """
    The submission that ``content`` is, by the ending of its ``name``.

    Raises Unreadable, or UnreadableSubmission where a notebook is malformed.
    """
    if name.lower().endswith(".ipynb"):
        from grader import notebooks

        return notebooks.read(name, content)
    if content.startswith(UTF16):
        raise Unreadable("is UTF-16 text", "Save it as UTF-8.")
    if b"\0" in content:
        raise Unreadable("is no text: it holds null bytes", "Name a Python file.")
    return Submission(name, content)
