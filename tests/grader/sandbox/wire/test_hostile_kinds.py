"""Further kinds made to cost, to lie or to raise: bounded, described, or what their base holds."""

import contextlib
import dataclasses
import datetime as dt
import itertools
import struct
import time
from decimal import Decimal

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import MOST_TAKEN, Iteration
from grader.sandbox.wire.parts import first_opaque, unfinished
from grader.sandbox.wire.tags import Tag
from grader.sandbox.wire.values import Opaque
from tests.grader.sandbox.wire.kinds import KINDS, SCALARS


def crossed(value):
    """What arrives of an answer."""
    return decode(*encode(value))


def read(*tree):
    """What comes of a tree that no writer of ours made."""
    return decode(msgspec.msgpack.encode(list(tree)), b"")


def numbers(*values):
    """A list as it is written."""
    return [Tag.LIST, *values]


def test_an_iterator_without_end_is_taken_up_to_a_bound():
    """And says that there was more."""
    found = crossed(itertools.count())
    assert found == Iteration(list(range(MOST_TAKEN)), ended=False)
    assert unfinished([found])
    assert crossed(iter(range(MOST_TAKEN))).ended


def test_an_iterator_over_large_arrays_stops_when_all_are_too_large():
    """The first thousand could be gigabytes."""
    found = crossed(np.zeros(1 << 20) for _ in itertools.count())
    assert found == Opaque("an iterator over more than 16 MB")


def test_what_an_iterator_raises_is_raised_by_the_answer():
    """The body of a generator's function runs only now; a ValueError of it is a refusal."""

    def refuses():
        yield 1
        raise ValueError("no")

    for value in (refuses(), [refuses()], {1: (2, refuses())}):
        with pytest.raises(ValueError, match="no"):
            encode(value)


def test_an_open_file_is_no_iterator(tmp_path):
    """Its lines are not what was returned."""
    (tmp_path / "file").write_text("line\n")
    with (tmp_path / "file").open() as file:
        assert crossed(file) == Opaque("a TextIOWrapper")


def test_a_range_is_its_three_numbers():
    """However many entries it has."""
    start = time.process_time()
    assert crossed(range(0, 10**30, 7)) == range(0, 10**30, 7)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("text", ["1E4001", "-1E-4001", "9" * 4001, "1E999999"])
def test_a_huge_decimal_is_described_and_refused_where_it_arrives(text):
    """Its integer would have a billion digits."""
    assert crossed(Decimal(text)) == Opaque("a Decimal of too many digits")
    with pytest.raises(Malformed):
        read(Tag.DECIMAL, text)


def test_keys_that_are_nan_stay_apart():
    """None equals another, nor itself."""
    found = crossed({float("nan"): 1, np.float64("nan"): 2, (float("nan"),): 3})
    assert list(found.values()) == [1, 2, 3]
    assert len(crossed({float("nan"), float("nan")})) == 2


def test_keys_with_one_hash_are_described_and_refused_where_they_arrive():
    """Twenty thousand of them would take minutes on our side."""
    modulus = 2**61 - 1
    keys = [n * modulus for n in range(1, 30)]
    assert len(set(map(hash, keys))) == 1
    assert "cannot be read" in crossed(dict.fromkeys(keys)).description
    assert "cannot be read" in crossed(set(keys)).description
    many = [msgspec.msgpack.Ext(3, (n * modulus).to_bytes(12, "little")) for n in range(1, 20_000)]
    start = time.process_time()
    for tag, entries in ((Tag.SET, many), (Tag.KEYED, [e for key in many for e in (key, None)])):
        with pytest.raises(Malformed):
            read(tag, *entries)
    assert time.process_time() - start < 2


def test_a_field_that_raises_is_only_described():
    """The other fields are there; a ValueError of it is no refusal."""

    def raises(_):
        raise ValueError("no")

    made = dataclasses.make_dataclass("Fit", ["slope", "offset"])
    value = made(1.5, 2)
    made.offset = property(raises)
    found = crossed(value)
    assert (found.slope, found.offset) == (1.5, Opaque("a field that cannot be read"))


def test_what_a_class_says_of_itself_counts_for_nothing():
    """A dataclass's fields, a date's parts and a set's entries are read past the class."""

    def raises(*_):
        raise ValueError("no")

    methods = {"__getattribute__": raises, "__iter__": raises, "__len__": raises}
    fields = dataclasses.make_dataclass("Fit", ["slope"])
    assert crossed(type("Sly", (fields,), methods)(1.5)).slope == 1.5
    assert crossed(type("Sly", (dt.date,), methods)(2020, 1, 2)) == dt.date(2020, 1, 2)
    assert crossed(type("Sly", (frozenset,), methods)([1])) == frozenset({1})
    assert crossed(type("Sly", (bytes,), methods)(b"ab")) == b"ab"


def test_a_zone_that_raises_makes_a_time_that_cannot_be_read():
    """It is the student's own class."""
    zone = type("Zone", (dt.tzinfo,), {"utcoffset": lambda *_: 1 / 0})()
    assert "cannot be read" in crossed(dt.datetime(2020, 1, 2, tzinfo=zone)).description


