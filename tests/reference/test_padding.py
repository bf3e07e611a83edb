"""Padding against NumPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.padding import pad
from tests.reference.strategies import images

NUMPY = {"zero": "constant", "reflect": "reflect", "wrap": "wrap"}


@given(image=images(), border=st.integers(0, 7), padding=st.sampled_from(list(NUMPY)))
def test_padding_agrees_with_numpy(image, border, padding):
    """Every border that is possible: a reflection ends at the far edge, a period does not."""
    if padding == "reflect":
        border = min(border, min(image.shape) - 1)

    expected = np.pad(image, border, mode=NUMPY[padding])
    np.testing.assert_array_equal(pad(image, border, padding), expected, strict=True)


@pytest.mark.parametrize("shape", [(2, 5), (5, 2)])
def test_an_image_too_small_to_be_mirrored_is_refused(shape):
    """One side that is too short is enough; the message names the largest kernel that works."""
    with pytest.raises(ValueError, match=r"side 2 cannot be mirrored 2 .* side 3 at most"):
        pad(np.zeros(shape), 2, "reflect")


@pytest.mark.parametrize("word", ["mirror", "", "Zero"])
def test_an_unknown_padding_is_refused(word):
    """The message lists the paddings there are."""
    with pytest.raises(ValueError, match=r"no padding is called .*'zero', 'reflect', 'wrap'"):
        pad(np.zeros((3, 3)), 1, word)
