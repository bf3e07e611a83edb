"""
Whether a function that somebody else wrote only computes.

A file of found calls is data, and a function in one is source.  An author's own source may use all
of NumPy, which opens files and reaches the operating system; what comes from elsewhere may use
arithmetic, what is named here, and nothing that leads beyond.
"""

import ast
import math
from collections.abc import Iterator

import numpy as np

from grader.authoring.functions import given_function

__all__ = ["only_computes"]

OF_NUMPY = frozenset(
    "arange array asarray clip cumprod cumsum diff dot float64 full linspace max mean min ones "
    "outer prod real imag round sum where zeros".split()
)
OF_VALUES = frozenset("T imag ndim real shape size".split())


def only_computes(source: str) -> bool:
    """Whether nothing that the source of a given function names leads beyond arithmetic."""
    try:
        given_function(source)
        return all(_leads_nowhere(node) for node in _nodes(source))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False


def _nodes(source: str) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(source.strip()))


def _leads_nowhere(node: ast.AST) -> bool:
    """Whether a node takes no attribute but those that are known; a pattern takes any."""
    if isinstance(node, ast.MatchClass):
        return False
    if not isinstance(node, ast.Attribute):
        return True
    of = node.value.id if isinstance(node.value, ast.Name) else ""
    if of == "np":
        known = isinstance(getattr(np, node.attr, None), np.ufunc | float)
        return known or node.attr in OF_NUMPY
    return (of == "math" and hasattr(math, node.attr)) or node.attr in OF_VALUES
