"""
The one way in which a comparison fails.

It keeps apart what the student returned and what it should have been, because a
sheet may decide to show only the first: then the message must lose its second half
without anybody editing a sentence.
"""

from typing import Any

import numpy as np

from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["Disagreement", "describe", "number"]


class Disagreement(AssertionError):
    """
    An answer differs from what it should be.

    Parameters
    ----------
    found : str
        What came back, as the beginning of a sentence: ``"element (0, 1) is 3"``.
    wanted : str
        What it should be, where that is known: ``"4"``.
    note : str
        What to add in either case: how many elements differ, what to check.
    """

    def __init__(self, found: str, wanted: str = "", note: str = "") -> None:
        self.found = found
        self.wanted = wanted
        self.note = note
        super().__init__(self.sentence(show_wanted=True))

    def sentence(self, *, show_wanted: bool) -> str:
        """
        The failure in words, with or without the right answer.

        Where what was found ends with a question, that stands in brackets, like a note.
        """
        found, _, question = self.found.partition("; ")
        if question.endswith("?"):
            text, separator = f"{found} ({question})", ";"
        else:
            text, separator = self.found, ","
        if show_wanted and self.wanted:
            text = f"{text}{separator} should be {self.wanted}"
        return f"{text} ({self.note})" if self.note else text


def describe(value: Any) -> str:
    """A value's kind in a few words, for 'returned …'."""
    if value is None:
        return "None; is a return missing?"
    if isinstance(value, Opaque):
        return value.description
    if isinstance(value, Expression):
        return "a SymPy matrix" if value.shape else "a SymPy expression"
    if isinstance(value, ObjectArray):
        return "an array of dtype object"
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def number(value: float, other: float | None = None) -> str:
    """A number for a message, with enough digits to be told from ``other``."""
    short = f"{value:.6g}"
    return short if other is None or short != f"{other:.6g}" else repr(float(value))
