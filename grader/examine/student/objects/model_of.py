"""The model that belongs to a property, for which answers it may be given as objects."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from grader.examine.student.objects.expected import Expected

__all__ = ["expected_by"]

_BY_BODY: "WeakKeyDictionary[Callable[..., Any], Expected]" = WeakKeyDictionary()


def expected_by(body: Callable[..., Any]) -> Expected:
    """What the model answers with that belongs to a property, a function of a sheet's module."""
    found = _BY_BODY.get(body)
    if found is None:
        module = body.__module__
        found = _BY_BODY[body] = Expected(lambda: _functions(module))
    return found


def _functions(module: str) -> dict[str, Any]:
    """
    The model's functions of a sheet; its modules are imported when they are first needed.

    There are none in a pack, which cannot hold objects, nor of what no sheet says.
    """
    from grader.sheets.model_answers import model_student
    from grader.sheets.registry import loaded_sheet

    sheet = loaded_sheet(module)
    return {} if sheet is None or sheet.pack is not None else dict(vars(model_student(sheet)))
