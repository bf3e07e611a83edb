"""
Polynomials.

Write a class ``Polynomial``: ``Polynomial([1, 2])`` is 1 + 2x, by its coefficients, of which there
is at least one. ``p(x)`` is its value, ``p + q`` another Polynomial, ``p.degree()`` the largest n
with a coefficient that is not 0, or 0 where there is none.
"""

import numpy as np
from hypothesis import given
from numpy.polynomial.polynomial import polyadd, polyval

from exercises.tour.strategies import coefficients, digits
from grader.authoring import assert_integer, assert_real, model, points

ID = "3"
TITLE = "Polynomials"


@model
class Polynomial:
    """A polynomial by its coefficients, the constant first."""

    def __init__(self, coefficients):
        self.coefficients = list(coefficients)

    def __call__(self, x):
        return polyval(x, self.coefficients)

    def __add__(self, other):
        return Polynomial(polyadd(self.coefficients, other.coefficients))

    def degree(self):
        return max(np.flatnonzero(self.coefficients), default=0)


@points(3, "Polynomial")
@given(a=coefficients, b=coefficients, x=digits)
def test_sum(student, a, b, x):
    """Values are right, those of a sum add up, and adding changes no polynomial."""
    p, q = student.Polynomial(a), student.Polynomial(b)
    assert_real((p + q)(x), Polynomial(a)(x) + Polynomial(b)(x))
    assert_real(p(x), Polynomial(a)(x))


@points(1, "Polynomial")
@given(a=coefficients)
def test_degree(student, a):
    """The degree is that of the last coefficient that is not 0, or 0 where there is none."""
    assert_integer(student.Polynomial([*a, 0]).degree(), Polynomial(a).degree())
