"""
Where a student's answer may be an object: where the model's is one.

An object decides for itself what ``==`` says of it, or what is left of it after a subtraction.  So
a property is given one only where the model answers with one, too; in place of a value it is what
it always was, an answer that cannot be read.  To know that, the model is asked the same, here.
"""

import contextlib
import inspect
import io
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from types import ModuleType
from typing import Any

from grader.errors import NotRecorded
from grader.examine.student.objects.given import Given
from grader.sandbox.runner.operations import Lacks, is_of_own_class
from grader.sandbox.runner.programs import Step, answer_to
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import Iteration, Record
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.values import Opaque
from grader.sheets.choosing.cpu_limit import Late, cpu_limit, has_clock

__all__ = ["UNKNOWN", "Expected"]

SECONDS = 2.0  # of CPU time, for the model
GENERATED = frozenset(  # that a class of mere fields is given by Python
    "__init__ __repr__ __eq__ __hash__ __lt__ __le__ __gt__ __ge__ __post_init__ __replace__ "
    "__setattr__ __delattr__ __getstate__ __setstate__ __new__ __getnewargs__".split()
)
VALUES = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)


class Expected:
    """
    What the model answers with, found out once for each call.

    Parameters
    ----------
    functions : callable or None
        Gives the model's functions by name.  None where nobody knows a model: then whatever is no
        value counts as an object, and no mark may come of it.
    """

    def __init__(self, functions: Callable[[], Mapping[str, Any]] | None) -> None:
        self._find = functions
        self._known: dict[Any, Given] = {}

    @cached_property
    def _functions(self) -> Mapping[str, Any]:
        return self._find() if self._find is not None else {}

    def of_function(self, function: str, arguments: tuple[Any, ...], value: Any) -> Given:
        """What is to be made of the value that a function of the submission returned."""
        if not isinstance(value, (Opaque, Record)):
            # A class may derive from list; only of what is called like a class that is looked up.
            is_class = function[:1].isupper() and self._is_class(function)
            return Given.OBJECT if is_class else Given.VALUE
        if self._find is None:
            return Given.OBJECT
        return self._asked(Kind.CALL, function, arguments)

    def _is_class(self, name: str) -> bool:
        found = self._functions.get(name)
        return callable(found) and isinstance(inspect.unwrap(found), type)

    def of_step(self, function: str, steps: Sequence[Step], value: Any = None) -> Given:
        """What is to be made of a value that the last of these steps led to."""
        if self._find is None:
            return Given.OBJECT if isinstance(value, (Opaque, Record)) else Given.VALUE
        return self._asked(Kind.PROGRAM, function, tuple(map(tuple, steps)))

    def _asked(self, kind: int, function: str, arguments: tuple[Any, ...]) -> Given:
        """What the model answers with; a value where it raises."""
        packed = encode((function, arguments))
        key = (kind, *packed)
        if key not in self._known:
            functions = self._functions  # where these cannot be had, it is no answer's fault
            name, fresh = decode(*packed, symbolic=True)
            try:
                with _unheard(), cpu_limit(SECONDS) if has_clock() else contextlib.nullcontext():
                    found = _given(answer_to(kind, name, fresh, functions))
            except NotRecorded:  # by a pack; the points stay open
                raise
            except Lacks:
                found = Given.NOTHING
            except (Exception, Late):
                found = Given.VALUE
            self._known[key] = found
        return self._known[key]


UNKNOWN = Expected(None)


def _unheard() -> contextlib.AbstractContextManager[Any]:
    """What the model prints is nobody's affair here."""
    return contextlib.redirect_stdout(io.StringIO())


def _given(value: Any) -> Given:
    if inspect.isroutine(value):
        return Given.FUNCTION
    if _is_object(value):
        return Given.OBJECT
    entries = value.entries if isinstance(value, Iteration) else value
    entries = entries.values() if isinstance(entries, dict) else entries
    holds = isinstance(value, (list, tuple, dict, Iteration))
    return Given.ENTRIES if holds and any(map(_is_object, entries)) else Given.VALUE


def _is_object(value: Any) -> bool:
    """Whether something is no value: a function, or an instance of a class that does something."""
    if is_of_own_class(value) and not isinstance(value, (Enum, type)):
        return _does_something(type(value)) or isinstance(decode(*encode(value)), Opaque)
    plain = isinstance(value, (*VALUES, ModuleType))
    return not plain and isinstance(decode(*encode(value)), Opaque)


def _does_something(kind: type) -> bool:
    """Whether a class has methods of its own, beside those that every class of fields has."""
    own = [each for each in kind.__mro__ if each.__module__ == kind.__module__]
    fields = getattr(kind, "_fields", ())
    names = {name for each in own for name, value in vars(each).items() if _is_done(value)}
    return bool(names - GENERATED - set(fields) - {"_make", "_replace", "_asdict"})


def _is_done(value: Any) -> bool:
    kinds = (property, classmethod, staticmethod)
    return inspect.isroutine(value) or isinstance(value, kinds)
