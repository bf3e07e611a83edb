"""
Everything that a law may ask of the model on its frozen inputs, asked.

A law is a function of its example and of the answers.  With the model as the student it asks what
it asks of a right submission.  A wrong one may lead it further: so it is run with every mistake
that the sheet knows, too, and the model is asked whatever those were asked.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grader.errors import BadSheet
from grader.examine.student.calls import Call
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.examine.student.replies import Request
from grader.sheets.corpus import Corpus
from grader.sheets.flaws.model import model_flaw
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import ModelStudent, model_student, source_folders
from grader.sheets.sheet import Property, Sheet

__all__ = ["ask_all", "assert_holds"]

TRIED = 3  # examples at either end of a law's, the smallest and the largest

Function = Callable[..., Any]


def ask_all(
    recording: Sheet, whole: Sheet, corpus: Corpus, tell: Callable[[str], None]
) -> dict[str, dict[Request, Call]]:
    """
    Run the laws of a sheet that records what is asked of its model; all calls, by function.

    ``whole`` is the same sheet with its mistakes.  Raises BadSheet where a law does not hold of the
    model.
    """
    functions = dict(vars(model_student(recording)))
    right = dict(vars(model_student(whole)))
    model = InProcessStudent(functions, {name: {} for name in functions})
    asked: dict[str, dict[Request, Call]] = {}
    for prop in recording.properties:
        tell(f"what the model says: {prop.question} {prop.declared.function}")
        with quiet():
            assert_holds(prop, corpus, functions, recording)
            if not prop.declared.measured:
                _ask(prop, corpus, model, [*_planted(whole, prop, functions, right)])
    for request, (call, _) in model.replies.items():
        if call.stdin is not None:
            raise BadSheet(
                f"a law asks what {call.function} prints, which a pack cannot record. Let the "
                f"function return it, or hand out the sheet without a pack."
            )
        asked.setdefault(call.function, {})[request] = call
    return asked


def _ask(
    prop: Property, corpus: Corpus, model: InProcessStudent, planted: Sequence[dict[str, Function]]
) -> None:
    """Ask the model all that a law asks of it, and of the mistakes."""
    examples = corpus.examples(prop)
    for example in examples:
        prop.body(model.student, **example)
    tried = {*range(TRIED), *range(len(examples) - TRIED, len(examples))}
    known = len(model.replies)
    for place, example in enumerate(examples):
        # Most laws ask the same whatever comes back, which a few of the examples show.
        if place in tried or len(model.replies) > known:
            for functions in planted:
                _ask_as(prop, example, functions, model)


def assert_holds(
    prop: Property, corpus: Corpus, functions: Mapping[str, Function], sheet: Sheet
) -> None:
    """A law holds of the model on its frozen inputs, if it does not judge time."""
    student = ModelStudent(**functions)
    for example in corpus.examples(prop):
        try:
            prop.body(student, **example)
        except Exception as error:
            if not prop.declared.measured:
                folders = source_folders(sheet)
                raise model_flaw(prop, error, student, dict(example), folders) from error


def _planted(
    whole: Sheet, prop: Property, functions: Mapping[str, Function], right: Mapping[str, Function]
) -> Iterator[dict[str, Function]]:
    """The functions of each submission that makes one of the known mistakes in a law's function."""
    question = next(each for each in whole.questions if each.id == prop.question)
    for mistake in misconceptions(whole, question):
        name = mistake.function
        if name == prop.declared.function:
            yield {**functions, name: mistake.planted(right[name])}


def _ask_as(
    prop: Property,
    example: Mapping[str, Any],
    functions: Mapping[str, Function],
    model: InProcessStudent,
) -> None:
    """Ask the model what a wrong submission is asked."""
    wrong = InProcessStudent(functions)
    with contextlib.suppress(Exception):  # a mistake is to fail
        prop.body(wrong.student, **example)
    for request, (call, _) in wrong.replies.items():
        model.answer(call, request)
