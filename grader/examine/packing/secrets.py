"""
Statements of a sheet's answers, searched for in what goes to students.

A pack is made of laws, and a law may have been written by copying from the model.  So what is in a
pack is held against every statement of the model, the mistakes and the right solutions, however it
is laid out, before it is handed on; and who made it is told what stands in both.
"""

import ast
import importlib.util
import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from grader.sheets.derived.laws import answers_within, laws_source
from grader.sheets.sheet import Sheet

__all__ = ["Shared", "answer_sources", "secret_statements", "shared_statements", "statements"]

ANSWERS = ("misconceptions", "wheats")
FEWEST = 7  # parts of a statement; what has fewer is an idiom of Python, and no answer


class Shared(NamedTuple):
    """A statement that stands in a file of a pack and among the answers."""

    file: str
    line: int
    text: str


def shared_statements(sheet: Sheet, files: Mapping[str, bytes]) -> list[Shared]:
    """What stands in the Python files among these, and in the sheet's answers, too."""
    secret = secret_statements(sheet)
    return [
        Shared(name, line, text)
        for name, content in sorted(files.items())
        if name.endswith(".py")
        for line, text in statements(content.decode())
        if text in secret
    ]


def secret_statements(sheet: Sheet) -> set[str]:
    """Every statement within a function of the model, the mistakes or the right solutions."""
    return {text for source in answer_sources(sheet) for _, text in statements(source)}


def statements(source: str) -> Iterator[tuple[int, str]]:
    """The statements within the functions of a module, however they are laid out there."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.stmt) and node is not function:
                    yield from ((node.lineno, text) for text in _texts(node))


def _texts(node: ast.stmt) -> Iterator[str]:
    """A statement; of one that holds others what stands in its head."""
    if any(isinstance(each, ast.stmt) and each is not node for each in ast.walk(node)):
        for head in _telling(c for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr)):
            yield f"{type(node).__name__} {ast.unparse(head)}"
    elif not isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_text(node):
        yield from map(ast.unparse, _telling([node]))


def _telling(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Those that say more than an idiom."""
    for node in nodes:
        parts = [each for each in ast.walk(node) if not isinstance(each, ast.expr_context)]
        if len(parts) >= FEWEST:
            yield node


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def answer_sources(sheet: Sheet) -> Iterator[str]:
    """The sources of all that answers a question."""
    asked = {f"{sheet.package}.{question.module}" for question in sheet.questions}
    for name in sheet.model:
        spec = importlib.util.find_spec(name)
        source = _text(Path(spec.origin)) if spec is not None and spec.origin else ""
        yield _without_laws(source, sys.modules[name]) if name in asked else source
    for folder in ANSWERS:
        for file in sorted((sheet.folder / folder).rglob("*.py")):
            yield _text(file)


def _without_laws(source: str, module: ModuleType) -> str:
    """What of a question's module is no law: its answers, its mistakes, and what these need."""
    kept = laws_source(source, answers_within(module)).splitlines()
    lines = source.splitlines()
    tree = ast.parse(source)
    cut = [each for each in tree.body if not kept[(each.end_lineno or 1) - 1].strip()]
    return "\n".join("\n".join(lines[each.lineno - 1 : each.end_lineno]) for each in cut)


def _text(file: Path) -> str:
    with tokenize.open(file) as opened:
        return opened.read()
