"""Question 3d, right: supports counted in other ways."""

from tests.verdicts.variant import right

VARIANTS = right(
    "3d",
    "stacked_support",
    "",
    """
# recursion Layer by layer.
def stacked_support(layers, kernel):
    if layers == 0:
        return 1, 1
    side = stacked_support(layers - 1, kernel)[0] + kernel - 1
    return side, side**2

# recursion_with_memory Layer by layer, remembered.
from functools import cache
@cache
def side(layers, kernel):
    return 1 if layers < 1 else side(layers - 1, kernel) + (kernel - 1)
def stacked_support(layers, kernel):
    return [side(layers, kernel), side(layers, kernel) ** 2]

# one_line A line of booleans is widened.
import numpy as np
def stacked_support(layers, kernel):
    first, last = np.int64(0), np.int64(0)
    for _ in range(layers):
        first, last = first - kernel // 2, last + (kernel - 1) // 2
    return np.array([last - first + 1, (last - first + 1) ** 2])

# polynomial The degree of a product of polynomials.
def stacked_support(layers, kernel):
    degree = sum(kernel - 1 for _ in range(layers))
    return degree + 1, degree**2 + 2 * degree + 1

# sum_of_odd_numbers The area is a sum of odd numbers.
def stacked_support(layers, kernel):
    side = len(range(0, layers * (kernel - 1) + 1))
    return side, sum(range(1, 2 * side, 2)) if side < 3000 else side * side

# named_pair A pair with names, of NumPy's unsigned numbers.
from typing import NamedTuple
import numpy as np
class Support(NamedTuple):
    side: np.uint64
    pixels: np.uint64
def stacked_support(layers, kernel):
    side = np.uint64(layers * kernel - layers + 1)
    return Support(side, side * side)

# floats_that_are_exact Floating point, which is exact for so small numbers.
def stacked_support(layers, kernel):
    side = 1.0 + layers * (kernel - 1.0)
    return int(side), int(side * side)

# int_enumeration Numbers of a class of their own.
class Pixels(int):
    def __mul__(self, other):
        return Pixels(int(self) * int(other))
    def __str__(self):
        return "many"
def stacked_support(layers, kernel):
    side = Pixels(layers * (kernel - 1) + 1)
    return side, side * side

# doubling Layers are put together in pairs.
def stacked_support(layers, kernel):
    reach, one = 0, kernel - 1
    while layers:
        if layers & 1:
            reach += one
        one, layers = one * 2, layers >> 1
    return (reach + 1, (reach + 1) ** 2)

# int_enum A member of an enumeration of numbers, made for the occasion.
from enum import IntEnum
def stacked_support(layers, kernel):
    side = 1 - layers + layers * kernel
    made = IntEnum("Made", {"SIDE": side}) if side == 1 else IntEnum("Made", {"SIDE": side, "AREA": side * side})
    return (made.SIDE, made.SIDE if side == 1 else made.AREA)

# zero_dimensional Arrays without axes.
import numpy as np
def stacked_support(layers, kernel, stride=1):
    side = np.array(1 + stride * layers * (kernel - 1), dtype=np.int64)
    return side, np.square(side)

# accumulated The last of the accumulated sides.
from itertools import accumulate, repeat
def stacked_support(layers, kernel):
    *_, side = accumulate(repeat(kernel - 1, layers), initial=1)
    return side, pow(side, 2)
""",
)
