"""
A submission made of functions in this process, asked as a real one is.

A mistake that is planted here meets the same frozen examples, over the same wire, as a
student's: what cannot cross it cannot cross it here, arguments are fresh for every call, and an
exception becomes the same fault.  Only the process is missing, and with it the isolation.
"""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from grader.errors import NotRecorded
from grader.examine.student.calls import Answer, Call
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
from grader.examine.student.object_faults import ObjectLacks, RanOut
from grader.examine.student.objects.expected import Expected
from grader.examine.student.proxy import Student
from grader.examine.student.replies import Request, request_of
from grader.sandbox.runner.operations import Lacks
from grader.sandbox.runner.printed_call import joined
from grader.sandbox.runner.programs import Absent, answer_to
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.given_functions import AskedTooOften
from grader.sheets.choosing.cpu_limit import Late, cpu_limit, thread_seconds
from grader.sheets.derived.beside import working_in
from grader.sheets.sheet import Sheet

__all__ = ["InProcessStudent", "quiet"]

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
    expected : Expected or None
        What the model answers with; None where the functions are the model's.
    folder : path or None
        Where objects find the sheet's data, whose methods run here and not where functions do.

    Attributes
    ----------
    replies : dict from a request to its call and answer
        Everything that was asked, once each.
    """

    def __init__(
        self,
        functions: Mapping[str, Function],
        known: Mapping[str, dict[Request, Answer]] | None = None,
        expected: Expected | None = None,
        folder: Path | None = None,
    ) -> None:
        self.replies: dict[Request, tuple[Call, Answer]] = {}
        self._functions = functions
        self._known = known or {}
        self._folder = folder
        self._expected = expected or Expected(lambda: functions)

    @classmethod
    def of_sheet(cls, sheet: Sheet, functions: Mapping[str, Function]) -> Self:
        """Functions beside the data of a sheet, each of which is asked the same but once."""
        known: dict[str, dict[Request, Answer]] = {name: {} for name in functions}
        return cls(functions, known, folder=sheet.settings.materials.beside)

    @property
    def student(self) -> Student:
        """What a property is called with."""
        return Student(self.ask, self._expected)

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers to these calls, one after the other."""
        return [self.answer(call, request_of(call)) for call in calls]

    def answer(self, call: Call, request: Request) -> Answer:
        """The answer to one call."""
        names = call.functions
        known = self._known.get(call.function) if names <= self._known.keys() else None
        answer = known.get(request) if known is not None and not call.timed else None
        if answer is None:
            answer = self._asked(call, request)
            if known is not None:
                known[request] = answer
        self.replies[request] = call, answer
        return answer

    def _asked(self, call: Call, request: Request) -> Answer:
        if call.function not in self._functions:
            missing = MissingConstant if call.constant else MissingFunction
            return Answer(missing(call.function))
        name, arguments, *stdin = decode(request.structure, request.blob, symbolic=True)
        # Not process_time: while a timer runs on the whole process, that clock is a coarse one.
        start = thread_seconds()
        try:
            with working_in(self._folder), cpu_limit(CALL_SECONDS):
                found = answer_to(request.kind, name, arguments, self._functions, stdin=stdin)
                raw = encode(found)
        except NotRecorded:
            raise
        except Late:
            return Answer(CallTimedOut(call.function, CALL_SECONDS))
        except Exception as error:
            return Answer(_fault(error, call))
        seconds = thread_seconds() - start
        value = decode(*raw)
        return Answer(value if call.stdin is None else joined(value), raw, seconds)


def _fault(error: Exception, call: Call) -> StudentFault:
    if isinstance(error, MemoryError):
        return OutOfMemory(0)
    if isinstance(error, Absent):
        return MissingFunction(str(error))
    if isinstance(error, StopIteration) and call.asks_for_next:
        return RanOut(0)
    told: StudentFault | None = None
    if isinstance(error, AskedTooOften):
        told = TooManyCalls.told(str(error), 0)
    elif isinstance(error, Lacks):
        told = ObjectLacks.told(error.case, str(error))
    if told is not None:
        return told
    kind = RaisedValueError if isinstance(error, ValueError) else StudentRaised
    return kind(type(error).__name__, str(error)[:200], 0)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No warnings, no output: a submission's are ignored as well."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
