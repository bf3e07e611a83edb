"""
The properties of one question on one submission: from recorded examples to verdicts.

All of them are talked about at once, so that the student's process is never idle; those
that measure CPU time come last and one call at a time, so that its clock counts nothing
else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.errors import SandboxFailed
from grader.examine.answer_tree import AnswerNode, KnownAnswers
from grader.examine.ask_twice import ask_again, repeated_calls
from grader.examine.example_run import ExampleRun, run
from grader.examine.scheduler import Scheduler
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined, RepeatedCall, judged
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property

__all__ = ["examine"]

Examples = Sequence[Mapping[str, Any]]


def examine(
    properties: Sequence[Property],
    corpus: Corpus,
    known: KnownAnswers,
    session: Session,
    telling: Telling,
) -> list[Examined]:
    """
    Judge properties by their recorded examples, smallest first.

    ``known`` are right answers that were met before; new ones are added.
    """
    examples = [corpus.examples(prop) for prop in properties]
    try:
        trees = [
            known.of(prop.key, len(own)) for prop, own in zip(properties, examples, strict=True)
        ]
        held = _ask_all(properties, examples, trees, session)
    except SandboxFailed as error:
        held = [([ExampleRun({}, error, finished=True)], ()) for _ in properties]
    judgements = [
        judged(prop, example_runs[-1], sum(each.calls for each in example_runs), telling)
        for prop, (example_runs, _) in zip(properties, held, strict=True)
    ]
    return [
        found if found.failed is not None else replace(found, repeated_calls=asked)
        for found, (_, asked) in zip(judgements, held, strict=True)
    ]


def _ask_all(
    properties: Sequence[Property],
    examples: Sequence[Examples],
    trees: Sequence[list[AnswerNode | None]],
    session: Session,
) -> list[tuple[list[ExampleRun], tuple[RepeatedCall, ...]]]:
    """What was said about each property, and what of it is to be asked once more."""
    scheduler = Scheduler(session)
    indices = {
        place: scheduler.add(prop.body, examples[place], trees[place])
        for place, prop in enumerate(properties)
        if examples[place] and not prop.declared.measured
    }
    scheduler.run()
    held = [
        index for index in indices.values() if scheduler.example_runs(index)[-1].failure is None
    ]
    ask_again(scheduler, held, session)
    return [
        (scheduler.example_runs(indices[place]), repeated_calls(scheduler, indices[place], session))
        if place in indices
        else (_one_by_one(prop, examples[place], session), ())
        for place, prop in enumerate(properties)
    ]


def _one_by_one(prop: Property, examples: Examples, session: Session) -> list[ExampleRun]:
    """Each call alone; a property without an example is our mistake."""
    example_runs = []
    for example in examples:
        example_runs.append(run(prop.body, example, session.ask))
        if example_runs[-1].failure is not None:
            break
    missing = LookupError("the corpus has no example of it")
    return example_runs or [ExampleRun({}, missing, finished=True)]
