"""
Running a submission's top-level statements, one after the other.

A file that fails half-way is not worth nothing: each statement runs on its own, and one
that raises costs only what depends on it.  This runs in the student's process; the
examiner is told which statement is about to run, so that one that never ends, or ends the
process, can be left out of the next attempt.
"""

import __future__

import ast
import linecache
import sys
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any

from grader.sandbox.frames import MOST_FAILURES, MOST_NAMES, Failure, Loaded

__all__ = ["MODULE", "failure", "line_of", "load"]

MODULE = "submission"
LONGEST_MESSAGE = 500
LONGEST_NAME = 100


def load(
    source: bytes, filename: str, skipped: Collection[int], announce: Callable[[int, int], None]
) -> tuple[dict[str, Any], Loaded]:
    """
    Run the statements of ``source`` but the ``skipped`` ones; its names, and a report.

    ``announce`` is told the position and the line of each statement before it runs.
    """
    module = types.ModuleType(MODULE)
    module.__file__ = filename
    sys.modules[MODULE] = module
    failures: list[Failure] = []
    try:
        statements = _parsed(source, filename)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return module.__dict__, Loaded([], [_unparsable(error)])
    for position, statement in enumerate(statements):
        if position in skipped:
            continue
        announce(position, statement.body[-1].lineno)
        try:
            exec(compile(statement, filename, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        except BaseException as error:
            failures.append(failure(error, filename, statement.body[-1].lineno))
    names = sorted(n for n, v in module.__dict__.items() if callable(v) and _is_name(n))
    return module.__dict__, Loaded(names[:MOST_NAMES], failures[:MOST_FAILURES])


def _parsed(source: bytes, filename: str) -> Iterator[ast.Module]:
    """One small module for each statement; future imports stay in force for all of them."""
    tree = ast.parse(source, filename)
    text = source.decode("utf-8", "replace")
    linecache.cache[filename] = (len(source), None, text.splitlines(keepends=True), filename)
    future = [s for s in tree.body if isinstance(s, ast.ImportFrom) and _from_future(s)]
    return (
        ast.Module([*future, statement] if statement not in future else [statement], [])
        for statement in tree.body
    )


def _is_name(name: object) -> bool:
    """Whether a question could ask for it; ``globals()`` takes any key."""
    return isinstance(name, str) and len(name) <= LONGEST_NAME and name.isidentifier()


def _from_future(statement: ast.ImportFrom) -> bool:
    """Whether it imports what Python knows, so that it may be repeated without harm."""
    known = all(alias.name in __future__.all_feature_names for alias in statement.names)
    return statement.module == "__future__" and known


def _unparsable(error: Exception) -> Failure:
    line = getattr(error, "lineno", None) or 0
    message = getattr(error, "msg", None) or str(error) or "the file is nested too deeply"
    shown = (getattr(error, "text", None) or "").strip()
    said = (f"{message}: {shown}" if shown else message)[:LONGEST_MESSAGE]
    return Failure(line, type(error).__name__, _sent(said), True)


def failure(error: BaseException, filename: str, line: int = 0) -> Failure:
    """An exception of the submission in words, with the last line of its own that it passed."""
    try:
        message = _sent(str(error)[:LONGEST_MESSAGE])
    except BaseException:
        message = "(its text could not be made)"
    name = _sent(type(error).__name__[:LONGEST_NAME])
    return Failure(line_of(error, filename) or line, name, message)


def line_of(error: BaseException, filename: str) -> int:
    """The last line of the submission that the exception passed through, 0 for none."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _sent(text: str) -> str:
    """Text that UTF-8 can carry."""
    return text.encode("utf-8", "backslashreplace").decode()
