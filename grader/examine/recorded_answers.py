"""
Records what each property asks of the model, the answers that satisfy it, and in which order.

It is recorded with the corpus, in the ``transcript``, and saves a self-test the time to find out
again.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from grader.examine.answer_tree import Path as Steps
from grader.examine.asking.call_order import Asked, Order
from grader.examine.asking.right_orders import right_orders
from grader.examine.example_run import ExampleRun
from grader.examine.student.replies import Reply, Request, answer_of
from grader.examine.transcript import write_transcript
from grader.sandbox.runner.programs import answer_to
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import Kind, Raised
from grader.sheets.corpus import Corpus
from grader.sheets.derived.beside import working_in
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["record_answers", "recorded_steps"]


def record_answers(sheet: Sheet, corpus: Corpus) -> None:
    """Record beside the sheet's own corpus what each property asks of the model, and how."""
    student = model_student(sheet)
    with working_in(sheet.settings.materials.beside):  # an object's methods open the data, too
        paths = {
            prop.key: [recorded_steps(prop, example, student) for example in corpus.examples(prop)]
            for prop in sheet.properties
            if not prop.declared.measured
        }
    orders: dict[Asked, Order] = {}
    for question in sheet.questions:
        own = [path for prop in question.properties for path in paths.get(prop.key, ())]
        orders |= right_orders(corpus.secret, own)
    write_transcript(sheet, corpus.digest, paths, orders)


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
