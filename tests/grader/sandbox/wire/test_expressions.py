"""SymPy expressions to operations and back."""

import pytest
import sympy
from hypothesis import example, given
from hypothesis import strategies as st

from grader.sandbox.wire.expressions import FUNCTIONS, assemble, dismantle
from grader.sandbox.wire.values import Expression, Opaque

x, y, i = sympy.symbols("x y i")

TREES = st.recursive(
    st.sampled_from([x, y, sympy.Integer(3), sympy.Rational(-2, 3), sympy.E, sympy.pi]),
    lambda inner: (
        st.builds(sympy.Add, inner, inner)
        | st.builds(sympy.Mul, inner, inner)
        | st.builds(lambda base: 1 / (base**2 + 1), inner)
        | st.builds(sympy.tanh, inner)
        | st.builds(sympy.Abs, inner)
    ),
    max_leaves=5,
)


def made_anew(tree):
    """What SymPy makes of the same operations: of |3|x|| it leaves 3||x||, and then 3|x|."""
    return tree.func(*map(made_anew, tree.args)) if tree.args else tree


@given(TREES)
@example(sympy.Abs(3 * sympy.Abs(x)))
def test_taking_apart_and_putting_together_gives_the_same(tree):
    """Symbols come back by name; that is what formulas are called with."""
    assert assemble(dismantle(tree)) == made_anew(tree)


@pytest.mark.parametrize("name", sorted(FUNCTIONS | {"Max", "Min"}))
def test_every_listed_function_makes_the_way_and_back(name):
    """The list holds SymPy's own names."""
    function = getattr(sympy, name)
    form = function(x, y) if name in {"Max", "Min"} else function(x)
    assert isinstance(dismantle(form), Expression)
    assert assemble(dismantle(form)) == form


@pytest.mark.parametrize(
    "form", [sympy.Matrix([[x, 1], [y, x]]), sympy.zeros(0, 3), sympy.ones(1, 3)]
)
def test_matrices_keep_their_shape(form):
    """Row by row."""
    assert assemble(dismantle(form)) == form


def test_shared_parts_are_held_once():
    """Written out, this expression has 2**60 leaves."""
    form = x
    for _ in range(60):
        form = sympy.Add(form, sympy.exp(form, evaluate=False), evaluate=False)
    assert len(dismantle(form).nodes) == 121


def test_arguments_stand_before_what_is_made_of_them():
    """So the examiner can compute in one pass, and cycles cannot be written."""
    found = dismantle((x + y) ** 2 / sympy.exp(x))
    assert all(a < place for place, node in enumerate(found.nodes) for a in node.arguments)
    assert found.roots == (len(found.nodes) - 1,)


def test_a_deep_expression_needs_no_deep_stack():
    """A thousand nested functions are no RecursionError."""
    form = x
    for _ in range(3000):
        form = sympy.tanh(form, evaluate=False)
    assert len(dismantle(form).nodes) == 3001


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (sympy.Sum(i * x, (i, 1, 3)), 6 * x),
        (sympy.Product(x + i, (i, 0, 1)), x * (x + 1)),
        (sympy.KroneckerDelta(1, 2) + x, x),
    ],
)
def test_what_is_only_unfinished_is_carried_out(form, expected):
    """A finite sum is ordinary arithmetic."""
    assert assemble(dismantle(form)).equals(expected)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (sympy.Derivative(x**2, x), "Derivative in it; carry the derivative out"),
        (sympy.Derivative(sympy.Sum(x**i, (i, 1, 3)), x), "carry the derivative out"),
        (sympy.Sum(sympy.Derivative(x**i, x), (i, 1, 3)), "Sum in it"),
        (sympy.Sum(x**i, (i, 1, y)), "in it; only ordinary arithmetic"),
        (sympy.Function("f")(x), "f in it"),
        (sympy.gamma(x), "gamma in it"),
        (sympy.I * x, "ImaginaryUnit in it"),
        (sympy.oo, "Infinity in it"),
        (x > y, "StrictGreaterThan in it"),
        (sympy.true, "BooleanTrue in it"),
        (sympy.sin, "FunctionClass in it"),
        (sympy.Matrix([[sympy.gamma(x)]]), "gamma in it"),
    ],
    ids=str,
)
def test_what_cannot_be_judged_is_named(form, reason):
    """With what to do about it."""
    found = dismantle(form)
    assert isinstance(found, Opaque)
    assert reason in found.description


def test_an_operation_is_known_by_its_exact_name():
    """A class of the student's own that calls itself Add is only a claim about arithmetic."""
    own = type("Add", (sympy.Function,), {})(x, y)
    last = dismantle(own).nodes[-1]
    assert (last.head, sorted(last.arguments)) == ("Add", [0, 1])
