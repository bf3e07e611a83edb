"""What may be declared about a property."""

import pytest

from grader.authoring import points
from grader.authoring.declare import DECLARATION, Declaration


def test_a_declaration_is_kept_with_the_test():
    """The test itself stays what it was, for pytest and Hypothesis."""

    def test(student):
        return student

    declared = points(2, "softmax", measured=True)(test)
    assert declared is test
    assert getattr(declared, DECLARATION) == Declaration(2, "softmax", measured=True)


@pytest.mark.parametrize("value", [0, -1, 1.0, True, "2", None])
def test_points_are_positive_ints(value):
    """Halves would have to be rounded, and nothing is worth nothing."""
    with pytest.raises(ValueError, match="is not a positive int; split the property"):
        points(value, "softmax")
