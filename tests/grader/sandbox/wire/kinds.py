"""Values of every kind that can cross the wire, and whether two are the same to the last bit."""

import collections
import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

WRITABLE = {"alphabet": st.characters(codec="utf-8")}  # of texts, all but lone surrogates
TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
ZONES = st.none() | st.integers(-1439, 1439).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
PLAIN_KEYS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXTS
KEYS = st.recursive(
    PLAIN_KEYS | st.binary(max_size=4) | st.fractions() | st.dates() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
SIDES = hnp.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=4)
UNITS = ("Y", "M", "D", "h", "s", "25s", "ms", "ns")
MOMENTS = st.sampled_from([f"{kind}8[{unit}]" for kind in "Mm" for unit in UNITS])
NAMES = st.lists(st.sampled_from(["x", "y", "count", "index", "slope"]), unique=True, min_size=1)
FIELDS = [("a", "f4"), ("bä", "i8", (2,)), ("c", "U3"), ("d", "M8[D]"), ("e", [("f", "?")])]
NUMBERS = st.integers(-9, 9) | st.floats(allow_nan=False)


def arrays(dtypes):
    return dtypes.flatmap(lambda dtype: hnp.arrays(np.dtype(dtype), SIDES, elements=WRITABLE))


@st.composite
def dataclass_instances(draw):
    names = draw(NAMES)
    return dataclasses.make_dataclass("Fit", names)(*(draw(NUMBERS) for _ in names))


@st.composite
def namedtuples(draw):
    names = draw(NAMES)
    return collections.namedtuple("Fit", names)(*(draw(NUMBERS) for _ in names))


@st.composite
def masked_arrays(draw):
    values = draw(hnp.arrays(draw(st.sampled_from(["f8", "i4", "S2", "M8[D]"])), SIDES))
    mask = draw(hnp.arrays(bool, values.shape))
    return np.ma.array(values, mask=mask)


@st.composite
def generators(draw):
    seed = draw(
        st.integers(0, 2**70)
        | st.integers(0, 2**31).map(np.int64)
        | st.lists(st.integers(0, 2**40), min_size=1, max_size=3)
    )
    found = np.random.default_rng(seed)
    for _ in range(draw(st.integers(0, 2))):
        found = found.spawn(3)[draw(st.integers(0, 2))]
    return found


@st.composite
def sparse_matrices(draw):
    dense = draw(hnp.arrays(float, (3, 4), elements=st.sampled_from([0.0, 0.0, 1.5, -2.0])))
    kind = draw(st.sampled_from([sparse.coo_array, sparse.coo_matrix]))
    return kind(dense).asformat(draw(st.sampled_from(["coo", "csc", "csr", "dok", "lil"])))


COLUMNS = st.sampled_from([
    [1.5, -0.0, np.inf], [1, 2, 3], ["a", "ä", None], [True, False, True], [None, 1, "a"],
    pd.array([1, None, 3], "Int64"), pd.array([True, None, False], "boolean"),
    pd.to_datetime(["2020-01-02", None, "2021-01-01"]),
    pd.to_datetime(["2020-01-02", "2020-01-03", "2021-07-01"]).tz_localize("Europe/Berlin"),
    pd.to_timedelta([1, 2, 3], "h"), pd.Categorical(["a", "b", "a"]),
])  # fmt: skip
INDEXES = st.sampled_from([
    pd.RangeIndex(3), pd.RangeIndex(9, 3, -2, name="n"), pd.Index(["u", "v", "w"], name="who"),
    pd.Index([1.5, 2.5, 3.5]), pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")]),
    pd.to_datetime(["2020-01-01", "2020-01-02", "2020-01-04"]).set_names("day"),
])  # fmt: skip
SERIES = st.builds(lambda v, i, n: pd.Series(v, i, name=n), COLUMNS, INDEXES, PLAIN_KEYS)


@st.composite
def frames(draw):
    names = draw(st.lists(st.sampled_from(["a", "b", 3, "<b>\x1b[31m"]), max_size=3))
    frame = pd.DataFrame({n: pd.Series(draw(COLUMNS)) for n in range(len(names))}, range(3))
    frame.index, frame.columns = draw(INDEXES), pd.Index(names)
    return frame


