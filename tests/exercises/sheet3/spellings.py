"""
The ways in which one right answer can be given, of every kind that the sheet asks for.

Each is permitted by the sheet's text: another dtype, a view, a subclass, a list for a tuple, a
formula that is not simplified, a cost in other letters, numbers that are off by nearly all that is
allowed.  A law that refuses one refuses a right answer.
"""

import enum
import zlib
from collections import OrderedDict, namedtuple
from decimal import Decimal
from fractions import Fraction

import numpy as np
import sympy

__all__ = ["spellings"]


class OwnArray(np.ndarray):
    """A subclass of arrays."""


class OwnInt(int):
    """A subclass of int whose methods say something else."""

    def __int__(self):
        return 0

    def __eq__(self, other):
        return False

    __hash__ = int.__hash__


class OwnFloat(float):
    """A subclass of float whose methods say something else."""

    def __float__(self):
        return 0.0


class OwnText(str):
    """A subclass of str whose methods say something else."""

    def __str__(self):
        return "something else"


class OwnTuple(tuple):
    """A subclass of tuple."""


class OwnList(list):
    """A subclass of list."""


class OwnDict(dict):
    """A subclass of dict."""


def spellings(value):
    """A right answer's other spellings, by name; the answer itself is not among them."""
    if isinstance(value, np.ndarray):
        return dict(_array(value))
    if isinstance(value, (bool, np.bool_)):
        return {"NumPy's bool": np.bool_(value), "0-d bool": np.array(bool(value))}
    if isinstance(value, (int, np.integer)):
        return dict(_whole(int(value)))
    if isinstance(value, (float, np.floating)):
        return dict(_real(float(value)))
    if isinstance(value, str):
        return dict(_text(value))
    if isinstance(value, (tuple, list)):
        return dict(_sequence(tuple(value)))
    if isinstance(value, dict):
        return dict(_dict(value))
    if isinstance(value, sympy.MatrixBase):
        return dict(_matrix(value))
    return dict(_formula(value)) if isinstance(value, sympy.Basic) else {}


def _array(a):
    yield "Fortran order", np.asfortranarray(a)
    yield "read-only", _locked(a)
    yield "every second of a larger one", _every_second(a)
    yield "a view that runs backwards", _backwards(a)
    yield "a transposed view", np.ascontiguousarray(a.T).T
    yield "a window of a larger one", np.pad(a, 2)[tuple(slice(2, -2) for _ in a.shape)]
    yield "a subclass", a.view(OwnArray)
    yield "of the other byte order", a.astype(a.dtype.newbyteorder())
    yield "long doubles", a.astype(np.longdouble)
    yield "masked nowhere", np.ma.masked_array(a)
    yield "lists", a.tolist()
    yield "tuples", _tuples(a.tolist())
    yield "a tuple of lists", tuple(a.tolist())
    yield "a list of arrays", list(a)
    yield "a tuple of views", tuple(a[::-1][::-1])
    yield "a subclass of list", OwnList(a.tolist())
    yield "an own tuple of own lists", OwnTuple(map(_own_lists, a.tolist()))
    yield "lists of NumPy's numbers", _mapped(a.tolist(), np.float64)
    yield "lists of 0-d arrays", _mapped(a.tolist(), np.array)
    yield "lists of own floats", _mapped(a.tolist(), OwnFloat)
    yield "minus zeros", np.where(a == 0, -0.0, a)
    yield "off by a part in 1e9", a * (1 + 1e-9)
    yield "single precision", a.astype(np.float32)
    yield "lists of single precision", _mapped(a.tolist(), np.float32)
    yield "off by what is allowed", _off(a)
    if (a == np.round(a)).all() and np.abs(a).max(initial=0) < 2**31:
        yield "whole numbers", a.astype(np.int64)
        yield "whole numbers of 32 bits", a.astype(np.int32)
        yield "lists of ints", a.astype(np.int64).tolist()
        if (a >= 0).all():
            yield "unsigned", a.astype(np.uint64)
    if a.ndim == 2:
        yield "np.matrix", np.asmatrix(a)
    if a.size and (a == a.flat[0]).all():
        yield "one number, broadcast", np.broadcast_to(a.flat[0], a.shape)


def _off(a):
    """Each number off by nearly all that is allowed, up or down; equal answers stay equal."""
    signs = np.random.default_rng(zlib.crc32(a.tobytes())).choice([-1.0, 1.0], a.shape)
    allowed = 1e-6 * np.abs(a) + 1e-9 * max(1.0, float(np.abs(a).max(initial=0.0)))
    return np.where(a == 0, a, a + 0.99 * signs * np.minimum(allowed, np.abs(a)))


def _locked(a):
    locked = a.copy()
    locked.setflags(write=False)
    return locked


def _every_second(a):
    larger = np.zeros((*a.shape[:-1], 2 * a.shape[-1]))
    larger[..., ::2] = a
    return larger[..., ::2]


def _backwards(a):
    return np.ascontiguousarray(np.flip(a))[tuple(slice(None, None, -1) for _ in a.shape)]


def _tuples(value):
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _own_lists(value):
    return OwnList(map(_own_lists, value)) if isinstance(value, list) else value


def _mapped(value, change):
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(each, change) for each in value)
    return change(value)


