"""
Judging a formula by its values.

Two formulas are the same answer when they give the same numbers, however they are
written, so a formula is computed at points where the right value is known.  A
simplifier would have to be trusted to terminate; arithmetic does.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.authoring.arithmetic import Undefined, evaluate
from grader.authoring.compare import assert_close
from grader.authoring.disagreement import Disagreement, describe, number
from grader.authoring.kinds import items, real
from grader.authoring.trace import assertion
from grader.language import Message
from grader.sandbox.wire.expressions import dismantle
from grader.sandbox.wire.values import Expression, Node, ObjectArray, is_sympy

__all__ = ["assert_formula", "assert_formula_matrix", "symbols"]

MATRIX = Message("a matrix")
LONGEST_LENGTHS = 60  # characters


def symbols(*names: str) -> tuple[Expression, ...]:
    """Symbols with these names, as arguments for ``formula``."""
    return tuple(Expression((Node("Symbol", payload=name),), (0,)) for name in names)


@assertion
def assert_formula(
    answer: Any, expected: float, at: Mapping[str, float] | None = None, *, rtol: float = 1e-6
) -> None:
    """
    A number, or an expression at the point ``at``, has the expected value.

    ``at`` maps the names of the symbols to numbers.  Agreement is ``rtol`` relative, and
    ``1e-9 * max(1, |expected|)`` absolute.
    """
    point = at or {}

    def compare(precise: bool) -> None:
        found = _value(answer, point, precise)
        if not abs(found - expected) <= 1e-9 * max(1.0, abs(expected)) + rtol * abs(expected):
            reason = Message("is {value}", value=number(found, expected))
            raise Disagreement(_told(point, reason), number(expected, found))

    _quickly_or_precisely(compare)


@assertion
def assert_formula_matrix(
    answer: Any, expected: NDArray[np.float64], at: Mapping[str, float], *, rtol: float = 1e-6
) -> None:
    """A matrix of expressions (or nested lists of them) has the expected values at ``at``."""
    _quickly_or_precisely(
        lambda precise: assert_close(
            _matrix(_ours(answer), expected.shape, at, precise), expected, rtol=rtol
        )
    )


def _quickly_or_precisely(compare: Callable[[bool], None]) -> None:
    """Compare in doubles; only where that disagrees, in the precision that decides."""
    try:
        compare(False)
    except Disagreement:
        compare(True)


def _matrix(
    answer: Any, shape: tuple[int, ...], at: Mapping[str, float], precise: bool
) -> NDArray[np.float64]:
    if isinstance(answer, Expression):
        if answer.shape != shape:
            raise Disagreement(
                Message("shape is {value}", value=str(answer.shape or ())), str(shape)
            )
        return np.reshape(_evaluated(answer, at, precise), shape)
    rows = [_row(row, shape) for row in items(answer, MATRIX)]
    if [len(row) for row in rows] != [shape[1]] * shape[0]:
        lengths = str([len(row) for row in rows])[:LONGEST_LENGTHS]
        raise Disagreement(Message("has rows of lengths {lengths}", lengths=lengths), str(shape))
    return np.array([[_value(entry, at, precise) for entry in row] for row in rows])


def _row(row: Any, shape: tuple[int, ...]) -> list[Any]:
    """One row of a list: a list again, a row matrix, or the one entry of a column."""
    if isinstance(row, Expression) and row.shape is not None and row.shape[0] == 1:
        return [Expression(row.nodes, (root,)) for root in row.roots]
    alone = shape[1] == 1 and not isinstance(row, (list, tuple, np.ndarray, ObjectArray))
    return [row] if alone else items(row, MATRIX)


def _ours(answer: Any) -> Any:
    """An answer of the model itself, a SymPy object, as what the wire would make of it."""
    return dismantle(answer) if is_sympy(answer) else answer


def _value(answer: Any, at: Mapping[str, float], precise: bool) -> float:
    answer = _ours(answer)
    if not isinstance(answer, Expression):
        return real(answer)
    if answer.shape is not None:
        raise Disagreement(
            Message("returned {value}", value=describe(answer)), Message("a single formula")
        )
    return _evaluated(answer, at, precise)[0]


def _evaluated(expression: Expression, at: Mapping[str, float], precise: bool) -> list[float]:
    try:
        return evaluate(expression, at, precise=precise)
    except Undefined as error:
        raise Disagreement(_told(at, error.reason)) from None


def _told(at: Mapping[str, float], reason: Message) -> Message:
    """What is the matter with a formula at a point."""
    point = ", ".join(f"{name} = {value:.6g}" for name, value in sorted(at.items()))
    if not point:
        return Message("the formula {reason}", reason=reason)
    return Message("at {point} the formula {reason}", point=point, reason=reason)