KINDS = {
    "dict": st.dictionaries(KEYS, NUMBERS | TEXTS, max_size=20),
    "set": st.sets(KEYS, max_size=5),
    "frozenset": st.frozensets(KEYS, max_size=5),
    "bytes": st.binary(),
    "range": st.builds(
        range, st.integers(), st.integers(), st.integers().filter(lambda step: step != 0)
    ),
    "Fraction": st.fractions(),
    "Decimal": st.decimals().filter(lambda d: not d.is_snan()),
    "date": st.dates(),
    "datetime": st.datetimes(timezones=ZONES),
    "time": st.times(timezones=ZONES),
    "timedelta": st.timedeltas(),
    "complex": st.complex_numbers(),
    "array of text": arrays(st.integers(1, 5).map(lambda width: f"U{width}")),
    "array of bytes": arrays(st.integers(1, 5).map(lambda width: f"S{width}")),
    "array of bool": arrays(st.just("?")),
    "array of fields": arrays(st.just(FIELDS)),
    "array of times": arrays(MOMENTS),
    "array of objects": hnp.arrays(object, SIDES, elements=PLAIN_KEYS | st.lists(NUMBERS)),
    "masked array": masked_arrays(),
    "dataclass": dataclass_instances(),
    "namedtuple": namedtuples(),
    "iterator": st.lists(NUMBERS).map(iter),
    "random generator": generators(),
    "sparse matrix": sparse_matrices(),
    "pandas Index": INDEXES,
    "pandas Series": SERIES,
    "pandas DataFrame": frames(),
}
SCALARS = {
    "numpy time": MOMENTS.flatmap(lambda dtype: hnp.from_dtype(np.dtype(dtype))),
    "numpy fields": hnp.arrays(np.dtype(FIELDS), (), elements=WRITABLE).map(
        lambda array: array[()]
    ),
}


def same(one, other):
    """Equal in value and in kind, all the way down; NaN is the same as NaN."""
    if dataclasses.is_dataclass(one) and dataclasses.is_dataclass(other):
        return type(one).__name__ == type(other).__name__ and same(vars(one), vars(other))
    if isinstance(one, tuple) and hasattr(one, "_fields"):
        named = type(one).__name__ == type(other).__name__ and one._fields == other._fields
        return named and same(list(one), list(other))
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and not sparse.issparse(one):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (float, complex)):
        return np.array(one).tobytes() == np.array(other).tobytes()
    if isinstance(one, Decimal):
        return repr(one) == repr(other)
    if isinstance(one, (dt.datetime, dt.time)):
        return one == other and one.utcoffset() == other.utcoffset() and one.fold == other.fold
    if isinstance(one, np.ma.MaskedArray):
        zero = np.zeros((), one.dtype)
        masks = np.ma.getmaskarray(one), np.ma.getmaskarray(other)
        return same(*masks) and same(one.filled(zero), other.filled(zero))
    if isinstance(one, (np.ndarray, np.generic)):
        if one.dtype.kind == "O":
            return one.shape == other.shape and same(one.tolist(), other.tolist())
        return (one.dtype, one.shape) == (other.dtype, other.shape) and (
            one.tobytes() == other.tobytes()
        )
    return _same_of_packages(one, other)


def generator_state(generator):
    """What a random generator will draw, and what its children will."""
    seed = generator.bit_generator.seed_seq
    drawn = generator.bit_generator.state
    return drawn, seed.entropy, seed.spawn_key, seed.pool_size, seed.n_children_spawned


def _same_of_packages(one, other):
    if isinstance(one, np.random.Generator):
        # A copy of one is not looked at: before NumPy 2 a copy forgets what it was seeded with.
        return generator_state(one) == generator_state(other)
    if sparse.issparse(one):
        return (one.format, one.dtype) == (other.format, other.dtype) and (
            one.toarray().tobytes() == other.toarray().tobytes()
        )
    for kind, check in (
        (pd.DataFrame, pd.testing.assert_frame_equal),
        (pd.Series, pd.testing.assert_series_equal),
        (pd.Index, pd.testing.assert_index_equal),
    ):
        if isinstance(one, kind):
            check(one, other)
            return True
    assert isinstance(
        one, (int, str, bytes, set, frozenset, range, Fraction, dt.date, dt.timedelta)
    ) or (one is None)
    return one == other
