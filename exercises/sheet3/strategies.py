"""
What Question 1 is asked about.

Inputs are small, so that a failing one can be checked by hand, and because every submission of a
class pays for each pixel; one in four is larger, and a few are long, since some mistakes show only
far from a border. About half of them look like noise, because a constant or symmetric image
forgives most mistakes; but some mistakes show on just such an image, so a few are constant,
mirrored or nearly zero.
Numbers are 0 or of size 1e-3 to 100, as the sheet promises; pixels of Question 1e lie anywhere
from 0 to 1.
"""

import math
from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

__all__ = [
    "LONG",
    "SEEDS",
    "conv",
    "floats32",
    "images",
    "near_misses",
    "networks",
    "other_words",
    "pictures",
    "pool",
    "sides",
    "stacks",
    "tensors",
]

SEEDS = st.integers(0, 2**32 - 1)

PLAIN = (0.0, 1.0, 2.0, -1.0, 0.5, -2.0, 3.0, -0.5, 10.0, -7.5, 0.125, 40.0)
LONG = (9, 12, 16, 17, 33)
MOST = (20_000, 20_000, 20_000, 100_000, 100_000, 1000)  # thousandths
SHADES = (0.0, 1.0, 0.5, 0.25, 0.75, 0.125, 0.9, 0.001, 1e-5, 0.9999)


@cache  # a strategy that is made again is checked again, which takes longer than drawing
def tensors(shape):
    """Arrays of one shape: plain numbers with ties, thousandths like noise, or with structure."""
    noise = st.tuples(SEEDS, st.sampled_from(MOST)).map(
        lambda drawn: _thousandths(drawn[0], shape, -drawn[1], drawn[1] + 1)
    )
    if math.prod(shape) > 200:
        return noise
    plain = arrays(np.float64, shape, elements=st.sampled_from(PLAIN), fill=st.nothing())
    ways = _structures(shape)
    structured = st.tuples(st.integers(0, len(ways) - 1), SEEDS).map(
        lambda drawn: ways[drawn[0]](_thousandths(drawn[1], shape, -20_000, 20_001))
    )
    return st.one_of(plain, plain, noise, noise, noise, structured)


