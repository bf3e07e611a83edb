"""What the sheet promises of every argument, and a model answer that sees whether it is kept."""

import functools
import importlib
from types import SimpleNamespace

import numpy as np

from exercises import sheet3

# Functions whose arguments have ranges of their own: scores up to 1e300, all of single precision.
OTHER_RANGES = {"softmax", "half_precision_faults"}
LARGEST = 10_000  # numbers
PICTURES = {"mirror", "rotate", "shear", "colour_shift", "random_crop", "add_noise"}


def promised(array, function):
    """Whether an argument is float64, finite, not empty, and 0 or 1e-3 to 100 in size."""
    size = np.abs(array)
    usual = (size == 0) | ((size >= 0.999e-3) & (size <= 100.001))
    if function in PICTURES:
        usual |= (array >= 0) & (array <= 1)
    return (
        array.dtype == (np.float32 if function == "half_precision_faults" else np.float64)
        and array.flags.writeable
        and min(array.shape) > 0
        and max(array.shape) <= 300
        and array.size <= LARGEST
        and bool(np.isfinite(array).all())
        and (function in OTHER_RANGES or bool(usual.all()))
    )


@functools.cache
def model():
    """The model answers, as a student."""
    modules = [importlib.import_module(name) for name in sheet3.MODEL]
    return SimpleNamespace(**{n: getattr(m, n) for m in modules for n in m.__all__})


def watched(name, right):
    """A student with one function only, and the arrays that were not promised, or too large."""
    unpromised = []

    def asked(*arguments):
        arrays = [a for a in arguments if isinstance(a, np.ndarray)]
        unpromised.extend(a for a in arrays if not promised(a, name))
        answer = getattr(right, name)(*arguments)
        unpromised.extend([answer] * (isinstance(answer, np.ndarray) and answer.size > LARGEST))
        return answer

    return SimpleNamespace(**{name: asked}), unpromised
