"""Facts about calls, as a person would put them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.examine.feedback.claims.call_facts import facts

IMAGES = {"x": ("image", "row", "column", "channel")}


@pytest.mark.parametrize(
    ("arguments", "fact"),
    [
        ({"window": 2, "stride": 3}, "stride is larger than window"),
        ({"window": 2, "stride": 3}, "stride is no multiple of window"),
        ({"window": 2, "stride": 2}, "window equals stride"),
        ({"kernel": 4}, "kernel is even"),
        ({"kernel": np.int64(4)}, "kernel is even"),
        ({"padding": 0}, "padding is 0"),
        ({"rows": -2}, "rows is negative"),
        ({"layers": 50_000}, "layers is at least 1000"),
        ({"x": np.zeros((1, 2, 3, 2))}, "x has several channels"),
        ({"x": np.zeros((1, 2, 3, 2))}, "x has 1 image"),
        ({"x": np.zeros((1, 2, 3, 2))}, "x has fewer rows than columns"),
        ({"x": np.zeros((1, 2, 3, 2))}, "x is not square"),
        ({"x": np.zeros((1, 5, 3, 2)), "stride": 2}, "the number of rows of x is no multiple of"),
        ({"x": np.zeros((1, 1, 3, 2)), "window": 2}, "window is larger than the number of rows"),
        ({"x": np.zeros((1, 2, 3, 2))}, "x is 0 throughout"),
        ({"kernel": np.array([[1.0, -2.0]])}, "kernel holds a negative number"),
        ({"kernel": np.array([[1.0, -2.0]])}, "kernel has 1 row"),
        ({"c": np.array([800.0, 0.0])}, "c holds a number beyond ±700"),
        ({"c": np.array([0.5, 0.5])}, "c holds equal numbers"),
        ({"c": np.zeros(0)}, "c has no elements"),
        ({"layers": [{"type": "pool", "stride": 2}]}, "an entry of layers has the type 'pool'"),
        (
            {"layers": [{"type": "pool", "stride": 2}]},
            "an entry of layers has a stride of at least",
        ),
        ({"padding": "Zero"}, "padding has a capital letter"),
        ({"padding": "zero "}, "padding begins or ends with a space"),
        ({"padding": "zero"}, "padding is 'zero'"),
        ({"skip": True}, "skip is True"),
        ({"sigma": -0.5}, "sigma is negative throughout"),
    ],
)
def test_a_fact_is_told_as_a_person_would_put_it(arguments, fact):
    """Names are those of the sheet."""
    assert any(str(text).startswith(fact) for text in facts(arguments, IMAGES))


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.lists(st.integers() | st.floats(allow_nan=False, width=32), max_size=3),
    hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)),
    hnp.arrays(np.bool_, 2),
)


@given(st.dictionaries(st.sampled_from("abx"), anything, max_size=3))
def test_any_arguments_have_facts(arguments):
    """An argument that nobody thought of must not end the check."""
    assert all(str(fact) for fact in facts(arguments, IMAGES))
