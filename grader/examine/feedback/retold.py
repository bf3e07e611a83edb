"""
What a bare failure of a property means for the student: both sides, and what an answer lacks.

A property is plain Python.  ``assert a == b`` fails without a word, and ``answer["slope"]`` with an
error that a student would take for the grader's own.  Where the model passes on the same example,
the student's answers led to it, and are to be told what is wrong with them.
"""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from grader import sandbox
from grader.authoring.disagreement import Disagreement, describe
from grader.authoring.kinds import field
from grader.authoring.trace import Trace, tracing
from grader.call_text import literal
from grader.examine import student as asked
from grader.examine.example_run import ExampleRun
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.feedback.sides import (
    BROKEN,
    LONGEST_TEXT,
    LONGEST_VALUE,
    Unequal,
    is_one_of,
)
from grader.examine.student.calls import Answer, Call, returned
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import quiet
from grader.examine.student.objects.model_of import expected_by
from grader.examine.student.proxy import Student
from grader.language import Message, Value
from grader.sandbox.wire import containers
from grader.sandbox.wire.given_functions import GivenFunction
from grader.sheets.derived.beside import working_in
from grader.sheets.flaws.taken_apart import OPERATORS, taken_apart
from grader.sheets.sheet import Property

__all__ = ["is_by_answers", "is_unassumed", "retold"]

# What plain Python raises over a value that is not as expected; hypothesis's `assume` likewise.
BY_VALUES = (
    LookupError, TypeError, AttributeError, ValueError, ArithmeticError, StopIteration,
)  # fmt: skip
MACHINERY = tuple(str(Path(str(room.__file__)).parent) for room in (sandbox, asked))
VALUES = str(containers.__file__)  # whose classes raise what a value lacks
ASSUMED = "UnsatisfiedAssumption"
NOT_ASSUMED = Message("what came back is not as the law takes for granted")


def is_unassumed(failure: BaseException | None) -> bool:
    """Whether a property's ``assume`` rejected the example, or what came back for it."""
    return type(failure).__name__ == ASSUMED


def is_by_answers(failure: BaseException | None) -> bool:
    """
    Whether a property failed with what an answer may lead to that is not as expected.

    An error that came out of the machinery, while a call was made, is ours.
    """
    if failure is None or isinstance(failure, StudentFault):
        return False
    plain = isinstance(failure, BY_VALUES) or is_unassumed(failure)
    frames = traceback.walk_tb(failure.__traceback__)
    files = (frame.f_code.co_filename for frame, _ in frames)
    return plain and not any(f.startswith(MACHINERY) and f != VALUES for f in files)


def retold(prop: Property, example_run: ExampleRun, right: RightAnswers) -> BaseException | None:
    """
    The failure of a run, in words for the student where it had none.

    A failure that the model's answers lead to as well stays as it is: it is none of the student's.
    """
    failure = example_run.failure
    wordless = isinstance(failure, AssertionError) and not str(failure)
    if not wordless and not is_by_answers(failure):
        return failure
    if not wordless and not right.holds(prop, example_run.example):
        return failure
    return _told_apart(prop, example_run, right) or _plainly(failure)


def _plainly(failure: BaseException | None) -> Disagreement:
    """A failure in a part of the sheet that is not the property itself."""
    if isinstance(failure, AssertionError):
        return Disagreement(BROKEN)
    if is_unassumed(failure):
        return Disagreement(NOT_ASSUMED)
    error = f"{type(failure).__name__}: {failure}"[:LONGEST_VALUE]
    return Disagreement(
        Message("the law cannot be applied to what came back ({error})", error=error)
    )


def _told_apart(
    prop: Property, example_run: ExampleRun, right: RightAnswers
) -> Disagreement | None:
    """What the property fails with when it is taken apart; None where it does not then."""
    heard = _Heard(example_run.exchanges)
    answers = (answer for _, answer in example_run.exchanges)

    def again(calls: Sequence[Call]) -> list[Answer]:
        return [next(answers) for _ in calls]

    def of_model(calls: Sequence[Call]) -> list[Answer]:
        return [right.answer(call) for call in calls]

    told = _failure(prop, example_run, heard, again)
    if not isinstance(told, Unequal):
        return told if isinstance(told, Disagreement) else None
    models = _Heard([])
    _failure(prop, example_run, models, of_model)
    return told.beside(models.compared_at(heard.comparisons))


def _failure(
    prop: Property,
    example_run: ExampleRun,
    heard: "_Heard",
    ask: Callable[[Sequence[Call]], Sequence[Answer]],
) -> Exception | None:
    body = taken_apart(prop.body, heard)
    if body is None:
        return None
    try:
        with quiet(), tracing(Trace(())), working_in(prop.folder):
            body(Student(ask, expected_by(prop.body)), **example_run.example)
    except Exception as failure:
        return failure
    return None


class _Heard:
    """Hears what a property compares and looks up; raises what a student is to be told."""

    def __init__(self, exchanges: Sequence[tuple[Call, Answer]]) -> None:
        self._given = [returned(*each) for each in exchanges]
        self._counts = [found for each in exchanges for found in _counts(*each)]
        self._counted = ""
        self._compared: list[tuple[Any, Any]] = []

    @property
    def comparisons(self) -> int:
        """How many comparisons were asserted."""
        return len(self._compared)

    def compared_at(self, number: int) -> tuple[Any, Any] | None:
        """The two sides of a comparison, the first having number 1."""
        return self._compared[number - 1] if number <= len(self._compared) else None

    def compared(self, kind: str, left: Any, right: Any, texts: tuple[str, str]) -> None:
        """Compare as the property does."""
        self._compared.append((left, right))
        if not OPERATORS[kind](left, right):
            raise Unequal(kind, (left, right), texts, self._given, self._counted)
        self._counted = ""

    def entry(self, value: Any, key: Any) -> Any:
        """Look up an entry as the property does."""
        if isinstance(value, dict):
            return field(value, key)
        try:
            return value[key]
        except (LookupError, TypeError):
            raise Disagreement(self._lacks(value, _no_entry(value, key)), about=(value,)) from None

    def attribute(self, value: Any, name: str) -> Any:
        """Look up an attribute as the property does."""
        if name == "calls":
            self._counted = next((said for each, said in self._counts if each is value), "")
        try:
            return getattr(value, name)
        except AttributeError:
            lacks = Message("has no `{name}`", name=name)
            raise Disagreement(self._lacks(value, lacks), about=(value,)) from None

    def _lacks(self, value: Any, lacks: Message) -> Message:
        only_none = value is None and all(each is None for each in self._given)
        if only_none or is_one_of(value, self._given):
            return Message("returned {value}, which {lacks}", value=describe(value), lacks=lacks)
        return Message("{value} {lacks}", value=describe(value), lacks=lacks)


def _counts(call: Call, answer: Answer) -> list[tuple[Any, str]]:
    """What the functions that a call was given were asked, each with that function's name."""
    if not call.echo or not isinstance(answer.value, tuple):
        return []
    pairs = zip(call.arguments, answer.value[1], strict=False)
    return [(after, given.name) for given, after in pairs if isinstance(given, GivenFunction)]


def _no_entry(value: Any, key: Any) -> Message:
    shown = literal(key, LONGEST_TEXT)
    if isinstance(key, int) and isinstance(value, (list, tuple, str)):
        entries: Value = len(value)
        return Message("has no entry {key} (it has {n} entries)", key=shown, n=entries)
    return Message("has no entry {key}", key=shown)
