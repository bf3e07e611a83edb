"""Question 1c: places are counted, and pixels are followed back through the layers."""

import itertools

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import conv, loss, pool
from tests.verdicts.oracles.convolution import places
from tests.verdicts.oracles.oracle import Oracle, plain

__all__ = ["ORACLES"]

PRINTED = [conv(5, 20), pool(2, 2), conv(5, 50), pool(2, 2), conv(4, 500), conv(1, 10), loss()]


def _side(layer):
    return layer["kernel"] if layer["type"] == "conv" else layer["window"]


def sizes(input_shape, layers):
    """The shape after each layer."""
    found, shape = [], tuple(input_shape)
    for layer in layers:
        if layer["type"] == "loss":
            shape = (1,)
        else:
            n, height, width, channels = shape
            along = [
                places(each, _side(layer), layer["stride"], layer["padding"])
                for each in (height, width)
            ]
            shape = (n, *along, layer["filters"] if layer["type"] == "conv" else channels)
        found.append(shape)
    return found


def fields(layers):
    """The pixels that unit 0 of each layer depends on, one layer after the other."""
    found = []
    for depth, layer in enumerate(layers):
        if layer["type"] == "loss":
            found.append(found[-1])
            continue
        units = {0}
        for each in reversed(layers[: depth + 1]):
            units = {unit * each["stride"] + u for unit in units for u in range(_side(each))}
        found.append(max(units) - min(units) + 1)
    return found


def _is_network(layers):
    kinds = [each["type"] for each in layers]
    return (
        len(kinds) >= 1
        and (kinds.count("loss") == 0 or (kinds.count("loss") == 1 and kinds[-1] == "loss"))
        and (kinds != ["loss"])
        and all(
            1 <= _side(each) <= 100 and 1 <= each["stride"] <= 100 and 0 <= each["padding"] <= 100
            for each in layers
            if each["type"] != "loss"
        )
    )


def _admits_shapes(input_shape, layers):
    sides = len(input_shape) == 4 and all(1 <= each <= 100 for each in input_shape)
    return sides and _is_network(layers)


def _networks():
    yield PRINTED
    drawn = np.random.default_rng(5)
    for _ in range(60):
        layers = []
        for _ in range(int(drawn.integers(1, 6))):
            side, filters, stride, padding = (int(drawn.integers(a, b)) for a, b in BOUNDS)
            one = conv(side, filters, stride, padding), pool(side, stride, padding)
            layers.append(one[int(drawn.integers(2))])
        yield [*layers, loss()] if drawn.integers(2) else layers


BOUNDS = ((1, 5), (1, 9), (1, 4), (0, 3))


def _shapes():
    yield (1, 28, 28, 1), PRINTED
    for number, layers in enumerate(_networks()):
        yield (1 + number % 3, 4 + number % 17, 3 + number % 13, 1 + number % 4), layers


def _layers():
    return [(each,) for each in itertools.chain(_networks(), [[conv(1)], [pool(3, 2), loss()]])]


ORACLES = {
    ("1c", "data_shapes"): Oracle(sizes, plain(agreement.shapes), _admits_shapes, _shapes),
    ("1c", "receptive_fields"): Oracle(fields, plain(agreement.integers), _is_network, _layers),
}
