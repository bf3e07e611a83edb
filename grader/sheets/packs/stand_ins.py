"""
Functions that stand where the model's stood, and look answers up instead of computing them.

To a law they are the model's: they have its names and parameters, and its module imports them as it
did before.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from grader.authoring.declare import MODEL
from grader.sandbox.wire.codec import decode
from grader.sheets.packs.recorded_model import Parameter

__all__ = ["Answering", "stand_ins"]

KINDS = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
    inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
)


class Answering(Protocol):
    """What is asked in place of the model."""

    def functions(self) -> Mapping[str, Mapping[str, Sequence[Parameter]]]:
        """The parameters of each function, by module and name."""

    def values(self, module: str) -> Mapping[str, Any]:
        """What else of a module the laws use, by name."""

    def call(
        self, module: str, name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]
    ) -> Any:
        """What a function answers to a call."""


def stand_ins(answering: Answering, module: str, imported_as: str) -> dict[str, Any]:
    """
    What a module of the model is replaced by: its functions and values, by name.

    ``module`` is its name in the sheet, ``imported_as`` the one that it has in this process.
    """
    found = dict(answering.values(module))
    for name, parameters in answering.functions().get(module, {}).items():
        found[name] = _stand_in(answering, module, name, parameters)
        found[name].__module__ = imported_as
    return found


def _stand_in(
    answering: Answering, module: str, name: str, parameters: Sequence[Parameter]
) -> Callable[..., Any]:
    def answered(*arguments: Any, **keywords: Any) -> Any:
        return answering.call(module, name, arguments, keywords)

    answered.__name__ = answered.__qualname__ = name
    answered.__signature__ = inspect.Signature([*map(_parameter, parameters)])  # type: ignore[attr-defined]
    setattr(answered, MODEL, True)
    return answered


def _parameter(said: Parameter) -> inspect.Parameter:
    default = inspect.Parameter.empty if said.default is None else decode(*said.default, ours=True)
    return inspect.Parameter(said.name, KINDS[said.kind], default=default)
