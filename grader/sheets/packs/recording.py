"""The model of a sheet, with every call noted that the laws make of it."""

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from grader.errors import BadSheet
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.given_functions import CountedFunction
from grader.sheets.derived.beside import run_in
from grader.sheets.model_answers import answer_names
from grader.sheets.packs.recorded_model import (
    Parameter,
    Recorded,
    Unrecordable,
    call_key,
    model_content,
    state_of,
    written,
)
from grader.sheets.sheet import Sheet

__all__ = ["RecordingModel"]


class RecordingModel:
    """
    A sheet's model as a pack asks it; ``calls`` are those that were made, with what came of them.

    Parameters
    ----------
    sheet : Sheet
    used : mapping from a module of the model to names
        What the laws use of it beside its functions.
    """

    def __init__(self, sheet: Sheet, used: Mapping[str, Sequence[str]]) -> None:
        self.calls: dict[bytes, Recorded] = {}
        self._answers: dict[str, dict[str, Callable[..., Any]]] = {}
        self._values: dict[str, dict[str, Any]] = {}
        for name, public in answer_names(sheet).items():
            module = sys.modules[name]
            said = {each: getattr(module, each) for each in public}
            self._answers[name] = {n: _beside(sheet, v) for n, v in said.items() if _is_function(v)}
            self._values[name] = _plain_values(module, used.get(name, ()), self._answers[name])

    def functions(self) -> Mapping[str, Mapping[str, Sequence[Parameter]]]:
        """The parameters of each function, by module and name."""
        return {
            module: {name: _parameters(function) for name, function in named.items()}
            for module, named in self._answers.items()
        }

    def values(self, module: str) -> dict[str, Any]:
        """What else of a module the laws use."""
        return self._values.get(module, {})

    def call(
        self, module: str, name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]
    ) -> Any:
        """What the model answers, which is noted; raises what it raises."""
        try:
            key = call_key(module, name, arguments, keywords)
            found, raised = _asked(self._answers[module][name], arguments, keywords)
        except Unrecordable as unrecordable:
            raise BadSheet(
                f"{module}: {name} cannot be recorded in a pack: its arguments or its answer hold "
                f"{unrecordable}. Let the law ask for plain values."
            ) from None
        self.calls.setdefault(key, found)
        if raised is not None:
            raise raised
        return decode(*found.answer, symbolic=True)  # as a pack will give it

    def content(self) -> bytes:
        """The record of all that was asked; raises BadSheet where a value cannot be written."""
        try:
            return model_content(self.functions(), self._values, self.calls)
        except Unrecordable as found:
            raise BadSheet(
                f"the laws use a value of the model that cannot be recorded in a pack: {found}."
            ) from None


def _asked(
    function: Callable[..., Any], arguments: Sequence[Any], keywords: Mapping[str, Any]
) -> tuple[Recorded, ValueError | None]:
    """What comes of a call, as it is recorded, and what it raised; raises Unrecordable."""
    before = _arrays(arguments)
    answer, raised = (b"", b""), None
    try:
        answer = written(function(*arguments, **keywords))
    except ValueError as error:
        raised = error
    if _arrays(arguments) != before:
        raise Unrecordable("an array that the model changes")
    generators = {n: a for n, a in enumerate(arguments) if isinstance(a, np.random.Generator)}
    states = {place: state_of(each) for place, each in generators.items()}
    told = {n: written(a) for n, a in enumerate(arguments) if isinstance(a, CountedFunction)}
    return Recorded(answer, None if raised is None else str(raised), states, told), raised


def _beside(sheet: Sheet, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that finds the sheet's data where a submission does."""
    folder = sheet.settings.materials.beside
    return function if folder is None else run_in(folder, function)


def _is_function(value: object) -> bool:
    return callable(value) and not isinstance(value, type)


def _plain_values(
    module: ModuleType, used: Sequence[str], functions: Mapping[str, object]
) -> dict[str, Any]:
    there = vars(module)
    names = [name for name in used if name in there and name not in functions]
    return {n: there[n] for n in names if not (callable(there[n]) or inspect.ismodule(there[n]))}


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [Parameter(each.name, int(each.kind), _default(each)) for each in found]


def _default(parameter: inspect.Parameter) -> tuple[bytes, bytes] | None:
    if parameter.default is inspect.Parameter.empty:
        return None
    try:
        return written(parameter.default)
    except Unrecordable:
        return written(None)


def _arrays(arguments: Sequence[Any]) -> list[bytes]:
    return [each.tobytes() for each in arguments if isinstance(each, np.ndarray)]
