"""A member of a subclass crosses as what its base holds, whatever the subclass says of itself."""

import collections
import enum
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.values import Opaque

ITEMS = st.lists(st.integers() | st.floats(allow_nan=False), max_size=5)
TEXTS = st.text(st.characters(codec="utf-8"))
NOT_TO_BE_OVERRIDDEN = {
    *("__new__", "__init__", "__getattribute__", "__init_subclass__", "__subclasshook__"),
    *("__class__", "__doc__", "__del__"),
}


def hostile(base):
    """A subclass of ``base`` that raises in every method that it inherits."""

    def refuses(*_, **__):
        raise AssertionError("asked the subclass")

    methods = {
        name: property(refuses) if isinstance(getattr(base, name), property) else refuses
        for name in dir(base)
        if name not in NOT_TO_BE_OVERRIDDEN and callable(getattr(base, name))
    }
    return type(f"Hostile{base.__name__}", (base,), {**methods, "__class__": property(refuses)})


KINDS = {base: hostile(base) for base in (str, int, float, complex, list, tuple, dict)}


def crossed(value):
    """What arrives of a value."""
    return decode(*encode(value))


@given(
    st.one_of(
        TEXTS,
        st.integers(),
        st.floats(allow_nan=False),
        st.complex_numbers(allow_nan=False),
        ITEMS,
        ITEMS.map(tuple),
        st.dictionaries(TEXTS, st.integers(), max_size=5),
    )
)
def test_a_subclass_is_read_by_the_methods_of_its_base(value):
    """No method of the subclass runs, and what arrives is of the base type exactly."""
    base = type(value)

    arrived = crossed(KINDS[base](value))

    assert type(arrived) is base
    assert arrived == value


@given(TEXTS, TEXTS)
def test_a_member_of_an_enum_of_texts_is_its_text(value, other):
    """With and without a ``__str__`` of its own."""
    plain = enum.Enum("Plain", {"MEMBER": value}, type=str)
    spoken = enum.Enum(
        "Spoken", {"MEMBER": value}, type=type("Text", (str,), {"__str__": lambda _: other})
    )

    for member in (plain.MEMBER, spoken.MEMBER):
        assert type(crossed(member)) is str
        assert crossed(member) == value


@given(st.integers())
def test_a_member_of_an_enum_of_integers_is_its_integer(value):
    """``IntEnum`` and ``IntFlag`` too, which say their names when they are written."""
    for kind in (enum.IntEnum("Count", {"MEMBER": value}), enum.Enum("E", {"M": value}, type=int)):
        (member,) = kind
        assert type(crossed(member)) is int
        assert crossed(member) == value


@pytest.mark.parametrize("value", ["right", 3, (1, "a"), 2.5, None])
def test_a_member_of_a_plain_enum_is_its_value(value):
    """Whatever its class says that its value is."""
    lying = {"value": property(lambda _: "other"), "__str__": lambda _: "other"}
    for names in ({}, lying):
        kind = enum.Enum("Kind", {"RIGHT": value}, type=type("Mixed", (), names))
        assert type(crossed(kind.RIGHT)) is type(value)
        assert crossed(kind.RIGHT) == value


@given(ITEMS)
def test_a_tuple_of_a_subclass_is_a_tuple_and_a_list_of_a_subclass_a_list(entries):
    """Entries that a subclass hides or adds when it is iterated over do not count."""
    shorter = type("Shorter", (tuple,), {"__iter__": lambda _: iter(()), "__len__": lambda _: 0})
    longer = type("Longer", (list,), {"__iter__": lambda _: iter([1] * 9), "__len__": lambda _: 9})

    assert type(crossed(shorter(entries))) is tuple
    assert crossed(shorter(entries)) == tuple(entries)
    assert type(crossed(longer(entries))) is list
    assert crossed(longer(entries)) == entries


@given(st.dictionaries(TEXTS, st.integers(), max_size=20))
def test_a_dict_of_a_subclass_is_a_dict(entries):
    """Its keys may be members of an Enum of texts."""
    ordered = collections.OrderedDict(entries)
    texts = type("Texts", (str,), {"__str__": lambda _: "other"})
    keyed = collections.defaultdict(int, {texts(key): value for key, value in entries.items()})

    for value in (ordered, keyed):
        arrived = crossed(value)
        assert type(arrived) is dict
        assert arrived == entries
        assert all(type(key) is str for key in arrived)


@given(st.fractions(), st.decimals())
def test_a_subclass_of_fraction_or_decimal_is_its_number(fraction, decimal):
    """NaN and the infinities of decimals among them."""
    lying = {"as_integer_ratio": lambda _: (1, 3), "is_finite": lambda _: True}
    arrived = crossed(type("F", (Fraction,), lying)(fraction))
    assert (type(arrived), arrived) == (Fraction, fraction)

    arrived = crossed(type("D", (Decimal,), lying)(decimal))
    if decimal.is_nan():
        assert math.isnan(arrived)
    else:
        assert arrived == decimal


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.bool_, np.complex128])
def test_a_numpy_scalar_crosses_as_its_own_dtype(kind):
    """Also where a subclass claims to be another array."""
    arrived = crossed(kind(1))
    assert (arrived.dtype, arrived) == (np.dtype(kind), kind(1))

    if kind is not np.bool_:
        lying = type("Lying", (kind,), {"__array__": lambda *_, **__: np.array(7.0)})
        arrived = crossed(lying(1))
        assert (arrived.dtype, arrived) == (np.dtype(kind), kind(1))


@given(TEXTS)
def test_a_numpy_text_is_a_text(value):
    """``np.str_`` is a ``str`` too; trailing zeros, which NumPy drops, are its own affair."""
    text = np.str_(value)
    assert type(crossed(text)) is str
    assert crossed(text) == str.__str__(text)


def test_what_only_claims_to_be_a_text_is_described():
    """``__class__`` can say anything."""
    claims = type("Claims", (), {"__class__": property(lambda _: str)})
    assert crossed(claims()) == Opaque("a Claims")
