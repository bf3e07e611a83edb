"""
The laws of a question's module, without the model answers and the mistakes that stand among them.

A question may be one module.  What of it goes to students keeps its text and its laws, with all
that these need, and each line keeps its number: so a law fails where its author wrote it.
"""

import ast
from collections.abc import Iterator

from grader.sheets.derived.answers import AUTHORING, model_names
from grader.sheets.derived.statements import defined, reached, written

__all__ = ["laws_source"]

SAID = ("ID", "TITLE")
MISTAKE, MISTAKES = "misconception", "grader.authoring.misconceive"


def laws_source(source: str) -> str:
    """
    The module without its model answers, its mistakes, and whatever only these need.

    A module that marks none is handed on as it is.
    """
    tree = ast.parse(source)
    cut = {*model_names(tree), *_mistakes(tree)}
    if not cut:
        return source
    lines = source.splitlines()
    laws = ast.Module([each for each in tree.body if not defined(each) & cut], [])
    wanted = [name for each in laws.body for name in defined(each) if _is_said(name)]
    kept = [""] * len(lines)
    for statement in [*_docstring(tree), *reached(laws, wanted)]:
        text = written(statement, lines).splitlines()
        last = statement.end_lineno or statement.lineno
        kept[last - len(text) : last] = text
    return "\n".join(kept) + "\n"


def _is_said(name: str) -> bool:
    return name in SAID or name.startswith("test_")


def _docstring(tree: ast.Module) -> list[ast.stmt]:
    return tree.body[:1] if ast.get_docstring(tree) is not None else []


def _mistakes(tree: ast.Module) -> Iterator[str]:
    """The functions that are declared as mistakes."""
    called = set(_declaring(tree))
    for statement in tree.body:
        for each in getattr(statement, "decorator_list", []):
            if isinstance(each, ast.Call) and ast.unparse(each.func) in called:
                yield from defined(statement)


def _declaring(tree: ast.Module) -> Iterator[str]:
    """How a module writes ``@misconception``: by the name that it imports it as."""
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.name in (AUTHORING, MISTAKES):
                    yield f"{alias.asname or alias.name}.{MISTAKE}"
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                own = alias.asname or alias.name
                if statement.module in (AUTHORING, MISTAKES) and alias.name == MISTAKE:
                    yield own
                elif f"{statement.module}.{alias.name}" in (AUTHORING, MISTAKES):
                    yield f"{own}.{MISTAKE}"
