"""
A submission as top-level statements: what each says, which names it needs, which it gives.

A tree dumped without positions tells whether a statement says the same as before, wherever it
stands and however it is laid out.  Text would not do: every comment would be an edit.
"""

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.sandbox.runner.cells import parsed_cell
from grader.selftest.watch.statement_names import Unclear, defined, exposed, names, settled

__all__ = ["Cell", "Place", "Statement", "Unclear", "statements"]

LONGEST = 300_000  # characters of all cells together; more is not worth the time

Cell = tuple[int, str | bytes]
"""A notebook's cell, its number and its code; of a plain file, 0 and its bytes."""

Place = tuple[int, int]
"""A cell, and a line in it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One top-level statement.

    Attributes
    ----------
    text : str
        What it says: equal for two statements that differ in layout and comments only.
    defines : str
        The one name that it is there to define; empty for an import, a loop, a call …
    uses : frozenset of str
        Names of the module that it, or a function in it, looks up.
    binds : frozenset of str
        Names that may have another value afterwards.
    shared : frozenset of str
        Those of ``binds`` whose value can be changed from afar, as a list can.
    alters : frozenset of str
        Those of ``uses`` that it may change from afar, if their value is such a one.
    places : tuple of (int, int)
        Where its parts stand, in an order that goes by ``text`` alone.
    """

    text: str
    defines: str
    uses: frozenset[str]
    binds: frozenset[str]
    shared: frozenset[str]
    alters: frozenset[str]
    places: tuple[Place, ...]


def statements(cells: Sequence[Cell], known: Sequence[Statement] = ()) -> tuple[Statement, ...]:
    """
    The top-level statements of all cells, in order; a notebook's cell that is not Python counts as
    one of them.  Those that say the same as a ``known`` one are not taken apart again.

    Raises SyntaxError where a file is not Python, and Unclear where too much, or too odd code, was
    written to say what depends on what.
    """
    if sum(len(source) for _, source in cells) > LONGEST:
        raise Unclear
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an invalid escape in the student's code
            seen = {each.text: each for each in known}
            return tuple(each for cell in cells for each in _of_cell(*cell, seen))
    except (RecursionError, MemoryError, ValueError) as error:
        raise Unclear from error


def _of_cell(
    number: int, source: str | bytes, seen: Mapping[str, Statement]
) -> Iterator[Statement]:
    if not number:
        tree = ast.parse(source)
    else:
        text = source if isinstance(source, str) else source.decode()
        try:
            tree, _ = parsed_cell(text, "<cell>")
        except SyntaxError:
            none: frozenset[str] = frozenset()
            return iter([Statement(text, "", none, none, none, none, ())])
    return (_statement(node, number, seen) for node in tree.body if not _is_idle(node))


def _is_idle(node: ast.stmt) -> bool:
    """Whether a statement does nothing when the module is loaded: a docstring, say."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and not node.orelse and _asks_for_main(node.test)


def _asks_for_main(test: ast.expr) -> bool:
    """``__name__ == "__main__"``, which a submission is not."""
    return ast.dump(test) == ast.dump(ast.parse('__name__ == "__main__"', mode="eval").body)


def _statement(node: ast.stmt, number: int, seen: Mapping[str, Statement]) -> Statement:
    text, places = ast.dump(node), _places(node, number)
    if text in seen:
        return replace(seen[text], places=places)
    uses, binds = names(node)
    defines = defined(node)
    return Statement(
        text=text,
        defines=defines,
        uses=uses,
        binds=binds,
        shared=binds - settled(node, defines),
        alters=uses & exposed(node),
        places=places,
    )


def _places(node: ast.stmt, number: int) -> tuple[Place, ...]:
    located = (part for part in ast.walk(node) if isinstance(part, (ast.stmt, ast.expr)))
    return tuple(
        (number, line) for part in located for line in (part.lineno, part.end_lineno or part.lineno)
    )
