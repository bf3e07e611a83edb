"""
Mistakes that students really make, each as a small wrong function.

Such a mistake has two uses.  Planted in a right submission it tests the tests: a property
that no mistake ever trips over is worth nothing.  And compared with what a student's function
returned it explains what went wrong, in one sentence that was written beforehand.

A mistake is mostly a detour around the right answer (turn the kernel, then do as everybody
does), so its function may take ``right``, the right function, as its first parameter.  Two
such detours of the same function can be made one after the other, and so are found as a pair.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from grader.authoring.declare import assert_named

__all__ = ["MISCONCEPTIONS", "Misconception", "misconception"]

MISCONCEPTIONS = "__grader_misconceptions__"

Function = Callable[..., Any]
Wrong = TypeVar("Wrong", bound=Function)


@dataclass(frozen=True, slots=True)
class Misconception:
    """
    One mistake in one function of a submission.

    Attributes
    ----------
    function : str
        The function of the submission that is wrong.
    sentence : str
        What the student got wrong, in words for the student.
    wrong : callable
        Takes the function's arguments, after ``right`` where that is its first parameter.
    combines : bool
        Whether a student may well make another such mistake in the same function.
    unrefused : bool
        Whether it is only that something is not refused, whatever comes back instead.
    """

    function: str
    sentence: str
    wrong: Function
    combines: bool = False
    unrefused: bool = False

    @property
    def name(self) -> str:
        """Its name among the mistakes of its question: ``conv2d/rotates_the_kernel``."""
        return f"{self.function}/{self.wrong.__name__}"

    @property
    def takes_right(self) -> bool:
        """Whether it makes a detour around the right function."""
        return _takes_right(self.wrong)

    def planted(self, right: Function) -> Function:
        """The wrong function, to be called like ``right``, the function in whose place it is."""
        return functools.partial(self.wrong, right) if self.takes_right else self.wrong


@functools.cache
def _takes_right(wrong: Function) -> bool:
    return next(iter(inspect.signature(wrong).parameters), "") == "right"


def misconception(
    functions: str, sentence: str, *, combines: bool = False, unrefused: bool = False
) -> Callable[[Wrong], Wrong]:
    """
    Declare a function to be a mistake that students make in ``functions``.

    Parameters
    ----------
    functions : str
        The functions of a submission in which it is made, separated by spaces.
    sentence : str
        What is wrong, to the student: no capital at its beginning, no full stop at its end.
    combines : bool
        Whether it may be made together with another one; its function then takes ``right``.
    unrefused : bool
        Whether the sentence says only that something is not refused: then it is true of a student's
        function whatever that returns where it should refuse.

    Raises ValueError where it combines without taking ``right``, or ``functions`` are no names.
    """
    assert_named(functions, "misconception(…) names its functions")

    def declare(wrong: Wrong) -> Wrong:
        declared = [
            Misconception(name, sentence, wrong, combines, unrefused) for name in functions.split()
        ]
        if combines and not declared[0].takes_right:
            raise ValueError(f"{wrong.__name__} combines, so give it 'right' as first parameter")
        before = vars(wrong).get(MISCONCEPTIONS, ())
        setattr(wrong, MISCONCEPTIONS, (*before, *declared))
        return wrong

    return declare
