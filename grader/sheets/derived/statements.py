"""The statements at the top of a module: what each defines, what it uses, and how it is written."""

import ast
from collections.abc import Collection, Iterator, Sequence

__all__ = ["defined", "named", "reached", "written"]

FUTURE = "__future__"


def defined(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a meaning to."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        names = [alias.asname or alias.name.partition(".")[0] for alias in statement.names]
        return set(names)
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def named(node: ast.AST) -> set[str]:
    """The names that are read anywhere in a piece of code."""
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def reached(
    tree: ast.Module, names: Collection[str], marks: Collection[str] = ()
) -> list[ast.stmt]:
    """
    The statements that define these names and all that they need, in the order of the module.

    Decorators that are called as one of ``marks`` count for nothing.
    """
    wanted, found = set(names), set[int]()
    while new := [
        place
        for place, statement in enumerate(tree.body)
        if place not in found and (defined(statement) & wanted or _from_future(statement))
    ]:
        found.update(new)
        for place in new:
            wanted |= set(_uses(tree.body[place], marks))
    return [tree.body[place] for place in sorted(found)]


def _from_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == FUTURE


def _uses(statement: ast.stmt, marks: Collection[str]) -> Iterator[str]:
    decorators = getattr(statement, "decorator_list", [])
    marked = [each for each in decorators if ast.unparse(each) in marks]
    for child in ast.iter_child_nodes(statement):
        if child not in marked:
            yield from named(child)


def written(statement: ast.stmt, lines: Sequence[str], marks: Collection[str] = ()) -> str:
    """A statement as it stands in the file, without the decorators that are called so."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(each.lineno for each in decorators)])
    left_out = {
        number
        for each in decorators
        if ast.unparse(each) in marks
        for number in range(each.lineno, (each.end_lineno or each.lineno) + 1)
    }
    numbers = range(first, (statement.end_lineno or statement.lineno) + 1)
    return "\n".join(lines[number - 1] for number in numbers if number not in left_out)
