"""A call or an expression, as text, says what it is."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.authoring.arithmetic import Undefined, evaluate
from grader.call_text import call_line, expression_text, literal
from grader.sandbox.wire.expressions import dismantle
from grader.sandbox.wire.values import Expression, Node, ObjectArray, Opaque

FINITE = st.floats(allow_nan=False, allow_infinity=False)
ARRAYS = st.sampled_from("?bBhHiIlLqQefd").flatmap(
    lambda char: hnp.arrays(
        np.dtype(char),
        hnp.array_shapes(max_side=3),
        elements=None if char not in "efd" else {"allow_nan": False, "allow_infinity": False},
    )
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | FINITE | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def pasted(text):
    """What Python makes of it."""
    return eval(text, {"np": np, "sympy": sympy})


@given(ARRAYS)
def test_an_array_is_written_in_full(array):
    """Every value to its last digit, with its dtype and shape."""
    found = pasted(literal(array, longest=100_000))
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(found, array)


@given(PLAIN)
def test_plain_values_are_their_own_source(value):
    """Tuples of one, empty lists and text with quotes among them."""
    assert repr(pasted(literal(value, longest=10_000))) == repr(value)


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2, 0, 3), np.float32), np.full((3, 4), 0.1), np.full(5, True), np.ones((1, 1)),
        np.arange(2000.0) / 7, np.array([1e300, 1e-300]), np.float32(0.1), np.int8(-3),
        np.arange(300).reshape(3, 100),
    ],
    ids=lambda value: f"{value.dtype}{value.shape}",
)  # fmt: skip
def test_arrays_of_all_sizes_can_be_pasted(value):
    """Empty, constant, single, long: nothing is left out with dots."""
    found = pasted(literal(value, longest=10**6))
    assert found.dtype == value.dtype
    assert np.array_equal(found, value)


def test_a_generator_is_written_as_its_seed():
    """It draws the same."""
    found = pasted(literal(np.random.default_rng(7)))
    assert found.random() == np.random.default_rng(7).random()


def test_a_symbol_is_written_so_that_it_can_be_made():
    """Symbols are what formulas are called with."""
    assert pasted(literal(dismantle(sympy.Symbol("c_1")))) == sympy.Symbol("c_1")


def test_a_call_is_its_function_and_its_arguments():
    """In order, on one line."""
    line = call_line("conv2d", (np.array([[1, 2]]), 3, (1, 2), "same"))
    assert line == "conv2d(np.array([[1, 2]]), 3, (1, 2), 'same')"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Opaque("a set"), "<a set>"),
        (ObjectArray([1, None]), "np.array([1, None], dtype=object)"),
        (Fraction(1, 3), "Fraction(1, 3)"),
        (dismantle(sympy.Symbol("x") + 1), "x + 1"),
        (1 << 20_000, "<an int of 20001 bits>"),
        ([1 << 20_000], "[<an int of 20001 bits>]"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_no_source_makes_is_described(value, text):
    """An answer may be anything that crosses the wire."""
    assert literal(value) in (text, " + ".join(reversed(text.split(" + "))))


def test_what_nobody_would_type_is_shortened():
    """An array by its shape, anything else by its beginning."""
    assert literal(np.arange(4000.0)) == "<array of shape (4000,), dtype float64>"
    text = literal([1.5] * 4000, longest=50)
    assert len(text) == 50
    assert text.endswith("…")


x, y = sympy.symbols("x y")


@st.composite
def operations(draw):
    """Operations as no simplification would leave them: powers of powers, products of sums."""
    nodes = [
        Node("Symbol", payload="x"),
        Node("Symbol", payload="y"),
        Node("Integer", payload=-1),
        Node("Integer", payload=2),
        Node("Rational", payload=(-2, 3)),
        Node("Rational", payload=(2, 3)),
        Node("Float", payload=-1e-05),
        Node("Pi"),
    ]
    for _ in range(draw(st.integers(1, 5))):
        head = draw(st.sampled_from(["Add", "Mul", "Pow", "Pow", "exp", "Abs"]))
        count = {"exp": 1, "Abs": 1}.get(head, 2)
        places = st.integers(0, len(nodes) - 1)
        nodes.append(Node(head, tuple(draw(places) for _ in range(count))))
    return Expression(tuple(nodes), (len(nodes) - 1,))


@given(operations())
def test_the_text_computes_to_the_same(expression):
    """Python reads the text with its own precedences; brackets must be where they matter."""
    text = expression_text(expression)
    try:
        (expected,) = evaluate(expression, {"x": 1.5, "y": 0.5}, precise=False)
    except Undefined:
        return
    if text.startswith("<"):
        return
    names = {"x": 1.5, "y": 0.5, "pi": sympy.pi.evalf(), "exp": sympy.exp, "Abs": abs}
    assert float(eval(text, names)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (x, "x"),
        (sympy.Pow(sympy.Pow(x, -1, evaluate=False), 2, evaluate=False), "(x**(-1))**2"),
        (sympy.Rational(1, 3), "1/3"),
        (sympy.exp(x), "exp(x)"),
        (sympy.E * 2, "2*E"),
        (sympy.Matrix([[x, 1], [2, y]]), "Matrix([[x, 1], [2, y]])"),
        (sympy.zeros(0, 3), "Matrix([])"),
    ],
)
def test_an_expression_reads_like_sympy(form, text):
    """With SymPy's names, and more brackets."""
    assert expression_text(dismantle(form)) == text


@pytest.mark.parametrize("steps", [8, 10_000])
def test_a_long_expression_is_described(steps):
    """Written out, shared parts double at every step; the text stops long before."""
    nodes = [Node("Symbol", payload="x")]
    nodes += [Node("Add", (place, place)) for place in range(steps)]
    text = expression_text(Expression(tuple(nodes), (steps,)))
    assert text == f"<a SymPy expression of {steps + 1} parts>"


def test_an_endless_integer_is_described():
    """Python refuses to print more than 4300 digits."""
    assert "<an int of 3322 bits>" in expression_text(dismantle(sympy.Integer(10) ** 1000))
