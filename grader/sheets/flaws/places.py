"""
The line of a sheet that an error came through, and the error in one line.

What a sheet does is done by Hypothesis, NumPy and the model together, so a traceback is a page
long, and a group of errors several.  The author needs one line of it: the last one of his own.
"""

import inspect
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from grader.errors import BadSheet
from grader.text import clean

__all__ = ["flaw", "in_one_line", "line_of", "place"]

LONGEST = 200
OUR_NOTES = "assert_"  # how what an assertion adds to a model's exception begins


def flaw(error: BaseException, folders: Iterable[Path], said: str, usual: str = "") -> BadSheet:
    """
    A sheet's error, where it happened and what it is.

    ``said`` has ``{error}`` in it.  ``usual`` is the place where the error came through no file in
    these folders.
    """
    first = _first(error)
    begin = place(first, folders) or usual
    told = said.format(error=in_one_line(first))
    return BadSheet(f"{begin}: {told}" if begin else told)


def in_one_line(error: BaseException) -> str:
    """An error's kind and text; an assertion's text alone, where it has one."""
    first = _first(error)
    text = clean(str(getattr(first, "msg", None) or first), LONGEST)
    text = text.removesuffix(".") if text[-2:-1].isalnum() else text  # ours ends the sentence
    if isinstance(first, AssertionError) and text:
        return text
    told = f"{type(first).__name__}: {text}" if text else type(first).__name__
    notes = (each for each in getattr(first, "__notes__", ()) if each.startswith(OUR_NOTES))
    note = next(notes, "")
    return f"{told} ({note})" if note else told


def line_of(function: Callable[..., Any]) -> str:
    """Where a function begins, with the decorators above it."""
    code = inspect.unwrap(function).__code__
    return f"{code.co_filename}, line {code.co_firstlineno}"


def place(error: BaseException, folders: Iterable[Path]) -> str:
    """The last line within these folders that an error came through; empty where none did."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno or 1}"
    within = [folder.resolve() for folder in folders]
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if any(file.is_relative_to(folder) for folder in within):
            found = f"{frame.filename}, line {frame.lineno}"
    return found


def _first(error: BaseException) -> BaseException:
    """The first error of a group of groups; Hypothesis makes them where runs differ."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