def _structures(shape):
    """Ways to give an array something that may be taken for the general case."""
    ways = [
        np.zeros_like,
        lambda x: np.full(shape, x.flat[0]),
        lambda x: np.sign(x) / 1000,
        lambda x: np.round(x / 2000, 3),
        lambda x: -0.001 - np.abs(x),
        lambda x: np.round(x),
        lambda x: np.where(np.arange(x.size).reshape(shape) == x.size // 2, x, 0.0),
        lambda x: np.where(np.abs(x) > 10, x, 0.0),
        lambda x: np.where(np.abs(x) > 10, 4 * x, np.sign(x) / 1000),
    ]
    for axis, side in enumerate(shape):
        ways += [
            lambda x, axis=axis: np.round((x + np.flip(x, axis)) / 2, 3),
            lambda x, axis=axis: np.broadcast_to(x.take([0], axis), shape).copy(),
            *(lambda x, a=axis, i=i: _with_zeros(x, i, a) for i in (0, -1, side // 2)),
        ]
    if len(shape) == 2 and shape[0] == shape[1]:
        ways += SQUARE
    return ways


SQUARE = [
    lambda x: np.round((x + x.T) / 2, 3),
    lambda x: np.round((x - x.T) / 2, 3),
    lambda x: np.round((x + x[::-1, ::-1]) / 2, 3),
    lambda x: np.diag(np.diag(x)),
    lambda x: np.triu(x, 1),
    np.tril,
    lambda x: np.eye(len(x)),
]


def _with_zeros(array, line, axis):
    """The array with one line across an axis set to zero."""
    changed = np.moveaxis(array.copy(), axis, 0)
    changed[line] = 0.0
    return np.ascontiguousarray(np.moveaxis(changed, 0, axis))


@cache
def sides(least, most, small=None):
    """Height and width, drawn apart: three times in four at most ``small``, by default 2 more."""
    few = st.integers(least, min(least + 2 if small is None else small, most))
    usual, larger = st.tuples(few, few), st.tuples(*[st.integers(least, most)] * 2)
    long = st.tuples(st.sampled_from(LONG), st.integers(least, least + 2), st.booleans()).map(
        lambda drawn: drawn[1::-1] if drawn[2] else drawn[:2]
    )
    ranges = [*[usual] * 7, *[larger] * 2, long]
    return st.integers(0, len(ranges) - 1).flatmap(lambda number: ranges[number])


def images(max_side=6, channels=3):
    """Batches of images, (N, H, W, C)."""
    count = st.sampled_from([1, 2, 1, 3, 1, 2, 1, 3, 5])
    depth = st.sampled_from([*range(1, channels + 1)] * 3 + [5])
    shapes = st.tuples(count, sides(1, max_side), depth)
    return shapes.flatmap(lambda shape: tensors((shape[0], *shape[1], shape[2])))


def pictures(max_side=6):
    """Single images, (H, W, C), with values in [0, 1]."""
    shapes = st.tuples(sides(1, max_side), st.sampled_from([1, 2, 3] * 3 + [4, 5]))
    return shapes.flatmap(lambda drawn: _greys((*drawn[0], drawn[1])))


@cache
def _greys(shape):
    """Arrays of one shape with values in [0, 1]: a few shades, noise, or nearly black."""
    noise, dark = (
        SEEDS.map(lambda seed, most=most: _thousandths(seed, shape, 0, most)) for most in (1001, 3)
    )
    if math.prod(shape) > 200:
        return noise
    return arrays(np.float64, shape, elements=st.sampled_from(SHADES), fill=st.nothing()) | (
        noise | dark
    )


def floats32(subnormal_halves=False):
    """Vectors (n,) of float32 from all over its range, or mostly what becomes a subnormal half."""
    low, high = (-26, -13) if subnormal_halves else (-30, 20)
    powers = st.tuples(st.integers(low * 16, high * 16), st.sampled_from([1.0, -1.0])).map(
        lambda drawn: drawn[1] * 2.0 ** (drawn[0] / 16)
    )
    plain = st.sampled_from([0.0, 1.0, -0.1, 2049.0, 65504.0, -65520.0, 1e9, 1e-9, 2.0**-24])
    anything = st.floats(-(2.0**17), 2.0**17, width=32).map(abs)
    numbers = powers | powers | plain | anything
    lists = st.lists(numbers, min_size=1, max_size=10) | st.lists(
        numbers, min_size=1, max_size=3
    ).map(lambda few: (few * 33)[: 32 + len(few)])
    return lists.map(lambda values: np.array(values, dtype=np.float32))


def conv(kernel, filters, stride=1, padding=0):
    """A convolutional layer, in the words of the sheet."""
    sizes = {"kernel": kernel, "filters": filters, "stride": stride, "padding": padding}
    return {"type": "conv", **sizes}


def pool(window, stride, padding=0):
    """A pooling layer, in the words of the sheet."""
    return {"type": "pool", "window": window, "stride": stride, "padding": padding}


@st.composite
def networks(draw, min_layers=1, max_layers=5):
    """The shape of an input, and layers that fit in it one after the other; no loss."""
    sides = [draw(st.integers(1, 32)), draw(st.integers(1, 32))]
    shape = (draw(st.integers(1, 100)), *sides, draw(st.integers(1, 10)))
    layers = []
    for _ in range(draw(st.integers(min_layers, max_layers))):
        padding, stride = draw(st.integers(0, 2)), draw(st.integers(1, 3))
        room = min(sides) + 2 * padding
        side = draw(st.integers(1, min(5, room)) | st.just(room))
        layers.append(draw(_layers_of(side, stride, padding)))
        sides = [(size + 2 * padding - side) // stride + 1 for size in sides]
    return shape, layers


def stacks(max_layers):
    """Layers in order, whether or not there is an image in which they fit; no loss."""
    sizes = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2))
    return st.lists(sizes.flatmap(lambda s: _layers_of(*s)), min_size=1, max_size=max_layers)


def _layers_of(side, stride, padding):
    return st.just(pool(side, stride, padding)) | st.integers(1, 100).map(
        lambda filters: conv(side, filters, stride, padding)
    )


def near_misses(*accepted):
    """The accepted words with a slip of the pen, and no word at all."""
    return ["", " ", "none"] + [
        miss
        for word in accepted
        for miss in (
            word.upper(),
            word.title(),
            f"{word} ",
            f" {word}",
            f"{word}\n",
            word[:-1],
            f"{word}s",
            word[0],
            word[1:],
        )
    ]


def other_words(*accepted):
    """Words that are none of the accepted ones: near misses first, then anything."""
    near = near_misses(*accepted)
    joined = [" ".join(accepted), "".join(accepted), ",".join(accepted)] if accepted[1:] else []
    anything = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=10).map(
        lambda word: f"{word}?" if word in accepted else word
    )
    return st.sampled_from([*near, *joined, "default"]) | anything


def _thousandths(seed, shape, low, high):
    """Whole thousandths from low to high - 1, as floats: 0, or at least 1e-3 in size."""
    return np.random.default_rng(seed).integers(low, high, shape) / 1000
