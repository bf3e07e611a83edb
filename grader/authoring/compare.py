"""
Assertions whose failure text is written for the student who will read it.

One fact at a time, in the order a person would look: the kind of thing that came
back, then its shape, then its values.
"""

from collections.abc import Iterable, Sequence
from operator import index
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.authoring.disagreement import Disagreement, number
from grader.authoring.kinds import array, element, integer, items, real, truth, word
from grader.authoring.trace import assertion
from grader.language import Message, Value

__all__ = [
    "assert_close",
    "assert_integer",
    "assert_integers",
    "assert_nothing",
    "assert_real",
    "assert_shapes",
    "assert_truth",
    "assert_word",
]

AN_ENTRY = Message("entry")
DIGITS = {"float16": 3, "float32": 7}
ROUNDINGS = {"float16": 8, "float32": 64}  # that a sum of products may have come through


@assertion
def assert_close(
    answer: Any, expected: ArrayLike, *, rtol: float = 1e-6, atol: float | None = None
) -> None:
    """
    An array answer agrees with the expected one: kind, then shape, then every value.

    ``|answer - expected| <= atol + rtol * |expected|``, element by element and without
    broadcasting; ``atol`` defaults to ``1e-9 * max(1, largest absolute expected value)``.
    """
    right = np.asarray(expected, dtype=np.float64)
    size = np.abs(right)
    if atol is None:
        atol = 1e-9 * max(1.0, float(size.max(initial=0.0)))
    if not _plainly_close(answer, right, atol + rtol * size):
        _assert_element_by_element(answer, right, rtol, atol)


def _plainly_close(answer: Any, right: NDArray[np.float64], margin: NDArray[np.float64]) -> bool:
    """Whether a finite array of float64 agrees, which nearly every answer does."""
    usual = type(answer) is np.ndarray and answer.dtype == right.dtype
    if not usual or answer.shape != right.shape or not np.isfinite(margin).all():
        return False
    with np.errstate(over="ignore"):
        return bool((np.abs(answer - right) <= margin).all())


def _assert_element_by_element(
    answer: Any, right: NDArray[np.float64], rtol: float, atol: float
) -> None:
    """The same with every case considered, and words for the first element that differs."""
    found = array(answer, right.shape)
    size = np.abs(right)
    if not np.isfinite(atol):
        atol = 1e-9 * max(1.0, float(size.max(initial=0.0, where=np.isfinite(size))))
    # Infinities are compared by equality: their difference would be NaN, and all is close to one.
    with np.errstate(over="ignore", invalid="ignore"):
        good = np.abs(found - right) <= atol + rtol * size
    if not np.isfinite(found).all() or not np.isfinite(right).all():
        good = (good & np.isfinite(found) & np.isfinite(right)) | (found == right)
    if not good.all():
        where = tuple(map(int, np.argwhere(~good)[0]))
        wrong = int((~good).sum())
        raise Disagreement(
            element(where, number(found[where], right[where])),
            number(right[where], found[where]),
            _digits(answer, found, right)
            or (
                Message("{wrong} of {n} elements differ", wrong=wrong, n=good.size)
                if good.size > 1
                else ""
            ),
        )


def _digits(
    answer: Any,
    found: NDArray[np.float64] | np.float64,
    right: NDArray[np.float64] | np.float64,
) -> Message | None:
    """That an answer differs only for want of digits, where its numbers have fewer than ours."""
    kind = getattr(answer, "dtype", right.dtype)
    if kind.name not in DIGITS or not np.isfinite(found).all() or not np.isfinite(right).all():
        return None
    noise = ROUNDINGS[kind.name] * float(np.finfo(kind).eps) * float(np.abs(right).max(initial=0.0))
    if (np.abs(found - right) > noise).any():
        return None
    return Message("{kind} has {n} digits; reckon in float64", kind=kind.name, n=DIGITS[kind.name])


