"""
Computing the value of an expression that a student sent, without trusting it.

An expression of twenty characters can ask for more digits than the universe has
atoms.  So each operation is done in floating point of fixed precision, and nothing
may leave the range in which that costs microseconds; what does is *undefined*.

There are two precisions, with the same rules: the machine's doubles, which are quick, and
150 bits, so that a form that cancels badly is still judged by its value.
"""

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grader.language import Message
from grader.sandbox.wire.expressions import FUNCTIONS
from grader.sandbox.wire.values import Expression, Node

__all__ = ["Undefined", "evaluate"]

PRECISION_BITS = 150
LARGEST_EXPONENT = 1000  # |value| stays below 2**1000 and, unless 0, above its inverse


class Undefined(Exception):
    """The expression has no real value of reasonable size here; says why."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason)


def evaluate(
    expression: Expression, at: Mapping[str, float], *, precise: bool = True
) -> list[float]:
    """
    Values of all entries of ``expression`` where its symbols have the values ``at``.

    Raises Undefined for a symbol without a value, a pole, a complex or a huge number.
    """
    numbers = _precise() if precise else _Doubles
    values: list[Any] = []
    for node in expression.nodes:
        try:
            values.append(_bounded(numbers, _node(numbers, node, values, at)))
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):
            raise Undefined(Message("has no value")) from None
    return [float(values[root]) for root in expression.roots]


class _Doubles:
    """The arithmetic of the machine, under mpmath's names."""

    mpf = float
    fsum = staticmethod(math.fsum)
    fprod = staticmethod(math.prod)
    exp, log, sin, cos, tan = math.exp, math.log, math.sin, math.cos, math.tan
    sinh, cosh, tanh = math.sinh, math.cosh, math.tanh
    e, pi = math.e, math.pi

    @staticmethod
    def coth(x: float) -> float:
        """Hyperbolic cotangent."""
        return 1.0 / math.tanh(x)

    @staticmethod
    def sech(x: float) -> float:
        """Hyperbolic secant."""
        return 1.0 / math.cosh(x)

    @staticmethod
    def csch(x: float) -> float:
        """Hyperbolic cosecant."""
        return 1.0 / math.sinh(x)

    @staticmethod
    def mag(x: float) -> int:
        """The exponent of x in base 2."""
        return math.frexp(x)[1]


@cache
def _precise() -> Any:
    import mpmath  # 45 ms that only a doubtful answer needs to pay

    context = mpmath.MPContext()
    context.prec = PRECISION_BITS
    return context


def _node(numbers: Any, node: Node, values: list[Any], at: Mapping[str, float]) -> Any:
    if node.head == "Symbol":
        if node.payload not in at:
            raise Undefined(Message("contains the symbol {name}", name=repr(node.payload)))
        return numbers.mpf(at[node.payload])
    arguments = [values[i] for i in node.arguments]
    if node.head in FUNCTIONS:
        return _function(numbers, node.head, *arguments)
    return _OPERATIONS[node.head](numbers, node.payload, arguments)


def _bounded(numbers: Any, value: Any) -> Any:
    if not isinstance(value, numbers.mpf) or not abs(value) < math.inf:
        raise Undefined(Message("is not a real number"))
    if value and abs(numbers.mag(value)) > LARGEST_EXPONENT:
        raise Undefined(Message("is too large or too small to judge"))
    return value


def _power(numbers: Any, _: Any, arguments: list[Any]) -> Any:
    base, exponent = arguments
    if base and abs(numbers.mag(base) * exponent) > LARGEST_EXPONENT + abs(exponent):
        raise Undefined(Message("is too large or too small to judge"))
    return base**exponent


def _function(numbers: Any, name: str, argument: Any) -> Any:
    if name == "Abs":
        return abs(argument)
    if abs(argument) > LARGEST_EXPONENT and name != "log":
        raise Undefined(Message("is too large or too small to judge"))
    return getattr(numbers, name)(argument)


_OPERATIONS: dict[str, Callable[[Any, Any, list[Any]], Any]] = {
    "Integer": lambda numbers, payload, _: numbers.mpf(payload),
    "Float": lambda numbers, payload, _: numbers.mpf(payload),
    "Rational": lambda numbers, payload, _: numbers.mpf(payload[0]) / payload[1],
    "Add": lambda numbers, _, arguments: numbers.fsum(arguments),
    "Mul": lambda numbers, _, arguments: numbers.mpf(numbers.fprod(arguments)),
    "Max": lambda _, __, arguments: max(arguments),
    "Min": lambda _, __, arguments: min(arguments),
    "Exp1": lambda numbers, _, __: numbers.mpf(numbers.e),
    "Pi": lambda numbers, _, __: numbers.mpf(numbers.pi),
    "Pow": _power,
}
