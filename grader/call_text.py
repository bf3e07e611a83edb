"""
A call, or a SymPy expression, as a line of Python that a student can paste.

The example is only of use if it can be tried, so arguments are written in full, with
their dtype where it is not the usual one, and shortened only when nobody would type
them any more.

An expression that a student sent is written from its list of operations, with more brackets than
SymPy would use: printing it through SymPy would mean computing with it, and that can be made to
take for ever.
"""

import keyword
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.sandbox.wire.literals import (
    further_array,
    further_literal,
    named_literal,
    times_as_read,
)
from grader.sandbox.wire.values import Expression, Node, ObjectArray, Opaque

__all__ = ["brevity", "call_line", "example_text", "expression_text", "literal"]

LONGEST = 2_000
PRINT_WHOLE = 1 << 20
NEVER_WRITTEN = 20_000  # elements; only to find out that nobody would read them takes seconds


def call_line(function: str, arguments: Sequence[Any], names: Sequence[str] = ()) -> str:
    """
    ``function(…)`` with its arguments as Python literals; ``np`` is NumPy.

    ``names`` are those of its last arguments, where these are passed by name.
    """
    unnamed = len(arguments) - len(names)
    texts = [*map(literal, arguments[:unnamed])]
    texts += map(_named, names, arguments[unnamed:])
    return f"{function}({', '.join(texts)})"


def _named(name: str, value: Any) -> str:
    """``name=value``; a name that Python would not read as such is a key of a dict."""
    is_read = name.isidentifier() and not keyword.iskeyword(name)
    if is_read and unicodedata.normalize("NFKC", name) == name:
        return f"{name}={literal(value)}"
    return f"**{{{name!r}: {literal(value)}}}"


def example_text(example: Mapping[str, Any]) -> str:
    """The arguments of a property, by name, as Python."""
    return ", ".join(f"{name}={literal(value)}" for name, value in example.items())


def brevity(example: Mapping[str, Any]) -> tuple[int, int, str]:
    """How small an example is: by its numbers, then by what there is to read of it."""
    text = ", ".join(_literal(value) for value in example.values())
    return _numbers(example), len(text), text


def _numbers(value: Any) -> int:
    """How many numbers and words a value holds."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, Mapping):
        return sum(map(_numbers, value.values()))
    return sum(map(_numbers, value)) if isinstance(value, (list, tuple, set, frozenset)) else 1


def literal(value: Any, longest: int = LONGEST) -> str:
    """A value as Python source, or a description in angle brackets where that is too long."""
    text = _literal(value)
    if len(text) <= longest:
        return text
    return _described(value) if isinstance(value, np.ndarray) else text[: longest - 1] + "…"


def _described(value: np.ndarray[Any, Any]) -> str:
    return f"<array of shape {value.shape}, dtype {value.dtype}>"


def _literal(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, (list, tuple)):
        return _sequence(value)
    if isinstance(value, dict) and "scipy" not in type(value).__module__:
        return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, np.random.Generator):
        return _generator(value)
    if isinstance(value, np.generic):
        return _scalar(value)
    if isinstance(value, int) and value.bit_length() > PRINT_WHOLE // 100:
        return f"<an int of {value.bit_length()} bits>"
    return _other(value)


def _other(value: Any) -> str:
    if isinstance(value, Opaque):
        return f"<{value.description}>"
    if isinstance(value, ObjectArray):
        return f"np.array({_literal(value.items)}, dtype=object)"
    if isinstance(value, Expression):
        if value.shape is None and len(value.nodes) == 1 and value.nodes[0].head == "Symbol":
            return f"sympy.Symbol({value.nodes[0].payload!r})"
        return expression_text(value)
    return further_literal(value, _literal) or repr(value)


def _generator(value: np.random.Generator) -> str:
    seeded: Any = value.bit_generator.seed_seq
    entropy = seeded.entropy if isinstance(seeded.entropy, int) else _plain(seeded.entropy)
    if not seeded.spawn_key:
        return f"np.random.default_rng({entropy})"
    keys = tuple(map(int, seeded.spawn_key))
    return f"np.random.default_rng(np.random.SeedSequence({entropy}, spawn_key={keys}))"


def _plain(entropy: Any) -> Any:
    return [int(word) for word in entropy] if np.ndim(entropy) else int(entropy)


def _scalar(value: np.generic) -> str:
    kind = value.dtype.kind
    if kind == "b":
        return str(value)
    if kind == "U":
        return f"np.str_({str(value)!r})"
    if kind in "SV":
        return f"{_array(np.asarray(value))}[()]"
    if kind in "Mm":
        unit = str(value.dtype).partition("[")[2].rstrip("]")
        number = repr(times_as_read(np.asarray(value)))
        said = f"{number}, {unit!r}" if unit else f"{number}"
        return f"np.{value.dtype.type.__name__}({said})"
    if kind == "f" and not np.isfinite(value):
        return f"np.{value.dtype.name}({_literal(float(value))})"
    return f"np.{value.dtype.name}({value})"


def _sequence(value: Sequence[Any]) -> str:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return named_literal(value, _literal)
    inside = ", ".join(map(_literal, value))
    if isinstance(value, list):
        return f"[{inside}]"
    return f"({inside},)" if len(value) == 1 else f"({inside})"


def _array(value: np.ndarray[Any, Any]) -> str:
    if value.size > NEVER_WRITTEN:
        return _described(value)
    further = further_array(value, _literal)
    if further is not None:
        return further
    dtype = "" if value.dtype in (np.float64, np.int64) else f", dtype=np.{_dtype(value)}"
    if value.size > 4 and value.size and (value == value.flat[0]).all():
        return f"np.full({value.shape}, {value.flat[0].item()!r}{dtype})"
    if not value.size:
        return f"np.zeros({value.shape}{dtype})"
    if value.dtype.kind in "biu" or value.dtype == np.float64:
        return f"np.array({value.tolist()}{dtype})"
    text = np.array2string(
        value, separator=", ", threshold=PRINT_WHOLE, max_line_width=PRINT_WHOLE, floatmode="unique"
    )
    return f"np.array({' '.join(text.split())}{dtype})"


def _dtype(value: np.ndarray[Any, Any]) -> str:
    """The name of its dtype in ``np``; before NumPy 2 there is a ``bool_`` and no ``bool``."""
    return "bool_" if value.dtype.kind == "b" else value.dtype.name


LONGEST_EXPRESSION = 400
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
        if len(text) > LONGEST_EXPRESSION:
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
