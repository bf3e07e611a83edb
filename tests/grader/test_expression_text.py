"""What is shown of an expression means what was sent."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.arithmetic import Undefined, evaluate
from grader.expression_text import expression_text
from grader.sandbox.expressions import dismantle
from grader.sandbox.values import Expression, Node

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
