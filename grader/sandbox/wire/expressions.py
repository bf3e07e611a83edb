"""
SymPy expressions to operations, and back.

``dismantle`` runs in the student's process, on an expression that we do not trust;
what it gives is only a claim, checked again by the wire when it arrives.  ``assemble``
runs there too, on expressions that the grader sent.  On the grader's side an answer
stays a list of operations: sympify, parse_expr and even the arithmetic of SymPy can be
made to run for hours, or to run somebody's code.
"""

from typing import Any

from grader.sandbox.wire.bounds import MAX_BITS, MAX_TEXT
from grader.sandbox.wire.values import Expression, Node, Opaque

__all__ = ["FUNCTIONS", "HEADS", "MAX_NODES", "assemble", "dismantle"]

MAX_NODES = 20_000
FUNCTIONS = frozenset("exp log sin cos tan sinh cosh tanh coth sech csch Abs".split())
HEADS = FUNCTIONS | {"Add", "Mul", "Pow", "Max", "Min", "Exp1", "Pi"}
LEAVES = frozenset({"Integer", "Rational", "Float", "Symbol"})
UNFINISHED = ("Sum", "Product", "KroneckerDelta", "Piecewise")  # doit() may carry these out


class _Unknown(Exception):
    """An operation that is not on the list; carries its name."""

    def __init__(self, head: str, advice: str = "") -> None:
        self.head = head
        super().__init__(f"{head} in it; {advice}" if advice else head)


def dismantle(value: Any) -> Expression | Opaque:
    """A SymPy expression or matrix as an Expression, or an Opaque that says why not."""
    try:
        try:
            return _dismantle(value)
        except _Unknown as unknown:
            if unknown.head not in UNFINISHED or value.has(_sympy().Derivative):
                raise
            return _dismantle(value.doit())
    except _Unknown as unknown:
        return Opaque(f"a SymPy expression with {unknown}")


def _sympy() -> Any:
    import sympy

    return sympy


def _dismantle(value: Any) -> Expression:
    shape = None
    entries = [value]
    if getattr(value, "is_Matrix", False) or hasattr(value, "_shape"):
        matrix = _sympy().Matrix(value)
        shape, entries = matrix.shape, list(matrix)
    nodes: list[Node] = []
    places: dict[Any, int] = {}
    roots = tuple(_place(entry, nodes, places) for entry in entries)
    return Expression(tuple(nodes), roots, shape)


def _place(root: Any, nodes: list[Node], places: dict[Any, int]) -> int:
    """Append what ``root`` is made of, arguments first and each only once; its position."""
    waiting = [root]
    while waiting:
        part = waiting[-1]
        missing = [] if _is_leaf(part) else [a for a in _known(part).args if a not in places]
        if missing and part not in places:
            waiting.extend(missing)
            continue
        waiting.pop()
        if part not in places:
            if len(nodes) >= MAX_NODES:
                raise _Unknown(f"more than {MAX_NODES} parts; simplify it")
            nodes.append(_node(part, places))
            places[part] = len(nodes) - 1
    return places[root]


def _is_leaf(part: Any) -> bool:
    return bool(part.is_Symbol or part.is_Number or not part.args)


def _known(part: Any) -> Any:
    """The part itself, if its operation can be judged."""
    head = type(part).__name__
    if head not in HEADS:
        derivative = "carry the derivative out, with .doit()"
        ordinary = "only ordinary arithmetic, exp and log can be judged"
        raise _Unknown(head, derivative if head == "Derivative" else ordinary)
    return part


def _node(part: Any, places: dict[Any, int]) -> Node:
    if part.is_Symbol and len(part.name) <= MAX_TEXT:
        return Node("Symbol", payload=str(part.name))
    if part.is_Rational and max(abs(part.p), part.q).bit_length() > MAX_BITS:
        raise _Unknown("a number of too many digits")
    if part.is_Integer:
        return Node("Integer", payload=int(part))
    if part.is_Rational:
        return Node("Rational", payload=(int(part.p), int(part.q)))
    if part.is_Float:
        return Node("Float", payload=float(part))
    return Node(type(_known(part)).__name__, tuple(places[a] for a in part.args))


def assemble(expression: Expression) -> Any:
    """The SymPy object that an Expression of ours stands for."""
    sympy = _sympy()
    made: list[Any] = []
    for node in expression.nodes:
        arguments = [made[i] for i in node.arguments]
        if node.head == "Rational":
            made.append(sympy.Rational(*node.payload))
        elif node.head in LEAVES:
            made.append(getattr(sympy, node.head)(node.payload))
        elif node.head in {"Exp1", "Pi"}:
            made.append(sympy.E if node.head == "Exp1" else sympy.pi)
        else:
            made.append(getattr(sympy, node.head)(*arguments))
    if expression.shape is None:
        return made[expression.roots[0]]
    return sympy.Matrix(*expression.shape, [made[i] for i in expression.roots])
