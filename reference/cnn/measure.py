"""
The figures of question 1c, measured on the running network instead of derived from its description.

Shapes are those of a real forward pass. A receptive field is the support of a gradient: which
pixels move one unit if they are moved. Weights are set to positive random numbers for that, so
that nothing cancels, and pooling takes the mean, since a maximum hears only one pixel of its
window at a time.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reference.cnn.architecture import INPUT_SHAPE, Spec, build, weight_shapes
from reference.cnn.layers import Convolution, Network, ReLU
from reference.cnn.network import activations

__all__ = ["Row", "measured", "multiply_adds"]


@dataclass(frozen=True)
class Row:
    """
    One layer of the description, as it was measured.

    Attributes
    ----------
    name : str
        Kind and size.
    shape : tuple of int
        Of its output, for one image.
    field : int
        Side of the receptive field of one unit, in pixels, the image's border cutting it off.
    parameters : int
        How many numbers it learns.
    multiply_adds : int
        For one image, forwards.
    """

    name: str
    shape: tuple[int, ...]
    field: int
    parameters: int
    multiply_adds: int


def measured(spec: Spec, input_shape: tuple[int, int, int] = INPUT_SHAPE) -> list[Row]:
    """Run the network that ``spec`` describes (without its loss) and look."""
    rng = np.random.default_rng(0)
    weights = [rng.uniform(0.5, 1, shape) for shape in weight_shapes(spec, input_shape)]
    network = tuple(
        layer for layer in build(spec, weights, average=True) if not isinstance(layer, ReLU)
    )
    seen = activations(network, rng.uniform(0.5, 1, (1, *input_shape)))
    steps = [step for step in spec if step["type"] != "loss"]
    return [
        Row(
            name=_name(step),
            shape=seen[i + 1].shape,
            field=_field(network[: i + 1], seen),
            parameters=layer.weight.size if isinstance(layer, Convolution) else 0,
            multiply_adds=multiply_adds(layer, seen[i + 1].shape),
        )
        for i, (step, layer) in enumerate(zip(steps, network, strict=True))
    ]


def multiply_adds(layer: object, shape: Sequence[int]) -> int:
    """Count the multiplications of the definition: K·K·C for every number of the output."""
    if not isinstance(layer, Convolution):
        return 0
    kernel, _, channels, _ = layer.weight.shape
    return math.prod(shape) * int(kernel * kernel * channels)


def _field(network: Network, seen: Sequence[np.ndarray]) -> int:
    """Send the gradient of the middle unit back to the image; its support is what the unit sees."""
    dy = np.zeros_like(seen[len(network)])
    _, height, width, _ = dy.shape
    dy[0, height // 2, width // 2, 0] = 1
    for layer, x in zip(reversed(network), reversed(seen[: len(network)]), strict=True):
        dy, _ = layer.backward(x, dy)
    rows = np.flatnonzero(np.abs(dy[0]).sum(axis=(1, 2)))
    columns = np.flatnonzero(np.abs(dy[0]).sum(axis=(0, 2)))
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def _name(step: dict[str, object]) -> str:
    if step["type"] == "conv":
        return f"conv {step['kernel']}×{step['kernel']}"
    return f"pool {step['window']}/{step['stride']}"
