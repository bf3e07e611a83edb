"""
The one way in which a comparison fails.

It keeps apart what the student returned and what it should have been, because a
sheet may decide to show only the first: then the message must lose its second half
without anybody editing a sentence.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.language import Message, Value
from grader.sandbox.wire.containers import (
    Frame,
    Index,
    Iteration,
    Masked,
    NamedEntries,
    Record,
    Series,
    Sparse,
)
from grader.sandbox.wire.further.figures import Axes, Figure
from grader.sandbox.wire.values import Asked, Expression, ObjectArray, Opaque

__all__ = ["NO_RETURN", "Disagreement", "changed", "describe", "number", "seen"]

OBJECT_VALUE = "__grader_value__"  # how a student's object is asked what it is as a value
AN_ENTRY_IS = "{what} {number} is {value}"
SIZE = re.compile(r" of (shape \(|\d+ (bits|characters|entries|bytes|columns)$)")  # the reason
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
    about : tuple
        The objects that were compared, the answer first; empty where an assertion that was given
        them fills them in, or where the property compared by its own means.
    own_call : bool
        Whether it is about the last call alone, which the assertion itself made.
    argument : int or None
        Where an argument was changed, its place; who knows the parameters' names fills one in.

    A text without values is looked up in the sheet's catalogue, too, when it is shown.
    """

    def __init__(
        self,
        found: str | Message,
        wanted: str | Message = "",
        note: str | Message = "",
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

    @property
    def entry(self) -> int | None:
        """Which entry of a whole answer differs, where the failure says that."""
        if not isinstance(self.found, Message) or self.found.template != AN_ENTRY_IS:
            return None
        place = dict(self.found.values).get("number")
        return place if isinstance(place, int) else None

    def of(self, part: str) -> "Disagreement":
        """The same about a part of the answer that has a name; itself for none."""
        if not part:
            return self
        return Disagreement(_in_part(self.found, part), self.wanted, self.note, about=self.about)

    def computed(self) -> "Disagreement":
        """The same about what the law computes from an answer; itself in the sheet's own words."""
        said = _message(self.found)
        if said.template == "returned {value}":
            found = Message("what the law computes from it is {value}", **dict(said.values))
        elif said.template == AN_ENTRY_IS or said.template.startswith(("element", "shape")):
            found = Message("in what the law computes from it, {found}", found=said)
        else:
            return self
        return Disagreement(found, self.wanted, self.note, about=self.about)

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


def changed(place: int, name: str = "") -> Disagreement:
    """A call changed one of its arguments, whose name may be known."""
    if not name:
        return Disagreement(
            Message("changed its argument number {number}", number=place + 1),
            note=Message("work on a copy: x = x.copy()"),
            own_call=True,
            argument=place,
        )
    return Disagreement(
        Message("`{name}` was changed", name=name),
        note=Message("work on a copy: {code}", code=f"{name} = {name}.copy()"),
        own_call=True,
        argument=place,
    )


def _in_part(found: str | Message, part: str) -> Message:
    """What was found in a part: ```gx` element (0, 0) is 3``."""
    said = _message(found)
    values = dict(said.values)
    if said.template in ("returned {value}", AN_ENTRY_IS):
        return Message("`{name}` is {value}", name=part, value=values["value"])
    if said.template.startswith(("element", "shape")):
        return Message("`{name}` {found}", name=part, found=said)
    return Message("`{name}`: {found}", name=part, found=said)


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


def seen(answer: Any) -> Any:
    """An answer as a value: of a student's object what can be read of it, anything else itself."""
    read = getattr(type(answer), OBJECT_VALUE, None)
    return answer if read is None else read(answer)


def describe(value: Any) -> Value:
    """A value's kind in a few words, for 'returned …'."""
    value = seen(value)
    if value is None:
        return NO_RETURN
    if isinstance(value, Opaque):
        if SIZE.search(value.description) is None:
            return value.description
        return Message("{value}, which is too large to be looked at", value=value.description)
    if isinstance(value, Expression):
        return Message("a SymPy matrix") if value.shape else Message("a SymPy expression")
    if isinstance(value, ObjectArray):
        return Message("an array of dtype {dtype}", dtype="object")
    if isinstance(value, np.ndarray):
        return Message("an array of dtype {dtype}", dtype=str(value.dtype))
    name = _KINDS.get(type(value), type(value).__name__)
    if isinstance(value, Record):
        name = value._record_name
    return (
        Message("an {kind}", kind=name)
        if name[:1] in tuple("aeiou")
        else Message("a {kind}", kind=name)
    )


_KINDS: dict[type, str] = {
    NamedEntries: "namedtuple",
    Iteration: "iterator",
    Masked: "masked array",
    Sparse: "sparse matrix",
    Index: "pandas Index",
    Series: "pandas Series",
    Frame: "pandas DataFrame",
    Figure: "figure",
    Axes: "plot",
    Asked: "function",
}


def number(value: float, other: float | None = None) -> str:
    """A number for a message, with enough digits to be told from ``other``."""
    short = f"{value:.6g}"
    return short if other is None or short != f"{other:.6g}" else repr(float(value))
