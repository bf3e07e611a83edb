"""Variants of recorded inputs are others, of the same kind, and within what was recorded."""

import itertools
import random

import numpy as np

from grader.examine.probe.variants import variants
from grader.sandbox.wire.codec import encode

EXAMPLES = [
    {
        "image": np.array([[0.5, -2.0], [3.0, 0.0]]),
        "stride": 3,
        "word": "same",
        "layers": [{"kernel": 2}],
        "flag": True,
    },
    {"image": np.ones((1, 4)), "stride": 1, "word": "zero", "layers": [], "flag": False},
]


def some(favoured=(), count=400):
    """Variants of the examples."""
    return list(itertools.islice(variants(EXAMPLES, favoured, random.Random(1)), count))


def test_they_are_many_and_leave_the_recorded_ones_alone():
    """A search wants new inputs, and marks are made of the old ones."""
    before = [encode(each) for each in EXAMPLES]
    found = {encode(each) for each in some(count=2000)}
    assert len(found) > 250
    assert [encode(each) for each in EXAMPLES] == before


def test_numbers_stay_between_the_least_and_the_largest_that_were_recorded():
    """What the sheet never asks for is not held against anybody."""
    for each in some():
        assert -2.0 <= each["image"].min() <= each["image"].max() <= 3.0
        assert each["image"].shape in {(2, 2), (1, 4)}
        assert each["image"].dtype == np.float64
        assert 1 <= each["stride"] <= 3
        assert isinstance(each["flag"], bool)
        assert {type(kernel) for layer in each["layers"] for kernel in layer.values()} <= {int}


def test_what_shortcuts_are_taken_on_is_among_them():
    """A zero row, equal rows, a constant, another word."""
    images = [each["image"] for each in some() if each["image"].shape == (2, 2)]
    assert any(not image[0].any() and image[1].any() for image in images)
    assert any((image[0] == image[1]).all() and np.ptp(image) for image in images)
    assert any(not np.ptp(image) for image in images)
    assert {"SAME", "sam", "zero ", "Zero"} <= {each["word"] for each in some(count=2000)}


def test_what_others_fail_on_is_varied_more_often():
    """That is where mistakes are."""
    guide = {**EXAMPLES[0], "image": np.array([[2.5, 2.25]])}
    near = [each for each in some([guide]) if each["image"].shape == (1, 2)]
    assert len(near) > 100
