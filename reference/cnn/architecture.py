"""
The sheet's architecture, in the notation of question 1c, and how it becomes a network.

The list says nothing of nonlinearities. A ReLU follows every convolution but the last (the loss
wants scores of either sign); where a pooling comes next, the ReLU stands after it: the largest of
the rectified values is the rectified largest, and there are four times fewer to rectify.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from reference.cnn.layers import AveragePool, Convolution, Layer, MaxPool, Network, ReLU
from reference.receptive_field import data_shapes

__all__ = ["INPUT_SHAPE", "SHEET", "Spec", "build", "initial"]

Spec: TypeAlias = Sequence[dict[str, Any]]

INPUT_SHAPE = (28, 28, 1)
"""One digit: height, width, channels."""

SHEET: Spec = (
    {"type": "conv", "kernel": 5, "filters": 20, "stride": 1, "padding": 0},
    {"type": "pool", "window": 2, "stride": 2, "padding": 0},
    {"type": "conv", "kernel": 5, "filters": 50, "stride": 1, "padding": 0},
    {"type": "pool", "window": 2, "stride": 2, "padding": 0},
    {"type": "conv", "kernel": 4, "filters": 500, "stride": 1, "padding": 0},
    {"type": "conv", "kernel": 1, "filters": 10, "stride": 1, "padding": 0},
    {"type": "loss"},
)


def initial(spec: Spec, seed: int, *, input_shape: tuple[int, int, int] = INPUT_SHAPE) -> Network:
    """
    Build the network with random weights, float32.

    Each weight is normal with variance 2 / (K·K·C), which keeps the size of activations from layer
    to layer where half of them are rectified away (He et al. 2015, *Delving Deep into Rectifiers*,
    eq. 10).
    """
    rng = np.random.default_rng(seed)
    weights = []
    for shape in weight_shapes(spec, input_shape):
        deviation = np.sqrt(2 / np.prod(shape[:3]))
        weights.append((deviation * rng.standard_normal(shape)).astype(np.float32))
    return build(spec, weights)


def build(spec: Spec, weights: Sequence[Any], *, average: bool = False) -> Network:
    """
    Put weights into the architecture.

    Parameters
    ----------
    spec : sequence of dicts
        As in question 1c. The loss, if any, is left to ``network.loss_and_gradient``.
    weights : sequence of arrays, each (K, K, C, O)
        One for each convolution, in order.
    average : bool
        Pool by the mean instead of the maximum.
    """
    layers: list[Layer] = []
    remaining = list(weights)
    pool_type = AveragePool if average else MaxPool
    for step in spec:
        if step["type"] == "conv":
            layers.append(Convolution(remaining.pop(0), step["stride"], step["padding"]))
            if remaining:
                layers.append(ReLU())
        elif step["type"] == "pool":
            pool = pool_type(step["window"], step["stride"], step["padding"])
            after_relu = len(layers) - (isinstance(layers[-1], ReLU) if layers else 0)
            layers.insert(after_relu, pool)
    return tuple(layers)


def weight_shapes(
    spec: Spec, input_shape: tuple[int, int, int] = INPUT_SHAPE
) -> list[tuple[int, int, int, int]]:
    """
    Shape (K, K, C, O) of each convolution's weights.

    Raises
    ------
    ValueError
        If a layer does not fit on what the one before it leaves.
    """
    before = [(1, *input_shape), *data_shapes((1, *input_shape), list(spec))]
    return [
        (step["kernel"], step["kernel"], shape[3], step["filters"])
        for step, shape in zip(spec, before, strict=False)
        if step["type"] == "conv"
    ]
