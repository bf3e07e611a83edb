"""
The trapezoidal rule.

Write ``trapezoid(f, a, b, n)``: the integral of ``f`` from a to b by n trapezia of equal width,
1 <= n <= 9. It asks ``f`` at most n + 1 times.
"""

from hypothesis import given
from hypothesis import strategies as st

from exercises.tour.strategies import cubics
from grader.authoring import assert_real, counted, model, points

ID = "1"
TITLE = "The trapezoidal rule"


@model
def trapezoid(f, a: float, b: float, n: int) -> float:
    """The integral of ``f`` from ``a`` to ``b`` by ``n`` trapezia of equal width."""
    width = (b - a) / n
    return width * ((f(a) + f(b)) / 2 + sum(f(a + k * width) for k in range(1, n)))


@points(3, "trapezoid")
@given(f=cubics, a=st.integers(-3, 3), b=st.integers(-3, 3), n=st.integers(1, 9))
def test_rule(student, f, a, b, n):
    """The areas of all trapezia add up, with a sign where b is below a."""
    assert_real(student.trapezoid(f, a, b, n), trapezoid(f, a, b, n))


@points(1, "trapezoid")
@given(f=cubics, n=st.integers(1, 9))
def test_cost(student, f, n):
    """The function f is asked at most n + 1 times."""
    assert counted(student.trapezoid, f, 0, 1, n)[1].calls <= n + 1
