"""
The layers of the network, as values: the textbook.

A layer holds its parameters and nothing else. ``forward`` remembers nothing between calls, so
``backward`` is given the input again: that costs one more argument (and here and there a second
look at the windows), and in return any layer can be tested alone, in any order.

Throughout, ``x`` is (N, H, W, C) and ``dy`` is ∂loss/∂y in the shape of the layer's output;
``backward`` returns ∂loss/∂x and the gradient of the layer, which has the layer's own type.
"""

from dataclasses import dataclass
from typing import Protocol, Self, TypeAlias

from reference.cnn.arrays import Array, namespace
from reference.cnn.windows import crop, pad, scatter, taps

__all__ = ["AveragePool", "Convolution", "Layer", "MaxPool", "Network", "ReLU"]


class Layer(Protocol):
    """What the training loop asks of a layer."""

    def forward(self, x: Array) -> Array:
        """Map x to y."""

    def backward(self, x: Array, dy: Array) -> tuple[Array, Self]:
        """Give ∂loss/∂x and the gradient of the layer."""


Network: TypeAlias = tuple[Layer, ...]
"""Layers in order. The gradient of a network is a network."""


@dataclass(frozen=True)
class Convolution:
    """
    Cross-correlation with zero padding and no bias, as in question 1b.

    With kernel 1 it is the fully connected layer of every pixel; a kernel as large as the image
    makes it the fully connected layer of the image. Nothing has to be flattened.

    Shapes: weight (K, K, C, O), y (N, H', W', O).
    """

    weight: Array
    stride: int = 1
    padding: int = 0

    def forward(self, x: Array) -> Array:
        """Multiply every patch of x by the weights, one matrix product for all of them."""
        return self._patches(x) @ self._matrix()

    def backward(self, x: Array, dy: Array) -> tuple[Array, Self]:
        """Send dy back through the product, and then back to where the patches were cut."""
        xp = namespace(dy)
        kernel, _, channels, filters = self.weight.shape
        patches = xp.reshape(self._patches(x), (-1, kernel * kernel * channels))
        dweight = patches.T @ xp.reshape(dy, (-1, filters))

        dpatches = dy @ self._matrix().T
        dtaps = [dpatches[..., i * channels : (i + 1) * channels] for i in range(kernel**2)]
        dx = scatter(dtaps, pad(x, self.padding).shape, kernel, self.stride)
        return crop(dx, self.padding), type(self)(
            xp.reshape(dweight, self.weight.shape), self.stride, self.padding
        )

    def _matrix(self) -> Array:
        """The weights as (K·K·C, O)."""
        return namespace(self.weight).reshape(self.weight, (-1, self.weight.shape[-1]))

    def _patches(self, x: Array) -> Array:
        """What each output sees, (N, H', W', K·K·C): im2col."""
        seen = taps(pad(x, self.padding), self.weight.shape[0], self.stride)
        return namespace(x).concat(seen, axis=3)


@dataclass(frozen=True)
class MaxPool:
    """
    Largest value of each window; the gradient goes to the first of the largest.

    Shapes: y (N, H', W', C). Padded pixels never win.
    """

    window: int
    stride: int
    padding: int = 0

    def forward(self, x: Array) -> Array:
        """Take the largest tap."""
        return namespace(x).max(self._stack(x), axis=-1)

    def backward(self, x: Array, dy: Array) -> tuple[Array, Self]:
        """Give dy to the winner of each window, and nothing to the others."""
        xp = namespace(dy)
        winner = xp.argmax(self._stack(x), axis=-1)
        nothing = xp.zeros_like(dy)
        dtaps = [xp.where(winner == i, dy, nothing) for i in range(self.window**2)]
        shape = pad(x, self.padding).shape
        return crop(scatter(dtaps, shape, self.window, self.stride), self.padding), self

    def _stack(self, x: Array) -> Array:
        padded = pad(x, self.padding, value=-float("inf"))
        return namespace(x).stack(taps(padded, self.window, self.stride), axis=-1)


@dataclass(frozen=True)
class AveragePool:
    """
    Mean of each window; padded pixels count, as zeros.

    Shapes: y (N, H', W', C).
    """

    window: int
    stride: int
    padding: int = 0

    def forward(self, x: Array) -> Array:
        """Add the taps, and divide by their number."""
        seen = taps(pad(x, self.padding), self.window, self.stride)
        return sum(seen[1:], start=seen[0]) / self.window**2

    def backward(self, x: Array, dy: Array) -> tuple[Array, Self]:
        """Every pixel of a window had the same share."""
        shares = [dy / self.window**2] * self.window**2
        shape = pad(x, self.padding).shape
        return crop(scatter(shares, shape, self.window, self.stride), self.padding), self


@dataclass(frozen=True)
class ReLU:
    """Negative values become 0. The derivative at 0 is taken as 0."""

    def forward(self, x: Array) -> Array:
        """Keep what is positive."""
        xp = namespace(x)
        return xp.where(x > 0, x, xp.zeros_like(x))

    def backward(self, x: Array, dy: Array) -> tuple[Array, Self]:
        """Pass dy on where x was positive."""
        xp = namespace(x)
        return xp.where(x > 0, dy, xp.zeros_like(dy)), self
