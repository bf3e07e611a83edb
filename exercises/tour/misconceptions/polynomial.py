"""Mistakes in the class of polynomials."""

from exercises.tour.polynomial import Polynomial
from grader.authoring import misconception


@misconception("Polynomial", "the coefficients were read with the constant last")
class ReadsBackwards(Polynomial):
    def __call__(self, x):
        return sum(c * x**n for n, c in enumerate(self.coefficients[::-1]))


@misconception("Polynomial", "adding changed the polynomial that was added to")
class ChangesTheFirst(Polynomial):
    def __add__(self, other):
        self.coefficients = super().__add__(other).coefficients
        return self


@misconception("Polynomial", "the degree counts coefficients that are 0")
class CountsAll(Polynomial):
    def degree(self):
        return len(self.coefficients) - 1
