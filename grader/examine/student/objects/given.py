"""The kinds of answers among which an object has to be told from a value."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol

from grader.sandbox.runner.programs import Step

__all__ = ["Expects", "Given"]


class Given(Enum):
    """What the model answers with."""

    VALUE = "a value"
    OBJECT = "an object"
    FUNCTION = "a function or a method"
    NOTHING = "that it cannot do this"
    ENTRIES = "a list, tuple or dict of which entries are objects"


class Expects(Protocol):
    """Who knows what the model answers with."""

    def of_function(self, function: str, arguments: tuple[Any, ...], value: Any) -> Given:
        """What is to be made of the value that a function of the submission returned."""

    def of_step(self, function: str, steps: Sequence[Step], value: Any = None) -> Given:
        """What is to be made of a value that the last of these steps led to."""
