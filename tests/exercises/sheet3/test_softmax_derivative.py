"""The derivative is judged by its values, entry by entry, in numbers and in symbols."""

from types import SimpleNamespace

import numpy as np
import pytest
import sympy

from exercises.sheet3 import softmax_derivative as question
from reference.softmax import softmax, softmax_jacobian
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

AGREES = question.test_agrees_with_the_derivative
MOVED = question.test_probability_is_only_moved_around
STEP = question.test_predicts_a_small_step
FEW = question.test_symbols_agree_for_one_and_two_scores
MORE = question.test_symbols_agree_for_three_and_four_scores


def gives_the_diagonal_only(c):
    p = softmax(c)
    return np.diag(p * (1 - p))


def gives_a_vector(c):
    p = softmax(c)
    return p * (1 - p)


def turns_the_sign_off_the_diagonal(c):
    p = softmax(c)
    return np.diag(p * (1 - p)) + np.outer(p, p) * (1 - np.eye(len(c)))


def squares_the_diagonal(c):
    p = softmax(c)
    return np.diag(p**2) - np.outer(p, p)


def takes_p_j_over_p_i(c):
    p = softmax(c)
    return p[:, None] * (np.eye(len(c)) - p[:, None])


def derives_the_logarithm(c):
    return np.eye(len(c)) - softmax(c)


def differences_coarsely(c):
    steps = np.eye(len(c)) * 1e-3
    return np.stack([(softmax(c + step) - softmax(c)) / 1e-3 for step in steps], axis=1)


def forgets_to_divide(c):
    return softmax_jacobian(c) * np.exp(c).sum()


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (gives_the_diagonal_only, AGREES, "should be -"),
        (gives_the_diagonal_only, MOVED, "should be 0"),
        (gives_a_vector, AGREES, r"shape is \(\d,\), should be \(\d, \d\)"),
        (turns_the_sign_off_the_diagonal, AGREES, "should be -"),
        (turns_the_sign_off_the_diagonal, MOVED, "should be 0"),
        (turns_the_sign_off_the_diagonal, STEP, "should be -"),
        (squares_the_diagonal, AGREES, "elements? differ|should be"),
        (takes_p_j_over_p_i, AGREES, "should be"),
        (takes_p_j_over_p_i, STEP, "should be"),
        (derives_the_logarithm, AGREES, "should be"),
        (derives_the_logarithm, MOVED, "should be 0"),
        (differences_coarsely, AGREES, "should be"),
        (forgets_to_divide, AGREES, "should be"),
        (forgets_to_divide, STEP, "should be"),
    ],
)
def test_a_mistake_in_numbers_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(softmax_jacobian=mistake))


def scores(n):
    """Symbols as the sheet names them, and their softmax."""
    c = sympy.symbols(f"c_1:{n + 1}")
    return c, [sympy.exp(s) / sum(map(sympy.exp, c)) for s in c]


def as_a_formula(n):
    _, p = scores(n)
    return sympy.Matrix(n, n, lambda i, j: p[i] * (int(i == j) - p[j]))


def as_nested_lists(n):
    return as_a_formula(n).tolist()


def with_real_symbols(n):
    real = sympy.symbols(f"c_1:{n + 1}", real=True)
    p = [sympy.exp(s) / sum(map(sympy.exp, real)) for s in real]
    return sympy.ImmutableMatrix(n, n, lambda i, j: p[i].diff(real[j]))


def simplified(n):
    c, p = scores(n)
    return sympy.Matrix(n, n, lambda i, j: sympy.together(p[i].diff(c[j])))


@pytest.mark.parametrize("form", [as_a_formula, as_nested_lists, with_real_symbols, simplified])
@pytest.mark.parametrize("judge", [FEW, MORE])
def test_any_equivalent_form_is_right(form, judge):
    """It is judged by value: symbols by their name, matrices mutable or not, lists as well."""
    judged(judge, SimpleNamespace(softmax_jacobian_symbolic=form))


def leaves_the_diagonal_out(n):
    _, p = scores(n)
    return sympy.Matrix(n, n, lambda i, j: -p[i] * p[j])


def counts_from_zero(n):
    c = sympy.symbols(f"c_0:{n}")
    names = dict(zip(scores(n)[0], c, strict=True))
    return as_a_formula(n).subs(names, simultaneous=True)


def gives_the_vector(n):
    c, p = scores(n)
    return sympy.Matrix([p[i].diff(c[i]) for i in range(n)])


def leaves_the_derivative_undone(n):
    c, p = scores(n)
    return sympy.Matrix(n, n, lambda i, j: sympy.Derivative(p[i], c[j]))


def is_made_for_two(n):
    return as_a_formula(2)


def is_wrong_from_four_on(n):
    right = as_a_formula(n)
    return right if n < 4 else right.T - sympy.eye(4)


def gives_one_for_one_score(n):
    return as_a_formula(n) if n > 1 else sympy.Matrix([[1]])


def takes_p_j_over_p_i_in_symbols(n):
    _, p = scores(n)
    return sympy.Matrix(n, n, lambda i, j: p[i] * (int(i == j) - p[i]))


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (leaves_the_diagonal_out, FEW, "should be"),
        (leaves_the_diagonal_out, MORE, "should be"),
        (counts_from_zero, FEW, "contains the symbol 'c_0'"),
        (gives_the_vector, MORE, r"shape is \(3, 1\), should be \(3, 3\)"),
        (is_made_for_two, FEW, r"shape is \(2, 2\), should be \(1, 1\)"),
        (is_made_for_two, MORE, r"shape is \(2, 2\), should be \(3, 3\)"),
        (is_wrong_from_four_on, MORE, "should be"),
        (gives_one_for_one_score, FEW, "should be 0"),
        (takes_p_j_over_p_i_in_symbols, FEW, "should be"),
        (takes_p_j_over_p_i_in_symbols, MORE, "should be"),
    ],
)
def test_a_mistake_in_symbols_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(softmax_jacobian_symbolic=mistake))


def test_derivatives_must_be_carried_out():
    """An unevaluated derivative is not among the operations that an answer may hold."""
    with pytest.raises(Exception, match=r"Derivative|returned"):
        judged(FEW, SimpleNamespace(softmax_jacobian_symbolic=leaves_the_derivative_undone))


def test_all_four_sizes_are_asked_for():
    """At many points each, although there are only four different calls."""
    sizes = []

    def watched(n):
        sizes.append(n)
        return as_a_formula(n)

    judged(FEW, SimpleNamespace(softmax_jacobian_symbolic=watched))
    judged(MORE, SimpleNamespace(softmax_jacobian_symbolic=watched))

    assert min(sizes.count(n) for n in (1, 2, 3, 4)) > 5
    assert len(sizes) >= 60
