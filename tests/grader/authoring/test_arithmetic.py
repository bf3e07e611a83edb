"""The value of an expression, held against SymPy's own, and its refusals."""

import math
import time

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.arithmetic import Undefined, evaluate
from grader.sandbox.wire.expressions import FUNCTIONS, dismantle
from grader.sandbox.wire.values import Expression, Node

x, y = sympy.symbols("x y")
AT = {"x": 0.75, "y": -1.5}
PRECISIONS = pytest.mark.parametrize("precise", [False, True], ids=["doubles", "150 bits"])


@st.composite
def expressions(draw):
    """
    Trees of the ordinary operations on x, y and small numbers.

    SymPy writes Abs(exp(-x**2)) with the parts re(x) and im(x), which are no operations of ours.
    """
    leaf = st.sampled_from(
        [x, y, sympy.Integer(2), sympy.Rational(-1, 3), sympy.Float(0.25), sympy.pi, sympy.E]
    )
    two = st.sampled_from([sympy.Add, sympy.Mul, sympy.Max, sympy.Min, lambda a, b: a / (b**2 + 1)])
    one = st.sampled_from([sympy.cos, sympy.tanh, sympy.Abs, lambda a: sympy.exp(-(a**2))])
    tree = st.recursive(
        leaf,
        lambda inner: (
            st.builds(lambda f, a, b: f(a, b), two, inner, inner)
            | st.builds(lambda f, a: f(a), one, inner)
        ),
        max_leaves=6,
    )
    return draw(tree.filter(lambda built: not built.has(sympy.re, sympy.im)))


@given(expressions())
def test_the_value_is_the_one_that_sympy_finds(expression):
    """In doubles and precisely; here SymPy may be trusted, the expression is ours."""
    expected = float(expression.subs({x: 0.75, y: -1.5}).evalf(30))
    found = dismantle(expression)
    assert evaluate(found, AT)[0] == pytest.approx(expected, rel=1e-13, abs=1e-25)
    assert evaluate(found, AT, precise=False)[0] == pytest.approx(expected, rel=1e-6, abs=1e-9)


@PRECISIONS
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_listed_function_can_be_computed(name, precise):
    """A head on the wire's list that arithmetic does not know would be a crash."""
    expected = float(getattr(sympy, name)(sympy.Float(0.75)).evalf())
    found = Expression((Node("Symbol", payload="x"), Node(name, (0,))), (1,))
    assert evaluate(found, AT, precise=precise)[0] == pytest.approx(expected, rel=1e-12)


def test_a_form_that_cancels_is_right_in_150_bits():
    """(1e9 + x)**3 loses x in doubles; the value decides, not the form."""
    big = sympy.Integer(10) ** 12
    form = sympy.Add((big + x) ** 2, -(big**2), -2 * big * x, evaluate=False)
    assert evaluate(dismantle(form), AT)[0] == pytest.approx(0.75**2, rel=1e-9)
    assert evaluate(dismantle(form), AT, precise=False)[0] != pytest.approx(0.75**2, rel=1e-9)


def test_shared_parts_are_computed_once():
    """Written out, this one has 2**200 operations."""
    nodes = [Node("Symbol", payload="x")]
    nodes += [Node("Add", (place, place)) for place in range(200)]
    assert evaluate(Expression(tuple(nodes), (200,)), {"x": 1.0}) == [2.0**200]


def test_a_matrix_has_the_values_of_its_entries():
    """Row by row."""
    assert evaluate(dismantle(sympy.Matrix([[x, 1], [2, y]])), AT) == [0.75, 1.0, 2.0, -1.5]


def unevaluated(operation, *arguments):
    return operation(*arguments, evaluate=False)


