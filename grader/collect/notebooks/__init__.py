"""Notebooks as submissions: ``read`` gives a Submission with the code of each cell."""

from grader.collect.notebooks.read import LARGEST, read

__all__ = ["LARGEST", "read"]
