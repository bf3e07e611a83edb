"""
The class that students begin with: each method with its signature and docstring, and no body.

A method whose name begins with an underline is the model's own affair and is left out, unless it is
one of Python's, such as ``__add__``.
"""

import ast
from collections.abc import Callable, Iterator

from grader.sheets.starter_texts import docstring_lines

__all__ = ["class_text", "methods"]

INDENT = " " * 4

Signature = Callable[[ast.FunctionDef], str]
Known = Callable[[ast.expr], bool]


def methods(own: ast.ClassDef) -> list[ast.FunctionDef]:
    """The methods that a class shows to others, in its order."""
    found = [each for each in own.body if isinstance(each, ast.FunctionDef)]
    return [each for each in found if each.name[:1] != "_" or each.name.endswith("__")]


def class_text(
    own: ast.ClassDef, signature: Signature, is_known: Known, *, shows_texts: bool
) -> str:
    """
    A class without the bodies of its methods.

    ``signature`` gives the first line of a method, and ``is_known`` whether a decorator means
    something there; ``shows_texts`` keeps the docstrings.
    """
    lines = [f"class {own.name}:"]
    text = ast.get_docstring(own) if shows_texts else None
    lines += docstring_lines(text, INDENT) if text else []
    for place, method in enumerate(methods(own)):
        lines += [""] if place or text else []
        kept = [each for each in method.decorator_list if is_known(each) or _is_accessor(each, own)]
        lines += [f"{INDENT}@{ast.unparse(each)}" for each in kept]
        lines += _method(method, own.name, signature(method), shows_texts)
    return "\n".join(lines if len(lines) > 1 else [*lines, f"{INDENT}pass"])


def _is_accessor(decorator: ast.expr, own: ast.ClassDef) -> bool:
    """Whether it adds to a property of the class, as ``@size.setter`` does."""
    whole = ast.unparse(decorator)
    return any(whole in (f"{m.name}.setter", f"{m.name}.deleter") for m in methods(own))


def _method(
    method: ast.FunctionDef, owner: str, signature: str, shows_texts: bool
) -> Iterator[str]:
    yield f"{INDENT}{signature}"
    text = ast.get_docstring(method) if shows_texts else None
    if text:
        yield from docstring_lines(text, 2 * INDENT)
    named = owner if method.name == "__init__" else f"{owner}.{method.name}"
    yield f'{2 * INDENT}raise NotImplementedError("{named} is still to be written")'
