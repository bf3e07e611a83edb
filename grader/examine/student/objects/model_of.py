"""The model that belongs to a property, for which answers it may be given as objects."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from grader.examine.student.objects.expected import UNKNOWN, Expected

__all__ = ["expected_by"]

_BY_BODY: "WeakKeyDictionary[Callable[..., Any], Expected]" = WeakKeyDictionary()


def expected_by(body: Callable[..., Any]) -> Expected:
    """What the model answers with that belongs to a property, a function of a sheet's module."""
    found = _BY_BODY.get(body)
    if found is None:
        package = body.__module__.rpartition(".")[0]
        found = Expected(lambda: _functions(package)) if package else UNKNOWN
        _BY_BODY[body] = found
    return found


def _functions(package: str) -> dict[str, Any]:
    """The model's functions of a sheet; its modules are imported when they are first needed."""
    from grader.sheets.model_answers import model_student
    from grader.sheets.sheet import load_sheet

    return dict(vars(model_student(load_sheet(package))))
