"""
The two sides of a comparison that a property asserts, in words for a student.

A side is told by its value, and by how it is written where it is no answer itself.  Two kinds of
sides would tell a student nothing so: how often a function was asked, by a name that only the
property has, and a hash, whose number says nothing.
"""

import ast
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.authoring.disagreement import Disagreement, describe
from grader.call_text import literal
from grader.examine.feedback.looked_at import SHARED
from grader.language import Message

__all__ = ["BROKEN", "LONGEST_TEXT", "LONGEST_VALUE", "Unequal", "is_one_of"]

LONGEST_VALUE, LONGEST_TEXT = 120, 60  # characters that are shown
BROKEN = Message("what came back does not fulfil the law")
MIRRORED = {"Lt": "Gt", "LtE": "GtE", "Gt": "Lt", "GtE": "LtE", "In": "Has", "NotIn": "Lacks"}
SETS = (set, frozenset)  # of which one is not below another, but within it


class Unequal(Exception):
    """
    Two values that do not compare as they were asserted to.

    Parameters
    ----------
    kind : str
        The operator, as ``ast`` calls it.
    sides : (left, right)
    texts : (str, str)
        How they are written; empty for an answer.
    given : sequence
        All answers.
    counted : str
        The function that was given, where one side says how often that was asked.
    """

    def __init__(
        self,
        kind: str,
        sides: tuple[Any, Any],
        texts: tuple[str, str],
        given: Sequence[Any],
        counted: str = "",
    ) -> None:
        self.kind, self.sides, self.texts, self.given = kind, sides, texts, given
        self.counted = counted

    def beside(self, model: tuple[Any, Any] | None) -> Disagreement:
        """The side that is not as the model's is what was found; the left one where both are."""
        differ = [True, True]
        if model is not None:
            differ = [literal(a) != literal(b) for a, b in zip(self.sides, model, strict=True)]
        if differ == [False, True]:
            return self._told(1, 0, MIRRORED.get(self.kind, self.kind))
        return self._told(0, 1, self.kind)

    def _told(self, found: int, other: int, kind: str) -> Disagreement:
        value, shown = self.sides[found], literal(self.sides[found], LONGEST_VALUE)
        if kind == "Eq" and shown == literal(self.sides[other], LONGEST_VALUE):
            return Disagreement(BROKEN)  # what differs is beyond what is shown
        if kind == "Eq" and all(map(_is_hash, self.texts)):
            one, another = (_text(self.texts[place]) for place in (found, other))
            return Disagreement(Message("`{one}` is not `{other}`", one=one, other=another))
        if self.counted and _is_count(self.texts[found]):
            wanted = _wanted_times(kind, self.sides[other])
            if wanted is not None:
                said = Message("asked {name} {often}", name=self.counted, often=_often(value))
                return Disagreement(said, wanted)
        if not self.texts[found] or is_one_of(value, self.given):
            said = Message("returned {value}", value=describe(None) if value is None else shown)
        else:
            said = Message("`{name}` is {value}", name=_text(self.texts[found]), value=shown)
        ordered = not any(isinstance(side, SETS) and kind in MIRRORED for side in self.sides)
        right = _wanted(kind, literal(self.sides[other], LONGEST_VALUE)) if ordered else ""
        return Disagreement(said, right, about=() if isinstance(value, SHARED) else (value,))


def _is_hash(source: str) -> bool:
    """Whether a side is a hash, whose number says nothing."""
    return source.startswith("hash(") and source.endswith(")")


def is_one_of(value: Any, given: Sequence[Any]) -> bool:
    """Whether a value is an answer; not to be told of a kind of which equal ones are one object."""
    return not isinstance(value, SHARED) and any(value is each for each in given)


def _is_count(source: str) -> bool:
    """Whether a side is how often a function was asked: ``asked.calls`` alone."""
    tree = ast.parse(source, mode="eval").body
    return isinstance(tree, ast.Attribute) and tree.attr == "calls"


def _often(count: int) -> Message:
    if count < 2:
        return Message("once") if count else Message("never")
    return Message("{n} times", n=count)


def _wanted_times(kind: str, bound: Any) -> Message | None:
    """How often it should have been asked; None where that cannot be told in whole numbers."""
    if not isinstance(bound, (int, float, np.integer, np.floating)) or not 1 <= bound < 1e9:
        return None
    most = {"LtE": math.floor(bound), "Lt": math.ceil(bound) - 1}
    least = {"GtE": math.ceil(bound), "Gt": math.floor(bound) + 1}
    if kind in most:
        return Message("at most {value}", value=_often(most[kind]))
    if kind in least:
        return Message("at least {value}", value=_often(least[kind]))
    return _often(int(bound)) if kind == "Eq" and bound == int(bound) else None


def _text(source: str) -> str:
    return source if len(source) <= LONGEST_TEXT else source[: LONGEST_TEXT - 1] + "…"


def _wanted(kind: str, value: str) -> str | Message:
    told = {
        "NotEq": Message("another value than {value}", value=value),
        "IsNot": Message("another value than {value}", value=value),
        "Lt": Message("below {value}", value=value),
        "LtE": Message("at most {value}", value=value),
        "Gt": Message("above {value}", value=value),
        "GtE": Message("at least {value}", value=value),
        "In": Message("in {value}", value=value),
        "NotIn": Message("not in {value}", value=value),
        "Has": Message("something that holds {value}", value=value),
        "Lacks": Message("something that does not hold {value}", value=value),
    }
    return told.get(kind, value)
