"""
Which of a submission's functions a question calls, read from the question's own code.

A property is declared for one function and may call others: a gradient is compared with
differences of the function itself.  So every attribute counts that a property's code takes of
its variables, and every name that it holds as text; that of the sheet's functions which it
calls included.  Too many are no harm.
"""

import dis
from collections.abc import Callable, Iterator
from inspect import unwrap
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.sheets.sheet import Question, Sheet

__all__ = ["asked_names"]


def asked_names(sheet: Sheet, question: Question) -> frozenset[str]:
    """Names of all functions of a submission that the marks of ``question`` may depend on."""
    found = set(question.functions)
    waiting: list[Callable[..., Any]] = [unwrap(prop.body) for prop in question.properties]
    seen = set()
    while waiting:
        function = waiting.pop()
        if function in seen or not isinstance(function, FunctionType):
            continue
        seen.add(function)
        found |= set(_attributes(function.__code__))
        waiting += _called(sheet, function)
    return frozenset(found)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function, and of all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _attributes(outermost: CodeType) -> Iterator[str]:
    """Attributes of what is handed to a function; those of a module are not the student's."""
    for code in _codes(outermost):
        yield from (each for each in code.co_consts if isinstance(each, str))
        for before, instruction in pairwise(dis.get_instructions(code)):
            taken = instruction.opname in ("LOAD_ATTR", "LOAD_METHOD")
            if taken and before.opname != "LOAD_GLOBAL":
                yield instruction.argval


def _called(sheet: Sheet, function: FunctionType) -> Iterator[FunctionType]:
    """The sheet's own functions that a function names, or takes from a module that it names."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    values = [function.__globals__.get(name) for name in names]
    modules = [vars(each) for each in values if isinstance(each, ModuleType)]
    values += [members.get(name) for members in modules for name in names]
    yield from (each for each in values if isinstance(each, FunctionType) and _is_own(sheet, each))


def _is_own(sheet: Sheet, function: FunctionType) -> bool:
    return f"{function.__module__}.".startswith(f"{sheet.package}.")
