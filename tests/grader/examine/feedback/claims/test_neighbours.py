"""Neighbours of examples are where a mistake and the right answer meet, and within the law."""

from itertools import islice

import numpy as np

from grader.call_text import brevity
from grader.examine.feedback.claims.neighbours import neighbours

NUMBERS = [
    {"pixel": 3.5, "sigma": 0.0, "n": 7},
    {"pixel": -2.0, "sigma": 2.0, "n": 1},
    {"pixel": 0.5, "sigma": 9.0, "n": 16},
]
ARRAYS = [
    {"x": np.arange(-4.0, 8.0).reshape(3, 4), "case": (np.array([5, 7], np.uint8), True)},
    {"x": np.full((1, 2), 3.0), "case": (np.array([0], np.uint8), False)},
]
LAYERS = [
    {"layers": [{"type": "conv", "kernel": 3}, {"type": "pool", "window": 2}, {"type": "loss"}]},
    {"layers": [{"type": "conv", "kernel": 5}]},
]


def some(known, changed=None, count=200):
    """Neighbours of examples."""
    return list(islice(neighbours(changed or known, known), count))


def test_what_is_plain_in_two_examples_meets_in_one():
    """Nothing that one of these has is unusual, only that it comes together."""
    made = some(NUMBERS)
    assert any(each["sigma"] == 0 and each["n"] == 1 for each in made)
    assert any(each["sigma"] == 1 and each["n"] == 1 for each in made)


def test_a_number_stays_between_those_that_the_law_is_known_for():
    """A count that is never 0 is not made 0 or negative; a number that may be negative is."""
    made = some(NUMBERS)
    assert {1, 2} <= {each["n"] for each in made} <= set(range(1, 17))
    assert min(each["pixel"] for each in made) < 0 <= min(each["sigma"] for each in made)


def test_arrays_are_emptied_made_equal_and_shrunk_and_keep_their_type():
    made = [each["x"] for each in some(ARRAYS)]
    assert any(not x.any() for x in made)
    assert any(x.size > 2 and x.any() and (x == x.flat[0]).all() for x in made)
    assert any(x.size > 2 and np.count_nonzero(x) == 1 for x in made)
    assert (1, 4) in {x.shape for x in made}
    assert {x.dtype for x in made} == {np.dtype(float)}
    assert {each["case"][0].dtype for each in some(ARRAYS)} == {np.dtype(np.uint8)}


def test_zeros_come_throughout_all_arrays_and_fractions_at_once():
    """Where a bias is 0 and an image is black, hardly any mistake shows."""
    known = [{"x": np.arange(-5.0, n), "b": np.ones(n) - n, "shift": n - 4.0} for n in range(1, 9)]
    made = some(known, count=100)
    assert sum(not (each["x"].any() or each["b"].any() or each["shift"]) for each in made) > 3


def test_numbers_of_an_array_and_its_sides_stay_between_known_ones():
    made = [each["x"] for each in some(ARRAYS)]
    assert min(x.min() for x in made) >= -4
    assert max(x.max() for x in made) <= 7
    assert min(x.shape[1] for x in made) == 2


def test_entries_are_left_out_and_changed_but_not_all():
    made = [each["layers"] for each in some(LAYERS)]
    assert {1, 2, 3} == {len(layers) for layers in made}
    kernels = [layer["kernel"] for layers in made for layer in layers if "kernel" in layer]
    assert {3, 4, 5} == set(kernels)


def test_arguments_of_two_examples_come_together():
    """Whatever they are, also of two kinds."""
    made = some([{"mode": None, "word": "a"}, {"mode": "same", "word": ("b", "c")}])
    assert {"mode": None, "word": ("b", "c")} in made


def test_parts_of_an_argument_come_together_with_those_of_another():
    """In the same places."""
    assert {"case": ("a", ["y"])} in some([{"case": ("a", ["x"])}, {"case": ("b", ["y"])}])


def test_they_are_mostly_of_small_examples():
    """Where a step is much of the whole."""
    sizes = sorted(each["x"].size for each in some([{"x": np.arange(n)} for n in range(1, 61)]))
    assert sizes[len(sizes) // 2] < 24


def test_no_two_are_alike_none_is_known_and_they_come_to_an_end():
    made = [*map(brevity, some([{"n": 1}, {"n": 4}], count=10**6))]
    assert len(made) == len(set(made))
    assert {text for *_, text in made} == {"2", "3"}


def test_they_are_the_same_every_time_and_change_nothing():
    before = [*map(brevity, ARRAYS)]
    assert [*map(brevity, some(ARRAYS))] == [*map(brevity, some(ARRAYS))]
    assert [*map(brevity, ARRAYS)] == before


def test_what_cannot_be_changed_has_no_neighbours():
    assert some([{"word": "max", "none": None}]) == []
    assert list(neighbours([], [])) == []
