"""
The structure of an array that a wrong answer may take for the general case.

A kernel that is symmetric, constant, diagonal or of rank one forgives a transposition, a turn
or a comparison with one neighbour only; a zero line hides a division.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

__all__ = ["LITTLE", "matrix_traits"]

Array = np.ndarray[Any, Any]
LARGEST = 33  # side of a matrix whose rank is looked at
LITTLE = 1e-5  # of the larger of two numbers that ``np.allclose`` takes for equal


def matrix_traits(array: Array) -> Iterator[str]:
    """What structure an array has: that of its axes, and that of a matrix if it is one."""
    for axis, side in enumerate(array.shape):
        if side > 1:
            yield from _of_axis(array, axis)
    if array.ndim == 2:
        yield from _of_matrix(array)
        if array.shape[0] == array.shape[1] > 1:
            yield from _of_square(array)


def _of_axis(array: Array, axis: int) -> Iterator[str]:
    turned = np.flip(array, axis)
    yield from _alike(array, {f"mirrored along axis {axis}": turned})
    if array.any() and np.array_equal(array, -turned):
        yield f"reversed along axis {axis} its own negative"
    if array.ndim > 1 and _is_mirrored_in_its_first_line(array, axis):
        yield f"mirrored along axis {axis} in its first line only"
    first = np.broadcast_to(array.take([0], axis), array.shape)
    yield from _alike(array, {f"constant along axis {axis}": first})
    lines = np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1)
    zero = np.count_nonzero(lines, axis=1) == 0
    if zero.any() and not zero.all():
        yield f"a zero line across axis {axis}"
        yield from (f"zero at {end} of axis {axis}" for end in (0, -1) if zero[end])
        if not (zero[0] or zero[-1]):
            yield f"zero inside axis {axis}"
    if array.ndim > 1:
        yield from _of_lines(lines, axis)
    if array.ndim > 1 and len(lines) > 2:
        for other, name in ((1, "two"), (-1, "and the last")):
            if np.array_equal(lines[0], lines[other]) and (lines != lines[0]).any():
                yield f"the first {name} alike of axis {axis}"
    if array.ndim > 1 and array.any() and not array.sum(axis=axis).any():
        yield f"every line along axis {axis} of sum zero"


def _of_lines(lines: Array, axis: int) -> Iterator[str]:
    """What one line may tell wrongly of the others: as a bound of them, or as one that is alike."""
    if lines[1:].max() < lines[0].min():
        yield f"beyond the first line of axis {axis} all smaller"
    if lines[1:].min() > lines[0].max():
        yield f"beyond the first line of axis {axis} all larger"
    constant = np.ptp(lines, axis=1) == 0
    if lines.shape[1] > 1 and constant.any() and not constant.all():
        yield f"a constant line across axis {axis}"
    if len(lines) > 2 and np.array_equal(lines[-1], lines[-2]) and (lines != lines[-1]).any():
        yield f"the last two alike of axis {axis}"


def _alike(array: Array, others: Mapping[str, Array]) -> Iterator[str]:
    """Names of those of other arrays which this one is equal to, or nearly so."""
    for name, other in others.items():
        if np.array_equal(array, other):
            yield name
        elif np.allclose(array, other, rtol=LITTLE, atol=0.0):
            yield f"{name} but for little"


def _is_mirrored_in_its_first_line(array: Array, axis: int) -> bool:
    """Whether the first of the lines along an axis reads the same from both ends."""
    lines = np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1)
    line, rest = lines[:, 0], lines[:, 1:]
    if np.allclose(rest, rest[::-1], rtol=LITTLE, atol=0.0):
        return False
    return bool(np.ptp(line) > 0 and np.array_equal(line, line[::-1]))


def _of_matrix(matrix: Array) -> Iterator[str]:
    if not matrix.flat[0]:
        yield "zero in the first corner"
    if np.count_nonzero(matrix) == 1:
        yield "a single number that is not zero"
        yield from (f"a single number, in corner {end}" for end in (0, -1) if matrix.flat[end])
    if np.count_nonzero(matrix) <= matrix.size // 2:
        yield "mostly zero"
    if max(matrix.shape) <= LARGEST and np.isfinite(matrix).all():
        sizes = np.linalg.svd(matrix.astype(np.float64), compute_uv=False)
        rank = int(np.count_nonzero(sizes > 1e-9 * sizes[0]))
        if rank <= 2:
            yield f"of rank {rank}"
        if rank < min(matrix.shape):
            yield "of less than full rank"
        if rank == 1 and not matrix.all():
            yield "of rank 1 with a zero line"
        if rank > 1 and sizes[1] < 1e-2 * sizes[0]:
            yield "of rank 1 but for little"
        if rank > 1 and not (matrix.any(axis=0).all() and matrix.any(axis=1).all()):
            yield "of rank 2 and more with a zero line"


def _of_square(matrix: Array) -> Iterator[str]:
    names = {
        "symmetric": matrix.T,
        "antisymmetric": -matrix.T,
        "diagonal": np.diag(np.diag(matrix)),
        "upper triangular": np.triu(matrix),
        "lower triangular": np.tril(matrix),
        "equal to its half turn": matrix[::-1, ::-1],
        "the identity": np.eye(len(matrix)),
    }
    yield from _alike(matrix, names)
    if not np.diag(matrix).any():
        yield "zero on the diagonal"
    with np.errstate(all="ignore"):
        power = np.linalg.matrix_power(matrix, len(matrix))
        square = matrix @ matrix
    if matrix.any() and not power.any():
        yield "nilpotent"
    if np.linalg.matrix_rank(matrix) > 1 and np.array_equal(square, np.trace(matrix) * matrix):
        yield "its square is its trace times itself"
    if np.trace(matrix) == 0:
        yield "of trace zero"
    if matrix.sum() == np.trace(matrix):
        yield "of sum zero beside the diagonal"
    if np.ptp(matrix.sum(axis=0)) == 0 or np.ptp(matrix.sum(axis=1)) == 0:
        yield "of equal sums"
