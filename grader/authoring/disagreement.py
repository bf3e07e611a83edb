"""
The one way in which a comparison fails.

It keeps apart what the student returned and what it should have been, because a
sheet may decide to show only the first: then the message must lose its second half
without anybody editing a sentence.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["Disagreement", "changed", "describe", "number"]


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
    about : tuple
        The objects that were compared, the answer first; empty where an assertion that was given
        them fills them in, or where the property compared by its own means.
    own_call : bool
        Whether it is about the last call alone, which the assertion itself made.
    argument : int or None
        Where an argument was changed, its place; who knows the parameters' names fills one in.
    """

    def __init__(
        self,
        found: str,
        wanted: str = "",
        note: str = "",
        *,
        about: tuple[Any, ...] = (),
        own_call: bool = False,
        argument: int | None = None,
    ) -> None:
        self.found = found
        self.wanted = wanted
        self.note = note
        self.about = about
        self.own_call = own_call
        self.argument = argument
        super().__init__(self.sentence(show_wanted=True))

    def named(self, parameters: Sequence[str]) -> "Disagreement":
        """The same with the name of the argument that was changed, where there is one."""
        if self.argument is None or self.argument >= len(parameters):
            return self
        return changed(self.argument, parameters[self.argument])

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


def changed(place: int, name: str = "") -> Disagreement:
    """A call changed one of its arguments."""
    if not name:
        return Disagreement(
            f"changed its argument number {place + 1}",
            note="work on a copy: x = x.copy()",
            own_call=True,
            argument=place,
        )
    note = f"work on a copy: {name} = {name}.copy()"
    return Disagreement(f"`{name}` was changed", note=note, own_call=True, argument=place)


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
