"""
A student's object, as a property holds it: whatever is done with it is done where it was made.

``isinstance`` and ``repr`` say nothing about the student's object, so no mark can depend on them.
What comes back of anything else is read as the answer to a call is.  Of a hash only that is told
which others in the same example are equal to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from grader.examine.student.faults import EndlessIteration, Misbehaved, Unsendable
from grader.examine.student.objects.given import Given
from grader.language import Message
from grader.sandbox.runner.operations import HASH
from grader.sandbox.wire.containers import Iteration
from grader.sandbox.wire.values import Opaque

__all__ = ["Method", "StudentObject"]

Named = Mapping[str, Any]  # arguments that are passed by name


class _Program(Protocol):
    """What an object asks."""

    def ask(self, operation: str, arguments: Any, function: str, named: Named = ...) -> Any:
        """The answer to one more step."""

    def echo(self, operation: str, arguments: Any, function: str, named: Named) -> Any:
        """The same, and what became of its arguments."""

    def printed(
        self, operation: str, arguments: Any, function: str, named: Named, stdin: str
    ) -> Any:
        """What one more step prints."""

    def expects(self, operation: str, arguments: Any, function: str) -> Given:
        """What the model would answer to one more step with."""

    def attribute(self, of: "StudentObject", name: str) -> "StudentObject":
        """An attribute as an object, of which nothing is asked yet."""


def _unmeasured(*_: Any, **__: Any) -> Any:
    raise Unsendable(
        "cpu_seconds is for functions of the submission, and for no object and no method of one: "
        "the steps before would count as well"
    )


class StudentObject:
    """
    An object or a function of a submission.

    Parameters
    ----------
    program : Program
    function : str
        What it came from.
    origin : (int, tuple of int)
        The step that led to it, and which part of that step's result it is.
    value : any value
        It as a value, as far as it can be read.
    """

    __slots__ = ("__grader_function__", "__grader_origin__", "__grader_program__", "__value__")
    __array_ufunc__ = None  # NumPy leaves operators to it

    def __init__(
        self, program: _Program, function: str, origin: tuple[int, tuple[int, ...]], value: Any
    ) -> None:
        for name, held in zip(
            StudentObject.__slots__, (function, origin, program, value), strict=True
        ):
            object.__setattr__(self, name, held)

    __grader_cpu__ = _unmeasured

    def __grader_value__(self) -> Any:
        """It as a value; an Opaque that says what it is, where it is none."""
        return self.__value__

    def __grader_object__(self, _: Any) -> "StudentObject":
        """It as an argument: itself."""
        return self

    def __grader_ask__(self, operation: str, *arguments: Any) -> Any:
        """The answer to an operation."""
        return self.__grader_program__.ask(operation, arguments, self.__grader_function__)

    def __grader_expects__(self, operation: str, *arguments: Any) -> Given:
        """What the model would answer to an operation with."""
        program: _Program = self.__grader_program__
        return program.expects(operation, arguments, self.__grader_function__)

    def __repr__(self) -> str:
        found = self.__value__
        return f"<{found.description}>" if isinstance(found, Opaque) else repr(found)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if self.__grader_expects__(".", self, name) is Given.FUNCTION:
            return Method(self, name)  # of which nothing is asked before it is called
        return self.__grader_ask__(".", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise AttributeError(name)
        self.__grader_ask__(".=", self, name, value)

    def __call__(self, /, *arguments: Any, **named: Any) -> Any:
        """What the object returns when it is called."""
        return _Calling(self, "()").answer(arguments, named)

    def __grader_echo__(self, /, *arguments: Any, **named: Any) -> Any:
        """The same, and what became of the arguments."""
        return _Calling(self, "()").echo(arguments, named)

    def __grader_printed__(self, arguments: Sequence[Any], named: Named, stdin: str) -> Any:
        """What it prints when it is called."""
        return _Calling(self, "()").printed(arguments, named, stdin)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return self.__grader_ask__("[:]", self, key.start, key.stop, key.step)
        return self.__grader_ask__("[]", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.__grader_ask__("[]=", self, key, value)

    def __delitem__(self, key: Any) -> None:
        self.__grader_ask__("del []", self, key)

    def __len__(self) -> int:
        # ``list(p)`` asks for a length before it goes through the entries.
        if self.__grader_expects__("len()", self) is Given.NOTHING:
            raise TypeError("the model's object has no len()")
        return _count(self.__grader_ask__("len()", self))

    def __hash__(self) -> int:
        return _count(self.__grader_ask__(HASH, self))

    def __contains__(self, entry: Any) -> bool:
        return bool(_exact(bool, self.__grader_ask__("in", entry, self)))

    def __iter__(self) -> Iterator[Any]:
        found = self.__grader_ask__("iter()", self)
        if not isinstance(found, Iteration):
            raise Misbehaved(Message("an unknown kind of answer"))
        return _entries(found)

    def __enter__(self) -> Any:
        return self.__grader_ask__("with", self)

    def __exit__(self, kind: Any, *_: object) -> None:
        if kind is None:  # what ends a block otherwise is the property's own affair
            self.__grader_ask__("end with", self)


def _entries(found: Iteration) -> Iterator[Any]:
    yield from found.entries
    if not found.ended:
        raise EndlessIteration(len(found.entries))


def _exact(kind: type, value: Any) -> Any:
    """An answer that Python wants to be of one kind; an honest process sends no other."""
    if type(value) is not kind:
        raise Misbehaved(Message("an unknown kind of answer"))
    return value


def _count(value: Any) -> int:
    found = int(_exact(int, value))
    if found < 0:
        raise Misbehaved(Message("an unknown kind of answer"))
    return found


class _Calling(NamedTuple):
    """A call of an object, or of the method of one, in whatever way is asked for."""

    of: StudentObject
    operation: str
    first: tuple[Any, ...] = ()  # between the object and the arguments

    def _step(self, arguments: Sequence[Any]) -> tuple[str, tuple[Any, ...], str]:
        whole = self.of, *self.first, *arguments
        return self.operation, whole, self.of.__grader_function__

    def answer(self, arguments: Sequence[Any], named: Named) -> Any:
        """What it returns."""
        return self.of.__grader_program__.ask(*self._step(arguments), named)

    def echo(self, arguments: Sequence[Any], named: Named) -> tuple[Any, tuple[Any, ...]]:
        """The same, and what became of the arguments."""
        value, after = self.of.__grader_program__.echo(*self._step(arguments), named)
        return value, after[1 + len(self.first) :]

    def printed(self, arguments: Sequence[Any], named: Named, stdin: str) -> Any:
        """What it prints."""
        return self.of.__grader_program__.printed(*self._step(arguments), named, stdin)


class Method:
    """A method of a student's object, of which nothing is asked before it is called."""

    __slots__ = ("_name", "_of")

    def __init__(self, of: StudentObject, name: str) -> None:
        self._of, self._name = of, name

    @property
    def _calling(self) -> _Calling:
        return _Calling(self._of, ".()", (self._name,))

    def __call__(self, /, *arguments: Any, **named: Any) -> Any:
        """What the method returns."""
        return self._calling.answer(arguments, named)

    def __grader_echo__(self, /, *arguments: Any, **named: Any) -> Any:
        """The same, and what became of the arguments."""
        return self._calling.echo(arguments, named)

    def __grader_printed__(self, arguments: Sequence[Any], named: Named, stdin: str) -> Any:
        """What the method prints."""
        return self._calling.printed(arguments, named, stdin)

    def __grader_object__(self, _: Any) -> StudentObject:
        """The method as an argument."""
        program: _Program = self._of.__grader_program__
        return program.attribute(self._of, self._name)

    __grader_cpu__ = _unmeasured


