"""
A submission made of functions in this process, asked as a real one is.

A mistake that is planted here meets the same frozen examples, over the same wire, as a
student's: what cannot cross it cannot cross it here, arguments are fresh for every call, and an
exception becomes the same fault.  Only the process is missing, and with it the isolation.
"""

import contextlib
import io
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grader.errors import NotRecorded
from grader.examine.student.faults import (
    CallTimedOut,
    MissingConstant,
    MissingFunction,
    OutOfMemory,
    RaisedValueError,
    StudentFault,
    StudentRaised,
    TooManyCalls,
)
from grader.examine.student.proxy import Answer, Call, Student
from grader.examine.student.replies import Request, request_of
from grader.sandbox.runner.printed_call import joined, print_of
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.given_functions import AskedTooOften
from grader.sheets.choosing.cpu_limit import Late, cpu_limit

__all__ = ["InProcessStudent", "answered", "quiet"]

CALL_SECONDS = 2.0  # of CPU time, so that a busy machine changes nothing

Function = Callable[..., Any]


class InProcessStudent:
    """
    A student made of functions.

    Parameters
    ----------
    functions : mapping from a name to a function
    known : dict from a request to its answer, or None
        Where answers are looked up and noted; share one only among equal functions.

    Attributes
    ----------
    replies : dict from a request to its call and answer
        Everything that was asked, once each.
    """

    def __init__(
        self,
        functions: Mapping[str, Function],
        known: Mapping[str, dict[Request, Answer]] | None = None,
    ) -> None:
        self.replies: dict[Request, tuple[Call, Answer]] = {}
        self._functions = functions
        self._known = known or {}

    @property
    def student(self) -> Student:
        """What a property is called with."""
        return Student(self.ask)

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers to these calls, one after the other."""
        return [self.answer(call, request_of(call)) for call in calls]

    def answer(self, call: Call, request: Request) -> Answer:
        """The answer to one call."""
        known = self._known.get(call.function)
        answer = known.get(request) if known is not None and not call.timed else None
        if answer is None:
            answer = self._asked(call, request)
            if known is not None:
                known[request] = answer
        self.replies[request] = call, answer
        return answer

    def _asked(self, call: Call, request: Request) -> Answer:
        function = self._functions.get(call.function)
        if function is None:
            missing = MissingConstant if call.constant else MissingFunction
            return Answer(missing(call.function))
        _, arguments, *stdin = decode(request.structure, request.blob, symbolic=True)
        # Not process_time: while a timer runs on the whole process, that clock is a coarse one.
        start = time.thread_time()
        try:
            with cpu_limit(CALL_SECONDS):
                raw = encode(answered(function, arguments, request.kind, *stdin))
        except NotRecorded:
            raise
        except Late:
            return Answer(CallTimedOut(call.function, CALL_SECONDS))
        except Exception as error:
            return Answer(_fault(error))
        seconds = time.thread_time() - start
        value = decode(*raw)
        return Answer(value if call.stdin is None else joined(value), raw, seconds)


def answered(function: Any, arguments: tuple[Any, ...], kind: int, stdin: str = "") -> Any:
    """What is sent as the answer to a request of this kind, by a function or a constant."""
    if kind == Kind.CALL_PRINTED:
        return print_of(function, arguments, stdin)
    if kind == Kind.CONSTANT and not callable(function):
        return function
    value = function(*arguments)
    return (value, arguments) if kind == Kind.CALL_ECHO else value


def _fault(error: Exception) -> StudentFault:
    if isinstance(error, MemoryError):
        return OutOfMemory(0)
    if isinstance(error, AskedTooOften) and (told := TooManyCalls.told(str(error), 0)):
        return told
    kind = RaisedValueError if isinstance(error, ValueError) else StudentRaised
    return kind(type(error).__name__, str(error)[:200], 0)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No warnings, no output: a submission's are ignored as well."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