TEN = sympy.Integer(10)
TOWERS = {
    "exp(exp(exp(100)))": sympy.exp(sympy.exp(sympy.exp(100))),
    "10**10**10": unevaluated(sympy.Pow, TEN, unevaluated(sympy.Pow, TEN, TEN)),
    "10**-10**10": unevaluated(sympy.Pow, TEN, -unevaluated(sympy.Pow, TEN, TEN)),
    "sin(10**290)": unevaluated(sympy.sin, unevaluated(sympy.Pow, TEN, sympy.Integer(290))),
    "1/0": sympy.Pow(x - 0.75, -1),
    "log(0)": sympy.log(x - 0.75),
    "log(-1)": sympy.log(y),
    "sqrt(-1)": sympy.sqrt(y),
    "coth(0)": sympy.coth(x - 0.75),
    "10**4000": TEN**4000,
    "10**-4000": sympy.Rational(1, 10**4000),
}


@PRECISIONS
@pytest.mark.parametrize("name", TOWERS)
def test_what_has_no_value_of_reasonable_size_is_undefined_at_once(name, precise):
    """Twenty characters can ask for more digits than the universe has atoms."""
    expression = dismantle(TOWERS[name])
    assert isinstance(expression, Expression)
    start = time.process_time()
    with pytest.raises(Undefined):
        evaluate(expression, AT, precise=precise)
    assert time.process_time() - start < 0.25


@pytest.mark.parametrize("base", [sympy.Float(0.75), x])
def test_what_vanishes_is_zero_in_doubles_and_too_small_precisely(base):
    """Either is found at once; 10**300 factors are never multiplied one by one."""
    power = unevaluated(sympy.Pow, TEN, sympy.Integer(300))
    expression = dismantle(unevaluated(sympy.Pow, base, power))
    start = time.process_time()
    assert evaluate(expression, AT, precise=False) == [0.0]
    with pytest.raises(Undefined, match="too large or too small"):
        evaluate(expression, AT)
    assert time.process_time() - start < 0.25


X = Node("Symbol", payload="x")
NONSENSE = {
    "a function of nothing": (Node("exp"),),
    "a function of two": (X, Node("exp", (0, 0))),
    "a power of one": (X, Node("Pow", (0,))),
    "the largest of nothing": (Node("Max"),),
    "not a number": (Node("Float", payload=math.nan),),
    "infinity": (Node("Float", payload=math.inf),),
    "a difference of infinities": (Node("Float", payload=1e300), Node("Mul", (0, 0))),
    "a symbol of its own": (Node("Symbol", payload="z"),),
}


@PRECISIONS
@pytest.mark.parametrize("name", NONSENSE)
def test_operations_that_sympy_never_made_are_undefined(name, precise):
    """A forged answer may have any arguments; it is no reason for a TypeError of ours."""
    nodes = NONSENSE[name]
    with pytest.raises(Undefined):
        evaluate(Expression(nodes, (len(nodes) - 1,)), AT, precise=precise)


@PRECISIONS
def test_a_thousand_hostile_operations_are_bounded_in_time(precise):
    """Each power is within bounds; none may take longer than the last."""
    nodes = [Node("Float", payload=1.0000001), Node("Integer", payload=2)]
    nodes += [
        Node("Pow", (len(nodes) - 1 + i, 1)) if i else Node("Pow", (0, 1)) for i in range(5000)
    ]
    start = time.process_time()
    with pytest.raises(Undefined):
        evaluate(Expression(tuple(nodes), (len(nodes) - 1,)), {}, precise=precise)
    assert time.process_time() - start < 0.5


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Add", "Mul", "Pow", "Max", "Abs", "exp", "log", "tan", "csch"]),
            st.lists(st.integers(0, 5), max_size=3),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_any_operations_have_a_finite_value_or_none(rows, precise):
    """Nothing but a float or Undefined comes of an expression, whoever wrote it."""
    nodes = [X, Node("Integer", payload=-3), Node("Rational", payload=(1, 3))]
    for head, arguments in rows:
        nodes.append(Node(head, tuple(a % len(nodes) for a in arguments)))
    try:
        (value,) = evaluate(Expression(tuple(nodes), (len(nodes) - 1,)), AT, precise=precise)
    except Undefined:
        return
    assert type(value) is float
    assert math.isfinite(value)
