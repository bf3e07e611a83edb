"""What the plots of a class say to those who do not see them."""

import pytest

from grader.report.classes.figures import bins
from grader.report.classes.item_analysis import spread
from grader.report.html.described import discriminations, shares, totals


def stacks(**full):
    """Questions by the percentage that has all of their points."""
    return [(name, (each, 100 - each, 0), ("", "", "")) for name, each in full.items()]


def bars(**lengths):
    return [(name, each, "") for name, each in lengths.items()]


MANY = {f"q{number}": 12.5 for number in range(14)}


@pytest.mark.parametrize(
    ("full", "said"),
    [
        ({"a": 37.5, "b": 12.5}, "Most have all points of a, 38%, and fewest of b, 13%."),
        (
            {"a": 37.5, "b": 12.5, "c": 12.5},
            "Most have all points of a, 38%, and fewest of b and c, 13% each.",
        ),
        (
            {"a": 50, "b": 50, "c": 50, "d": 0},
            "Most have all points of a, b and c, 50% each, and fewest of d, 0%.",
        ),
        (
            {"a": 37.5, **MANY},
            "Most have all points of a, 38%, and fewest of 14 questions, 13% each.",
        ),
        ({"a": 25}, "25% have all points of a."),
        ({"a": 25, "b": 25}, "25% have all points of each of a and b."),
        (MANY, "13% have all points of each of 14 questions."),
    ],
)
def test_no_question_is_named_alone_where_several_are_alike(full, said):
    """A few are all named; of many it is said how many they are."""
    assert shares(stacks(**full)) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"a": 0.5, "b": -0.125}, "It is lowest for b, −0.13, and highest for a, 0.50."),
        (
            {"a": 0.5, "b": 0.1, "c": 0.1 + 1e-12},
            "It is lowest for b and c, 0.10 each, and highest for a, 0.50.",
        ),
        ({"a": 0.5, "b": 0.5}, "It is 0.50 for a and b."),
    ],
)
def test_no_item_is_named_alone_where_several_are_alike(values, said):
    """Correlations that differ by what computing adds are alike."""
    assert discriminations(bars(**values)) == said


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([1, 2, 2], "Most, 2, have 2 points."),
        ([1, 1, 2, 2, 3], "Most, 2 each, have 1 and 2 points."),
        ([1, 2, 3, 4], "The 4 highest bars stand for 1 submission each."),
    ],
)
def test_no_total_is_named_alone_where_several_are_as_frequent(points, said):
    """In a small class hardly two have the same."""
    assert totals(spread(points), bins(points, 4)).endswith(said)


def test_quartiles_are_rounded_as_on_the_page():
    """To one digit behind the point, as mean and median."""
    points = [0, 1, 2.5, 4]
    assert "from 0 to 4 points; half of them lie between 0.8 and 2.9." in totals(
        spread(points), bins(points, 4)
    )
