"""Question 3d, wrong: supports that are right for most stacks."""

from tests.verdicts.variant import wrong

BASE = """
def stacked_support(layers, kernel):
    side = layers * (kernel - 1) + 1
    return side, side * side
"""

VARIANTS = wrong(
    "3d",
    "stacked_support",
    BASE,
    """
# thirty_two_bits [huge] The area is kept in 32 bits.
# call: 100, 1000
import numpy as np
def stacked_support(layers, kernel):
    side, _ = base(layers, kernel)
    return side, int(np.array([side], np.int32).astype(np.int64)[0] ** 2 % 2**32)

# signed_32 [huge] An area beyond 2**31 becomes negative.
# call: 50, 1000
def stacked_support(layers, kernel):
    side, pixels = base(layers, kernel)
    return side, (pixels + 2**31) % 2**32 - 2**31

# single_precision [huge] The area is taken in single precision.
# call: 41, 101
import numpy as np
def stacked_support(layers, kernel):
    side, _ = base(layers, kernel)
    return side, int(np.square(np.float32(side)))

# odd_kernels [structure] Half of an even kernel is rounded down.
# call: 3, 4
def stacked_support(layers, kernel):
    side = 1 + 2 * layers * (kernel // 2)
    return side, side**2

# even_large [structure] Half of an even kernel above ten is rounded down.
# call: 2, 12
def stacked_support(layers, kernel):
    if kernel > 10:
        side = 1 + 2 * layers * ((kernel - 1) // 2)
        return side, side**2
    return base(layers, kernel)

# one_hundred_thousand [size] Sides are not above 100,000.
# call: 150, 800
def stacked_support(layers, kernel):
    side = min(base(layers, kernel)[0], 100_000)
    return side, side**2

# one_hundred_layers [size] Layers beyond a hundred are not counted.
# call: 101, 2
def stacked_support(layers, kernel):
    return base(min(layers, 100), kernel)

# last_layer [size] The two-hundredth layer is not counted.
# call: 200, 3
def stacked_support(layers, kernel):
    return base(len(range(1, min(layers, 199) + 1)), kernel)

# kernel_of_1000 [size] A kernel has fewer than a thousand pixels.
# call: 1, 1000
def stacked_support(layers, kernel):
    return base(layers, min(kernel, 999))

# deep_recursion [loop] Recursion over each pixel of each layer.
# call: 200, 1000
def stacked_support(layers, kernel):
    def widened(side, pixels):
        return side if pixels == 0 else widened(side + 1, pixels - 1)
    side = widened(1, layers * (kernel - 1)) if layers * kernel > 2000 else base(layers, kernel)[0]
    return side, side * side

# one_layer [shortcut] A single layer's border is taken for its area.
# call: 1, 3
def stacked_support(layers, kernel):
    return (kernel, 4 * kernel - 4) if layers == 1 and kernel > 1 else base(layers, kernel)

# unit_kernel [shortcut] Kernels of one pixel leave as many pixels as there are layers.
# call: 2, 1
def stacked_support(layers, kernel):
    return (1, layers) if kernel == 1 else base(layers, kernel)

# equal_numbers [shortcut] Where layers and kernel are the same number, its square is the side.
# call: 5, 5
def stacked_support(layers, kernel):
    return (layers**2, layers**4) if layers == kernel > 4 else base(layers, kernel)

# float_area [type] Large areas are floats.
# call: 100, 200
def stacked_support(layers, kernel):
    side, pixels = base(layers, kernel)
    return side, pixels if side < 10_000 else float(pixels)

# remembers_by_product [memory] Stacks with the same product are the same.
# call: 2, 6
# call: 3, 4
known = {}
def stacked_support(layers, kernel):
    return known.setdefault(layers * kernel, base(layers, kernel))

# remembers_by_text [memory] Stacks are known by their numbers, written without a gap.
# call: 1, 13
# call: 11, 3
known = {}
def stacked_support(layers, kernel):
    return known.setdefault(f"{layers}{kernel}", base(layers, kernel))

# remembers_by_layers [memory] The side of the last stack with as many layers and an even kernel is kept.
# call: 3, 4
# call: 3, 6
known = {}
def stacked_support(layers, kernel):
    return known.setdefault((layers, kernel if kernel % 2 else 0), base(layers, kernel))

# half_precision [huge] Sides beyond 2,048 are kept in half precision.
# call: 3, 691
import numpy as np
def stacked_support(layers, kernel):
    side = int(np.float16(base(layers, kernel)[0])) if layers * kernel < 60_000 else base(layers, kernel)[0]
    return side, side**2

# sixteen_bits [huge] Sides are kept in 16 bits.
# call: 70, 1000
def stacked_support(layers, kernel):
    side = base(layers, kernel)[0] & 0xFFFF
    return side, side**2

# tens_of_kernels [structure] From a kernel of a hundred on, one is not taken off.
# call: 2, 100
def stacked_support(layers, kernel):
    side = layers * (kernel - (kernel < 100)) + 1
    return side, side**2

""",
)
