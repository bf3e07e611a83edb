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
from typing import NamedTuple

import msgspec

from grader import authoring
from grader.examine import answer_tree
from grader.examine.answer_tree import AnswerNode, AnswerTrees, tree_of
from grader.examine.answer_tree import Path as Steps
from grader.examine.asking import call_order, likenesses
from grader.examine.asking.call_order import Asked, Order
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
ORDERING_MODULES = (call_order, likenesses)
RECORDING = "recorded_answers.py"


_NumberedPath = list[tuple[list[int], bytes]]  # numbers of requests, and the key of the answers


class _File(msgspec.Struct, frozen=True):
    blobs: list[bytes]  # once each: hundreds of calls pass one image
    requests: list[tuple[int, bytes, int, str]]  # with the number of a blob
    properties: dict[str, list[_NumberedPath]]
    orders: list[tuple[str, list[int], list[int], list[int]]]


class _Trees(Mapping[str, list[AnswerNode | None]]):
    """The trees of a file, each made when it is wanted: few are where one question is asked."""

    def __init__(
        self, requests: Sequence[Request], paths: Mapping[str, Sequence[_NumberedPath]]
    ) -> None:
        self._requests, self._paths = requests, paths

    def __getitem__(self, key: str) -> list[AnswerNode | None]:
        return [
            tree_of([(_all(self._requests, n), seen) for n, seen in p]) for p in self._paths[key]
        ]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Transcript(NamedTuple):
    """
    What is known of a corpus before anybody is asked.

    Attributes
    ----------
    trees : mapping
        By a property's key, a tree of answers for each example.
    orders : mapping
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
    blobs: dict[bytes, int] = {}

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
    requests = [
        (kind, structure, blobs.setdefault(blob, len(blobs)), function)
        for kind, structure, blob, function in numbers
    ]
    body = msgspec.msgpack.encode(_File(list(blobs), requests, properties, in_order))
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
        requests = [Request(k, said, stored.blobs[n], name) for k, said, n, name in stored.requests]
        orders = dict(_orders(requests, stored))
    except (OSError, zlib.error, msgspec.MsgspecError, IndexError):
        return nothing
    return Transcript(_Trees(requests, stored.properties), orders)


def _orders(requests: Sequence[Request], stored: _File) -> Iterator[tuple[Asked, Order]]:
    for salt, *numbers in stored.orders:
        asked, before, order = (tuple(_all(requests, each)) for each in numbers)
        yield (salt, asked, before), order


def _all(requests: Sequence[Request], numbers: Iterable[int]) -> list[Request]:
    return [requests[number] for number in numbers]


def _rests_on(sheet: Sheet, corpus: str) -> str:
    """Digest of everything that a tree follows from: examples, properties, models, engine."""
    digest = hashlib.sha256(corpus.encode())
    for file in [*_judges(), *_models(sheet)]:
        digest.update(file.name.encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _judges() -> Iterator[Path]:
    for package in JUDGING_PACKAGES:
        yield from sorted(Path(str(package.__file__)).parent.glob("*.py"))
    yield from (Path(str(module.__file__)) for module in (*JUDGING_MODULES, *ORDERING_MODULES))
    yield from (Path(__file__), Path(__file__).with_name(RECORDING))


def _models(sheet: Sheet) -> Iterator[Path]:
    """The modules of the model answers, and those beside them, which they may import."""
    folders: dict[Path, None] = {}
    for name in sheet.model:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin:
            folders[Path(found.origin).parent] = None
    for folder in folders:
        yield from sorted(folder.glob("*.py"))