def _whole(n):
    yield "a subclass", OwnInt(n)
    yield "a member of an IntEnum", enum.IntEnum("Own", {"MEMBER": n}).MEMBER
    for kind in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64):
        if np.iinfo(kind).min <= n <= np.iinfo(kind).max:
            yield f"np.{kind.__name__}", kind(n)
            yield f"0-d {kind.__name__}", np.array(n, dtype=kind)
    if abs(n) < 2**63:
        yield "0-d and read-only", _locked(np.array(n))
        yield "0-d, of a subclass", np.array(n).view(OwnArray)
        yield "0-d, of the other byte order", np.array(n).astype(np.dtype(np.int64).newbyteorder())


def _real(x):
    yield "NumPy's", np.float64(x)
    yield "0-d", np.array(x)
    yield "0-d and read-only", _locked(np.array(x))
    yield "0-d, of a subclass", np.array(x).view(OwnArray)
    yield "a subclass", OwnFloat(x)
    yield "a long double", np.longdouble(x)
    yield "a fraction", Fraction(x)
    yield "a decimal", Decimal(x)
    yield "off by a part in 1e9", x * (1 + 1e-9)
    if x == 0:
        yield "minus zero", -0.0
    yield "single precision", np.float32(x)
    yield "off by what is allowed", x * (1 + 0.99e-6)
    if x == int(x):
        yield "an int", int(x)
        yield "NumPy's int", np.int64(int(x))


def _text(text):
    yield "NumPy's", np.str_(text)
    yield "0-d", np.array(text)
    yield "a subclass", OwnText(text)
    yield "a member of a str Enum", enum.Enum("Own", {"MEMBER": text}, type=str).MEMBER
    yield "a member of a StrEnum", enum.StrEnum("Own", {"MEMBER": text}).MEMBER
    if "N" in text:
        yield from _costs(text)


def _costs(text):
    """A growth class in other letters, with blanks, in LaTeX, and with what does not matter."""
    bare = text.removeprefix("O(").removesuffix(")") if text.startswith("O(") else text
    hats, latex = bare.replace("**", "^"), bare.replace("**", "^").replace("*", r" \cdot ")
    yield "bare", bare
    yield "with hats", hats
    yield "in small letters", f"o({bare.lower()})"
    yield "with blanks", f"  O ( {' '.join(bare.replace('**', '^'))} )  "
    yield "in one more bracket", f"O(({bare}))"
    yield "with Θ", f"Θ({bare})"
    yield "with 𝒪", f"𝒪({bare})"
    yield "with a factor", f"2*({bare})"
    yield "with a smaller term", f"{bare} + N + 5"
    yield "halved", f"({bare})/2"
    yield "in dollars", f"${hats}$"
    yield "in LaTeX", rf"$\mathcal{{O}}\left({latex}\right)$"
    yield "with Theta in LaTeX", rf"\Theta({latex})"
    yield "as a subclass, with 𝒪", OwnText(f"𝒪({bare})")


def _sequence(entries):
    yield "a list", list(entries)
    yield "a subclass of tuple", OwnTuple(entries)
    yield "a subclass of list", OwnList(entries)
    yield "a namedtuple", namedtuple("Own", [f"part{n}" for n in range(len(entries))])(*entries)
    if all(isinstance(each, int) and abs(each) < 2**63 for each in entries):
        yield "an array", np.array(entries)
        yield "a view of every second", np.repeat(entries, 2)[::2]
        yield "a read-only array", _locked(np.array(entries))
    inner = [spellings(each) for each in entries]
    names = dict.fromkeys(name for each in inner for name in each)
    for name in names:
        changed = [own.get(name, each) for own, each in zip(inner, entries, strict=True)]
        yield f"a tuple: {name}", tuple(changed)
        yield f"a list: {name}", list(changed)


def _dict(value):
    yield "a subclass", OwnDict(value)
    yield "an OrderedDict", OrderedDict(value)
    yield "in another order", dict(reversed(value.items()))
    yield "with more in it", {**value, "more": None}
    yield "with keys of a subclass", {OwnText(key): each for key, each in value.items()}
    for key, each in value.items():
        for name, changed in spellings(each).items():
            yield f"{key}: {name}", {**value, key: changed}


def _formula(f):
    yield "expanded", sympy.expand(f)
    yield "factored", sympy.factor(f)
    yield "brought together", sympy.together(f)
    yield "with nothing added", sympy.Add(f, 0, evaluate=False)
    yield "times one", sympy.Mul(f, 1, evaluate=False)
    yield "to the first power", sympy.Pow(f, 1, evaluate=False)
    yield "with a float", f * 1.0
    yield "over one over it", 1 / (1 / f) if f != 0 else f
    yield "with a term that goes", sympy.Add(f, f, sympy.Mul(-1, f), evaluate=False)
    yield "square of the root", sympy.Pow(sympy.sqrt(f), 2, evaluate=False) if f != 0 else f


def _matrix(m):
    yield "mutable", sympy.Matrix(m)
    yield "immutable", sympy.ImmutableMatrix(m)
    yield "expanded", m.applyfunc(sympy.expand)
    yield "simplified", sympy.simplify(m)
    yield "factored", m.applyfunc(sympy.factor)
    yield "transposed twice", m.T.T
    yield "with nothing added", m.applyfunc(lambda e: sympy.Add(e, 0, evaluate=False))
    yield "times one", m.applyfunc(lambda e: e * sympy.Float(1))
    yield "put together of columns", sympy.Matrix.hstack(*[m[:, n] for n in range(m.cols)])
