"""
Records what each property asks of the model, and the answers that satisfy it.

It is recorded with the corpus and saves a self-test the time to find out again.  It can be
left out, and is left alone where anything that it rests on has changed: no mark depends on it.
"""

import hashlib
import importlib.util
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader import authoring
from grader.examine import answer_tree
from grader.examine.answer_tree import AnswerNode, AnswerTrees, tree_of
from grader.examine.answer_tree import Path as Steps
from grader.examine.example_run import ExampleRun
from grader.examine.student import calls, objects, proxy, replies
from grader.examine.student.replies import Reply, Request, answer_of
from grader.files import replace
from grader.sandbox import wire
from grader.sandbox.runner import operations, programs
from grader.sandbox.runner.programs import answer_to
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import Kind, Raised
from grader.sheets.corpus import Corpus
from grader.sheets.derived.beside import working_in
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["TRANSCRIPT", "read_transcript", "record_answers", "recorded_steps", "write_transcript"]

TRANSCRIPT = "transcript.bin"
MAGIC = b"grader transcript 1 "
# What of ours decides how a call is sent and which answer is right: packages, and single modules.
JUDGING_PACKAGES = (authoring, wire, objects)
JUDGING_MODULES = (answer_tree, calls, proxy, replies, operations, programs)


class _File(msgspec.Struct, frozen=True):
    requests: list[Request]
    properties: dict[str, list[list[tuple[list[int], bytes]]]]


def record_answers(sheet: Sheet, corpus: Corpus) -> None:
    """Record beside the sheet's own corpus what each property asks of the model."""
    student = model_student(sheet)
    with working_in(sheet.settings.materials.beside):  # an object's methods open the data, too
        paths = {
            prop.key: [recorded_steps(prop, example, student) for example in corpus.examples(prop)]
            for prop in sheet.properties
            if not prop.declared.measured
        }
    write_transcript(sheet, corpus.digest, paths, sheet.folder / TRANSCRIPT)


def recorded_steps(prop: Property, example: Mapping[str, Any], model: object) -> Steps:
    """What a property asks of the model answers in one example, with the keys of the answers."""
    example_run = ExampleRun(example)
    while not example_run.finished:
        example_run.advance(prop.body, lambda call, reply: answer_of(reply, call))
        pending = example_run.pending
        for place in example_run.missing():
            example_run.take(place, _model_answer(model, pending[place]))
    return [] if example_run.failure is not None else example_run.path


def _model_answer(model: object, request: Request) -> Reply:
    name, arguments, *stdin = decode(request.structure, request.blob, symbolic=True)
    try:
        answer = answer_to(request.kind, name, arguments, vars(model), stdin=stdin)
    except (ValueError, StopIteration) as error:
        refusal = isinstance(error, ValueError)
        kind, text = type(error).__name__, str(error)[:100]
        said = Raised(kind, text, 0, refusal=refusal, memory=False, missing=False)
        return Reply(Kind.RAISED, msgspec.msgpack.encode(said), b"")
    return Reply(Kind.RETURNED, *encode(answer))


def write_transcript(
    sheet: Sheet, corpus: str, paths: Mapping[str, Sequence[Steps]], file: Path
) -> None:
    """Store the performances of a corpus's properties, whole or not at all."""
    numbers: dict[Request, int] = {}
    properties = {
        key: [
            [([numbers.setdefault(r, len(numbers)) for r in asked], seen) for asked, seen in steps]
            for steps in examples
        ]
        for key, examples in paths.items()
    }
    body = msgspec.msgpack.encode(_File(list(numbers), properties))
    stamp = MAGIC + _rests_on(sheet, corpus).encode() + b"\n"
    replace(file, stamp + zlib.compress(body, 9))


def read_transcript(sheet: Sheet, corpus: str) -> AnswerTrees:
    """The scripts of a corpus; none where there are none for just this state of the sheet."""
    if sheet.pack is not None:
        return {}
    try:
        stamp, _, packed = (sheet.folder / TRANSCRIPT).read_bytes().partition(b"\n")
        if stamp != MAGIC + _rests_on(sheet, corpus).encode():
            return {}
        stored = msgspec.msgpack.decode(zlib.decompress(packed), type=_File)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return {}
    return {key: list(_trees(stored, paths)) for key, paths in stored.properties.items()}


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
    yield from (Path(str(module.__file__)) for module in JUDGING_MODULES)
    yield Path(__file__)


def _models(sheet: Sheet) -> Iterator[Path]:
    """The modules of the model answers, and those beside them, which they may import."""
    folders: dict[Path, None] = {}
    for name in sheet.model:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin:
            folders[Path(found.origin).parent] = None
    for folder in folders:
        yield from sorted(folder.glob("*.py"))
