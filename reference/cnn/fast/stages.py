"""
Which stage computes which part of a network.

The fast path knows the kinds of layers that the sheet's network is made of, in any sizes that fit;
it says so where a network has others, and the readable path runs those.
"""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reference.cnn.errors import Unsupported
from reference.cnn.fast.dense import DenseStage
from reference.cnn.fast.few_first import FewFirst
from reference.cnn.fast.few_middle import FewMiddle
from reference.cnn.fast.first import FirstStage
from reference.cnn.fast.middle import MiddleStage
from reference.cnn.fast.toom_cook import tile_rows
from reference.cnn.layers import Convolution, MaxPool, Network, ReLU

__all__ = ["Plan", "Stage", "plan"]

Array = NDArray[np.float32]
Shape: TypeAlias = tuple[int, int, int]

FEW = 40
"""Fewer images than these are too narrow for products that slide (measured)."""


class Stage(Protocol):
    """
    A convolution with what follows it, on a fixed number of images.

    It owns its workspace, so that a training step allocates next to nothing; what ``forward`` and
    ``backward`` return is overwritten by the next call.
    """

    def prepare(self, weight: Array) -> Array:
        """Bring weights (K, K, C, O) into the form that the other two want; once a step."""

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array | None:
        """Write ∂loss/∂weight (K, K, C, O) to ``dweight``; give ∂loss/∂x, if anybody needs it."""


@dataclass(frozen=True)
class Plan:
    """One stage to be: its kind, the shape (H, W, C) of its input, kernel K and filters O."""

    kind: str
    shape: Shape
    kernel: int
    filters: int

    def stage(self, n: int) -> Stage:
        """Set up the stage for ``n`` images."""
        shape = (*self.shape, n)
        if self.kind == "first":
            first = FewFirst if n < FEW and self.kernel % 2 else FirstStage
            return first(shape, self.kernel, self.filters)
        if self.kind == "middle":
            middle = FewMiddle if n < FEW else MiddleStage
            return middle(shape, self.kernel, self.filters)
        return DenseStage(shape, self.filters, rectified=self.kind == "dense")


def plan(network: Network, shape: Shape) -> tuple[Plan, ...]:
    """
    Divide a network for images (H, W, C) into stages.

    Raises
    ------
    Unsupported
        If a part of the network is of no kind that a stage computes.
    """
    plans: list[Plan] = []
    for convolution, after in _parts(network):
        kernel, _, _, filters = convolution.weight.shape
        kind = _kind(convolution, after, shape, is_first=not plans)
        plans.append(Plan(kind, shape, kernel, filters))
        side = shape[0] - kernel + 1
        shape = (side // 2, side // 2, filters) if kind in {"first", "middle"} else (1, 1, filters)
    if not plans or plans[-1].kind != "scores":
        raise Unsupported(
            "the fast path ends with a fully connected layer without ReLU; use path='readable'"
        )
    return tuple(plans)


def _parts(network: Network) -> list[tuple[Convolution, Network]]:
    """Cut the network before each convolution."""
    starts = [i for i, layer in enumerate(network) if isinstance(layer, Convolution)]
    ends = [*starts[1:], len(network)]
    parts = []
    for start, end in zip(starts, ends, strict=True):
        convolution = network[start]
        assert isinstance(convolution, Convolution)
        parts.append((convolution, network[start + 1 : end]))
    return parts


def _kind(convolution: Convolution, after: Network, shape: Shape, *, is_first: bool) -> str:
    kernel = convolution.weight.shape[0]
    height, width, _ = shape
    side = height - kernel + 1
    plain = convolution.stride == 1 and convolution.padding == 0 and height == width
    if plain and after == (MaxPool(2, 2), ReLU()) and side > 0 and side % 2 == 0:
        if is_first:
            return "first"
        if tile_rows(side, kernel):
            return "middle"
    if plain and side == 1 and not is_first and after in {(ReLU(),), ()}:
        return "dense" if after else "scores"
    names = " ".join(type(layer).__name__ for layer in (convolution, *after))
    raise Unsupported(
        f"the fast path has no stage for {names} (kernel {kernel}, stride {convolution.stride}, "
        f"padding {convolution.padding}) on {height}×{width}; use path='readable'"
    )