@assertion
def assert_integer(answer: Any, expected: SupportsIndex) -> None:
    """An int answer is exactly the expected one, however large; NumPy's ints are ints."""
    found, right = integer(answer), index(expected)
    if found != right:
        raise Disagreement(Message("returned {value}", value=_short(found)), _short(right))


@assertion
def assert_real(
    answer: Any, expected: float, *, rtol: float = 1e-6, atol: float | None = None
) -> None:
    """A float answer agrees within ``atol + rtol * |expected|``; ``atol`` as in assert_close."""
    found = real(answer)
    margin = (1e-9 * max(1.0, abs(expected)) if atol is None else atol) + rtol * abs(expected)
    if found != expected and not abs(found - expected) <= margin < float("inf"):
        raise Disagreement(
            Message("returned {value}", value=number(found, expected)),
            number(expected, found),
            _digits(answer, np.float64(found), np.float64(expected)) or "",
        )


@assertion
def assert_truth(answer: Any, expected: bool) -> None:
    """A bool answer is the expected one."""
    found = truth(answer)
    if found != expected:
        raise Disagreement(Message("returned {value}", value=str(found)), str(expected))


@assertion
def assert_word(answer: Any, expected: str) -> None:
    """A text answer is exactly the expected one."""
    found = word(answer)
    if found != expected:
        raise Disagreement(Message("returned {value}", value=repr(found[:60])), repr(expected))


@assertion
def assert_nothing(answer: Any) -> None:
    """The answer is None."""
    if answer is not None:
        raise Disagreement(Message("returned something"), "None")


@assertion
def assert_integers(
    answer: Any, expected: Iterable[SupportsIndex], what: str | Message = AN_ENTRY
) -> None:
    """A list, tuple or array of ints agrees, entry by entry; so may what is expected be."""
    whole = list(map(index, expected))
    found = items(answer, Message("a list or tuple of ints"))
    if len(found) != len(whole):
        raise Disagreement(Message("returned {n} values", n=len(found)), str(len(whole)))
    for position, (value, right) in enumerate(zip(found, whole, strict=True)):
        told = _other_integer(value, right)
        if told is not None:
            raise Disagreement(
                Message(
                    "{what} {number} is {value}",
                    what=Message(what) if isinstance(what, str) else what,
                    number=position,
                    value=told[0],
                ),
                told[1],
            )


def _other_integer(answer: Any, right: int) -> tuple[Value, str | Message] | None:
    """What an entry is that is not ``right``, and what it should be; None where it is right."""
    try:
        found = integer(answer)
    except Disagreement as wrong:
        values = dict(wrong.found.values) if isinstance(wrong.found, Message) else {}
        return values["value"], wrong.wanted
    return None if found == right else (_short(found), _short(right))


@assertion
def assert_shapes(answer: Any, expected: Sequence[Iterable[SupportsIndex]]) -> None:
    """A list, tuple or array of shapes agrees, shape by shape."""
    found = items(answer, Message("a list or tuple of shapes"))
    if len(found) != len(expected):
        raise Disagreement(Message("returned {n} shapes", n=len(found)), str(len(expected)))
    for position, (value, sides_of) in enumerate(zip(found, expected, strict=True)):
        right = tuple(map(index, sides_of))
        wanted = Message("a shape, as a tuple or list of ints")
        sides = tuple(_side(each, position) for each in items(value, wanted))
        if sides != right:
            raise Disagreement(
                Message("shape {number} is {value}", number=position, value=str(sides)),
                str(right),
            )


def _side(answer: Any, position: int) -> int:
    """A side of a shape; one that is no int is told with the shape that it stands in."""
    try:
        return integer(answer)
    except Disagreement as wrong:
        values = dict(wrong.found.values) if isinstance(wrong.found, Message) else {}
        held = Message("shape {number} holds {value}", number=position, value=values["value"])
        raise Disagreement(held, wrong.wanted) from None


def _short(value: int) -> str | Message:
    """An int for a message; one of thousands of digits by its size alone."""
    if value.bit_length() < 400:
        return str(value)
    return Message("an int of {n} bits", n=value.bit_length())
