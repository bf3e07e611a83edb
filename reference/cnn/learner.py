"""
Something that can be trained: the one face that the readable and the fast path show to the
training loop.
"""

from contextlib import AbstractContextManager
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from reference.cnn.architecture import INPUT_SHAPE
from reference.cnn.arrays import Array, on_device, to_numpy
from reference.cnn.batch import require_images, require_labels
from reference.cnn.fast import FastNetwork
from reference.cnn.layers import Network
from reference.cnn.network import loss_and_gradient, scores, weights, with_weights
from reference.cnn.optimiser import momentum_step

__all__ = ["Learner", "ReadableLearner", "learner"]

Floats = NDArray[np.float32]


class Learner(AbstractContextManager[Any], Protocol):
    """A network that changes. Arrays go in and come out as NumPy's, wherever it computes."""

    @property
    def network(self) -> Network:
        """The network as it is now."""

    @property
    def velocity(self) -> list[Floats]:
        """The momentum's velocity, one array for each weight."""

    def scores(self, images: Floats) -> Floats:
        """Map images (N, H, W, C) to scores (N, classes)."""

    def step(
        self,
        images: Floats,
        labels: NDArray[np.integer[Any]],
        *,
        rate: float,
        momentum: float,
        decay: float,
    ) -> float:
        """Learn from a batch; give its mean loss before the step."""


class ReadableLearner:
    """The readable path, on the CPU or, through CuPy, on a GPU."""

    def __init__(
        self, network: Network, *, device: str = "cpu", velocity: list[Array] | None = None
    ) -> None:
        self._device = device
        self._network = with_weights(network, [on_device(w, device) for w in weights(network)])
        start = velocity or [np.zeros_like(w) for w in weights(network)]
        self._velocity = [on_device(v, device) for v in start]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @property
    def network(self) -> Network:
        """The network as it is now, on the CPU."""
        return with_weights(self._network, [to_numpy(w) for w in weights(self._network)])

    @property
    def velocity(self) -> list[Floats]:
        """The momentum's velocity, on the CPU."""
        return [to_numpy(v) for v in self._velocity]

    def scores(self, images: Floats) -> Floats:
        """Map images (N, H, W, C) to scores (N, classes)."""
        require_images(images, INPUT_SHAPE)
        found: Floats = to_numpy(scores(self._network, on_device(images, self._device)))
        return found

    def step(
        self,
        images: Floats,
        labels: NDArray[np.integer[Any]],
        *,
        rate: float,
        momentum: float = 0.9,
        decay: float = 0.0,
    ) -> float:
        """Learn from a batch; give its mean loss before the step."""
        require_images(images, INPUT_SHAPE)
        require_labels(labels, len(images), weights(self._network)[-1].shape[3])
        x, truth = on_device(images, self._device), on_device(labels, self._device)
        loss, gradient, _ = loss_and_gradient(self._network, x, truth)
        new, self._velocity = momentum_step(
            weights(self._network),
            self._velocity,
            weights(gradient),
            rate=rate,
            momentum=momentum,
            decay=decay,
        )
        self._network = with_weights(self._network, new)
        return float(loss)


def learner(
    network: Network,
    *,
    device: str = "cpu",
    path: str = "fast",
    threads: int = 2,
    velocity: list[Floats] | None = None,
) -> Learner:
    """
    Choose how a network is trained.

    Parameters
    ----------
    network : tuple of layers
        To begin with.
    device : {"cpu", "gpu"}
        A GPU runs the readable path.
    path : {"fast", "readable"}
        On the CPU.
    threads : int
        Of the fast path.
    velocity : list of arrays, optional
        To go on from.
    """
    if device == "cpu" and path == "fast":
        return FastNetwork(network, INPUT_SHAPE, threads=threads, velocity=velocity)
    return ReadableLearner(network, device=device, velocity=velocity)
