"""
A training step on a single image, which is a matter of memory and of calls.

Nearly all of the weights belong to the fully connected layers, and fetching and storing them with
their velocity would take longer than all products; those layers have a way of their own (see
``delayed``). The layers in front of them learn as with many images.

Only one thread does so: the image cannot be shared out, and handing a part of the work to another
thread took longer, in every way that was tried, than doing it (each waits for the interpreter's
lock between two calls, of which most take microseconds).
"""

from collections.abc import Sequence
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.chunk import Chunk
from reference.cnn.fast.delayed import DelayedDense
from reference.cnn.fast.dense import DenseStage
from reference.cnn.fast.momentum import Momentum
from reference.cnn.fast.parameters import Parameters

__all__ = ["SingleImage"]

Array = NDArray[np.float32]


class SingleImage:
    """
    Steps of a network on one image at a time.

    Parameters
    ----------
    chunk : Chunk
        For one image.
    weights, velocity : Parameters
        Changed in place; those of fully connected layers are up to date only after ``settle``.
    gradients : Parameters
        To work in.
    """

    def __init__(
        self, chunk: Chunk, weights: Parameters, velocity: Parameters, gradients: Parameters
    ) -> None:
        self._chunk = chunk
        self._gradients = gradients.parts[: chunk.first_dense]
        first = slice(sum(gradient.size for gradient in self._gradients))
        self._first = [p.flat[first] for p in (weights, velocity, gradients)]
        matrices = [[DenseStage.prepare(p) for p in whole.parts] for whole in (weights, velocity)]
        last = len(weights.parts) - 1
        self._dense = [
            DelayedDense(matrices[0][number], matrices[1][number], rectified=number < last)
            for number in range(chunk.first_dense, last + 1)
        ]

    @np.errstate(over="ignore", invalid="ignore")  # the loss tells the caller
    def learn(self, prepared: Sequence[Array], image: Array, label: int, change: Momentum) -> float:
        """Take one step; give the loss before it."""
        features = self._chunk.features(prepared, image)
        x = features.reshape(-1)
        for layer in self._dense:
            x = layer.forward(x)
        loss, dscores = surprise(x.tolist(), label)
        dx = np.array(dscores, np.float32)
        for layer in reversed(self._dense):
            dx = layer.learn(dx, change)
        self._chunk.backward(prepared, dx.reshape(features.shape), self._gradients)
        weights, velocity, gradient = self._first
        change.apply(weights, velocity, [gradient])
        return loss

    @np.errstate(over="ignore", invalid="ignore")
    def settle(self) -> None:
        """Bring all weights and their velocity up to date."""
        for layer in self._dense:
            layer.settle()


def surprise(scores: list[float], label: int) -> tuple[float, list[float]]:
    """Softmax cross-entropy and its gradient for a few numbers, faster than as an array."""
    largest = max(scores)
    exps = [exp(score - largest) for score in scores]
    total = sum(exps)
    gradient = [e / total for e in exps]
    gradient[label] -= 1
    return log(total) - (scores[label] - largest), gradient
