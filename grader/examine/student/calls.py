"""A call that a property makes, and its answer, wherever that comes from."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.runner.operations import HASH
from grader.sandbox.runner.programs import ITSELF, Step
from grader.sandbox.wire.containers import Iteration

__all__ = ["Answer", "Ask", "Call", "returned"]


class Call(NamedTuple):
    """
    One call of one function.

    Attributes
    ----------
    function : str
    arguments : tuple
    echo : bool
        Whether the answer is to tell what became of the arguments.
    timed : bool
        Whether its CPU time is wanted.
    stdin : str or None
        Where the answer is what the call prints, what there is to read on standard input.
    constant : bool
        Whether it is no call, and the answer is the constant of that name.
    steps : tuple of Step
        What was done with objects so far, this call being the last; of an ordinary call none.
    """

    function: str
    arguments: tuple[Any, ...]
    echo: bool = False
    timed: bool = False
    stdin: str | None = None
    constant: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def draws(self) -> bool:
        """Whether a generator is given, in it or in a step before, so that answers may differ."""
        given = (self.arguments, *(step.arguments for step in self.steps))
        return any(isinstance(each, np.random.Generator) for some in given for each in some)

    @property
    def asks_for_next(self) -> bool:
        """Whether it is for the next entry of an iterator."""
        return bool(self.steps) and self.steps[-1].operation == "next()"

    @property
    def asks_for_hash(self) -> bool:
        """Whether it is for a hash, of which only is told which ones are equal."""
        return bool(self.steps) and self.steps[-1].operation == HASH

    @property
    def functions(self) -> set[str]:
        """The functions of the submission that the answer may depend on."""
        called = {step.operation for step in self.steps if step.calls_function}
        meant = {step.arguments[0] for step in self.steps if step.operation == ITSELF}
        return {self.function, *called, *meant}


class Answer(NamedTuple):
    """
    What came back from a call.

    ``value`` is what the function returned, or the StudentFault it led to; with ``echo`` it
    is the pair of the value and the arguments afterwards.  ``heard`` is false where the call was
    not answered by itself: the fault of another call of the same step stands for its answer.
    """

    value: Any
    raw: tuple[bytes, bytes] = (b"", b"")
    cpu_seconds: float = 0.0
    heard: bool = True

    def get(self) -> Any:
        """The value; raises the fault if there was one."""
        if isinstance(self.value, Exception):
            raise self.value
        if isinstance(self.value, Iteration):
            self.value.begin()
        return self.value


def returned(call: Call, answer: Answer) -> Any:
    """What a call returned; of one that asked for its arguments, without those."""
    echoed = call.echo and isinstance(answer.value, tuple)
    return answer.value[0] if echoed else answer.value


Ask = Callable[[Sequence[Call]], Sequence[Answer]]
