"""
Half precision as storage, an experiment for question 1d.

Everything is *computed* in single precision, but what waits (weights on disk, activations between
the way forth and the way back) is kept as IEEE half: half the memory. What that costs is told by
what it does to the scores and the gradient.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.layers import Network
from reference.cnn.network import activations, loss_and_gradient, scores, weights, with_weights
from reference.precision import half_precision_faults, memory_bytes

__all__ = ["Experiment", "experiment", "through_half"]

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Experiment:
    """
    What half-precision storage saves and costs for one batch.

    Attributes
    ----------
    single_bytes, half_bytes : int
        All weights, and all activations that backward needs.
    overflow, underflow : int
        Gradient entries that would become infinite, or zero, if gradients were kept as half too.
    changed_predictions : int
        Images of the batch that are classified differently.
    gradient_error : float
        Norm of the gradient's change, relative to the gradient's.
    """

    single_bytes: int
    half_bytes: int
    overflow: int
    underflow: int
    changed_predictions: int
    gradient_error: float


def experiment(network: Network, x: Array, labels: NDArray[np.integer[Any]]) -> Experiment:
    """Compare storage in single and in half precision on images x (N, H, W, C), float32."""
    rounded = with_weights(network, [through_half(w) for w in weights(network)])
    kept = [*weights(network), *activations(network, x)[:-1]]
    _, gradient, _ = loss_and_gradient(network, x, labels)
    _, rough, _ = loss_and_gradient(rounded, x, labels, keep=through_half)
    exact, approximate = _flat(gradient), _flat(rough)
    faults = half_precision_faults(exact)
    before, after = scores(network, x), scores(rounded, x)
    return Experiment(
        single_bytes=sum(memory_bytes(array.shape, "single") for array in kept),
        half_bytes=sum(memory_bytes(array.shape, "half") for array in kept),
        overflow=int(faults["overflow"]),
        underflow=int(faults["underflow"]),
        changed_predictions=int((before.argmax(axis=1) != after.argmax(axis=1)).sum()),
        gradient_error=_relative(approximate, exact),
    )


def _relative(found: Array, exact: Array) -> float:
    """Norm of the difference over the norm; a difference from 0 counts as infinite."""
    difference, norm = np.linalg.norm(found - exact), np.linalg.norm(exact)
    if norm == 0:
        return 0.0 if difference == 0 else float("inf")
    return float(difference / norm)


def through_half(array: Array) -> Array:
    """Store as half, and widen again."""
    return array.astype(np.float16).astype(np.float32)


def _flat(gradient: Network) -> NDArray[np.float32]:
    return np.concatenate([np.ravel(w) for w in weights(gradient)]).astype(np.float32)
