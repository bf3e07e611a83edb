"""
Arrays of what is no number: texts, bytes, times, named fields, masked values; and generators.

Each is written as an array of numbers, or a list of texts, and what makes it more than that.  So
the bounds of the plain array hold for these as well, and a dtype is only ever put together from
letters, units and widths that were checked.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec.msgpack import Ext

from grader.sandbox.wire.bounds import MAX_BLOB, MAX_DIMENSIONS, MAX_ITEMS, MAX_TEXT
from grader.sandbox.wire.containers import Masked
from grader.sandbox.wire.tags import Code, Mode, Tag, Write, opaque, whole

__all__ = ["EXACT", "READERS", "masked", "odd_array", "seeded"]

UNITS = frozenset("Y M W D h m s ms us ns ps fs as generic".split())
MOST_FIELDS, LONGEST_NAME, MOST_KEYS = 200, 200, 1_000
NUMBERS = "?bBhHiIlLqQefdFD"

_Array = np.ndarray[Any, Any]


def odd_array(array: _Array, write: Write) -> Any | None:
    """An array of texts, bytes, times or fields; None for one that cannot be written."""
    packer = _PACKERS.get(array.dtype.kind)
    return None if packer is None else packer(array, write)


def masked(value: Any, write: Write) -> Any:
    """A masked array, with 0 where it is masked."""
    held = np.ma.MaskedArray.__getattribute__(value, "_mask")
    values = np.array(np.ma.MaskedArray.__getattribute__(value, "_data"), subok=False)
    if values.dtype.names:
        return opaque("a masked array of named fields")
    mask = np.zeros(values.shape, bool) | np.array(held, bool, subok=False)
    values[mask] = np.zeros((), values.dtype)
    return whole([Tag.MASKED, write(list(values.shape)), write(_flat(values)), write(_flat(mask))])


def _masked_again(value: Masked, write: Write) -> Any:
    shape = write(list(value.values.shape))
    return [Tag.MASKED, shape, write(_flat(value.values)), write(_flat(value.mask))]


def seeded(value: Any, write: Write) -> Any:
    """A generator that has drawn nothing, as what it was seeded with; any other is described."""
    sequence = value.bit_generator.seed_seq
    entropy: Any = sequence.entropy
    many = not isinstance(entropy, (int, np.integer))
    words: Any = [int(e) for e in entropy] if many else int(entropy)
    keys, children = [int(key) for key in sequence.spawn_key], int(sequence.n_children_spawned)
    if max(len(words) if many else 0, len(keys)) > MOST_KEYS:
        return opaque("a numpy.random.Generator")
    if _generator(words, keys, children).bit_generator.state != value.bit_generator.state:
        return opaque("a numpy.random.Generator that has been used")
    if not many and not keys and not children:
        return Ext(Code.SEED, words.to_bytes(words.bit_length() // 8 + 1, "little"))
    return [Tag.GENERATOR, write(words), write(keys), children]


def _generator(words: Any, keys: list[int], children: int) -> np.random.Generator:
    sequence = np.random.SeedSequence(words, spawn_key=keys, n_children_spawned=children)
    return np.random.default_rng(sequence)


def _texts(array: _Array, write: Write) -> Any:
    texts = [str(text) for text in array.ravel().tolist()]
    texts = [t.encode("utf-8", "backslashreplace").decode("utf-8") for t in texts]
    own = array.dtype.itemsize // 4 if array.dtype.kind == "U" else 1
    width = max([own, *map(len, texts)])
    if len(texts) > MAX_ITEMS or width > MAX_TEXT:
        return opaque(f"an array of shape {array.shape}, dtype {str(array.dtype)[:40]}")
    return [Tag.TEXTS, width, write(list(array.shape)), write(texts)]


def _byte_texts(array: _Array, write: Write) -> Any:
    if array.nbytes > MAX_BLOB or not array.dtype.itemsize:
        return opaque(f"an array of shape {array.shape}, dtype {str(array.dtype)[:40]}")
    raw = np.frombuffer(array.tobytes(), np.uint8)
    return [Tag.BYTE_TEXTS, array.dtype.itemsize, write(list(array.shape)), write(raw)]


def _times(array: _Array, write: Write) -> Any:
    unit, count = np.datetime_data(array.dtype)
    numbers = _flat(array.astype(array.dtype.newbyteorder("="))).view(np.int64)
    shape = write(list(array.shape))
    return whole([Tag.TIMES, array.dtype.kind, unit, count, shape, write(numbers)])


def _fields(array: _Array, write: Write) -> Any | None:
    names = array.dtype.names
    if not names or len(names) > MOST_FIELDS or any(len(name) > LONGEST_NAME for name in names):
        return None
    columns = [np.asarray(array)[name] for name in names]
    if any(column.dtype.kind not in "?biufcUSMmV" for column in columns):
        return None
    shapes = write([list(column.shape[array.ndim :]) for column in columns])
    written = [write(_flat(column)) for column in columns]
    return whole([Tag.FIELDS, write(list(array.shape)), write(list(names)), shapes, *written])


def _flat(array: _Array) -> _Array:
    return np.ascontiguousarray(array).reshape(-1)


def _shaped(flat: Any, shape: Any, more: tuple[int, ...] = ()) -> _Array:
    """A flat array of base numbers, texts or times in its shape."""
    sides = (*_sides(shape), *more)
    if type(flat) is not np.ndarray or flat.size != math.prod(sides):
        raise ValueError("an array without its entries")
    return flat.reshape(sides)


def _sides(shape: Any) -> tuple[int, ...]:
    if type(shape) is not list or len(shape) > MAX_DIMENSIONS:
        raise ValueError("no shape")
    if not all(type(side) is int and 0 <= side <= MAX_BLOB for side in shape):
        raise ValueError("no shape")
    return tuple(shape)


def _scalar(array: _Array) -> Any:
    """An array without a side counts as its scalar."""
    return array if array.ndim else array[()]


def _read_texts(entries: list[Any], _: Mode) -> Any:
    width, shape, texts = entries
    if type(width) is not int or not 1 <= width <= MAX_TEXT or type(texts) is not list:
        raise ValueError("texts without a width")
    if not all(type(text) is str and len(text) <= width for text in texts):
        raise ValueError("texts that are longer")
    if len(texts) * width * 4 > 4 * MAX_BLOB:
        raise ValueError("texts that are too large")
    return _scalar(_shaped(np.array(texts, f"<U{width}"), shape))


def _read_byte_texts(entries: list[Any], _: Mode) -> Any:
    width, shape, raw = entries
    if type(width) is not int or not 1 <= width <= MAX_BLOB or raw.dtype != np.uint8:
        raise ValueError("bytes without a width")
    return _scalar(_shaped(np.frombuffer(raw.tobytes(), f"S{width}").copy(), shape))


def _read_times(entries: list[Any], _: Mode) -> Any:
    kind, unit, count, shape, raw = entries
    if kind not in ("M", "m") or unit not in UNITS or type(count) is not int:
        raise ValueError("times without a unit")
    if not 1 <= count < 2**31 or raw.dtype != np.int64:
        raise ValueError("times of another kind")
    step = "" if unit == "generic" else f"[{count}{unit}]"
    return _scalar(_shaped(raw.view(f"{kind}8{step}"), shape))


def _read_fields(entries: list[Any], _: Mode) -> Any:
    shape, names, shapes, *columns = entries
    known = type(names) is list and all(type(n) is str and len(n) > 0 for n in names)
    if not known or not len(names) == len(shapes) == len(columns) or len(names) > MOST_FIELDS:
        raise ValueError("fields without names")
    inner = [_sides(each) for each in shapes]
    parts = [_shaped(c, shape, sides) for c, sides in zip(columns, inner, strict=True)]
    described = [(n, c.dtype, s) for n, c, s in zip(names, parts, inner, strict=True)]
    whole = np.zeros(_sides(shape), np.dtype(described))
    for name, part in zip(names, parts, strict=True):
        whole[name] = part
    return _scalar(whole)


def _read_masked(entries: list[Any], mode: Mode) -> Any:
    """A masked array; an answer in which nothing is masked is a plain one."""
    shape, values, mask = entries
    values, mask = _shaped(values, shape), _shaped(mask, shape)
    if mask.dtype != np.bool_:
        raise ValueError("a mask of another kind")
    if mode is not Mode.ANSWER:
        return np.ma.MaskedArray(values, mask)
    return Masked(values, mask) if mask.any() else _scalar(values)


def _read_generator(entries: list[Any], _: Mode) -> np.random.Generator:
    words, keys, children = entries
    several = words if type(words) is list else [words]
    numbers = [*several, *keys, children]
    if len(numbers) > 2 * MOST_KEYS + 1 or not all(type(n) is int and n >= 0 for n in numbers):
        raise ValueError("no seed")
    return _generator(words, keys, children)


_PACKERS: dict[str, Callable[[_Array, Write], Any]] = {
    "U": _texts,
    "T": _texts,
    "S": _byte_texts,
    "M": _times,
    "m": _times,
    "V": _fields,
}
EXACT: dict[type, Callable[[Any, Write], Any]] = {Masked: _masked_again}
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {
    Tag.TEXTS: _read_texts,
    Tag.BYTE_TEXTS: _read_byte_texts,
    Tag.TIMES: _read_times,
    Tag.FIELDS: _read_fields,
    Tag.MASKED: _read_masked,
    Tag.GENERATOR: _read_generator,
}
