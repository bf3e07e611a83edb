"""
The model answers in a question's own module, found by ``@model`` and cut out of it.

A question may be one module: its text, its model answers, its properties and its mistakes.  What is
to run where students' code runs, or to be shown to them, must hold nothing of the rest, and what
is shown nothing of the answers either.  So both are cut out of the source, by what names what.
"""

import ast

from grader.sheets.derived.statements import reached, written

__all__ = ["answers_source", "marks", "model_names"]

AUTHORING, DECLARED, MARK = "grader.authoring", "grader.authoring.declare", "model"


def model_names(tree: ast.Module) -> list[str]:
    """The functions and classes of a module that are marked as model answers, in its order."""
    called = marks(tree)
    return [
        statement.name
        for statement in tree.body
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef))
        and any(ast.unparse(each) in called for each in statement.decorator_list)
    ]


def marks(tree: ast.Module) -> set[str]:
    """How a module writes ``@model``: by the name that it imports it as."""
    found: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.name in (AUTHORING, DECLARED):
                    found.add(f"{alias.asname or alias.name}.{MARK}")
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                own = alias.asname or alias.name
                if statement.module in (AUTHORING, DECLARED) and alias.name == MARK:
                    found.add(own)
                elif f"{statement.module}.{alias.name}" in (AUTHORING, DECLARED):
                    found.add(f"{own}.{MARK}")
    return found


def answers_source(source: str) -> str:
    """
    The model answers of a module with what they need of it, and nothing else.

    Empty lines stand for what is left out, so that each line keeps its number.  A module that marks
    none is all model answers.
    """
    tree = ast.parse(source)
    names = model_names(tree)
    if not names:
        return source
    called, lines = marks(tree), source.splitlines()
    kept = [""] * len(lines)
    for statement in reached(tree, names, called):
        text = written(statement, lines, called).splitlines()
        last = statement.end_lineno or statement.lineno
        kept[last - len(text) : last] = text
    return "\n".join(kept) + "\n"
