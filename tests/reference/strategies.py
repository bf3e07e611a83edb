"""
Inputs as the sheet's contract describes them.

Numbers are 0 or of size 1e-3 to 100, so that nothing hangs on cancellation; sides are small,
because what goes wrong with a window goes wrong at the border.
"""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

__all__ = ["arrays", "images", "kernels", "numbers", "small_integers"]

SIZES = st.floats(1e-3, 100.0)


def numbers():
    """Floats that are 0 or of size 1e-3 to 100."""
    return st.one_of(st.just(0.0), SIZES, SIZES.map(lambda size: -size))


def small_integers():
    """Floats with small integer values, whose sums and products are exact."""
    return st.integers(-9, 9).map(float)


@st.composite
def arrays(draw, *sides, elements=None):
    """Float64 arrays; each side is an int, or a strategy for one."""
    shape = tuple(side if isinstance(side, int) else draw(side) for side in sides)
    return draw(hnp.arrays(np.float64, shape, elements=numbers() if elements is None else elements))


def images(min_side=1, max_side=6, elements=None):
    """Images (H, W)."""
    side = st.integers(min_side, max_side)
    return arrays(side, side, elements=elements)


def kernels(*sides, elements=None):
    """Square kernels, of one of the given sides."""
    return st.sampled_from(sides).flatmap(lambda side: arrays(side, side, elements=elements))
