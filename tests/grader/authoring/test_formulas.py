"""Formulas are judged by their values, however they are written."""

import time
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import Disagreement, assert_formula, assert_formula_matrix
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

s, n, t = sympy.symbols("sigma n t")
AT = {"sigma": 1.7, "n": 12.0}
VARIANCE = 1.7**2 / 12
c1, c2 = sympy.symbols("c_1 c_2")
POINT = {"c_1": 0.3, "c_2": -1.1}


def crossed(value):
    """What the examiner gets of a student's answer."""
    return decode(*encode(value))


EQUAL_FORMS = [
    s**2 / n,
    s * s * n**-1,
    (s**2 + 1) / n - 1 / n,
    sympy.exp(2 * sympy.log(s) - sympy.log(n)),
    sympy.Mul(s, s, sympy.Pow(n, -1), evaluate=False),
    s**2 / n * (sympy.sin(t) ** 2 + sympy.cos(t) ** 2).subs(t, s),
    sympy.Sum(s**2 / 12, (t, 1, 1)) * 12 / n,
    sympy.Add((s**2 / n + 10**12), -(10**12), evaluate=False),
    sympy.symbols("sigma", positive=True) ** 2 / sympy.symbols("n", integer=True),
]


@pytest.mark.parametrize("form", EQUAL_FORMS, ids=str)
def test_every_form_of_a_formula_is_right(form):
    """Symbols are matched by name whatever their assumptions; forms that cancel badly too."""
    assert_formula(crossed(form), VARIANCE, AT)
    assert_formula(form, VARIANCE, AT)


@pytest.mark.parametrize(
    "form", [s / n, s**2 / (n - 1), s**2 / n + sympy.Rational(1, 10**5), -(s**2) / n]
)
def test_another_formula_is_wrong(form):
    """And the message says at which point, and what it is there."""
    with pytest.raises(
        Disagreement, match=r"at n = 12, sigma = 1.7 the formula is .*should be 0.24"
    ):
        assert_formula(crossed(form), VARIANCE, AT)


@pytest.mark.parametrize(
    "answer",
    [0.25, np.float32(0.25), Fraction(1, 4), np.array(0.25), sympy.Rational(1, 4)],
    ids=repr,
)
def test_a_number_is_a_formula_without_symbols(answer):
    """Plain numbers in, plain numbers out."""
    assert_formula(crossed(answer), 0.25)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "is a return missing"),
        ("s**2/n", "a str"),
        (True, "the bool True"),
        (float("nan"), "NaN is never right"),
        (float("inf"), "is inf"),
        (sympy.Matrix([[s]]), "a SymPy matrix, should be a single formula"),
        (s**2 / t, "contains the symbol 't'"),
        (sympy.Derivative(s**3, s), "carry the derivative out"),
        (sympy.I * s, "ImaginaryUnit"),
        (sympy.Function("f")(s), "f in it"),
        (sympy.sqrt(-s), "not a real number"),
        (1 / (n - 12), "has no value"),
        ([s], "a list"),
    ],
)
def test_what_is_no_formula_in_its_symbols_is_told(answer, told):
    """Kind first, then what cannot be judged in it."""
    with pytest.raises(Disagreement, match=told):
        assert_formula(crossed(answer), VARIANCE, AT)


TEN = sympy.Integer(10)
TOWERS = [
    sympy.exp(sympy.exp(sympy.exp(100))),
    sympy.Pow(TEN, sympy.Pow(TEN, TEN, evaluate=False), evaluate=False),
    sympy.Pow(s, sympy.Pow(n, sympy.Pow(n, n, evaluate=False), evaluate=False), evaluate=False),
    TEN**5000,
]


@pytest.mark.parametrize("tower", TOWERS, ids=range(len(TOWERS)))
def test_a_tower_is_wrong_within_milliseconds(tower):
    """A Disagreement, never a hang or a crash: the points would stay open."""
    answer = crossed(tower)
    start = time.process_time()
    with pytest.raises(Disagreement):
        assert_formula(answer, VARIANCE, AT)
    assert time.process_time() - start < 0.25


def softmax_jacobian():
    e = [sympy.exp(c1), sympy.exp(c2)]
    p = [each / sum(e) for each in e]
    return sympy.Matrix(2, 2, lambda i, j: p[i] * (int(i == j) - p[j]))


def expected_jacobian():
    p = np.exp([0.3, -1.1]) / np.exp([0.3, -1.1]).sum()
    return np.diag(p) - np.outer(p, p)


@pytest.mark.parametrize(
    "form",
    [
        lambda m: m,
        lambda m: m.as_immutable(),
        lambda m: m.tolist(),
        lambda m: tuple(map(tuple, m.tolist())),
        lambda m: np.array(m.tolist(), dtype=object),
        lambda m: sympy.Array(m.tolist()),
        lambda m: sympy.simplify(m),
        lambda m: [sympy.Matrix([row]) for row in m.tolist()],
    ],
    ids=[
        "mutable",
        "immutable",
        "lists",
        "tuples",
        "objects",
        "Array",
        "simplified",
        "row matrices",
    ],
)
def test_whatever_becomes_a_matrix_is_one(form):
    """The contract: mutable or not, or anything that sympy.Matrix accepts."""
    assert_formula_matrix(crossed(form(softmax_jacobian())), expected_jacobian(), POINT)


@pytest.mark.parametrize(
    "answer", [[0], [[0]], sympy.Matrix([0]), np.zeros((1, 1)), (sympy.Integer(0),)]
)
def test_a_single_entry_needs_no_second_bracket(answer):
    """sympy.Matrix([0]) is 1 by 1."""
    assert_formula_matrix(crossed(answer), np.zeros((1, 1)), {"c_1": 0.3})


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (softmax_jacobian().T + sympy.eye(2), r"element \(0, 0\)"),
        (softmax_jacobian()[:, :1], r"shape is \(2, 1\), should be \(2, 2\)"),
        ([[1, 2], [3]], "rows of lengths"),
        ([1, 2], "should be a matrix"),
        (c1, r"shape is \(\)"),
        (None, "is a return missing"),
        (Opaque("a set"), "a set"),
        ([[c1, "x"], [0, 0]], "a str"),
        (ObjectArray(5), "should be a matrix"),
        (sympy.MatrixSymbol("A", 2, 2), "MatrixElement"),
    ],
    ids=range(10),
)
def test_what_is_wrong_with_a_matrix_is_told(answer, told):
    """Kind, shape, values, in this order."""
    with pytest.raises(Disagreement, match=told):
        assert_formula_matrix(crossed(answer), expected_jacobian(), POINT)


@given(st.floats(0.1, 50), st.integers(1, 40))
def test_numbers_of_the_contract_never_hang_on_cancellation(sigma, count):
    """The difference of two squares, a form that loses digits, agrees everywhere."""
    form = ((s + n) ** 2 - s**2 - n**2) / (2 * n) * s / n
    assert_formula(crossed(form), sigma**2 / count, {"sigma": sigma, "n": float(count)})


def test_an_expression_stays_a_list_of_operations():
    """No SymPy object is ever made from what a student sent."""
    assert type(crossed(s**2 / n)) is Expression
