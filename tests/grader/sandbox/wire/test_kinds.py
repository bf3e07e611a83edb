"""Every kind of value goes over the wire and back, as an argument and as an answer."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import (
    Frame,
    Index,
    Iteration,
    Masked,
    NamedEntries,
    Record,
    Series,
    Sparse,
)
from grader.sandbox.wire.parts import first_opaque
from tests.grader.sandbox.wire.kinds import KINDS, SCALARS, same

NOT_ITSELF = {  # what an answer becomes of which the real thing would be a class of somebody's
    "masked array": Masked,
    "array of objects": object,
    "dataclass": Record,
    "namedtuple": NamedEntries,
    "iterator": Iteration,
    "sparse matrix": Sparse,
    "pandas Index": Index,
    "pandas Series": Series,
    "pandas DataFrame": Frame,
}
ONES = {**KINDS, **SCALARS}


@pytest.mark.parametrize("name", sorted(set(ONES) - {"iterator"}))
@settings(max_examples=settings().max_examples // 2)  # of each of many kinds
@given(data=st.data())
def test_an_argument_arrives_as_what_it_was(name, data):
    """With its class, where it is Python's, NumPy's or a package's, and its fields elsewhere."""
    value = data.draw(ONES[name])
    packed = encode(value)
    for mode in ({"symbolic": True}, {"ours": True}):
        assert same(value, decode(*packed, **mode))


@pytest.mark.parametrize("name", sorted(ONES))
@settings(max_examples=settings().max_examples // 2)  # of each of many kinds
@given(data=st.data())
def test_an_answer_arrives_whole_and_can_be_passed_on(name, data):
    """No part is only described; as an argument of the next call it is the real thing again."""
    value = data.draw(ONES[name])
    packed = encode(value)
    answer = decode(*packed)
    assert first_opaque(answer) is None
    if name not in NOT_ITSELF:
        assert same(value, answer)
    elif name == "masked array" and not np.ma.is_masked(value):
        assert same(value.data, answer)
        return
    else:
        assert isinstance(answer, NOT_ITSELF[name])
    assert encode(answer) == packed


@given(st.lists(st.integers()))
def test_an_iterator_is_an_iterator_again_for_who_is_given_it(entries):
    """And holds still where it is only looked at."""
    packed = encode(x for x in entries)
    assert decode(*packed) == decode(*packed, ours=True) == Iteration(entries, ended=True)
    arrived = decode(*packed, symbolic=True)
    assert iter(arrived) is arrived
    assert list(arrived) == entries


def test_the_fields_of_an_answer_are_read_by_their_names():
    """Also where a name is that of a method of tuples."""
    cls = dataclasses.make_dataclass("Fit", ["slope", "count", "name"])
    answer = decode(*encode(cls(1.5, 2, [3])))
    assert (answer.slope, answer.count, answer.name) == (1.5, 2, [3])
    with pytest.raises(AttributeError, match="offset"):
        answer.offset  # noqa: B018
    entries = NamedEntries([1, 2], "Pair", ("count", "index"))
    assert (entries.count, entries.index, entries[0], entries) == (1, 2, 1, (1, 2))


def test_a_set_is_written_in_one_order():
    """The order of its entries differs from process to process; its bytes must not."""
    words = [f"word {n}" for n in range(50)]
    assert encode(set(words)) == encode({*words[25:], *words[:25]})
    assert encode({frozenset("ab"), 1, None, (2, "c")}) == encode(
        {(2, "c"), None, 1, frozenset("ba")}
    )


def test_a_column_of_an_answer_is_had_by_its_label():
    """A label that is not there, or there twice, is none."""
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"])
    answer = decode(*encode(frame))
    assert answer["a"].values.tolist() == [1]
    for label in ("b", "c"):
        with pytest.raises(KeyError):
            answer[label]


def test_a_sparse_matrix_is_written_out_up_to_a_bound():
    """A shape costs its sender nothing."""
    assert decode(*encode(sparse.eye_array(3).tocsr())).dense().tolist() == np.eye(3).tolist()
    huge = decode(*encode(sparse.coo_array(([1.0], ([7], [8])), shape=(10**9, 10**9))))
    with pytest.raises(ValueError, match="too large to write out"):
        huge.dense()
