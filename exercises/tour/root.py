"""
Bisection.

Write ``bisect(f, a, b)``: a place between a and b, a < b, that is at most 1e-6 away from a root of
``f``. Raises ValueError where f(a) and f(b) have the same sign; a zero at an end is a root. It asks
``f`` at most 40 times, and b - a is at most 100.
"""

from hypothesis import given
from hypothesis import strategies as st

from exercises.tour.strategies import line_with_root, roots, sides, slopes
from grader.authoring import assert_close, assert_refuses, model, points

ID = "2"
TITLE = "Bisection"
eighths = st.integers(1, 9).map(lambda n: n / 8)


@model
def bisect(f, a: float, b: float) -> float:
    """A root of ``f`` between ``a`` and ``b``; ValueError where the signs there are the same."""
    if (left := f(a)) * f(b) > 0:
        raise ValueError("f has the same sign at both ends")
    while b - a > 1e-6:
        middle = (a + b) / 2
        a, b = (middle, b) if left * f(middle) > 0 else (a, middle)
    return (a + b) / 2


@points(3, "bisect")
@given(root=roots, slope=slopes, sides=sides)
def test_root(student, root, slope, sides):
    """The root is found to 1e-6, also where it is an end, and f is asked at most 40 times."""
    found = student.bisect(line_with_root(root, slope), root - sides[0], root + sides[1])
    assert_close(found, root, rtol=0, atol=1e-6)


@points(1, "bisect")
@given(root=roots, slope=slopes, beside=eighths, width=eighths)
def test_refuses(student, root, slope, beside, width):
    """An interval whose ends have the same sign is refused."""
    a = root + beside
    assert_refuses(student.bisect, line_with_root(root, slope), a, a + width)
