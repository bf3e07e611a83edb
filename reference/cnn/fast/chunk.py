"""
A few images on their way through the network and back, by one thread, in one workspace.

A training step takes a chunk of images all the way before it begins the next, so that what is
computed on the way forth is still in the cache on the way back, and so that a batch of any
size needs no more memory than one of 256 images a thread.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.dense import DenseStage
from reference.cnn.fast.stages import Plan

__all__ = ["Chunk"]

Array = NDArray[np.float32]


class Chunk:
    """The stages of a network for ``n`` images."""

    def __init__(self, plans: Sequence[Plan], n: int) -> None:
        self._stages = [plan.stage(n) for plan in plans]
        dense = [isinstance(stage, DenseStage) for stage in self._stages]
        self.first_dense = dense.index(True)

    def prepare(self, weights: Sequence[Array]) -> list[Array]:
        """Bring all weights into the form that the stages want."""
        return [stage.prepare(w) for stage, w in zip(self._stages, weights, strict=True)]

    def scores(self, prepared: Sequence[Array], images: Array, *, training: bool = False) -> Array:
        """Map images (n, H, W, C) to scores (classes, n), overwritten by the next call."""
        scores: Array = self._forward(prepared, images, len(self._stages), training=training)[0, 0]
        return scores

    def features(self, prepared: Sequence[Array], images: Array) -> Array:
        """Map images (n, H, W, C) to what the first dense stage sees, in training."""
        return self._forward(prepared, images, self.first_dense, training=True)

    def loss(
        self, prepared: Sequence[Array], images: Array, labels: NDArray[np.integer], batch: int
    ) -> tuple[float, Array]:
        """What these images add to a mean over ``batch`` images, and ∂loss/∂scores."""
        loss, dscores = surprise(self.scores(prepared, images, training=True), labels, batch)
        return loss, dscores[None, None]

    def backward(self, prepared: Sequence[Array], dy: Array, out: Sequence[Array]) -> None:
        """
        Write ∂loss/∂weight to ``out`` for the first ``len(out)`` stages, given the last one's
        ∂loss/∂y.
        """
        following: Array | None = dy
        for number in reversed(range(len(out))):
            assert following is not None
            following = self._stages[number].backward(prepared[number], following, out[number])

    def _forward(
        self, prepared: Sequence[Array], images: Array, count: int, *, training: bool
    ) -> Array:
        """What the first ``count`` stages make of images."""
        x = images.transpose(1, 2, 3, 0)
        for stage, weights in zip(self._stages[:count], prepared[:count], strict=True):
            x = stage.forward(weights, x, training=training)
        return x


def surprise(scores: Array, labels: NDArray[np.integer], batch: int) -> tuple[float, Array]:
    """
    Softmax cross-entropy, images along the second axis: ``loss.softmax_cross_entropy`` in this
    layout.

    Parameters
    ----------
    scores : array, shape (classes, n)
        Overwritten by the gradient.
    labels : array, shape (n,)
        From 0.
    batch : int
        What the sum over the n images is divided by.
    """
    here = np.arange(len(labels))
    scores -= scores.max(axis=0)
    of_label = scores[labels, here]
    np.exp(scores, out=scores)
    sums = scores.sum(axis=0)
    loss = float((np.log(sums) - of_label).sum(dtype=np.float64)) / batch
    scores /= sums * np.float32(batch)
    scores[labels, here] -= np.float32(1 / batch)
    return loss, scores
