"""The form in which values are written has a number, and another form another one."""

import collections
import dataclasses
import datetime as dt
import enum
import hashlib
from decimal import Decimal
from fractions import Fraction

import numpy as np
import sympy

from grader.authoring import given_function, text_file
from grader.examine.feedback.mistakes.answer_digest import request_key
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.tags import WIRE, Code, Tag

HOUR = dt.timezone(dt.timedelta(hours=1))
FIELDS = np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")])
CALLS = [
    Call("f", (1, [2.5])),
    Call("f", (np.zeros(2),), echo=True),
    Call("f", (), stdin="1\n"),
    Call("mass", (), constant=True),
]
# Changed bytes: raise WIRE in grader/sandbox/wire/tags.py, and say here what they are now.
FORMS = {1: "011161cfd56546ddc6dc8b44"}
NUMBERS = {1: "7d0c328c726d2ff5b43f685c"}


def values():
    """One of each kind, whose bytes depend on no platform and on no package's version."""
    zoned = dt.datetime(2024, 1, 1, tzinfo=HOUR)
    return [
        *(None, True, 5, -(2**70), 0.1, 2j, "text", b"bytes", range(3), iter([1, 2])),
        *(Fraction(1, 3), Decimal("1.50"), [1, (2, "b"), {"c": 3}], {1: "a", (2, 3): None}),
        *({4}, frozenset({"e"}), dt.date(2024, 2, 29), dt.time(1, 2, 3), dt.timedelta(1, 2), zoned),
        *(np.float32(0.5), np.arange(6, dtype="i2").reshape(2, 3), np.array([True]), FIELDS),
        *(np.array(["a", "bc"]), np.array([b"x"]), np.array(["2024-01"], "M8[M]")),
        *(np.ma.array([0.5, 2], mask=[True, False]), np.array([1, None], object)),
        *(np.random.default_rng(5), dataclasses.make_dataclass("Fit", ["slope"])(1.5)),
        *(collections.namedtuple("Pair", "x y")(1, 2), enum.Enum("Kind", {"RIGHT": "right"}).RIGHT),
        *(sympy.sqrt(sympy.Symbol("x")) + 1, lambda: None, text_file("a\n", "a.txt")),
        given_function("lambda x: x", calls=3),
    ]


def digest_of(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]


def test_values_and_calls_are_written_as_this_form_writes_them():
    """What was kept by an earlier grader of the same form is found and read."""
    written = [b"|".join(encode(value)).hex() for value in values()]
    asked = [request_key(request_of(call)).hex() for call in CALLS]
    assert digest_of([*written, *asked]) == FORMS[WIRE]


def test_the_numbers_of_kinds_are_those_of_this_form():
    """Those of pandas and SciPy, too, whose own bytes depend on their versions."""
    numbers = {
        f"{kind.__name__}.{name} {value}"
        for kind in (Tag, Code, Kind)
        for name, value in vars(kind).items()
        if name.isupper()
    }
    assert digest_of(sorted(numbers)) == NUMBERS[WIRE]


def test_what_is_written_can_be_read():
    """Every sample is one of a value that there is."""
    for value in values():
        decode(*encode(value))
