"""The numbers by which the kinds of values are told apart on the wire."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from msgspec.msgpack import Ext

__all__ = ["DTYPES", "WIRE", "Code", "Mode", "Tag", "Write", "is_opaque", "opaque", "whole"]

# The form in which values and calls are written: one more wherever the bytes of any of them change,
# or what is read of them.  What was kept, in a pack for one, has to be made again then.
WIRE = 1
DTYPES = "?bBhHiIlLqQefdFD"  # NumPy's characters for what an array may hold


Write = Callable[[Any], Any]  # packs an entry of a value


class Mode(Enum):
    """Who a value is rebuilt for."""

    ANSWER = auto()  # for us, from bytes that we do not trust: only base types and our classes
    OURS = auto()  # for us, from what the grader itself had written: the real thing
    GIVEN = auto()  # for a function that is called with it: iterators and SymPy's objects, too


class Code:
    """MessagePack extension codes."""

    ARRAY = 1
    SCALAR = 2
    BIG_INTEGER = 3
    COMPLEX = 4
    FRACTION = 5
    SEED = 6
    OPAQUE = 7
    BYTES = 8


class Tag:
    """First entry of a MessagePack array: which kind of sequence it is."""

    LIST = 0
    TUPLE = 1
    OBJECT_ARRAY = 2
    EXPRESSION = 3
    DICT = 4  # keys and values in turn; a dict of few entries is a MessagePack map
    # What follows is written and read in ``further_kinds`` and its neighbours.
    SET = 10
    FROZENSET = 11
    RANGE = 12
    DECIMAL = 13
    DATE = 14
    DATETIME = 15
    TIME = 16
    DURATION = 17
    KEYED = 18  # a dict whose keys are not all strings: keys and values in turn
    RECORD = 19
    NAMED_TUPLE = 20
    ITERATION = 21
    TEXTS = 22
    BYTE_TEXTS = 23
    TIMES = 24
    FIELDS = 25
    MASKED = 26
    GENERATOR = 27
    SPARSE = 28
    INDEX = 29
    SERIES = 30
    FRAME = 31
    DRAWN = 32
    TEXT_FILE = 33
    FUNCTION = 50  # that the sheet gives: its source, never compiled where an answer is read


def opaque(description: str) -> Ext:
    """What stands for a value that cannot cross."""
    return Ext(Code.OPAQUE, description[:200].encode("utf-8", "replace"))


def is_opaque(tree: Any) -> bool:
    """Whether what was written only describes what it stands for."""
    return type(tree) is Ext and tree.code == Code.OPAQUE


def whole(tree: list[Any]) -> Any:
    """What was written, or what stands for a part of it that could not be."""
    return next(filter(is_opaque, tree), tree)
