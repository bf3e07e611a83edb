"""
Which top-level statement of a submission gives a name its value.

The source is parsed and never run here: only names and line numbers are read from it.  A
statement that failed is the reason that a function is missing if it is the one that makes it.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from grader.model import Submission
from grader.sandbox.runner.cells import parsed_cell

__all__ = ["LONGEST_SOURCE", "Statement", "parsed", "statements"]

LONGEST_SOURCE = 200_000  # bytes, or characters of cells, that are parsed here


@dataclass(frozen=True, slots=True)
class Statement:
    """A top-level statement: its first and last line, its cell, and the names that it binds."""

    first: int
    last: int
    cell: int
    names: frozenset[str]

    def spans(self, line: int, cell: int) -> bool:
        """Whether a line is one of its own."""
        return self.cell == cell and self.first <= line <= self.last


def parsed(submission: Submission) -> Iterator[tuple[int, ast.Module]]:
    """Each part of a submission that is Python: the number of its cell, and its syntax."""
    parts: list[tuple[int, str | bytes]] = [(each.number, each.source) for each in submission.cells]
    parts = parts or [(0, submission.source)]
    if sum(len(source) for _, source in parts) > LONGEST_SOURCE:
        return
    for number, source in parts:
        try:
            yield number, _tree(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _tree(source: str | bytes) -> ast.Module:
    """A file, or a cell without its magics; what Python warns of has been told where it ran."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source) if isinstance(source, bytes) else parsed_cell(source, "<cell>")[0]


def statements(submission: Submission) -> list[Statement]:
    """The top-level statements of all parts that can be parsed."""
    return [
        Statement(_first(each), each.end_lineno or each.lineno, cell, frozenset(_bound(each)))
        for cell, tree in parsed(submission)
        for each in tree.body
    ]


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that it may give a value to, in whichever scope: too many do no harm."""
    for node in ast.walk(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
