"""Further examples that a hint is held against."""

import numpy as np

from grader.examine.feedback.fresh_examples import emptied


def test_emptied_examples_have_zeros_in_their_arrays_and_all_else_as_it_was():
    [found] = emptied([{"case": (np.array([[1.5, -2.0]]), 3), "word": "max", "layers": [{"k": 2}]}])
    assert found["case"][0].tolist() == [[0.0, 0.0]]
    assert (found["case"][1], found["word"], found["layers"]) == (3, "max", [{"k": 2}])


def test_the_type_of_the_numbers_stays():
    [found] = emptied([{"x": np.array([3, 4], dtype=np.uint8)}])
    assert found["x"].dtype == np.uint8


def test_no_two_are_alike():
    assert len(emptied([{"x": np.ones(2)}, {"x": np.full(2, 7.0)}, {"x": np.ones(3)}])) == 2


def test_what_has_no_arrays_or_is_empty_already_tells_nothing_new():
    assert emptied([{"size": 3}, {"x": np.zeros(2)}]) == []
