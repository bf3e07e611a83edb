"""
Fewer multiplications for a convolution: the algorithm of Toom and Cook, in one direction.

Four outputs of a kernel of length five need 20 multiplications if each is written out, but only 8
as one polynomial product taken apart at 8 points: evaluate kernel and signal there, multiply point
by point, and put the answer together. Winograd's minimal filters (Lavin and Gray 2016, *Fast
Algorithms for Convolutional Neural Networks*) do so in both directions of an image; we do it for
the rows alone, which goes well with the columns' sliding windows (see ``middle``), and costs
float32 no digit that a test of the gradients could see.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

__all__ = ["ToomCook", "banded", "tile_rows", "toom_cook"]

Matrix = NDArray[np.float32]

_POINTS = tuple(Fraction(p) for p in ("0", "1", "-1", "2", "-2", "1/2", "-1/2"))


@dataclass(frozen=True)
class ToomCook:
    """
    Correlation as ``outputs = A @ ((G @ kernel) * (B @ signal))``.

    Attributes
    ----------
    A : array, shape (outputs, points)
        Puts the outputs together.
    B : array, shape (points, points)
        Takes the signal apart; outputs + kernel - 1 = points values of it.
    G : array, shape (points, kernel)
        Takes the kernel apart.
    """

    A: Matrix
    B: Matrix
    G: Matrix

    def rows_apart(self, weight: Matrix) -> Matrix:
        """Take the rows of kernels (K, K, C, O) apart: (points, K·C, O), a matrix a point."""
        kernel, _, channels, filters = weight.shape
        apart: Matrix = np.dot(self.G, weight.reshape(kernel, -1))
        return apart.reshape(-1, kernel * channels, filters)


def toom_cook(outputs: int, kernel: int) -> ToomCook:
    """
    Find the matrices for ``outputs`` values of a correlation with ``kernel`` taps.

    A product of polynomials s = g·h is known from its values at as many points as s has
    coefficients, the point at infinity being the leading one: s = V⁻¹ (V g · V h), V the
    Vandermonde matrix. Correlation is the transpose of that product in h, hence A = Vᵀ, B = V⁻ᵀ, G
    = V. Computed in fractions, so each matrix is exact before it is rounded.

    Raises
    ------
    ValueError
        If more than 8 points were needed: float32 would lose too many digits.
    """
    points = outputs + kernel - 1
    if min(outputs, kernel) < 1 or points > len(_POINTS) + 1:
        raise ValueError(
            f"{outputs} outputs of a kernel of {kernel} need {points} points; "
            f"choose at most {len(_POINTS) + 2 - kernel} outputs, and at least 1"
        )
    inverse = _inverse(_vandermonde(points, points))
    return ToomCook(
        A=_rounded(_vandermonde(points, outputs)).T.copy(),
        B=_rounded(inverse).T.copy(),
        G=_rounded(_vandermonde(points, kernel)),
    )


def tile_rows(rows: int, kernel: int) -> int:
    """
    How many output rows a tile has: the largest even divisor of ``rows`` that 8 points allow, or
    0.
    """
    most = len(_POINTS) + 2 - kernel
    return max((m for m in range(2, most + 1, 2) if rows % m == 0), default=0)


def banded(matrix: Matrix, step: int, tiles: int) -> Matrix:
    """
    Repeat each row of a matrix (points, points) for all tiles, ``step`` further to the right.

    Shape (points·tiles, rows), where rows = (tiles - 1)·step + points.
    """
    points = len(matrix)
    band = np.zeros((points, tiles, (tiles - 1) * step + points), np.float32)
    for tile in range(tiles):
        band[:, tile, tile * step : tile * step + points] = matrix
    return band.reshape(points * tiles, -1)


def _vandermonde(points: int, length: int) -> list[list[Fraction]]:
    """Evaluate a polynomial of ``length`` coefficients at the finite points, and at infinity."""
    finite = [[p**power for power in range(length)] for p in _POINTS[: points - 1]]
    leading = [Fraction(power == length - 1) for power in range(length)]
    return [*finite, leading]


def _inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan, exact."""
    n = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = next(r for r in range(i, n) if rows[r][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(n):
            if r != i and rows[r][i]:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[n:] for row in rows]


def _rounded(matrix: list[list[Fraction]]) -> Matrix:
    return np.array([[float(value) for value in row] for row in matrix], np.float32)
