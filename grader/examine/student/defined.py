"""
Which top-level statement of a submission gives a name its value, and so why a function is missing.

The source is parsed and never run here: only names and line numbers are read from it.  A
statement that failed is the reason that a function is missing if it is the one that makes it.

A file that is all statements takes seconds to parse, and a missing function is asked for hundreds
of times: so that is done once for a submission, and kept no longer than that is asked.
"""

import ast
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.examine.student.loading import Loading
from grader.language import Message, message
from grader.model import LoadFailure, Submission
from grader.sandbox.runner.cells import parsed_cell
from grader.text import NEARLY, clean, nearest, place

__all__ = ["FUNCTIONS", "LONGEST_SOURCE", "Reasons", "Statement", "parsed", "statements"]

LONGEST_SOURCE = 200_000  # bytes, or characters of cells, that are parsed here
LONGEST_NAME = 60
GUARD = 'if __name__ == "__main__"'
NOT_RUN = message("{where} defines it below {guard}, which is not run here: move it above that")
WITHIN = message(
    "{where} defines it within {name}: move it out of there, so that it stands by itself"
)
FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef
NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Statement:
    """
    A top-level statement.

    Attributes
    ----------
    first, last, cell : int
        Its lines, and its cell.
    names : frozenset of str
        What it binds, in whichever scope.
    within : str
        The class or function that it defines, or ``GUARD``; empty where it is neither.
    inner : mapping from a name to a line
        The functions that are defined in there.
    """

    first: int
    last: int
    cell: int
    names: frozenset[str]
    within: str
    inner: Mapping[str, int]

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


def statements(submission: Submission) -> Iterator[Statement]:
    """The top-level statements of all parts that can be parsed."""
    for cell, tree in parsed(submission):
        for each in tree.body:
            names, last = frozenset(_bound(each)), each.end_lineno or each.lineno
            yield Statement(_first(each), last, cell, names, *_inner(each, cell))


def _inner(statement: ast.stmt, cell: int) -> tuple[str, Mapping[str, int]]:
    """
    What a statement keeps functions within, and the lines of these.

    Only a file is never ``__main__``: the cells of a notebook may have been run where they are.
    """
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            within = statement.name
        case ast.If(test=test) if not cell and _asks_for_main(test):
            within = GUARD
        case _:
            return "", NOTHING
    found = (each for each in statement.body if isinstance(each, FUNCTIONS))
    return within, {each.name: each.lineno for each in found}


def _asks_for_main(test: ast.expr) -> bool:
    match test:
        case ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]):
            return True
    return False


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


class Reasons:
    """
    Why functions of a submission are missing; each is looked for once, and the text read once.

    Parameters
    ----------
    submission : Submission
    asked : frozenset of str
        What the sheet asks for, which means itself and no other function with nearly its name.
    """

    def __init__(self, submission: Submission, asked: frozenset[str] = frozenset()) -> None:
        self._submission, self._asked = submission, asked
        self._loading = Loading()
        self._found: dict[str, Message | None] = {}

    def why(self, function: str, loading: Loading) -> Message | None:
        """What is to follow 'there is no function called f', as it was loaded; None if unknown."""
        if loading is not self._loading:
            self._loading, self._found = loading, {}
        if function not in self._found:
            self._found[function] = self._reason(function)
        return self._found[function]

    def _reason(self, function: str) -> Message | None:
        if near := nearest(function, self._loading.callables, self._asked | {function}):
            return Message(NEARLY, near=clean(near, LONGEST_NAME))
        failures = self._loading.failures
        if whole := next((each for each in failures if each.is_whole), None):
            return _unread(whole)
        makers = self._makers.get(function, [])
        for failure in failures:
            if any(each.spans(failure.line, failure.cell) for each in makers):
                return _failed(failure)
        return _kept_within(function, makers) or self._failed_beside(function, makers)

    @cached_property
    def _makers(self) -> Mapping[str, Sequence[Statement]]:
        """The statements that may give each name its value."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for each in statements(self._submission):
            for name in each.names:
                found[name].append(each)
        return found

    def _failed_beside(self, function: str, makers: Sequence[Statement]) -> Message | None:
        """
        What failed in a cell, or a file, that makes the function or names it.

        A cell that cannot be parsed has no statements, and may still have been meant to make it.
        """
        cells = self._submission.cells if self._loading.failures else ()
        naming = {each.number for each in cells if re.search(rf"\b{function}\b", each.source)}
        naming |= {each.cell for each in makers}
        found = (each for each in self._loading.failures if each.cell in naming)
        return next(map(_failed, found), None)


def _unread(whole: LoadFailure) -> Message:
    if whole.line:
        return Message("Python cannot read the file: see line {line}", line=whole.line)
    return Message("Python cannot read the file")


def _failed(failure: LoadFailure) -> Message:
    where, error = place(failure.line, failure.cell), failure.message_parts or failure.message
    return Message("{where} failed while loading: {error}", where=where, error=error)


def _kept_within(function: str, makers: Sequence[Statement]) -> Message | None:
    """Where a function is defined, if that is nowhere but where it is not to be found."""
    if not makers or not all(function in each.inner for each in makers):
        return None
    where, within = place(makers[0].inner[function], makers[0].cell), makers[0].within
    if within == GUARD:
        return Message(NOT_RUN, where=where, guard=GUARD)
    return Message(WITHIN, where=where, name=clean(within, LONGEST_NAME))
