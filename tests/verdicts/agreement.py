"""
When an answer agrees with what was expected, written from the contract alone.

The grader has comparisons of its own; taking them here would let one mistake hide itself in both.
"""

import numbers
from typing import Any

import numpy as np

__all__ = ["array", "boolean", "integer", "integers", "pair", "real", "shapes", "word"]


def array(answer: Any, expected: Any) -> bool:
    """Real numbers of exactly the right shape, to 1e-6 each or 1e-9 of the largest."""
    expected = np.asarray(expected, dtype=float)
    if isinstance(answer, (list, tuple)):
        try:
            answer = np.array(answer)
        except ValueError:
            return False
    if not isinstance(answer, (np.ndarray, np.generic)) or answer.dtype.kind not in "iuf":
        return False
    if answer.shape != expected.shape:
        return False
    atol = 1e-9 * max(1.0, float(np.abs(expected).max(initial=0.0)))
    return bool(np.all(np.abs(answer.astype(float) - expected) <= atol + 1e-6 * np.abs(expected)))


def _scalar(answer: Any) -> Any:
    return answer[()] if isinstance(answer, np.ndarray) and answer.ndim == 0 else answer


def integer(answer: Any, expected: int) -> bool:
    """An int, NumPy's included."""
    answer = _scalar(answer)
    kind = isinstance(answer, (int, np.integer)) and not isinstance(answer, bool)
    return kind and int(answer) == expected


def real(answer: Any, expected: float, atol: float | None = None) -> bool:
    """A real number, NumPy's and integers included."""
    answer = _scalar(answer)
    if not isinstance(answer, (numbers.Real, np.floating, np.integer)) or isinstance(answer, bool):
        return False
    if atol is not None:
        return abs(float(answer) - expected) <= atol
    room = 1e-9 * max(1.0, abs(expected)) + 1e-6 * abs(expected)
    return abs(float(answer) - expected) <= room


def boolean(answer: Any, expected: bool) -> bool:
    """A bool, NumPy's included."""
    answer = _scalar(answer)
    return isinstance(answer, (bool, np.bool_)) and bool(answer) == expected


def word(answer: Any, expected: str) -> bool:
    """Exactly this text."""
    answer = _scalar(answer)
    return isinstance(answer, str) and str.__str__(answer) == expected


def _entries(answer: Any) -> list[Any] | None:
    if isinstance(answer, np.ndarray) and answer.ndim:
        return list(answer)
    return list(answer) if isinstance(answer, (list, tuple)) else None


def integers(answer: Any, expected: Any) -> bool:
    """As many ints as expected, and the same."""
    entries = _entries(answer)
    return (
        entries is not None
        and len(entries) == len(expected)
        and all(map(integer, entries, expected))
    )


def shapes(answer: Any, expected: Any) -> bool:
    """A list of lists of ints."""
    entries = _entries(answer)
    return (
        entries is not None
        and len(entries) == len(expected)
        and all(map(integers, entries, expected))
    )


def pair(answer: Any, expected: Any) -> bool:
    """Two arrays."""
    entries = _entries(answer)
    return entries is not None and len(entries) == 2 and all(map(array, entries, expected))
