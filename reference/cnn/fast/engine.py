"""The fast path from outside: a network that several threads train in place."""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reference.cnn.batch import require_images, require_labels
from reference.cnn.fast.chunk import Chunk
from reference.cnn.fast.crew import Crew
from reference.cnn.fast.momentum import Momentum
from reference.cnn.fast.parameters import Parameters
from reference.cnn.fast.shares import divided, shares
from reference.cnn.fast.single import SingleImage
from reference.cnn.fast.stages import plan
from reference.cnn.layers import Network
from reference.cnn.network import weights, with_weights

__all__ = ["FastNetwork"]

Array = NDArray[np.float32]

_BLOCK = 1 << 17


class FastNetwork:
    """
    A network in the layout of the fast path. Use it in a ``with`` statement.

    Parameters
    ----------
    network : tuple of layers
        As ``architecture.initial`` makes them. It is copied, and never changed.
    input_shape : tuple of int
        Of one image, (H, W, C).
    threads : int
        The same number gives the same results, bit for bit.
    velocity : sequence of arrays, optional
        To go on from; one for each weight, in its shape.

    Raises
    ------
    Unsupported
        If the network has layers that the fast path does not know.

    Notes
    -----
    Images and labels of wrong shapes, and labels that no class has, raise ``WrongData``.
    """

    def __init__(
        self,
        network: Network,
        input_shape: tuple[int, int, int],
        *,
        threads: int = 2,
        velocity: list[Array] | None = None,
    ) -> None:
        if threads < 1:
            raise ValueError(f"{threads} threads cannot compute anything; choose at least 1")
        self._network = network
        self._input_shape = input_shape
        self._plans = plan(network, input_shape)
        self._crew = Crew(threads)
        self._chunks: list[dict[int, Chunk]] = [{} for _ in range(threads)]
        self._weights = Parameters(weights(network))
        self._velocity = Parameters(velocity or [np.zeros_like(w) for w in weights(network)])
        self._gradients = [Parameters(weights(network)) for _ in range(threads)]
        self._scratch = [Parameters(weights(network)) for _ in range(threads)]
        self._single = SingleImage(
            self._chunk(0, 1), self._weights, self._velocity, self._gradients[0]
        )
        self._prepared: list[Array] | None = None

    def __enter__(self) -> Self:
        self._crew.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._crew.__exit__(kind, error, trace)

    @property
    def network(self) -> Network:
        """The network as it is now, a copy in the readable form."""
        self._single.settle()
        return with_weights(self._network, [w.copy() for w in self._weights.parts])

    @property
    def velocity(self) -> list[Array]:
        """The momentum's velocity, a copy, in the shapes of the weights."""
        self._single.settle()
        return [v.copy() for v in self._velocity.parts]

    def scores(self, images: Array) -> Array:
        """Map images (N, H, W, C), float32, to scores (N, classes)."""
        require_images(images, self._input_shape)
        self._single.settle()
        out = np.empty((len(images), self._plans[-1].filters), np.float32)
        parts = shares(len(images), self._crew.threads)
        prepared = self._prepare(parts)
        self._crew.run(
            [partial(self._score, prepared, t, images, share, out) for t, share in enumerate(parts)]
        )
        return out

    def loss_and_gradient(
        self, images: Array, labels: NDArray[np.integer]
    ) -> tuple[float, list[Array]]:
        """Mean loss, and ∂loss/∂weight for each weight; overwritten by the next call."""
        loss, used = self._backpropagate(images, labels)
        for other in self._gradients[1:used]:
            self._gradients[0].flat += other.flat
        return loss, self._gradients[0].parts

    def step(
        self,
        images: Array,
        labels: NDArray[np.integer],
        *,
        rate: float,
        momentum: float = 0.9,
        decay: float = 0.0,
    ) -> float:
        """
        Learn from a batch as ``optimiser.momentum_step`` does; give the loss before the step.

        Parameters
        ----------
        images : array, shape (N, H, W, C), float32
            Any N.
        labels : integer array, shape (N,)
            From 0.
        rate, momentum, decay : float
            v ← momentum v + gradient + decay w, then w ← w − rate v.
        """
        change = Momentum(rate, momentum, decay)
        if len(images) == 1:
            self._require(images, labels)
            prepared = self._prepare(shares(1, 1))
            loss = self._single.learn(prepared, images, int(labels[0]), change)
        else:
            loss, used = self._backpropagate(images, labels)
            parts = divided(0, self._weights.flat.size, used)
            self._crew.run([partial(self._update, part, used, change) for part in parts])
        self._prepared = None
        return loss

    def _require(self, images: Array, labels: NDArray[np.integer]) -> None:
        require_images(images, self._input_shape)
        require_labels(labels, len(images), self._plans[-1].filters)

    def _backpropagate(self, images: Array, labels: NDArray[np.integer]) -> tuple[float, int]:
        self._require(images, labels)
        self._single.settle()
        parts = shares(len(images), self._crew.threads)
        prepared = self._prepare(parts)
        tasks: list[Callable[[], float]] = [
            partial(self._share_of_gradient, prepared, t, images, labels, share)
            for t, share in enumerate(parts)
        ]
        return sum(self._crew.run(tasks)), len(parts)

    @np.errstate(over="ignore", invalid="ignore")  # it is per thread, and the loss tells the caller
    def _share_of_gradient(
        self,
        prepared: list[Array],
        thread: int,
        images: Array,
        labels: NDArray[np.integer],
        share: list[slice],
    ) -> float:
        total, scratch = self._gradients[thread], self._scratch[thread]
        loss = 0.0
        for i, part in enumerate(share):
            chunk = self._chunk(thread, part.stop - part.start)
            out = scratch if i else total
            of_part, dy = chunk.loss(prepared, images[part], labels[part], len(images))
            chunk.backward(prepared, dy, out.parts)
            loss += of_part
            if i:
                total.flat += scratch.flat
        return loss

    def _score(
        self, prepared: list[Array], thread: int, images: Array, share: list[slice], out: Array
    ) -> None:
        for part in share:
            chunk = self._chunk(thread, part.stop - part.start)
            out[part] = chunk.scores(prepared, images[part]).T

    def _update(self, share: slice, used: int, change: Momentum) -> None:
        """Update a share of the weights, in pieces that stay in the cache."""
        for begin in range(share.start, share.stop, _BLOCK):
            part = slice(begin, min(begin + _BLOCK, share.stop))
            gradients = [gradient.flat[part] for gradient in self._gradients[:used]]
            change.apply(self._weights.flat[part], self._velocity.flat[part], gradients)

    def _prepare(self, parts: list[list[slice]]) -> list[Array]:
        if self._prepared is None:
            first = parts[0][0]
            self._prepared = self._chunk(0, first.stop - first.start).prepare(self._weights.parts)
        return self._prepared

    def _chunk(self, thread: int, n: int) -> Chunk:
        known = self._chunks[thread]
        if n not in known:
            known[n] = Chunk(self._plans, n)
        return known[n]
