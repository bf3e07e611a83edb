"""
What can be done with an object: attributes, calls, operators, entries, iteration, ``with``.

Where an object cannot do it, that is told as such, with what it is and what it has: Python's own
words speak of operands and of types, and of nothing that a property asked for.
"""

import operator
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from grader.sandbox.wire.containers import MOST_TAKEN, Iteration

__all__ = [
    "BINARY",
    "HASH",
    "IN_PLACE",
    "OPERATIONS",
    "UNARY",
    "Lacks",
    "is_of_own_class",
    "kind_of",
    "operated",
]

MOST_TOLD = 8  # attributes that a sentence names
LONGEST_NAME = 60
HASH = "hash()"
KNOWN = sys.stdlib_module_names | {"numpy", "scipy", "sympy", "pandas", "grader"}

IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "+=": operator.iadd,
    "-=": operator.isub,
    "*=": operator.imul,
    "@=": operator.imatmul,
    "/=": operator.itruediv,
    "//=": operator.ifloordiv,
    "%=": operator.imod,
    "**=": operator.ipow,
    "&=": operator.iand,
    "|=": operator.ior,
    "^=": operator.ixor,
    "<<=": operator.ilshift,
    ">>=": operator.irshift,
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "@": operator.matmul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda one, other: one in other,
    **IN_PLACE,
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "-_": operator.neg,
    "+_": operator.pos,
    "~_": operator.invert,
    "abs()": abs,
    "len()": len,
    "bool()": bool,
    "float()": float,
    "int()": int,
    "str()": str,
    "next()": next,
}


class Lacks(Exception):
    """An object does not have, or cannot do, what a property asks of it; ``case`` says what."""

    def __init__(self, case: str, value: Any, name: str = "", other: str = "") -> None:
        self.case = case
        words = (kind_of(value), name, other)
        super().__init__("\n".join(" ".join(word.split())[:200] for word in words))


def is_of_own_class(value: Any) -> bool:
    """Whether somebody's own class made it, and none of Python's or of a package's."""
    return str(type(value).__module__).partition(".")[0] not in KNOWN


def operated(operation: str, arguments: Sequence[Any]) -> Any:
    """An operator's result; that a class does not have the operator is told as such."""
    try:
        return (BINARY.get(operation) or UNARY[operation])(*arguments)
    except TypeError as error:
        if _is_python_s(error):
            meant = next(filter(is_of_own_class, arguments), arguments[0])
            raise Lacks("operator", meant, operation) from error
        raise


def _is_python_s(error: BaseException) -> bool:
    """Whether an error was raised by Python here, in no function of the submission's."""
    trace, own = error.__traceback__, _is_python_s.__code__.co_filename
    while trace is not None:
        if trace.tb_frame.f_code.co_filename != own:
            return False
        trace = trace.tb_next
    return True


def _read(value: Any, name: str) -> Any:
    try:
        return getattr(value, name)
    except AttributeError as error:
        if _is_python_s(error):
            raise Lacks("attribute", value, name, _others(value)) from error
        raise


def _called(value: Any, name: str, /, *arguments: Any, **named: Any) -> Any:
    method = _read(value, name)
    if not callable(method):
        raise Lacks("method", value, name, kind_of(method))
    return method(*arguments, **named)


def _applied(value: Any, /, *arguments: Any, **named: Any) -> Any:
    if not callable(value):
        raise Lacks("call", value)
    return value(*arguments, **named)


def _written(value: Any, name: str, new: Any) -> None:
    try:
        setattr(value, name, new)
    except AttributeError as error:
        if _is_python_s(error):
            raise Lacks("write", value, name) from error
        raise


def _entry(value: Any, key: Any) -> Any:
    return _plainly("[]", lambda: value[key], value)


def _entry_written(value: Any, key: Any, new: Any) -> None:
    _plainly("[]=", lambda: operator.setitem(value, key, new), value)


def _entry_deleted(value: Any, key: Any) -> None:
    _plainly("del []", lambda: operator.delitem(value, key), value)


def _iterated(value: Any) -> Iteration:
    """The first entries of what may have no end."""
    found = _plainly("iter()", lambda: iter(value), value)
    entries = list(islice(found, MOST_TAKEN + 1))
    return Iteration(entries[:MOST_TAKEN], len(entries) <= MOST_TAKEN)


def _plainly(name: str, done: Callable[[], Any], value: Any) -> Any:
    try:
        return done()
    except TypeError as error:
        if _is_python_s(error):
            raise Lacks("operator", value, name) from error
        raise


def _hashed(value: Any) -> int:
    """A hash of the class's own: that of ``object`` tells nothing but where an object lies."""
    own: Any = type(value).__hash__
    if own is None or own is object.__hash__:
        raise Lacks("hash", value)
    return hash(value)


def _entered(value: Any) -> Any:
    return _called(value, "__enter__")


def _left(value: Any) -> Any:
    return _called(value, "__exit__", None, None, None)


OPERATIONS: dict[str, Callable[..., Any]] = {
    ".": _read,
    ".()": _called,
    "()": _applied,
    ".=": _written,
    "[]": _entry,
    "[:]": lambda value, *bounds: _entry(value, slice(*bounds)),
    "[]=": _entry_written,
    "del []": _entry_deleted,
    "iter()": _iterated,
    HASH: _hashed,
    "with": _entered,
    "end with": _left,
}


def kind_of(value: Any) -> str:
    """What an object is, by the name of its class: ``a Polynomial``, ``class Polynomial``."""
    if issubclass(type(value), type):
        return f"class {str(value.__name__)[:LONGEST_NAME]}"
    name = str(type(value).__name__)[:LONGEST_NAME]
    return f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} {name}"


def _others(value: Any) -> str:
    """What attributes an object has, as far as that can be told."""
    try:
        names = [name for name in dir(value) if isinstance(name, str) and name[:1] != "_"]
    except Exception:
        return ""
    told = [name[:LONGEST_NAME] for name in names[:MOST_TOLD]]
    return ", ".join([*told, *(["…"] if len(names) > MOST_TOLD else [])])
