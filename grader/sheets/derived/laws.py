"""
The laws of a question's module, without the model answers and the mistakes that stand among them.

A question may be one module.  What of it goes to students keeps its text and its laws, with all
that these need, and each line keeps its number: so a law fails where its author wrote it.  What is
an answer is asked of the module itself, for there are many ways to write a decorator.
"""

import ast
from collections.abc import Collection
from types import ModuleType

from grader.authoring.declare import MODEL
from grader.authoring.misconceive import MISCONCEPTIONS, misconception
from grader.sheets.derived.statements import defined, reached, written

__all__ = ["answers_within", "laws_source"]

SAID = ("ID", "TITLE")


def answers_within(module: ModuleType) -> frozenset[str]:
    """The names of the model answers and of the mistakes that are written in a module."""
    own = {n: v for n, v in vars(module).items() if getattr(v, "__module__", "") == module.__name__}
    marked = {n for n, v in own.items() if getattr(v, MODEL, False) or hasattr(v, MISCONCEPTIONS)}
    return frozenset(marked | {own[name].__name__ for name in marked})


def laws_source(source: str, answers: Collection[str]) -> str:
    """
    The module's source without what defines these names, and without what only that needs.

    Where there are none, and no mistake without a name either, it is handed on as it is.
    """
    tree, lines = ast.parse(source), source.splitlines()
    if not answers and not _declares_mistakes(tree):
        return source
    laws = ast.Module([each for each in tree.body if not defined(each) & {*answers}], [])
    wanted = [name for each in laws.body for name in defined(each) if _is_said(name)]
    kept = [""] * len(lines)
    for statement in [*_docstring(tree), *reached(laws, [*wanted, "*"])]:
        text = written(statement, lines).splitlines()
        last = statement.end_lineno or statement.lineno
        kept[last - len(text) : last] = text
    return "\n".join(kept) + "\n"


def _declares_mistakes(tree: ast.Module) -> bool:
    """Whether a module speaks of ``misconception``: what it declares may have no name."""
    return any(
        misconception.__name__ in (getattr(node, "name", ""), getattr(node, "attr", ""))
        for node in ast.walk(tree)
        if isinstance(node, (ast.alias, ast.Attribute))
    )


def _is_said(name: str) -> bool:
    return name in SAID or name.startswith("test_")


def _docstring(tree: ast.Module) -> list[ast.stmt]:
    return tree.body[:1] if ast.get_docstring(tree) is not None else []
