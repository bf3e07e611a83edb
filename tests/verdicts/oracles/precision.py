"""Question 1d: halves are looked up among all that there are, in exact fractions."""

import bisect
import itertools
import struct
from fractions import Fraction

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.oracles.oracle import Oracle, plain

__all__ = ["ORACLES"]

BYTES = {"single": 4, "half": 2}
FINITE = [Fraction(struct.unpack("<e", struct.pack("<H", bits))[0]) for bits in range(0x7C00)]
NEXT = Fraction(65536)  # what would follow the largest half


def bytes_of(shape, precision):
    """The number of numbers times the bytes of one."""
    if precision not in BYTES:
        raise ValueError
    count = 1
    for side in shape:
        count *= int(side)
    return count * BYTES[precision]


def _half(size):
    """The nearest half, the one with an even last bit of two; None where it is infinite."""
    grid = [*FINITE, NEXT]
    above = bisect.bisect_left(grid, size)
    if above == len(grid):
        return None
    if grid[above] != size:
        below = above - 1
        up, down = grid[above] - size, size - grid[below]
        above = above if up < down or (up == down and above % 2 == 0) else below
    return None if above == len(FINITE) else grid[above]


def faults(values):
    """Each value by itself."""
    overflow = underflow = 0
    largest = Fraction(0)
    for value in values:
        size = abs(Fraction(float(value)))
        half = _half(size)
        if half is None:
            overflow += 1
        elif size and not half:
            underflow += 1
        elif size:
            largest = max(largest, abs(half - size) / size)
    return {"overflow": overflow, "underflow": underflow, "relative_error": float(largest)}


def _agrees(answer, expected):
    return (
        isinstance(answer, dict)
        and set(answer) == set(expected)
        and agreement.integer(answer["overflow"], expected["overflow"])
        and agreement.integer(answer["underflow"], expected["underflow"])
        and agreement.real(answer["relative_error"], expected["relative_error"])
    )


def _admits_shape(shape, precision):
    right = precision not in BYTES or bytes_of(shape, precision) < 1 << 63
    return len(shape) >= 1 and min(shape) >= 1 and isinstance(precision, str) and right


def _admits_values(values):
    return values.dtype == np.float32 and values.ndim == 1 and np.isfinite(values).all()


def _shapes():
    shapes = [(1,), (3, 5), (28, 28, 1, 20), (2, 3, 4, 5, 6), (1 << 20, 1 << 20), (1 << 60,)]
    yield from itertools.product(shapes, ["single", "half", "double", "", "Half", "half ", "16"])
    yield (3, 1 << 58), "half"


def _values():
    yield (np.array([0.0], np.float32),)
    yield (np.array([65519.0, 65520.0, 65504.0, -65520.0, 1e38], np.float32),)
    smallest = 2.0**-24
    yield (np.array([smallest, smallest / 2, smallest * 0.501, -smallest / 2, 1e-40], np.float32),)
    yield (np.array([1e-45, 6e-5, 6.2e-5, -6.1e-5], np.float32),)
    yield (np.array([2049.0, 2051.0, 1.0], np.float32),)
    for seed in range(30):
        drawn = np.random.default_rng(seed)
        power = drawn.uniform(-30, 20, size=int(drawn.integers(1, 9)))
        yield (np.float32(drawn.choice([-1, 1], size=power.shape) * 2.0**power),)


ORACLES = {
    ("1d", "memory_bytes"): Oracle(bytes_of, plain(agreement.integer), _admits_shape, _shapes),
    ("1d", "half_precision_faults"): Oracle(faults, plain(_agrees), _admits_values, _values),
}
