"""
Kinds of values beyond data: what a program draws (``figures``) and what it reads (``files``).

A figure is only ever an answer, and a file only ever an argument.
"""

from grader.sandbox.wire.further import figures, files

__all__ = ["KINDS"]

KINDS = (figures, files)
