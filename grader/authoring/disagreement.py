"""
The one way in which a comparison fails.

It keeps apart what the student returned and what it should have been, because a
sheet may decide to show only the first: then the message must lose its second half
without anybody editing a sentence.
"""

from typing import Any

import numpy as np

from grader.language import Message, Value
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["NO_RETURN", "Disagreement", "describe", "number"]

NO_RETURN = Message("None (is a return missing?)")


class Disagreement(AssertionError):
    """
    An answer differs from what it should be.

    Parameters
    ----------
    found : str or Message
        What came back, as the beginning of a sentence: ``"element (0, 1) is 3"``.
    wanted : str or Message
        What it should be, where that is known: ``"4"``.
    note : str or Message
        What to add in either case: how many elements differ, what to check.

    A text without values is looked up in the sheet's catalogue, too, when it is shown.
    """

    def __init__(
        self, found: str | Message, wanted: str | Message = "", note: str | Message = ""
    ) -> None:
        self.found = found
        self.wanted = wanted
        self.note = note
        super().__init__(self.sentence(show_wanted=True))

    def sentence(self, *, show_wanted: bool) -> Message:
        """
        The failure in words, with or without the right answer.

        Where what was found ends with a question, that stands in brackets, like a note.
        """
        text, asks = _bracketed(self.found)
        if show_wanted and self.wanted:
            wanted = _message(self.wanted)
            if asks:
                text = Message("{found}; should be {wanted}", found=text, wanted=wanted)
            else:
                text = Message("{found}, should be {wanted}", found=text, wanted=wanted)
        return (
            Message("{text} ({note})", text=text, note=_message(self.note)) if self.note else text
        )


def _bracketed(found: str | Message) -> tuple[Message, bool]:
    """What was found, with a question behind it in brackets, and whether there is one."""
    if isinstance(found, Message):
        return found, NO_RETURN in (value for _, value in found.values)
    said, _, question = found.partition("; ")
    if question.endswith("?"):
        return Message("{text} ({note})", text=_message(said), note=_message(question)), True
    return _message(found), False


def _message(text: str | Message) -> Message:
    """A sheet's own text as a message, which its catalogue may have a translation of."""
    return Message(text) if isinstance(text, str) else text


def describe(value: Any) -> Value:
    """A value's kind in a few words, for 'returned …'."""
    if value is None:
        return NO_RETURN
    if isinstance(value, Opaque):
        return value.description
    if isinstance(value, Expression):
        return Message("a SymPy matrix") if value.shape else Message("a SymPy expression")
    if isinstance(value, ObjectArray):
        return Message("an array of dtype {dtype}", dtype="object")
    if isinstance(value, np.ndarray):
        return Message("an array of dtype {dtype}", dtype=str(value.dtype))
    name = type(value).__name__
    return Message("an {kind}", kind=name) if name[0] in "aeiou" else Message("a {kind}", kind=name)


def number(value: float, other: float | None = None) -> str:
    """A number for a message, with enough digits to be told from ``other``."""
    short = f"{value:.6g}"
    return short if other is None or short != f"{other:.6g}" else repr(float(value))
