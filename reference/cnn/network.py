"""A network is a tuple of layers; this is how one runs, forwards and backwards."""

from collections.abc import Callable, Iterable

from reference.cnn.arrays import Array, namespace
from reference.cnn.layers import Convolution, Network
from reference.cnn.loss import softmax_cross_entropy

__all__ = [
    "activations",
    "loss_and_gradient",
    "parameter_count",
    "scores",
    "weights",
    "with_weights",
]


def activations(network: Network, x: Array) -> list[Array]:
    """Give x (N, H, W, C) and the output of every layer, in order."""
    seen = [x]
    for layer in network:
        seen.append(layer.forward(seen[-1]))
    return seen


def scores(network: Network, x: Array) -> Array:
    """Map images (N, H, W, C) to scores (N, classes)."""
    for layer in network:
        x = layer.forward(x)
    return namespace(x).reshape(x, (x.shape[0], -1))


def loss_and_gradient(
    network: Network, x: Array, labels: Array, keep: Callable[[Array], Array] = lambda a: a
) -> tuple[Array, Network, Array]:
    """
    Mean loss of a batch, and its gradient.

    Parameters
    ----------
    network : tuple of layers
        Its last output is (N, 1, 1, classes).
    x : array, shape (N, H, W, C)
        Images.
    labels : integer array, shape (N,)
        Their classes.
    keep : function, optional
        What is done to every activation while it waits for the way back; rounding, for example (see
        ``half``). Backward sees what it returns.

    Returns
    -------
    loss : array, shape ()
        Mean softmax cross-entropy, in nats.
    gradient : tuple of layers
        ∂loss/∂weight in the place of every weight.
    dx : array, shape (N, H, W, C)
        ∂loss/∂x.
    """
    kept = []
    for layer in network:
        kept.append(keep(x))
        x = layer.forward(x)
    xp = namespace(x)
    loss, dscores = softmax_cross_entropy(xp.reshape(x, (x.shape[0], -1)), labels)
    dy = xp.reshape(dscores, x.shape)
    gradients = []
    for layer, seen in zip(reversed(network), reversed(kept), strict=True):
        dy, gradient = layer.backward(seen, dy)
        gradients.append(gradient)
    return loss, tuple(reversed(gradients)), dy


def weights(network: Network) -> list[Array]:
    """Give the weights of all convolutions, in order."""
    return [layer.weight for layer in network if isinstance(layer, Convolution)]


def with_weights(network: Network, new: Iterable[Array]) -> Network:
    """Put other weights in the place of ``weights(network)``."""
    remaining = iter(new)
    return tuple(
        Convolution(next(remaining), layer.stride, layer.padding)
        if isinstance(layer, Convolution)
        else layer
        for layer in network
    )


def parameter_count(network: Network) -> int:
    """How many numbers are learnt."""
    return sum(int(weight.size) for weight in weights(network))
