"""
The file in which lies what is known of a corpus before anybody is asked.

It can be left out, and is left alone where anything that it rests on has changed: no mark depends
on it.  What it holds is found out by ``recorded_answers``.
"""

import hashlib
import importlib.util
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grader import authoring
from grader.examine import answer_tree
from grader.examine.answer_tree import AnswerNode, AnswerTrees, tree_of
from grader.examine.answer_tree import Path as Steps
from grader.examine.asking import call_order, call_rounds, known_orders, likenesses
from grader.examine.asking.known_orders import Asked, Order
from grader.examine.student import calls, objects, proxy, replies
from grader.examine.student.replies import Request
from grader.files import replace
from grader.sandbox import wire
from grader.sandbox.runner import operations, programs
from grader.sheets.sheet import Sheet

__all__ = ["TRANSCRIPT", "Transcript", "read_transcript", "write_transcript"]

TRANSCRIPT = "transcript.bin"
MAGIC = b"grader transcript 2 "
# What of ours decides how a call is sent, when, and which answer is right.
JUDGING_PACKAGES = (authoring, wire, objects)
JUDGING_MODULES = (answer_tree, calls, proxy, replies, operations, programs)
ORDERING_MODULES = (call_order, call_rounds, known_orders, likenesses)
RECORDING = ("recorded_answers.py", "asking/right_orders.py")


class _File(msgspec.Struct, frozen=True):
    requests: list[Request]
    properties: dict[str, list[list[tuple[list[int], bytes]]]]
    orders: list[tuple[str, list[int], list[int], list[int]]]


class Transcript(NamedTuple):
    """
    What is known of a corpus before anybody is asked.

    Attributes
    ----------
    trees : dict
        By a property's key, a tree of answers for each example.
    orders : dict
        In which orders is sent what is asked of who answers like the model.
    """

    trees: AnswerTrees
    orders: Mapping[Asked, Order]


def write_transcript(
    sheet: Sheet,
    corpus: str,
    paths: Mapping[str, Sequence[Steps]],
    orders: Mapping[Asked, Order],
) -> None:
    """Store beside a sheet what was recorded of its corpus, whole or not at all."""
    numbers: dict[Request, int] = {}

    def numbered(asked: Iterable[Request]) -> list[int]:
        return [numbers.setdefault(each, len(numbers)) for each in asked]

    properties = {
        key: [[(numbered(asked), seen) for asked, seen in steps] for steps in examples]
        for key, examples in paths.items()
    }
    in_order = [
        (salt, numbered(asked), numbered(before), numbered(order))
        for (salt, asked, before), order in orders.items()
    ]
    body = msgspec.msgpack.encode(_File(list(numbers), properties, in_order))
    stamp = MAGIC + _rests_on(sheet, corpus).encode() + b"\n"
    replace(sheet.folder / TRANSCRIPT, stamp + zlib.compress(body, 9))


def read_transcript(sheet: Sheet, corpus: str) -> Transcript:
    """What was recorded of a corpus; nothing where that was of another state of the sheet."""
    nothing = Transcript({}, {})
    if sheet.pack is not None:
        return nothing
    try:
        stamp, _, packed = (sheet.folder / TRANSCRIPT).read_bytes().partition(b"\n")
        if stamp != MAGIC + _rests_on(sheet, corpus).encode():
            return nothing
        stored = msgspec.msgpack.decode(zlib.decompress(packed), type=_File)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return nothing
    trees = {key: list(_trees(stored, paths)) for key, paths in stored.properties.items()}
    return Transcript(trees, dict(_orders(stored)))


def _orders(stored: _File) -> Iterator[tuple[Asked, Order]]:
    for salt, *numbers in stored.orders:
        asked, before, order = (tuple(stored.requests[n] for n in each) for each in numbers)
        yield (salt, asked, before), order


def _trees(stored: _File, paths: Iterable[Sequence[Any]]) -> Iterator[AnswerNode | None]:
    for path in paths:
        yield tree_of([([stored.requests[n] for n in asked], key) for asked, key in path])


def _rests_on(sheet: Sheet, corpus: str) -> str:
    """Digest of everything that a script follows from: examples, properties, models, engine."""
    digest = hashlib.sha256(corpus.encode())
    for file in [*_judges(), *_models(sheet)]:
        digest.update(file.name.encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _judges() -> Iterator[Path]:
    for package in JUDGING_PACKAGES:
        yield from sorted(Path(str(package.__file__)).parent.glob("*.py"))
    yield from (Path(str(module.__file__)) for module in (*JUDGING_MODULES, *ORDERING_MODULES))
    yield from (Path(__file__), *(Path(__file__).parent / name for name in RECORDING))


def _models(sheet: Sheet) -> Iterator[Path]:
    """The modules of the model answers, and those beside them, which they may import."""
    folders: dict[Path, None] = {}
    for name in sheet.model:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin:
            folders[Path(found.origin).parent] = None
    for folder in folders:
        yield from sorted(folder.glob("*.py"))
