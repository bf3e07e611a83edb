"""What a property is worth, and which function of the submission it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = ["DECLARATION", "Declaration", "points"]

DECLARATION = "__grader_declaration__"

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declaration:
    """
    What ``points`` says about a property.

    Attributes
    ----------
    points : int
        What the property is worth, at least 1.
    function : str
        The function of the submission that it judges.
    measured : bool
        Whether it measures CPU time, so that its calls must be made one at a time.
    """

    points: int
    function: str
    measured: bool = False


def points(value: int, function: str, *, measured: bool = False) -> Callable[[Test], Test]:
    """
    Declare a test to be a property worth ``value`` points, about ``function``.

    Goes above ``@given``.  ``measured=True`` for a property that uses ``cpu_seconds``.
    Raises ValueError for points that are not a positive int.
    """
    if type(value) is not int or value < 1:
        raise ValueError(f"points({value!r}) is not a positive int; split the property or drop it")

    def declare(test: Test) -> Test:
        setattr(test, DECLARATION, Declaration(value, function, measured))
        return test

    return declare
