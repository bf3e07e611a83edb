"""Images, and by what they are turned, sheared, shifted in colour or cut."""

import numpy as np
from hypothesis import strategies as st

from exercises.sheet3.strategies import pictures, tensors

__all__ = ["FRAMED", "HIGH", "SHIFTS", "STEPS", "TURNS", "VAST", "WIDE", "crops", "shifts"]

# Distinct values: every view of it differs, and a crop tells its place.
HIGH = (np.arange(10.0).reshape(5, 2, 1) + 1) / 16
WIDE = np.arange(24.0).reshape(3, 4, 2) / 24
# Large enough for others that differ inside alone.
FRAMED = (np.arange(96.0).reshape(4, 6, 4) ** 2 % 23 + 1) / 25
# Any int is allowed, and some ways to reckon with one are exact for small ones only.
VAST = (
    *(-1000, 255, -(2**15) - 1, 2**16, 2**31 + 1, -(2**31) - 3, 2**53 + 1, 2**63 + 1, -(2**65) - 1),
)
# Of three channels: none, faint, nearly grey, of sum zero, of some channels only, in order.
SHIFTS = (
    *([0.0] * 3, [9e-6] * 3, [0.25, 0.2500015, 0.2499985], [0.2, -0.4, 0.2], [0.0, 0.0, 0.3]),
    *([-0.3, 0.0, 0.0], [1.0, 0.0, -1.0], [0.1, 0.2, 0.4], [0.125, 0.125, 0.125001]),
    [0.02, -0.03, 0.04],
)
# Of pictures in turn; the first and the fourth are alike but for two numbers.
TURNS = [3, 4, 1, 3, 5, -3, 1, -7, -1, 2, 5, 1, -1, 3, 1, -3, -2, 7, 5, 2, 5, 3, 1, 2, 2, 2]
STEPS = [1, -1, 2, 1, -2, -1, 3, -3]


@st.composite
def shifts(draw):
    """An image and a shift of its channels, often by less than the range, at times by far more."""
    image = draw(pictures())
    shift = draw(tensors((image.shape[2],)))
    return image, np.round(shift / draw(st.sampled_from([20, 20, 1])), 3)


@st.composite
def crops(draw):
    """An image and the side of a crop that fits in it."""
    image = draw(pictures())
    return image, draw(st.integers(1, min(image.shape[:2])))