def _binary(operation: str, swapped: bool) -> Callable[[Any, Any], Any]:
    def asked(self: StudentObject, other: Any) -> Any:
        pair = (other, self) if swapped else (self, other)
        return self.__grader_ask__(operation, *pair)

    return asked


def _unary(operation: str, kind: type | None) -> Callable[[Any], Any]:
    def asked(self: StudentObject) -> Any:
        found = self.__grader_ask__(operation, self)
        return found if kind is None else _exact(kind, found)

    return asked


BOTH_WAYS = {
    "+": "add", "-": "sub", "*": "mul", "@": "matmul", "/": "truediv", "//": "floordiv",
    "%": "mod", "**": "pow", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
ONE_WAY = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
ALONE: dict[str, tuple[str, type | None]] = {
    "-_": ("neg", None), "+_": ("pos", None), "~_": ("invert", None), "abs()": ("abs", None),
    "bool()": ("bool", bool), "float()": ("float", float), "int()": ("int", int),
    "str()": ("str", str), "next()": ("next", None),
}  # fmt: skip
for _operation, _name in BOTH_WAYS.items():
    setattr(StudentObject, f"__{_name}__", _binary(_operation, swapped=False))
    setattr(StudentObject, f"__r{_name}__", _binary(_operation, swapped=True))
    setattr(StudentObject, f"__i{_name}__", _binary(f"{_operation}=", swapped=False))
for _operation, _name in ONE_WAY.items():
    setattr(StudentObject, f"__{_name}__", _binary(_operation, swapped=False))
for _operation, (_name, _kind) in ALONE.items():
    setattr(StudentObject, f"__{_name}__", _unary(_operation, _kind))
