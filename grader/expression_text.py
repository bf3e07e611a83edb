"""
An expression that a student sent, as text for people.

Written from its list of operations, with more brackets than SymPy would use: printing it
through SymPy would mean computing with it, and that can be made to take for ever.
"""

from grader.sandbox.values import Expression, Node

__all__ = ["expression_text"]

LONGEST = 400
JOINED = {"Add": " + ", "Mul": "*", "Pow": "**"}
CONSTANTS = {"Exp1": "E", "Pi": "pi"}


def expression_text(expression: Expression) -> str:
    """Python with SymPy's names; a description in angle brackets where that is too long."""
    texts: list[str] = []
    for node in expression.nodes:
        arguments = [
            _bracketed(expression.nodes[i], texts[i]) if node.head in JOINED else texts[i]
            for i in node.arguments
        ]
        text = _node(node, arguments)
        if len(text) > LONGEST:
            return f"<a SymPy expression of {len(expression.nodes)} parts>"
        texts.append(text)
    entries = [texts[root] for root in expression.roots]
    if expression.shape is None:
        return entries[0]
    rows, columns = expression.shape
    lines = (", ".join(entries[r * columns : (r + 1) * columns]) for r in range(rows))
    return f"Matrix([{', '.join(f'[{line}]' for line in lines)}])"


def _node(node: Node, arguments: list[str]) -> str:
    if node.head == "Rational":
        return "{}/{}".format(*map(_integer, node.payload))
    if node.head == "Integer":
        return _integer(node.payload)
    if node.head in {"Float", "Symbol"}:
        return str(node.payload)
    if node.head in CONSTANTS:
        return CONSTANTS[node.head]
    if node.head in JOINED:
        return JOINED[node.head].join(arguments)
    return f"{node.head}({', '.join(arguments)})"


def _integer(value: int) -> str:
    return str(value) if value.bit_length() < 200 else f"<an int of {value.bit_length()} bits>"


def _bracketed(node: Node, text: str) -> str:
    """Brackets around everything that is not a single word, positive number or call."""
    simple = node.head not in JOINED and node.head != "Rational" and not text.startswith("-")
    return text if simple else f"({text})"
