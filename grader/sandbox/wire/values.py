"""
What an answer can be, beyond numbers, text, lists and arrays.

An answer comes from code that we do not trust, so what cannot be rebuilt from plain
data is not rebuilt at all: a module, a function or an instance of somebody's class
arrives as an ``Opaque`` that only says what it was.  A SymPy expression arrives as a
list of named operations (``Expression``) and stays one; it is judged by computing
with that list, so no SymPy object is ever made from what a student sent.
"""

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Asked", "Expression", "Node", "ObjectArray", "Opaque", "is_sympy"]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that cannot cross the wire; ``description`` says what it was."""

    description: str


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a student's process says of a function that it was given.

    Attributes
    ----------
    source : str
        The function; of an answer, what is said to be it.
    calls : int
        How often it was called.
    points : list of tuples
        The arguments of the first 1000 calls; None for what is neither a number nor a short array.
    """

    source: str
    calls: int = 0
    points: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ObjectArray:
    """A NumPy array of dtype object, as the nested list of its entries, and its shape."""

    items: Any
    shape: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Node:
    """
    One operation of an expression.

    Attributes
    ----------
    head : str
        Name of the operation: ``Add``, ``Pow``, ``exp``, ``Symbol``, …
    arguments : tuple of int
        Positions of its arguments among the expression's nodes, all before its own.
    payload : int, str or tuple of two ints or None
        What a leaf holds: the integer, the fraction, the symbol's name, the decimal.
    """

    head: str
    arguments: tuple[int, ...] = ()
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Expression:
    """
    A SymPy expression, or a matrix of them, as operations in an order they can be done in.

    Attributes
    ----------
    nodes : tuple of Node
        Each refers only to earlier ones, so shared parts are held, and computed, once.
    roots : tuple of int
        Positions of the entries, row by row; a single one for a scalar.
    shape : tuple of int or None
        ``(rows, columns)`` of a matrix, None for a scalar.
    """

    nodes: tuple[Node, ...]
    roots: tuple[int, ...]
    shape: tuple[int, int] | None = None


def is_sympy(value: object) -> bool:
    """Whether a value of *ours* is a SymPy object, found out without importing SymPy."""
    return type(value).__module__.partition(".")[0] == "sympy"
