"""What a property is worth and which function it is about; which functions are model answers."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

__all__ = ["DECLARATION", "MODEL", "Declaration", "assert_named", "model", "points"]

DECLARATION = "__grader_declaration__"
MODEL = "__grader_model__"

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declaration:
    """
    What ``points`` says about a property.

    Attributes
    ----------
    points : int or float
        What the property is worth, its weight included: a positive number of halves.
    function : str
        The function of the submission that it judges.
    measured : bool
        Whether it measures CPU time, so that its calls must be made one at a time.
    bonus : bool
        Whether its points are added to what can be earned, and cannot be lost.
    right : tuple of one value, or empty
        The right value of a constant that the property itself says, which needs no model answer.
    """

    points: int | float
    function: str
    measured: bool = False
    bonus: bool = False
    right: tuple[Any, ...] = ()


def model(answer: Test) -> Test:
    """
    Mark a function in a question's module as the model answer of its name.

    Its signature and its docstring are what students begin with.
    """
    setattr(answer, MODEL, True)
    return answer


def assert_named(function: object, said: str) -> None:
    """Raise a ValueError that begins with ``said`` where a function stands for its name."""
    if not isinstance(function, str):
        called = getattr(function, "__name__", "f")
        raise ValueError(f'{said} by a text: "{called}"')  # noqa: TRY004


def points(
    value: int | float,
    function: str,
    *,
    measured: bool = False,
    bonus: bool = False,
    weight: int | float | Fraction = 1,
) -> Callable[[Test], Test]:
    """
    Declare a test to be a property worth ``value`` points, about ``function``.

    Goes above ``@given``.  ``measured=True`` for a property that uses ``cpu_seconds``;
    ``bonus=True`` for one whose points come on top of the others; ``weight`` is how many times its
    points count.  Raises ValueError for points that do not come to a positive number of halves:
    only those can be added up without an error of rounding; and for a function that is no name.
    """
    worth = _worth(value, weight)
    assert_named(function, f"points({value!r}, …) names its function")

    def declare(test: Test) -> Test:
        setattr(test, DECLARATION, Declaration(worth, function, measured, bonus))
        return test

    return declare


def _worth(value: object, weight: object) -> int | float:
    """The points that count, whole ones as an int."""
    said = f"points({value!r})" if weight == 1 else f"points({value!r}, weight={weight!r})"
    counted = _exact(value, said) * _exact(weight, said)
    if (2 * counted).denominator != 1:
        raise ValueError(f"{said} comes to {float(counted):g}, which is no number of half points")
    if counted <= 0:
        raise ValueError(f"{said} is not above 0; split the property or drop it")
    return int(counted) if counted.denominator == 1 else float(counted)


def _exact(number: object, said: str) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    if isinstance(number, bool) or not isinstance(number, (int, float, Fraction)):
        raise ValueError(f"{said} holds {number!r}, which is no number")  # noqa: TRY004
    if not math.isfinite(number):
        raise ValueError(f"{said} holds {number!r}, which is no number of points")
    return Fraction(str(number))
