"""The statements at the top of a module: what each defines, what it uses, and how it is written."""

import ast
import copy
import symtable
from collections.abc import Collection, Iterator, Sequence

__all__ = ["defined", "named", "needed", "reached", "written"]

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
            wanted |= set(needed(tree.body[place], marks))
    return [tree.body[place] for place in sorted(found)]


def _from_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == FUTURE


def needed(statement: ast.stmt, marks: Collection[str] = ()) -> Iterator[str]:
    """The names that a statement needs of its module; a parameter's name is its own."""
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield from named(statement)
        return
    own = copy.copy(statement)
    own.decorator_list = [d for d in statement.decorator_list if ast.unparse(d) not in marks]
    text = ast.unparse(own)
    yield from _global_names(symtable.symtable(text, "<statement>", "exec"))


def _global_names(table: symtable.SymbolTable) -> Iterator[str]:
    """The names that are looked up in the module, from there and from within functions."""
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module"):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _global_names(inner)


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
