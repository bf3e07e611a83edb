"""Whatever a student returns can be packed: as a value, or as what it was."""

import enum
import math
from collections import Counter, OrderedDict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from grader.sandbox.wire.bounds import MAX_BITS, MAX_DEPTH, MAX_ITEMS, MAX_TEXT
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.expressions import MAX_NODES
from grader.sandbox.wire.packing import pack
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque


def crossed(value):
    return decode(*encode(value))


class Evil:
    """An instance of a class of the student's own."""

    def __eq__(self, other):
        return True

    def __repr__(self):
        raise RuntimeError


class Sly(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


Colour = enum.IntEnum("Colour", ["RED"])


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (Sly(2.5), 2.5),
        (Colour.RED, 1),
        (np.str_("word"), "word"),
        (np.bytes_(b"word"), b"word"),
        (type("Text", (str,), {})("word"), "word"),
        (type("Row", (list,), {})([1]), [1]),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("a"), {"a": 1}),
        (type("Z", (complex,), {})(1j), 1j),
        (type("D", (Decimal,), {})("0.1"), Decimal("0.1")),
        (np.ma.array([1.5, 2.5]), np.array([1.5, 2.5])),
        (np.longdouble(2.5), np.float64(2.5)),
        (np.array(10**30), 10**30),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_subclass_survives(value, base):
    """An object that decides for itself what == answers must not reach a comparison."""
    found = crossed(value)
    assert type(found) is type(base)
    assert np.array_equal(found, base)


@pytest.mark.parametrize(
    ("value", "description"),
    [
        (math, "a module"),
        ({math}, "a set with entries that cannot be read"),
        ({math: 1}, "a dict with keys that cannot be read"),
        ({10**5000: 1}, "a dict with keys that are too large"),
        ({10**5000}, "an int of 16610 bits"),
        ({1: 1}.keys(), "a dict_keys"),
        (Evil, "a type"),
        (Evil(), "an Evil"),
        (len, "a builtin_function_or_method"),
        (bytes(500_001), "a bytes object of 500001 bytes"),
        (np.zeros(2, "f4,O"), "an array of dtype [('f0', '<f4'), ('f1', 'O')]"),
        (np.full(1, "x" * 4001), "an array of shape (1,), dtype <U4001"),
        (set(range(50_001)), "a set of 50001 entries"),
        (np.zeros(MAX_ITEMS + 1, object), "an array of dtype object"),
        (10**5000, "an int of 16610 bits"),
        (1 << 10**6, "an int of 1000001 bits"),
        (Fraction(1, 1 << MAX_BITS), "a Fraction of too many digits"),
        (Decimal("1e10000"), "a Decimal of too many digits"),
        (Decimal("1e-999999"), "a Decimal of too many digits"),
        ("x" * (MAX_TEXT + 1), "a string of 4001 characters"),
        ([None] * (MAX_ITEMS + 1), "a list of 50001 entries"),
        (np.zeros(1 << 22), "an array of shape (4194304,)"),
        ([np.zeros(1 << 20)] * 3, "an answer of more than 16 MB"),
        (["x" * 4000] * 300, "an answer of more than 16 MB"),
        (np.random.Generator(np.random.MT19937(3)), "a numpy.random.Generator"),
        (sympy.Function("f")(sympy.Symbol("x")), "a SymPy expression with f in it"),
        (sympy.Integer(10) ** 5000, "a SymPy expression with a number of too many digits"),
        (sympy.Symbol("x" * 5000), "a SymPy expression with Symbol in it"),
        (sympy.I, "a SymPy expression with ImaginaryUnit in it"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_cannot_cross_is_described(value, description):
    """Only its kind and its size; none of its own code is asked."""
    found = crossed(value)
    assert type(found) is Opaque
    assert found.description.startswith(description)


@pytest.mark.parametrize("value", [Decimal("sNaN"), Decimal("sNaN123")], ids=str)
def test_a_signalling_nan_is_a_quiet_one(value):
    """float(sNaN) raises a ValueError, which would have passed for a refusal."""
    assert crossed(value).is_qnan()


def test_a_fraction_beyond_all_doubles_is_exact():
    """Asking whether it is finite by way of a float raises an OverflowError."""
    assert crossed(Fraction(10**400, 3)) == Fraction(10**400, 3)


def test_a_used_generator_is_not_sent_as_a_fresh_one():
    """It would draw other numbers there than here."""
    rng = np.random.default_rng(3)
    assert crossed(rng).random() == np.random.default_rng(3).random()
    rng.random()
    assert crossed(rng) == Opaque("a numpy.random.Generator that has been used")


def test_lone_surrogates_become_escapes():
    """UTF-8 cannot carry them."""
    assert crossed("a\ud800b") == "a\\ud800b"
    assert crossed({"\udfff": ["\ud800"]}) == {"\\udfff": ["\\ud800"]}


@pytest.fixture(params=["list", "tuple in list", "dict", "object array", "0-d object array"])
def cyclic(request):
    """Something that contains itself."""
    if request.param.startswith("list"):
        value = []
        value.append(value)
    elif request.param.startswith("tuple"):
        value = []
        value.append((value,))
    elif request.param.startswith("dict"):
        value = {}
        value["a"] = value
    else:
        value = np.empty(1 if request.param[0] == "o" else (), object)
        value[...] = None
        value[(0,) if value.ndim else ()] = value
    return value


def test_what_contains_itself_is_cut_off(cyclic):
    """At the bottom stands what it was."""
    structure, _ = encode(cyclic)
    assert b"nested more than" in structure or b"too deep" in structure or b"dtype" in structure


def test_nesting_is_kept_up_to_its_bound():
    """One more level, and the innermost list is only described."""
    value = []
    for _ in range(MAX_DEPTH - 1):
        value = [value]
    assert crossed(value) == value
    innermost = crossed([value])
    while isinstance(innermost, list) and innermost:
        innermost = innermost[0]
    assert innermost == Opaque("a list nested more than 24 deep")


def test_an_object_array_tells_its_entries():
    """Each as what it is; the array itself is none of numbers."""
    values = np.array([[1, None], [Fraction(1, 2), math]], dtype=object)
    assert crossed(values) == ObjectArray([[1, None], [Fraction(1, 2), Opaque("a module")]])


def test_an_expression_of_too_many_parts_is_described():
    """The bound is on distinct parts."""
    x = sympy.symbols(f"x:{MAX_NODES + 1}")
    assert "more than 20000 parts" in crossed(sympy.Add(*x, evaluate=False)).description


def test_arguments_are_packed_without_copying_them_twice():
    """One blob for each array, of exactly its bytes."""
    blobs = []
    pack([np.zeros((2, 3)), np.ones(4, np.int8)], blobs)
    assert list(map(len, blobs)) == [48, 4]


def test_an_expression_of_ours_is_sent_as_it_is():
    """Symbols go out as arguments in the same form as answers come in."""
    expression = crossed(sympy.Symbol("x") + 1)
    assert type(expression) is Expression
    assert crossed(expression) == expression
