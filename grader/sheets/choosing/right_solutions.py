"""
The right solutions that a sheet brings along, as functions.

What a law says of all of them and of the model is what it asks for; where it fails of one, an input
is none that a student can be judged by.
"""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.given_functions import given_afresh
from grader.sheets.choosing.cpu_limit import Late, cpu_limit, has_clock
from grader.sheets.corpus import Packed
from grader.sheets.model_answers import ModelStudent, model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["holds_of_all", "right_solutions"]

FOLDER = "wheats"
SECONDS = 2.0  # of CPU time, as a student's call has


def right_solutions(sheet: Sheet) -> dict[str, Mapping[str, Callable[..., Any]]]:
    """What each file of right solutions defines, by its place; one that cannot be run is left."""
    found = {}
    for file in sorted((sheet.folder / FOLDER).rglob("*.py")):
        functions = _defined(file)
        if functions:
            found[file.relative_to(sheet.folder).as_posix()] = functions
    return found


@lru_cache(maxsize=64)
def _defined(file: Path) -> Mapping[str, Callable[..., Any]]:
    names: dict[str, Any] = {"__name__": "submission"}
    try:
        with _quiet():
            exec(compile(file.read_text("utf-8"), str(file), "exec"), names)  # noqa: S102 - a solution of the sheet's authors
    except Exception:
        return {}
    return {name: value for name, value in names.items() if callable(value)}


def holds_of_all(sheet: Sheet, prop: Property, packed: Packed) -> str:
    """
    Whether a property holds of the model answers and of every right solution on an example.

    The name of the first of which it does not hold; empty where it holds of all.
    """
    model = vars(model_student(sheet))
    for name, functions in {"the model answers": {}, **right_solutions(sheet)}.items():
        own = {key: value for key, value in functions.items() if key in model}
        try:
            with _quiet(), cpu_limit(SECONDS) if has_clock() else contextlib.nullcontext():
                student = ModelStudent(**given_afresh({**model, **own}))
                prop.body(student, **decode(*packed, ours=True))
        except (Exception, Late):
            return name
    return ""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
