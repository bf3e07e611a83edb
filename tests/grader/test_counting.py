"""A number and its noun."""

import pytest

from grader.counting import several


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 points"), (1, "1 point"), (2, "2 points"), (12345, "12,345 points")],
)
def test_one_is_singular_and_all_others_plural(number, said):
    """None of them is a plural, too."""
    assert several(number, "point") == said
