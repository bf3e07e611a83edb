"""
Functions that a property passes to a student's function, and what they were asked.

A function cannot cross to another process; its source can.  So it is given as source, which is
looked at here: whatever it would need beyond its own arguments is not there where it is called, and
an author is to learn that while writing the sheet.

``given`` is ``given_function`` by a shorter name, for who imports this module; beside Hypothesis's
own ``given`` only the longer one can be told apart.
"""

import ast
import symtable
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from grader.authoring.calls import trick
from grader.sandbox.wire.given_functions import BUILTINS, CountedFunction, GivenFunction
from grader.sandbox.wire.values import Asked

__all__ = ["counted", "given", "given_function"]

LONGEST = 4_000  # characters of a source
LONGEST_SHOWN = 60
PROVIDED = {"np", "math", *BUILTINS}
REFUSED: dict[type[ast.AST], str] = {
    ast.Import: "imports; np and math are there without",
    ast.ImportFrom: "imports; np and math are there without",
    ast.Global: "changes what is outside of it",
    ast.Nonlocal: "changes what is outside of it",
    ast.Yield: "is a generator; return a list",
    ast.YieldFrom: "is a generator; return a list",
    ast.Await: "waits for something",
    ast.ClassDef: "defines a class",
}


def given_function(source: str, *, calls: int | None = None) -> GivenFunction:
    """
    A function to be passed to a student's function.

    Parameters
    ----------
    source : str
        One lambda or one def, without decorators.  It may use its arguments, ``np`` (NumPy),
        ``math`` and those of Python's own functions that only compute.
    calls : int or None
        How often one call of a student's function may call it; then it raises.

    Returns
    -------
    GivenFunction
        A value like any other: it can be drawn, compared, recorded, and called.

    Raises ValueError, in one line, for a source that is anything else.
    """
    if calls is not None and (type(calls) is not int or calls < 1):
        raise ValueError(f"given_function(…, calls={calls!r}): calls is a whole number from 1")
    if not isinstance(source, str):
        raise ValueError(  # noqa: TRY004
            "given_function takes the source of a function as text, no function: "
            "given_function('lambda x: x**2')"
        )
    text = textwrap.dedent(source).strip()
    shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    if problem := _problem(text):
        raise ValueError(f"given_function({shown!r}): the source {problem}")
    return GivenFunction(_on_one_line(text), calls)


given = given_function


def counted(function: Callable[..., Any], /, *arguments: Any, **named: Any) -> tuple[Any, Asked]:
    """
    The answer to a call, and what the first given function among its arguments was asked.

    For a submission its own process tells that, so a law may use it against waste and nothing else:
    who wants to can say less.  Raises ValueError where no argument is a given function.
    """
    whole = [*arguments, *named.values()]
    place = next((n for n, a in enumerate(whole) if isinstance(a, GivenFunction)), None)
    if place is None:
        raise ValueError("counted(…) needs a given_function among the arguments")
    echo = trick(function, "echo")
    if echo is not None:
        answer, after = echo(*arguments, **named)
        told = after[place]
        return answer, told if isinstance(told, Asked) else Asked(whole[place].source)
    passed = [a.counted() if isinstance(a, GivenFunction) else a for a in whole]
    by_name = dict(zip(named, passed[len(arguments) :], strict=True))
    answer = function(*passed[: len(arguments)], **by_name)
    counting: CountedFunction = passed[place]
    return answer, counting.asked


def _problem(text: str) -> str:
    """What is wrong with a source; empty where nothing is."""
    if len(text) > LONGEST:
        return f"has more than {LONGEST} characters"
    try:
        tree, function = _parsed(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"is no Python: {getattr(error, 'msg', error)}"
    if function is None:
        return "is neither one lambda nor one def"
    return next(_problems(tree, function, text), "")


def _parsed(text: str) -> tuple[ast.AST, ast.Lambda | ast.FunctionDef | None]:
    if text.startswith("lambda"):
        expression = ast.parse(text, mode="eval")
        found = expression.body
        return expression, found if isinstance(found, ast.Lambda) else None
    module = ast.parse(text)
    single = module.body[0] if len(module.body) == 1 else None
    return module, single if isinstance(single, ast.FunctionDef) else None


def _problems(tree: ast.AST, function: ast.Lambda | ast.FunctionDef, text: str) -> Iterator[str]:
    if getattr(function, "decorator_list", ()):
        yield "has a decorator"
    for node in ast.walk(tree):
        if type(node) in REFUSED:
            yield REFUSED[type(node)]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node is not function:
            yield "defines a function of its own; use a lambda inside"
        name = getattr(node, "attr", None) or getattr(node, "id", None) or ""
        if isinstance(name, str) and name.startswith("__" if isinstance(node, ast.Name) else "_"):
            yield f"uses {name}, which is private"
    own = {function.name} if isinstance(function, ast.FunctionDef) else set()
    mode = "eval" if isinstance(function, ast.Lambda) else "exec"
    for name in sorted(set(_free(symtable.symtable(text, "<given>", mode))) - own - PROVIDED):
        yield f"uses {name}, which it does not have: np, math and its arguments are there"


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    """The names that are looked up outside of a source."""
    for symbol in table.get_symbols():
        if symbol.is_referenced() and symbol.is_global():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _free(inner)


def _on_one_line(text: str) -> str:
    """A lambda that is written over several lines on one; a def as it is."""
    if "\n" not in text or not text.startswith("lambda"):
        return text
    return ast.unparse(ast.parse(text, mode="eval"))
