"""
What half precision saves, and what it costs.

The costs are measured by converting, and not derived from the format's constants: subnormal
numbers and ties between two neighbours are where such derivations go wrong.
"""

import math
from collections.abc import Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from reference.errors import UnknownWord

__all__ = ["Faults", "half_precision_faults", "memory_bytes"]

BYTES = {"single": np.dtype(np.float32).itemsize, "half": np.dtype(np.float16).itemsize}


class Faults(TypedDict):
    """
    What went wrong when numbers were converted to half precision.

    Attributes
    ----------
    overflow : int
        How many became infinite.
    underflow : int
        How many were not zero, and became zero.
    relative_error : float
        Largest ``|half(v) - v| / |v|`` over all other non-zero values; 0.0 if there is none.
    """

    overflow: int
    underflow: int
    relative_error: float


def memory_bytes(shape: Sequence[int], precision: str) -> int:
    """
    Memory that an array of this shape takes, in bytes.

    Parameters
    ----------
    shape : sequence of int
        Sides of the array.
    precision : {"single", "half"}
        IEEE 754 binary32 or binary16.

    Raises
    ------
    ValueError
        If the precision is any other word.

    Examples
    --------
    >>> memory_bytes((1, 28, 28, 1), "single"), memory_bytes((1, 28, 28, 1), "half")
    (3136, 1568)
    """
    if precision not in BYTES:
        raise UnknownWord("precision", precision, BYTES)
    # Python integers, because a product of NumPy's would overflow without a word.
    return math.prod(map(int, shape)) * BYTES[precision]


def half_precision_faults(values: NDArray[np.float32]) -> Faults:
    """
    Count what is lost when ``values`` are rounded to IEEE half precision.

    Parameters
    ----------
    values : array of float32, shape (n,)
        Finite.

    Returns
    -------
    Faults
        A dict.  Rounding is to nearest, ties to even: 65520 is half-way between the largest
        half and the next power of two and overflows, 2**-25 is half-way between zero and the
        smallest half and underflows.

    Examples
    --------
    >>> faults = half_precision_faults(np.array([1, 65520, 2**-25, 2049], dtype=np.float32))
    >>> faults["overflow"], faults["underflow"]
    (1, 1)
    >>> faults["relative_error"] == 1 / 2049
    True
    """
    with np.errstate(over="ignore", under="ignore"):
        halves = values.astype(np.float16)
    overflows = np.isinf(halves)
    underflows = (halves == 0) & (values != 0)
    rest = (halves != 0) & ~overflows
    # In float64, where the difference between a float32 and a half is exact.
    exact = values[rest].astype(np.float64)
    errors = np.abs((halves[rest] - exact) / exact)
    return {
        "overflow": int(np.count_nonzero(overflows)),
        "underflow": int(np.count_nonzero(underflows)),
        "relative_error": float(errors.max(initial=0.0)),
    }
