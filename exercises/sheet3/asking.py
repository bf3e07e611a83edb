"""
Examples made of arrays in which something is special, and of arrays that look alike.

What else a function is asked changes from one to the next, so that as few calls as there are such
arrays also try strides, shifts and turns.
"""

from collections.abc import Callable
from itertools import cycle

import numpy as np
from hypothesis import example

__all__ = ["alike", "asked", "every_third"]


def every_third(inputs, first):
    """One of three parts of what maps names to arrays: what else is asked may differ in each."""
    return dict(list(inputs.items())[first::3])


def asked(name, inputs, wrap=lambda each: each, least=1, **others):
    """
    An example for each input whose sides are at least ``least``.

    ``inputs`` maps what is special to arrays; ``wrap`` makes the argument ``name`` of an array. Of
    ``others``, and of several ``wrap``, a list is gone through in turn.
    """
    wraps = cycle([wrap] if isinstance(wrap, Callable) else wrap)
    turns = {key: cycle(each if isinstance(each, list) else [each]) for key, each in others.items()}

    def with_examples(test):
        for each in inputs.values():
            if min(each.shape) >= least:
                beside = {key: next(turn) for key, turn in turns.items()}
                test = example(**{name: next(wraps)(each.copy())}, **beside)(test)
        return test

    return with_examples


def alike(array, scale=1.0, middle=0.0, *, summed=None, reshaped=True):
    """
    Arrays that a memory may take for each other, by what they are.

    Of the second some inner numbers are in each other's place, and have another sign where
    ``middle`` is 0: of no axis of four and more do the first and the last line, the sum of the
    lines, the sizes of the numbers or their order by size tell it from the first. Of the third a
    digit of each number above 0 is another one, which ``np.allclose`` forgives; the fourth has
    another shape, where there is one. ``scale`` is the size of the numbers, and an axis that is
    ``summed`` is left out, since nothing could show. The first three are about as long to read, so
    that a corpus has them one after the other: some remember the last call alone.
    """
    pattern, decimals = _pattern(array.shape, summed), 6 - round(np.log10(scale))
    changing, plain = 30.123101 * scale * pattern, np.round(array + 0.123101 * scale, decimals)
    first, second = (np.where(pattern, middle + s * changing, plain) for s in (1, -1))
    nudged = np.round(np.where(first > 0, first * (1 + 2e-6), first), decimals)
    found = {"first": first, "exchanged": second, "a digit": nudged}
    axis = array.ndim // 4  # of an image's rows: by itself, or in a batch
    sides = list(array.shape)
    sides[axis : axis + 2] = sides[axis : axis + 2][::-1]
    other = reshaped and tuple(sides) != array.shape
    return found | ({"reshaped": first.reshape(sides)} if other else {})


def _pattern(shape, summed):
    """Ones and minus ones, at inner places where there are; every line of them adds up to 0."""
    pattern = np.ones([])
    for axis, side in enumerate(shape):
        line = np.zeros(side)
        line[min(1, side - 1)] = 1.0
        if side > 2 and axis != summed:
            line[3 if side > 4 else 2] = -1.0
        pattern = np.multiply.outer(pattern, line)
    return pattern
