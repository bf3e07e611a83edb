"""
The class that students begin with: each method with its signature and docstring, and no body.

A method whose name begins with one underline is the model's own affair and is left out.
"""

import ast
from collections.abc import Callable, Iterator

from grader.sheets.starter_texts import docstring_lines

__all__ = ["class_text", "methods"]

INDENT = " " * 4

Annotated = Callable[[ast.expr | None], ast.expr | None]


def methods(own: ast.ClassDef) -> list[ast.FunctionDef]:
    """The methods that a class shows to others, in its order."""
    found = [each for each in own.body if isinstance(each, ast.FunctionDef)]
    return [each for each in found if each.name.startswith("__") or each.name[:1] != "_"]


def class_text(own: ast.ClassDef, annotated: Annotated, *, shows_texts: bool) -> str:
    """
    A class without the bodies of its methods.

    ``annotated`` gives an annotation as it may stand there, or None; ``shows_texts`` keeps the
    docstrings.
    """
    lines = [f"class {own.name}:"]
    text = ast.get_docstring(own) if shows_texts else None
    lines += docstring_lines(text, INDENT) if text else []
    for place, method in enumerate(methods(own)):
        lines += [""] if place or text else []
        lines += _method(method, own.name, annotated, shows_texts)
    return "\n".join(lines)


def _method(
    method: ast.FunctionDef, owner: str, annotated: Annotated, shows_texts: bool
) -> Iterator[str]:
    for decorator in method.decorator_list:
        yield f"{INDENT}@{ast.unparse(decorator)}"
    arguments = method.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for each in filter(None, [*every, arguments.vararg, arguments.kwarg]):
        each.annotation = annotated(each.annotation)
    returns = annotated(method.returns)
    ends = f" -> {ast.unparse(returns)}:" if returns is not None else ":"
    yield f"{INDENT}def {method.name}({ast.unparse(arguments)}){ends}"
    text = ast.get_docstring(method) if shows_texts else None
    if text:
        yield from docstring_lines(text, 2 * INDENT)
    named = owner if method.name == "__init__" else f"{owner}.{method.name}"
    yield f'{2 * INDENT}raise NotImplementedError("{named} is still to be written")'
