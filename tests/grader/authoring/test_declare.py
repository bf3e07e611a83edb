"""What may be declared about a property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import misconception, points
from grader.authoring.declare import DECLARATION, Declaration


def declared(*values, **said):
    """What is declared of a property with these points."""
    return getattr(points(*values, "softmax", **said)(lambda student: student), DECLARATION)


def test_a_declaration_is_kept_with_the_test():
    """The test itself stays what it was, for pytest and Hypothesis."""

    def test(student):
        return student

    made = points(2, "softmax", measured=True, bonus=True)(test)
    assert made is test
    assert getattr(made, DECLARATION) == Declaration(2, "softmax", measured=True, bonus=True)


@pytest.mark.parametrize(
    ("value", "weight", "worth"),
    [(2, 1, 2), (0.5, 1, 0.5), (1.0, 1, 1), (1, 2.5, 2.5), (5, 0.1, 0.5), (3, Fraction(1, 3), 1)],
)
def test_points_count_as_often_as_their_weight_says(value, weight, worth):
    """Halves stay halves, and what is whole is an int: 0.1 is a tenth."""
    found = declared(value, weight=weight).points
    assert (found, type(found)) == (worth, type(worth))


@given(st.integers(1, 10**6), st.integers(1, 100))
def test_no_half_is_rounded(halves, weight):
    """Whatever the points: the declaration holds exactly their product."""
    found = declared(halves / 2, weight=weight).points
    assert Fraction(found) == Fraction(halves, 2) * weight
    assert isinstance(found, int) == (halves * weight % 2 == 0)


@pytest.mark.parametrize(
    ("value", "weight", "told"),
    [
        (0, 1, r"points\(0\) is not above 0; split the property or drop it"),
        (-1, 1, r"points\(-1\) is not above 0"),
        (1, 0, r"points\(1, weight=0\) is not above 0"),
        (0.3, 1, r"points\(0.3\) comes to 0.3, which is no number of half points"),
        (1, 0.25, r"points\(1, weight=0.25\) comes to 0.25, which is no number of half points"),
        (True, 1, "holds True, which is no number"),
        (1, True, "holds True, which is no number"),
        ("2", 1, "holds '2', which is no number"),
        (None, 1, "holds None, which is no number"),
        (float("nan"), 1, "holds nan, which is no number of points"),
        (1, float("inf"), "holds inf, which is no number of points"),
    ],
)
def test_points_are_a_positive_number_of_halves(value, weight, told):
    """Others would have to be rounded, and nothing is worth nothing."""
    with pytest.raises(ValueError, match=told):
        points(value, "softmax", weight=weight)


def test_a_function_in_the_place_of_its_name_is_the_authors_slip():
    """It is told with the name that is meant; freezing would end with a traceback."""
    with pytest.raises(ValueError, match='names its function by a text: "len"'):
        points(1, len)
    with pytest.raises(ValueError, match='names its functions by a text: "len"'):
        misconception(len, "nothing was counted")
