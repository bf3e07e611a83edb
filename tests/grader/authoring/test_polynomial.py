"""The algebra of costs, held against SymPy's and against plain numbers."""

from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.polynomial import Ratio, TooLarge

OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}
N, K = Ratio.letter("N"), Ratio.letter("K")
HALF = Fraction(1, 2)


def constant(value):
    return Ratio.constant(Fraction(value))


@st.composite
def costs(draw):
    """A few operations on N, K and small numbers, beside the same ones on two numbers."""
    n, k = Fraction(7), Fraction(3)
    known = [(N, n), (K, k), (constant(2), Fraction(2)), (constant(-3), Fraction(-3))]
    for operation in draw(st.lists(st.sampled_from("+-*/"), max_size=4)):
        (a, x), (b, y) = draw(st.sampled_from(known)), draw(st.sampled_from(known))
        if operation == "/" and y == 0:
            continue
        known.append((OPERATIONS[operation](a, b), OPERATIONS[operation](x, y)))
    return known[-1]


def value(polynomial, n=7, k=3):
    return sum((c * Fraction(n) ** a * Fraction(k) ** b for (a, b), c in polynomial.items()), 0)


@given(costs())
def test_the_algebra_is_that_of_numbers(cost):
    """Each operation on costs, put in numbers, is the operation on those numbers."""
    ratio, expected = cost
    assert value(ratio.above) == expected * value(ratio.below)


@given(st.integers(-4, 6))
def test_a_power_is_a_repeated_product(exponent):
    """Below zero it turns the quotient over."""
    cost = (N + K) / (K + constant(1))
    powered = cost.power(Fraction(exponent))
    assert value(powered.above) / value(powered.below) == Fraction(10, 4) ** exponent


@pytest.mark.parametrize("slope", [Fraction(1, 1000), Fraction(1, 3), HALF, Fraction(1)])
def test_growth_along_a_slope_is_that_of_the_limit(slope):
    """SymPy's limit of log(cost)/log(N) with K = N**slope agrees."""
    cost = (N * N * K + K * K * K + constant(5)) / (K + N)
    n, k = sympy.Symbol("n", positive=True), sympy.Symbol("n", positive=True) ** slope
    written = (n**2 * k + k**3 + 5) / (k + n)
    exponent = sympy.Rational(cost.exponent(slope))
    assert sympy.limit(written / n**exponent, n, sympy.oo) > 0


def test_the_sign_is_that_of_what_grows_most():
    """Not that of the first term; 0 where the leading terms cancel."""
    assert (N - K).sign(HALF) == 1
    assert (K - N).sign(HALF) == -1
    assert (N - K).sign(Fraction(1)) == 0
    assert (constant(1) / (K - N)).sign(HALF) == -1
    assert (N - N).sign(HALF) == 0


def test_a_root_of_a_single_term_halves_its_powers():
    """N^1.5 is a cost, though no polynomial."""
    assert (N * N * K).power(HALF).exponent(Fraction(1)) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("compute", "reason"),
    [
        (lambda: (N + K).power(HALF), "a root of a sum"),
        (lambda: constant(-4).power(HALF), "a root of a negative number"),
        (lambda: constant(Fraction(1, 10**150)).power(Fraction(5, 2)), "too small"),
        (lambda: N.power(Fraction(21)), "a power that is too large"),
        (lambda: (N + K + constant(1)).power(Fraction(20)), "too many terms"),
        (lambda: constant(Fraction(1, 10)).power(Fraction(20)).power(Fraction(20)), "digits"),
        (lambda: constant(10).power(Fraction(20)).power(Fraction(20)), "digits"),
    ],
)
def test_what_would_grow_without_bound_is_refused(compute, reason):
    """Numbers above and below the line, terms, powers."""
    with pytest.raises(TooLarge, match=reason):
        compute()


@pytest.mark.parametrize("zero", [constant(0), N - N, (N - N) / K])
def test_nothing_is_divided_by_zero(zero):
    """However zero is written."""
    with pytest.raises(ZeroDivisionError):
        N / zero


@pytest.mark.parametrize("cost", [N, K, N / K, constant(3) * N / K, N + constant(1)])
def test_an_exponent_must_be_a_number(cost):
    """3N/K looks like one if only its coefficients are looked at."""
    with pytest.raises(TooLarge, match="not a number"):
        cost.number()
    assert (constant(3) / constant(2)).number() == Fraction(3, 2)
