"""
Running a submission's top-level statements, one after the other.

A file that fails half-way is not worth nothing: each statement runs on its own, and one
that raises costs only what depends on it.  This runs in the student's process; the
examiner is told which statement is about to run, so that one that never ends, or ends the
process, can be left out of the next attempt.
"""

import contextlib
import gc
import sys
import types
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Any

from grader.sandbox.runner.brief_call import briefly
from grader.sandbox.runner.statements import (
    FILENAME,
    LONGEST_MESSAGE,
    Statement,
    cell_of,
    sent,
    statements,
    unparsable,
)
from grader.sandbox.runner.tried import tried
from grader.sandbox.runner.written_answers import has_answers
from grader.sandbox.wire.frames import (
    MOST_FAILURES,
    MOST_NAMES,
    MOST_OMITTED,
    Failure,
    Loaded,
    Part,
)

__all__ = ["MODULE", "failure", "load", "overhear", "place_of"]

MODULE = "submission"
LONGEST_NAME = 100


def load(
    parts: Sequence[Part],
    skipped: Collection[int],
    announce: Callable[[int, int, int], Any],
) -> tuple[dict[str, Any], Loaded]:
    """
    Run the statements of all parts but the ``skipped`` ones; the names, and a report.

    ``announce`` is told the position, the line and the cell of each statement before it runs.
    """
    module = _module()
    with _no_collection():
        runnable, failures, omitted = statements(parts)
    for position, statement in enumerate(runnable):
        if position in skipped:
            continue
        announce(position, statement.line, statement.cell)
        failed = _run(statement, module.__dict__)
        failures += [failed] if failed is not None else []
    found = module.__dict__
    names = sorted(n for n, v in found.items() if callable(v) and _is_name(n))
    report = Loaded(
        names[:MOST_NAMES],
        failures[:MOST_FAILURES],
        omitted[:MOST_OMITTED],
        has_answers(found),
    )
    return found, report


def overhear(
    parts: Sequence[Part], skipped: Collection[int], position: int, begin_telling: Callable[[], Any]
) -> None:
    """
    Run the statements in front of one, and then that one, which is given up after a moment.

    ``begin_telling`` is called in between.
    """
    names = _module().__dict__
    with _no_collection():
        runnable = statements(parts).runnable
    for place, statement in enumerate(runnable[:position]):
        if place not in skipped:
            _run(statement, names)
    begin_telling()
    for statement in runnable[position : position + 1]:
        briefly(partial(_run, statement, names))


def _module() -> types.ModuleType:
    """An empty module that the statements run in."""
    module = types.ModuleType(MODULE)
    module.__file__ = FILENAME
    sys.modules[MODULE] = module
    return module


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """A tree of syntax is all alive: to look for what is not would take a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _run(statement: Statement, names: dict[str, Any]) -> Failure | None:
    """Run one statement; what it failed with, if it did."""
    try:
        code = compile(statement.module, statement.filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        return unparsable(error, statement.cell)
    except BaseException as error:
        return failure(error, statement.line, statement.cell)
    try:
        exec(code, names)  # noqa: S102
    except BaseException as error:
        return failure(error, statement.line, statement.cell)
    return None


def _is_name(name: object) -> bool:
    """Whether a question could ask for it; ``globals()`` takes any key."""
    return isinstance(name, str) and len(name) <= LONGEST_NAME and name.isidentifier()


def failure(error: BaseException, line: int = 0, cell: int = 0) -> Failure:
    """An exception of the submission in words, with the last line of its own that it passed."""
    try:
        message = sent(str(error)[:LONGEST_MESSAGE])
    except BaseException:
        message = "(its text could not be made)"
    name = sent(type(error).__name__[:LONGEST_NAME])
    found_line, found_cell = place_of(error)
    if found_line:
        line, cell = found_line, found_cell
    return Failure(line, name, message, False, cell, _case(error))


def _case(error: BaseException) -> str:
    try:
        return tried(error)
    except BaseException:
        return ""


def place_of(error: BaseException) -> tuple[int, int]:
    """The last line of the submission that the exception passed through, and its cell; or 0."""
    line, cell, trace = 0, 0, error.__traceback__
    while trace is not None:
        number = cell_of(trace.tb_frame.f_code.co_filename)
        if number is not None:
            line, cell = trace.tb_lineno, number
        trace = trace.tb_next
    return line, cell
