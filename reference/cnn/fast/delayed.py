"""
A fully connected layer that learns from one image at a time, and puts off what it has learnt.

Its gradient is an outer product, x·dyᵀ. Adding that to the velocity, and the velocity to the
weights, takes no product worth the name, but several passes over all of both, which for a single
image costs more than the rest of the network. So they are left as they are for some steps. What
they have become is known as a sum,

    weights  = a₀ weights₀ + a₁ velocity₀ + a₂ x₂·dy₂ᵀ + a₃ x₃·dy₃ᵀ + ...
    velocity = b₀ weights₀ + b₁ velocity₀ + b₂ x₂·dy₂ᵀ + b₃ x₃·dy₃ᵀ + ...

A step adds a term, changes a and b, and nothing else. A vector times the weights is that vector
times each term, of which only the first two are matrices. Every so often the terms are added up, as
one matrix product: LAPACK does the same with its reflections, of which a block is applied at once.
"""

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.momentum import Momentum
from reference.cnn.fast.pooling import zeros

__all__ = ["DelayedDense"]

Array = NDArray[np.float32]

_MOST = 32
"""Outer products that are kept: more cost more at each step than they save at the end."""

_PIECE = 100_000
"""Weights at a time; with velocity and a term they stay in the cache."""


class DelayedDense:
    """
    Fully connected layer for one image, with a ReLU or, the last one, without.

    Parameters
    ----------
    weights, velocity : array, shape (D, O)
        Changed in place, but up to date only after ``settle``.
    """

    def __init__(self, weights: Array, velocity: Array, *, rectified: bool) -> None:
        self._weights, self._velocity, self._rectified = weights, velocity, rectified
        inputs, outputs = weights.shape
        # From 2 on the vectors of the outer products; 0 and 1 are for products with the matrices.
        self._xs = np.empty((2 + _MOST, inputs), np.float32)
        self._dys = np.empty((2 + _MOST, outputs), np.float32)
        self._x: Array = self._xs[0]
        self._y: Array = self._dys[0]
        self._term = np.empty((max(1, _PIECE // outputs), outputs), np.float32)
        self._zeros = zeros((outputs,))
        self._terms = 2
        self._sums = np.eye(2, 2 + _MOST)

    def forward(self, x: Array) -> Array:
        """Map x (D,) to y (O,)."""
        self._x = x
        self._y = self._product(self._weights.T, self._velocity.T, x, self._xs, self._dys)
        if self._rectified:
            np.maximum(self._y, self._zeros, out=self._y)
        return self._y

    def learn(self, dy: Array, change: Momentum) -> Array:
        """Take a step, given ∂loss/∂y (O,), which is overwritten; give ∂loss/∂x (D,)."""
        if self._rectified:
            dy *= self._y > 0
        dx = self._product(self._weights, self._velocity, dy, self._dys, self._xs)
        self._xs[self._terms], self._dys[self._terms] = self._x, dy
        weights, velocity = self._sums
        velocity *= change.momentum
        velocity += change.decay * weights
        velocity[self._terms] += 1
        weights -= change.rate * velocity
        self._terms += 1
        if self._terms == len(self._xs):
            self.settle()
        return dx

    def settle(self) -> None:
        """Bring weights and velocity up to date."""
        if self._terms == 2:
            return
        for start in range(0, len(self._weights), len(self._term)):
            self._settle(slice(start, start + len(self._term)))
        self._terms = 2
        self._sums = np.eye(2, 2 + _MOST)

    def _product(
        self, weights: Array, velocity: Array, z: Array, along: Array, out: Array
    ) -> Array:
        """Multiply the weights by a vector z, which runs along the vectors ``along`` of a term."""
        factors = self._sums[0, : self._terms].astype(np.float32)
        np.dot(weights, z, out=out[0])
        if self._terms == 2:
            alone: Array = out[0].copy()
            return alone
        np.dot(velocity, z, out=out[1])
        factors[2:] *= np.dot(along[2 : self._terms], z)
        product: Array = np.dot(factors, out[: self._terms])
        return product

    def _settle(self, rows: slice) -> None:
        """Add up some rows of all terms."""
        weights, velocity = self._weights[rows], self._velocity[rows]
        a, b = self._sums[:, : self._terms].astype(np.float32)
        term = self._term[: len(weights)]
        np.multiply(velocity, a[1], out=term)
        velocity *= b[1]
        if b[0]:  # there is weight decay
            velocity += b[0] * weights
            weights *= a[0]
        weights += term
        xs, dys = self._xs[2 : self._terms, rows], self._dys[2 : self._terms]
        for factors, total in ((a, weights), (b, velocity)):
            np.dot(xs.T, dys * factors[2:, None], out=term)
            total += term
