"""
One call of one variant beside the oracle: do they say the same?

The snippets of the bank are our own, so they run in this process.
"""

import contextlib
import copy
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.verdicts.oracles.oracle import Oracle

__all__ = ["Refused", "expectation", "function_of", "same", "says"]


@dataclass(frozen=True)
class Refused:
    """A ValueError was raised."""


@dataclass(frozen=True)
class Failed:
    """Something else was raised."""

    error: str


def function_of(source: str, name: str) -> Callable[..., Any]:
    """Run a submission's text and take a function from it."""
    namespace: dict[str, Any] = {"__name__": "submission"}
    exec(compile(source, "<variant>", "exec"), namespace)
    return namespace[name]


def says(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What a call gives, raised errors included; its warnings and output are ignored."""
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return function(*arguments)
    except ValueError:
        return Refused()
    except Exception as error:
        return Failed(repr(error))


def expectation(oracle: Oracle, arguments: tuple[Any, ...]) -> Any:
    """What the oracle says, on arguments of its own."""
    said = says(oracle.expected, copy.deepcopy(arguments))
    assert not isinstance(said, Failed), (said, arguments)
    return said


def same(oracle: Oracle, function: Callable[..., Any], arguments: Any, expected: Any) -> bool:
    """Whether the function says what is expected, and leaves alone what it must not change."""
    own = copy.deepcopy(arguments)
    answer = says(function, own)
    if oracle.untouched and not all(map(_equal, own, arguments)):
        return False
    if isinstance(answer, Failed):
        return False
    if isinstance(answer, Refused) or isinstance(expected, Refused):
        return isinstance(answer, Refused) and isinstance(expected, Refused)
    return oracle.agrees(answer, expected, arguments)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.random.Generator):
        return True
    return bool(np.array_equal(one, other)) if isinstance(one, np.ndarray) else one == other
