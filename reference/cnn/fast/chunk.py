"""
A few images on their way through the network and back, by one thread, in one workspace.

A training step takes a chunk of images all the way before it begins the next, so that what is
computed on the way forth is still in the cache on the way back, and so that a batch of 512 needs
no more memory than one of 256.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.dense import DenseStage
from reference.cnn.fast.stages import Plan

__all__ = ["Chunk", "Learn"]

Array = NDArray[np.float32]
Learn = Callable[[int, DenseStage, Array], Array]


class Chunk:
    """The stages of a network for ``n`` images."""

    def __init__(self, plans: Sequence[Plan], n: int) -> None:
        self._stages = [plan.stage(n) for plan in plans]
        self._images = np.empty((*plans[0].shape, n), np.float32)

    def prepare(self, weights: Sequence[Array]) -> list[Array]:
        """Bring all weights into the form that the stages want."""
        return [stage.prepare(w) for stage, w in zip(self._stages, weights, strict=True)]

    def scores(self, prepared: Sequence[Array], images: Array, *, training: bool = False) -> Array:
        """Map images (n, H, W, C) to scores (classes, n), overwritten by the next call."""
        np.copyto(self._images, images.transpose(1, 2, 3, 0))
        x = self._images
        for stage, weights in zip(self._stages, prepared, strict=True):
            x = stage.forward(weights, x, training=training)
        scores: Array = x[0, 0]
        return scores

    def gradients(
        self,
        prepared: Sequence[Array],
        images: Array,
        labels: NDArray[np.integer],
        batch: int,
        out: Sequence[Array],
        learn: Learn | None = None,
    ) -> float:
        """
        Write to ``out`` what these images add to the gradient of a mean over ``batch`` images.

        Returns what they add to the loss.  With ``learn``, fully connected stages leave ``out``
        alone: it is given their number, the stage and ∂loss/∂y, and gives ∂loss/∂x.
        """
        loss, dscores = surprise(self.scores(prepared, images, training=True), labels, batch)
        dy: Array | None = dscores[None, None]
        for number, stage in reversed(list(enumerate(self._stages))):
            assert dy is not None
            if learn is not None and isinstance(stage, DenseStage):
                dy = learn(number, stage, dy)
            else:
                dy = stage.backward(prepared[number], dy, out[number])
        return loss


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