def test_labels_of_a_frame_may_be_anything():
    """Escape codes, markup and names of methods are labels like any other; objects are none."""
    names = ["\x1b[31m", "<script>", "__class__", "values", "=1+1"]
    found = crossed(pd.DataFrame([range(5)], columns=names))
    assert [found[name].values.tolist() for name in names] == [[n] for n in range(5)]
    odd = crossed(pd.DataFrame([[1]], columns=[np]))
    assert first_opaque(odd) == Opaque("a module")
    assert crossed(pd.DataFrame(np.zeros((1, 2001)))) == Opaque("a DataFrame of 2001 columns")


def test_a_column_that_is_too_large_makes_a_frame_that_is_only_described():
    """An honest answer is never malformed."""
    found = crossed(pd.DataFrame({"a": np.zeros(1 << 22)}))
    assert found == Opaque("an array of shape (4194304,)")
    found = crossed(pd.DataFrame({"a": ["word"] * 50_001}))
    assert isinstance(found, Opaque)


NARROW = numbers("a")
FORGED = {
    "a set with two equal entries": (Tag.SET, 1, True),
    "a set of lists": (Tag.SET, numbers()),
    "a dict with two equal keys": (Tag.KEYED, 1, 2, 1.0, 3),
    "a key without its value": (Tag.KEYED, 1),
    "a range without steps": (Tag.RANGE, 0, 5, 0),
    "a range of floats": (Tag.RANGE, 0.0, 5.0, 1.0),
    "a day that is not there": (Tag.DATE, 2021, 2, 29),
    "a zone of two days": (Tag.DATETIME, 2021, 2, 2, 0, 0, 0, 0, 0, 2 * 86_400_000_000),
    "a zone that is a text": (Tag.TIME, 1, 2, 3, 4, 0, "UTC"),
    "an endless duration": (Tag.DURATION, 10**12, 0, 0),
    "no number as decimal": (Tag.DECIMAL, "1_0"),
    "a decimal of bytes": (Tag.DECIMAL, 3),
    "a record with a field that is no name": (Tag.RECORD, "Fit", "a b", 1),
    "a record with a field twice": (Tag.RECORD, "Fit", "a", 1, "a", 2),
    "a record without a name": (Tag.RECORD,),
    "a namedtuple with too few entries": (Tag.NAMED_TUPLE, "P", numbers("x", "y"), 1),
    "an iterator that may have ended": (Tag.ITERATION, 1, 2),
    "texts longer than their width": (Tag.TEXTS, 1, numbers(1), numbers("ab")),
    "texts of another shape": (Tag.TEXTS, 1, numbers(2), NARROW),
    "texts of a negative side": (Tag.TEXTS, 1, numbers(-1), NARROW),
    "bytes that are a list": (Tag.BYTE_TEXTS, 1, numbers(1), NARROW),
    "times of no unit": (Tag.TIMES, "M", "fortnight", 1, numbers(0), numbers()),
    "an array of pointers": (Tag.TIMES, "O", "s", 1, numbers(0), numbers()),
    "fields without names": (Tag.FIELDS, numbers(0), numbers(), numbers(1), numbers()),
    "a mask without values": (Tag.MASKED, numbers(1), numbers(1), numbers(True)),
    "a generator of a negative seed": (Tag.GENERATOR, -1, numbers(), 0),
    "a generator of a text": (Tag.GENERATOR, "a", numbers(), 0),
    "a sparse matrix of a class of theirs": (Tag.SPARSE, "os.system", True, numbers(1), 1, 1),
    "an Index that is a number": (Tag.INDEX, None, "int64", 3),
    "a Series without an Index": (Tag.SERIES, 1, None, "int64", numbers(1)),
    "a frame without columns": (Tag.FRAME, 1, 2),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_no_writer_wrote_is_malformed(name):
    """Every reader checks what it is given, each in its own way."""
    with pytest.raises(Malformed):
        read(*FORGED[name])


def test_entries_outside_of_a_sparse_matrix_are_malformed():
    """Written out, they would land elsewhere."""
    structure, blob = encode(sparse.coo_array(([1.0], ([2], [2])), shape=(3, 3)))
    for place in (3, -1):
        with pytest.raises(Malformed):
            decode(structure, blob[:8] + struct.pack("<q", place) + blob[16:])


def test_short_texts_of_a_great_width_are_refused_in_sum():
    """A byte of each message would become kilobytes."""
    wide = [Tag.TEXTS, 4000, numbers(3000), numbers(*[""] * 3000)]
    with pytest.raises(Malformed):
        read(Tag.LIST, wide, wide)


@pytest.mark.parametrize("name", sorted({**KINDS, **SCALARS}))
@settings(max_examples=settings().max_examples // 2)  # of each of many kinds
@given(data=st.data())
def test_a_message_that_was_tampered_with_is_a_value_or_malformed(name, data):
    """Never another exception, which would be taken for a mistake of the grader's."""
    parts = list(encode(data.draw({**KINDS, **SCALARS}[name])))
    for _ in range(data.draw(st.integers(1, 3))):
        which = data.draw(st.integers(0, 1))
        place = data.draw(st.integers(0, len(parts[which])))
        drop = data.draw(st.integers(0, 3))
        put = data.draw(st.binary(max_size=3))
        parts[which] = parts[which][:place] + put + parts[which][place + drop :]
    with contextlib.suppress(Malformed):
        first_opaque(decode(*parts))
