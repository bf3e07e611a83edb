"""
What a stack of layers makes of an image's shape, and how much of the image one unit sees.

A layer is a mapping, in the words of the sheet: ``{"type": "conv", "kernel": 5, "filters": 20,
"stride": 1, "padding": 0}``, ``{"type": "pool", "window": 2, "stride": 2, "padding": 0}`` or
``{"type": "loss"}``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reference.convolution import conv_output_size
from reference.errors import UnknownWord

__all__ = ["data_shapes", "receptive_fields", "stacked_support"]

Layer = Mapping[str, Any]
Shape = tuple[int, ...]

# What each type of layer calls the side of its window.
SIDES = {"conv": "kernel", "pool": "window"}


def data_shapes(input_shape: Shape, layers: Sequence[Layer]) -> tuple[Shape, ...]:
    """
    Shape of the data after each layer.

    Parameters
    ----------
    input_shape : tuple of int
        (N, H, W, C).
    layers : sequence of mappings
        In order; only the last may be the loss.

    Returns
    -------
    tuple of shapes, one a layer
        (N, H, W, C) after a convolution or a pooling, (1,) after the loss.

    Raises
    ------
    ValueError
        If a layer does not fit the data that reach it; the message counts layers from 1.

    Examples
    --------
    >>> conv = {"type": "conv", "kernel": 5, "filters": 20, "stride": 1, "padding": 0}
    >>> pool = {"type": "pool", "window": 2, "stride": 2, "padding": 0}
    >>> data_shapes((1, 28, 28, 1), [conv, pool, {"type": "loss"}])
    ((1, 24, 24, 20), (1, 12, 12, 20), (1,))
    """
    shapes = [input_shape]
    for number, layer in enumerate(layers, start=1):
        try:
            shapes.append(_shape_after(layer, shapes[-1]))
        except ValueError as error:
            found = f"layer {number} does not fit data of shape {shapes[-1]}"
            raise ValueError(f"{found}: {error}") from error
    return tuple(shapes[1:])


def _shape_after(layer: Layer, shape: Shape) -> Shape:
    if layer["type"] == "loss":
        return (1,)
    n, height, width, channels = shape
    side, stride, padding = _side(layer), layer["stride"], layer["padding"]
    return (
        n,
        conv_output_size(height, side, stride, padding),
        conv_output_size(width, side, stride, padding),
        layer.get("filters", channels),
    )


def receptive_fields(layers: Sequence[Layer]) -> tuple[int, ...]:
    """
    Side of the input square that one unit of each layer depends on.

    Returns
    -------
    tuple of int, one a layer
        In pixels, the border ignored, so it may exceed the image.  The loss keeps the field
        of the layer before it.

    Raises
    ------
    ValueError
        If a layer is of an unknown type.

    Notes
    -----
    With ``jump`` the distance in input pixels between neighbouring units, a layer of side k
    adds k - 1 jumps to the field, and its stride multiplies the jump.  Padding moves fields
    and does not change them.  Source: Dumoulin and Visin, arXiv:1603.07285; Araujo, Norris
    and Sim, Distill 2019, doi:10.23915/distill.00021.

    Examples
    --------
    >>> conv = {"type": "conv", "kernel": 5, "filters": 20, "stride": 1, "padding": 0}
    >>> pool = {"type": "pool", "window": 2, "stride": 2, "padding": 0}
    >>> receptive_fields([conv, pool, conv, pool, {"type": "loss"}])
    (5, 6, 14, 16, 16)
    """
    field, jump = 1, 1
    fields = []
    for layer in layers:
        if layer["type"] != "loss":
            field += (_side(layer) - 1) * jump
            jump *= layer["stride"]
        fields.append(field)
    return tuple(fields)


def _side(layer: Layer) -> int:
    """Side of the square that a layer slides over its input, in units of that input."""
    if layer["type"] not in SIDES:
        raise UnknownWord("layer", layer["type"], [*SIDES, "loss"])
    return int(layer[SIDES[layer["type"]]])


def stacked_support(layers: int, kernel: int) -> tuple[int, int]:
    """
    Side and number of pixels of the square seen through ``layers`` equal layers of stride 1.

    Parameters
    ----------
    layers, kernel : int
        Number of layers, and the side of their kernels in pixels; at least 1.

    Returns
    -------
    (side, pixels) : pair of int
        ``side = layers*(kernel - 1) + 1``, and its square.

    Raises
    ------
    ValueError
        If an argument is less than 1.

    Examples
    --------
    >>> stacked_support(4, 3)
    (9, 81)
    """
    if layers < 1 or kernel < 1:
        raise ValueError(f"{layers} layers with kernels of side {kernel}; choose at least 1 each")
    side = layers * (kernel - 1) + 1
    return side, side**2
