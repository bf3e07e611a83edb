"""
Functions that a sheet asks for, or knows mistakes in, and that no model answer is called like.

A misspelt name is met by no student's function: every submission would lose the points.
"""

from collections.abc import Mapping
from typing import Any

from grader.errors import BadSheet
from grader.sheets.flaws.places import line_of
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import Sheet
from grader.text import nearest

__all__ = ["assert_known_names", "unknown_name"]

TAKEN = "value"


def assert_known_names(sheet: Sheet, model: Mapping[str, Any]) -> None:
    """Raise BadSheet for the first property or misconception about a function with no answer."""
    for prop in sheet.properties:
        name = prop.declared.function
        if name == TAKEN:
            raise BadSheet(
                f"{line_of(prop.body)}: {prop.key}: no function can be called {TAKEN}, by which "
                f"properties ask for constants. Name it otherwise."
            )
        if name not in model:
            raise BadSheet(f"{line_of(prop.body)}: {prop.key}: {unknown_name(name, model)}")
    for question in sheet.questions:
        for known in misconceptions(sheet, question):
            if known.function not in model:
                raise BadSheet(f"{line_of(known.wrong)}: {unknown_name(known.function, model)}")


def unknown_name(name: str, model: Mapping[str, Any]) -> str:
    """That no model answer has a name, with the one that may be meant."""
    known = frozenset(each for each, value in model.items() if callable(value))
    near = nearest(name, known)
    if not known:
        advice = "mark one with @model, or name the modules of the model answers in MODEL."
    elif near:
        advice = f"did you mean {near}?"
    else:
        there = f"there {'is' if len(known) == 1 else 'are'} {', '.join(sorted(known)[:8])}"
        advice = f"{there}. Correct the name, or write its answer."
    return f"no model answer is called {name}: {advice}"
