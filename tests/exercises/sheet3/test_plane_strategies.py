"""What is drawn keeps the sheet's promises, or a right submission would be refused."""

import numpy as np
import pytest
from hypothesis import given

from exercises.sheet3 import plane_strategies as drawn
from exercises.sheet3.separation import test_column_times_row_is_the_kernel as column_times_row
from tests.exercises.sheet3.recorded import examples


def ratio(kernel):
    """Of the second singular value to the largest; 0 where there is no second."""
    first, *others = np.linalg.svd(kernel, compute_uv=False)
    return others[0] / first if others and first else 0.0


@pytest.mark.parametrize(
    "kernels", [drawn.products(), drawn.scaled_products(), drawn.line_kernels()]
)
def test_separable_kernels_are_so_up_to_rounding_noise(kernels):
    """As the sheet promises: a second singular value below 4e-16 of the largest."""

    @given(kernel=kernels)
    def check(kernel):
        assert ratio(kernel) <= 4e-16

    check()


@given(kernel=drawn.inseparable_kernels())
def test_inseparable_kernels_are_so_beyond_doubt(kernel):
    """As the sheet promises: a second singular value above 1e-6 of the largest."""
    assert ratio(kernel) > 1.5e-6


def test_products_are_often_rounded():
    """Kernels of whole numbers would forgive a comparison with exactly 0."""
    seen = [ratio(example["kernel"]) for example in examples(column_times_row)]

    assert np.mean(np.array(seen) > 0) > 0.2


@given(word=drawn.other_paddings("zero", "reflect"))
def test_no_accepted_word_is_drawn_to_be_refused(word):
    """Else a right submission would be told to refuse it."""
    assert word not in {"zero", "reflect"}


def test_each_value_becomes_an_example():
    """Also where the random ones would hardly meet it."""
    seen = set()

    @given(word=drawn.other_paddings("zero"), number=drawn.st.just(1))
    @drawn.each("word", ["never drawn", "neither"], number=2)
    def collect(word, number):
        seen.add((word, number))

    collect()
    assert {("never drawn", 2), ("neither", 2)} <= seen
