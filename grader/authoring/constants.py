"""
Questions whose answer is one letter or one number, each a property in one line.

What is right is never told: it would be the whole answer.  So none of them says what should have
come back, whatever the sheet's feedback is otherwise.  A blank, as `grader start` leaves it, is no
wrong answer: like a function that nobody has written yet, it is told as not there.
"""

import math
import re
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from typing import Any

from grader.authoring.declare import DECLARATION, Declaration, points
from grader.authoring.disagreement import Disagreement, number
from grader.authoring.kinds import real, word
from grader.language import Message

__all__ = ["choice", "quantity"]

Property = Callable[[Any], None]
AMONG = " ().:"  # what may stand around a letter
NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?)\s*(.*?)\s*", re.DOTALL)
LONGEST, LONGEST_NAME = 60, 20
UNWRITTEN = "not implemented yet"  # as `grader.mark` says it of a function
Worth = int | float


def choice(
    name: str,
    letters: Sequence[str],
    *,
    right: str,
    worth: Worth = 1,
    law: str = "",
    bonus: bool = False,
) -> Property:
    """
    A property that the constant ``name``, or that key of ``ANSWERS``, is the right letter.

    ``letters`` are those that there are, or words; ``law`` is the sentence that students read.  An
    answer counts in capitals and brackets, too.  Raises ValueError where ``right`` is none of them.
    """
    plain = {_letter(each): each for each in letters}
    if _letter(right) not in plain:
        raise ValueError(f"choice({name!r}): right={right!r} is none of {list(letters)}")

    def test(student: Any) -> None:
        found = _letter(word(_answered(student.value(name))))
        if found not in plain:
            said = Message("the answer is {value}", value=repr(found[:LONGEST]))
            raise Disagreement(said, Message("one of {letters}", letters=", ".join(plain.values())))
        if found != _letter(right):
            raise Disagreement(Message("{value} is not the right answer", value=repr(plain[found])))

    return _declared(test, name, right, law or f"{name} is the right letter.", worth, bonus)


def quantity(
    name: str,
    *,
    right: float,
    rtol: float = 1e-6,
    atol: float = 0.0,
    unit: str | Sequence[str] = (),
    worth: Worth = 1,
    law: str = "",
    bonus: bool = False,
) -> Property:
    """
    A property that the constant ``name``, or that key of ``ANSWERS``, is the right number.

    It may be off by ``atol + rtol * |right|``.  It is a number, or a text that begins with one and
    goes on with one of the ways to write the ``unit``, or with nothing.  Raises ValueError where
    ``right`` is no finite number.
    """
    if isinstance(right, bool) or not isinstance(right, Real) or not math.isfinite(right):
        raise ValueError(f"quantity({name!r}): right={right!r} is no finite number")
    right = int(right) if isinstance(right, Integral) else float(right)
    units = (unit,) if isinstance(unit, str) else tuple(unit)
    plain = {_plain(each) for each in units}

    def test(student: Any) -> None:
        found, said = _measured(_answered(student.value(name)))
        if said and _plain(said) not in plain:
            wanted = Message("a number in {unit}", unit=units[0]) if units else Message("a number")
            raise Disagreement(Message("the unit is {value}", value=repr(said[:LONGEST])), wanted)
        if not abs(found - right) <= atol + rtol * abs(right):
            raise Disagreement(Message("{value} is not the right answer", value=number(found)))

    usual = f"{name} is the right number{f' of {units[0]}' if units else ''}."
    return _declared(test, name, right, law or usual, worth, bonus)


def _answered(answer: Any) -> Any:
    """The answer; what is still blank disagrees, as what is not written yet."""
    if answer is None or (isinstance(answer, str) and not answer[:1000].strip()):
        raise Disagreement(UNWRITTEN)
    return answer


def _letter(answer: str) -> str:
    return answer.strip(AMONG).casefold()


def _plain(unit: str) -> str:
    return " ".join(unit.casefold().split())


def _measured(answer: Any) -> tuple[float, str]:
    """A number, and what stands behind it."""
    if not isinstance(answer, str):
        return real(answer), ""
    found = NUMBER.fullmatch(answer[:1000])
    if found is None:
        raise Disagreement(
            Message("the answer is {value}", value=repr(answer[:LONGEST])), Message("a number")
        )
    return float(found[1]), found[2]


def _declared(
    test: Property, name: str, right: Any, law: str, worth: Worth, bonus: bool
) -> Property:
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{name!r} is longer than {LONGEST_NAME} characters")
    test.__doc__ = law
    declared: Declaration = getattr(points(worth, name, bonus=bonus)(test), DECLARATION)
    said = Declaration(declared.points, name, False, bonus, (right,))
    setattr(test, DECLARATION, said)
    return test
