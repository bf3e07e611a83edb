"""
Computing the value of an expression that a student sent, without trusting it.

An expression of twenty characters can ask for more digits than the universe has
atoms.  So each operation is done in floating point of fixed precision, and nothing
may leave the range in which that costs microseconds; what does is *undefined*.
Precision is 150 bits, so that a form that cancels badly is still judged by its value.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grader.sandbox.values import Expression

__all__ = ["Undefined", "evaluate"]

PRECISION_BITS = 150
LARGEST_EXPONENT = 20_000  # |value| stays below 2**20000 and, unless 0, above its inverse


class Undefined(Exception):
    """The expression has no real value of reasonable size here; says why."""


@cache
def _mp() -> Any:
    import mpmath  # 45 ms that only symbolic questions need to pay

    context = mpmath.MPContext()
    context.prec = PRECISION_BITS
    return context


def evaluate(expression: Expression, at: Mapping[str, float]) -> list[float]:
    """
    Values of all entries of ``expression`` where its symbols have the values ``at``.

    Raises Undefined for a symbol without a value, a pole, a complex or a huge number.
    """
    mp = _mp()
    values: list[Any] = []
    for node in expression.nodes:
        if node.head == "Symbol":
            if node.payload not in at:
                raise Undefined(f"contains the symbol {node.payload!r}")
            values.append(mp.mpf(at[node.payload]))
        else:
            values.append(_apply(mp, node.head, node.payload, [values[i] for i in node.arguments]))
    return [float(values[root]) for root in expression.roots]


def _apply(mp: Any, head: str, payload: Any, arguments: list[Any]) -> Any:
    try:
        return _bounded(mp, _OPERATIONS[head](mp, payload, arguments))
    except (ZeroDivisionError, ValueError, OverflowError):
        raise Undefined("has no value") from None


def _bounded(mp: Any, value: Any) -> Any:
    if not isinstance(value, mp.mpf) or not mp.isfinite(value):
        raise Undefined("is not a real number")
    if value and abs(mp.mag(value)) > LARGEST_EXPONENT:
        raise Undefined("is too large or too small to judge")
    return value


def _power(mp: Any, _: Any, arguments: list[Any]) -> Any:
    base, exponent = arguments
    if base and abs(mp.mag(base) * exponent) > LARGEST_EXPONENT:
        raise Undefined("is too large or too small to judge")
    return base**exponent


def _function(name: str) -> Callable[[Any, Any, list[Any]], Any]:
    def apply(mp: Any, _: Any, arguments: list[Any]) -> Any:
        if abs(arguments[0]) > LARGEST_EXPONENT and name not in {"log", "Abs"}:
            raise Undefined("is too large or too small to judge")
        return abs(arguments[0]) if name == "Abs" else getattr(mp, name)(*arguments)

    return apply


_OPERATIONS: dict[str, Callable[[Any, Any, list[Any]], Any]] = {
    "Integer": lambda mp, payload, _: mp.mpf(payload),
    "Float": lambda mp, payload, _: mp.mpf(payload),
    "Rational": lambda mp, payload, _: mp.mpf(payload[0]) / payload[1],
    "Add": lambda mp, _, arguments: mp.fsum(arguments),
    "Mul": lambda mp, _, arguments: mp.fprod(arguments),
    "Max": lambda _, __, arguments: max(arguments),
    "Min": lambda _, __, arguments: min(arguments),
    "Exp1": lambda mp, _, __: +mp.e,
    "Pi": lambda mp, _, __: +mp.pi,
    "Pow": _power,
}
_OPERATIONS |= {
    name: _function(name)
    for name in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "coth", "sech", "csch")
}
_OPERATIONS["Abs"] = _function("Abs")
