"""Question 1c, right: networks followed in ways of their own."""

from tests.verdicts.variant import right

PLACES = """
def places(side, size, stride, padding):
    if side > size + 2 * padding:
        raise ValueError(f"{side} does not fit in {size} and {padding}")
    return (size + 2 * padding - side) // stride + 1
"""

VARIANTS = right(
    "1c",
    "data_shapes",
    PLACES,
    """
# recursion The rest of the network is asked for the rest.
def data_shapes(input_shape, layers):
    if not layers:
        return ()
    first, *rest = layers
    if first["type"] == "loss":
        return ([1],)
    n, h, w, c = input_shape
    side = first.get("kernel", first.get("window"))
    shape = [n, *(places(side, s, first["stride"], first["padding"]) for s in (h, w)),
             first.get("filters", c)]
    return (shape, *data_shapes(shape, rest))

# generator A generator, collected.
def data_shapes(input_shape, layers):
    def walk(n, h, w, c):
        for layer in layers:
            match layer:
                case {"type": "loss"}:
                    yield (1,)
                case {"type": "conv", "kernel": k, "filters": f, "stride": s, "padding": p}:
                    h, w, c = places(k, h, s, p), places(k, w, s, p), f
                    yield n, h, w, c
                case {"window": k, "stride": s, "padding": p}:
                    h, w = places(k, h, s, p), places(k, w, s, p)
                    yield n, h, w, c
    return list(walk(*input_shape))

# named_tuples Shapes with names.
from typing import NamedTuple
class Shape(NamedTuple):
    images: int
    height: int
    width: int
    channels: int
def data_shapes(input_shape, layers):
    shape, found = Shape(*input_shape), []
    for layer in layers:
        if layer["type"] == "loss":
            found.append((1,))
            break
        side = layer["kernel" if layer["type"] == "conv" else "window"]
        one = lambda size: places(side, size, layer["stride"], layer["padding"])
        shape = shape._replace(height=one(shape.height), width=one(shape.width),
                               channels=layer.get("filters", shape.channels))
        found.append(shape)
    return found

# arrays_of_ints NumPy arrays as shapes.
import numpy as np
def data_shapes(input_shape, layers):
    shape, found = np.array(input_shape), []
    for layer in layers:
        if layer["type"] == "loss":
            found += [np.ones(1, dtype=np.int8)]
            continue
        shape = shape.copy()
        side = layer["kernel"] if "kernel" in layer else layer["window"]
        room = shape[1:3] + 2 * layer["padding"] - side
        if (room < 0).any():
            raise ValueError
        shape[1:3] = room // layer["stride"] + 1
        if "filters" in layer:
            shape[3] = layer["filters"]
        found.append(shape)
    return [each.tolist() if len(each) == 1 else tuple(each) for each in found]

# really_run Arrays without content are really padded and cut.
import numpy as np
def data_shapes(input_shape, layers):
    x, found = np.lib.stride_tricks.as_strided(np.zeros(1), input_shape, (0,) * 4), []
    for layer in layers:
        if layer["type"] == "loss":
            found.append((1,))
            continue
        side, p, s = layer.get("kernel") or layer["window"], layer["padding"], layer["stride"]
        padded = np.pad(x, [(0, 0), (p, p), (p, p), (0, 0)])
        views = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(1, 2))
        x = views[:, ::s, ::s, :, 0, 0]
        if layer["type"] == "conv":
            x = np.zeros((*x.shape[:3], layer["filters"]))
        found.append(x.shape)
    return tuple(found)
""",
) + right(
    "1c",
    "receptive_fields",
    "",
    """
# backwards From each layer back to the input.
def receptive_fields(layers):
    def back(depth):
        side = 1
        for layer in reversed(layers[: depth + 1]):
            if layer["type"] != "loss":
                side = (side - 1) * layer["stride"] + layer.get("kernel", layer.get("window"))
        return side
    return [back(depth) for depth in range(len(layers))]

# accumulated Sums of steps, as a tuple.
from itertools import accumulate
from operator import mul
def receptive_fields(layers):
    true = [each for each in layers if each["type"] != "loss"]
    strides = accumulate([1, *(each["stride"] for each in true)], mul)
    sides = (each.get("kernel", each.get("window")) for each in true)
    fields = list(accumulate(((k - 1) * s for k, s in zip(sides, strides)), initial=1))[1:]
    return tuple(fields + fields[-1:] * (len(layers) - len(true)))

# as_an_array One NumPy array.
import numpy as np
def receptive_fields(layers):
    side = np.array([each.get("kernel", each.get("window", 1)) for each in layers])
    stride = np.array([each.get("stride", 1) for each in layers])
    jump = np.concatenate([[1], np.cumprod(stride)[:-1]])
    return 1 + np.cumsum((side - 1) * jump)

# by_matrices A layer is an affine map of sides.
from functools import reduce
def receptive_fields(layers):
    fields, scale, offset = [], 1, 0
    for layer in layers:
        if layer["type"] == "conv":
            k, s = layer["kernel"], layer["stride"]
        elif layer["type"] == "pool":
            k, s = layer["window"], layer["stride"]
        else:
            k = s = 1
        scale, offset = scale * s, offset + scale * (k - s)
        fields.append(scale + offset)
    return fields

# by_two_pixels The first and the last pixel that the first unit of each layer depends on.
import numpy as np
def receptive_fields(layers):
    fields = []
    for depth in range(len(layers)):
        first = last = 0
        for layer in layers[depth::-1]:
            k = layer.get("kernel") or layer.get("window") or 1
            stride = layer.get("stride", 1)
            first, last = first * stride, last * stride + k - 1
        fields.append(np.int64(last - first + 1))
    return fields

# recursion_from_the_front The last field and its step are carried along.
def receptive_fields(layers, field=1, jump=1):
    if len(layers) == 0:
        return []
    head = layers[0]
    if head["type"] == "loss":
        return [field]
    now = field + (head.get("kernel", head.get("window")) - 1) * jump
    return [now, *receptive_fields(layers[1:], now, jump * head["stride"])]
""",
)
