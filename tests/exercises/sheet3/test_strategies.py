"""What is drawn is what the sheet promises, and is reached in its corners."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exercises.sheet3 import strategies
from reference import receptive_field
from tests.exercises.sheet3.recorded import SHEET, arrays, examples


@given(x=strategies.images())
def test_images_hold_zeros_and_sizes_from_a_thousandth_to_a_hundred(x):
    """Smaller numbers would make a right answer hang on cancellation."""
    size = np.abs(x)

    assert x.ndim == 4
    assert min(x.shape) >= 1
    assert x.dtype == np.float64
    assert ((size == 0) | ((size >= 1e-3) & (size <= 100))).all()


@given(image=strategies.pictures())
def test_pictures_stay_between_black_and_white(image):
    """1e says so of every image."""
    assert image.ndim == 3
    assert ((image >= 0) & (image <= 1)).all()


@given(network=strategies.networks())
def test_networks_fit(network):
    """Only then is there a shape to compare with; none is empty."""
    input_shape, layers = network

    shapes = receptive_field.data_shapes(input_shape, layers)

    assert len(shapes) == len(layers) >= 1


@given(
    accepted=st.sampled_from([("single", "half"), ("zero", "reflect"), ("wrap",)]),
    draw=st.data(),
)
def test_other_words_are_never_the_accepted_ones(accepted, draw):
    """A question would otherwise refuse what it should accept."""
    assert draw.draw(strategies.other_words(*accepted)) not in accepted


@given(values=strategies.floats32())
def test_float32_vectors_are_finite_and_not_empty(values):
    """1d promises both."""
    assert values.dtype == np.float32
    assert values.ndim == 1
    assert values.size >= 1
    assert np.isfinite(values).all()


def test_images_are_neither_all_plain_nor_all_noise():
    """Structure forgives mistakes, and noise has no ties; of the larger images some are of each."""
    recorded = [
        array
        for prop in SHEET.properties
        for example in examples(prop.test)
        for array in arrays(list(example.values()))
    ]
    larger = [x for x in recorded if x.ndim == 4 and x.size > 2 * len(strategies.PLAIN)]

    assert len(larger) >= 100
    assert 0.1 < np.mean([len(np.unique(x)) <= len(strategies.PLAIN) for x in larger]) < 0.9
