"""
Examples made of arrays in which something is special: one for each, and twins that look alike.

What else a function is asked changes from one to the next, so that as few calls as there are such
arrays also try strides, shifts and turns.
"""

from collections.abc import Callable
from itertools import cycle

import numpy as np
from hypothesis import example

from exercises.sheet3.corners import exchanged

__all__ = ["asked", "every_third", "twins"]


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


def twins(name, array, wrap=lambda each: each, scale=1.0, reshaped=True, **others):
    """
    Examples that a memory may take for each other.

    All but two numbers alike; all but a digit; four numbers of which no row, column nor border is
    told apart by its sum; the same numbers in another order, or shape. ``wrap`` makes an argument
    of an array, and ``scale`` is the size of its numbers; an image that is not square is also
    ``reshaped`` to another one.
    """
    first = array.ndim // 4  # axis of an image's rows: by itself, or in a batch
    nudged = array.copy()
    nudged.flat[[np.flatnonzero(array)[0], array.argmax()]] += 0.0004 * scale
    second, third = (np.unravel_index(place, array.shape) for place in (1, 2))
    sides = list(array.shape)
    if reshaped and array.ndim > 1:
        sides[first : first + 2] = sides[first : first + 2][::-1]

    def with_examples(test):
        others_like_it = [_of_equal_sums(array, first, scale), exchanged(array, second, third)]
        alike = [array, *others_like_it, nudged]
        for twin in alike + [array.reshape(sides)] * (sides != list(array.shape)):
            test = example(**{name: wrap(twin)}, **others)(test)
        return test

    return with_examples


def _of_equal_sums(array, axis, scale):
    """The array with four inner numbers changed, but not the sum of a row or column; turned."""
    if array.ndim == 1 or min(array.shape[axis : axis + 2]) == 1:
        return array[..., ::-1].copy()
    changed = array.copy()
    lines = np.moveaxis(changed, (axis, axis + 1), (0, 1))
    rows, columns = ([min(1, side - 2), min(2, side - 1)] for side in lines.shape[:2])
    for row, step in zip(rows, (scale, -scale), strict=True):
        lines[row, columns[0]] += step
        lines[row, columns[1]] -= step
    return changed
