"""
Quotients of polynomials in N and K: as much algebra as a cost needs.

Exact and small on purpose.  SymPy would do this too, and would do it for an hour on
``(N+K)**99999``; here every result has a bounded number of terms.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from grader.language import Message

__all__ = ["Ratio", "TooLarge"]

Polynomial = dict[tuple[Fraction, Fraction], Fraction]  # exponents of N and K -> coefficient

MOST_TERMS = 60
MOST_BITS = 1024  # of a coefficient, above and below its line
LARGEST_POWER = 20
ONE = {(Fraction(0), Fraction(0)): Fraction(1)}


class TooLarge(Exception):
    """The expression has more terms, or higher powers, than a cost ever has."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``above / below``, not reduced; comparisons look at leading terms only."""

    above: Polynomial
    below: Polynomial

    @classmethod
    def constant(cls, value: Fraction) -> Self:
        """The same cost for every N and K."""
        return cls(_scaled(ONE, value), ONE)

    @classmethod
    def letter(cls, name: str) -> Self:
        """``N`` or ``K`` itself."""
        exponents = (Fraction(name == "N"), Fraction(name == "K"))
        return cls({exponents: Fraction(1)}, ONE)

    def __add__(self, other: Self) -> Self:
        crossed = _sum(_product(self.above, other.below), _product(other.above, self.below))
        return type(self)(crossed, _product(self.below, other.below))

    def __sub__(self, other: Self) -> Self:
        return self + type(self)(_scaled(other.above, Fraction(-1)), other.below)

    def __mul__(self, other: Self) -> Self:
        return type(self)(_product(self.above, other.above), _product(self.below, other.below))

    def __truediv__(self, other: Self) -> Self:
        if not other.above:
            raise ZeroDivisionError("a division by zero")
        return self * type(self)(other.below, other.above)

    def power(self, exponent: Fraction) -> Self:
        """``self ** exponent``; a fraction only of a single term."""
        if abs(exponent) > LARGEST_POWER:
            raise TooLarge(Message("a power that is too large"))
        if exponent < 0:
            return (type(self)(ONE, ONE) / self).power(-exponent)
        if exponent.denominator == 1:
            result = type(self)(ONE, ONE)
            for _ in range(exponent.numerator):
                result = result * self
            return result
        return type(self)(_root(self.above, exponent), _root(self.below, exponent))

    def number(self) -> Fraction:
        """The value of a constant, as in an exponent."""
        if not set(self.above) | set(self.below) <= set(ONE):
            raise TooLarge(Message("an exponent that is not a number"))
        return sum(self.above.values(), Fraction(0)) / sum(self.below.values(), Fraction(0))

    def exponent(self, slope: Fraction) -> Fraction:
        """The power of N with which this grows where K is N**slope."""
        return _leading(self.above, slope)[0] - _leading(self.below, slope)[0]

    def sign(self, slope: Fraction) -> int:
        """1, 0 or -1: the sign for large N where K is N**slope."""
        if not self.above:
            return 0
        leading = _leading(self.above, slope)[1] * _leading(self.below, slope)[1]
        return (leading > 0) - (leading < 0)


def _bounded(polynomial: Polynomial) -> Polynomial:
    kept = {exponents: c for exponents, c in polynomial.items() if c}
    if len(kept) > MOST_TERMS:
        raise TooLarge(Message("an expression with too many terms"))
    if any(max(abs(c.numerator), c.denominator).bit_length() > MOST_BITS for c in kept.values()):
        raise TooLarge(Message("a number of too many digits"))
    return kept


def _scaled(polynomial: Polynomial, factor: Fraction) -> Polynomial:
    return _bounded({exponents: factor * c for exponents, c in polynomial.items()})


def _sum(left: Polynomial, right: Polynomial) -> Polynomial:
    keys = left.keys() | right.keys()
    return _bounded({k: left.get(k, Fraction(0)) + right.get(k, Fraction(0)) for k in keys})


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    result: Polynomial = {}
    for (a, b), c in left.items():
        for (d, e), f in right.items():
            result[a + d, b + e] = result.get((a + d, b + e), Fraction(0)) + c * f
    return _bounded(result)


def _root(polynomial: Polynomial, exponent: Fraction) -> Polynomial:
    if len(polynomial) != 1:
        raise TooLarge(Message("a root of a sum"))
    ((a, b), coefficient), *_ = polynomial.items()
    if coefficient <= 0:
        raise TooLarge(Message("a root of a negative number"))
    root = Fraction(float(coefficient) ** float(exponent))
    if not root:
        raise TooLarge(Message("a number that is too small"))
    return _bounded({(a * exponent, b * exponent): root})


def _leading(polynomial: Polynomial, slope: Fraction) -> tuple[Fraction, Fraction]:
    """The largest exponent of N along K = N**slope, and the sum of its coefficients."""
    top = max(a + b * slope for a, b in polynomial)
    return top, sum((c for (a, b), c in polynomial.items() if a + b * slope == top), Fraction(0))
