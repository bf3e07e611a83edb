"""
The model, asked what a student was asked, to find out which of several answers is the wrong one.

A law that relates answers fails as a whole.  A property depends on nothing but its example and
the answers, so it can be run again with some of the student's and the model's for the rest: what it
says then is due to those few.  Nothing here can move a mark, but that an error over answers is the
student's only where the property ``holds`` of the model.
"""

import copy
import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from grader.authoring.trace import Trace, tracing
from grader.errors import BadSheet, NotRecorded
from grader.examine.example_run import ExampleRun
from grader.examine.feedback.same_answer import alike, likeness
from grader.examine.student.calls import Answer, Call, returned
from grader.examine.student.faults import RaisedValueError
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.examine.student.objects.model_of import expected_by
from grader.examine.student.proxy import Student
from grader.examine.student.replies import request_of
from grader.sheets.model_answers import ModelStudent, model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["Replays", "RightAnswers"]


PARTS = "parts.toml"


class RightAnswers:
    """The model answers of a sheet; its modules are looked at when they are first needed."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @cached_property
    def _functions(self) -> dict[str, Callable[..., Any]]:
        return dict(vars(model_student(self._sheet)))

    @cached_property
    def _model(self) -> InProcessStudent:
        return InProcessStudent.of_sheet(self._sheet, self._functions)

    def parameters(self, function: str) -> tuple[str, ...]:
        """The names of a function's parameters as the sheet has them; none where it has none."""
        try:
            return tuple(inspect.signature(self._functions[function]).parameters)
        except (KeyError, TypeError, ValueError):
            return ()

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The names of the parts of an answer, by function, where the sheet says them."""
        file = self._sheet.folder / PARTS
        try:
            return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        except (OSError, ValueError) as error:
            raise BadSheet(f"{file} cannot be read: {error}. Mend that line.") from None

    def part_name(self, function: str, part: int | str | None) -> str:
        """What a part of an answer is called: a key of a dict, or as the sheet says; "" if not."""
        if isinstance(part, str):
            return part if part.isidentifier() else ""
        names = self._parts.get(function, [])
        return names[part] if part is not None and part < len(names) else ""

    def answer(self, call: Call) -> Answer:
        """What the model answers to a call; raises NotRecorded where a pack does not hold it."""
        with quiet():
            return self._model.answer(call, request_of(call))

    def refuses(self, call: Call) -> bool:
        """Whether the model raises a ValueError, as far as that is known."""
        try:
            return isinstance(self.answer(call).value, RaisedValueError)
        except NotRecorded:
            return False

    def holds(self, prop: Property, example: Mapping[str, Any]) -> bool:
        """
        Whether a property holds of the model on an example, as it did when it was recorded.

        The model's functions are called as they are and without a clock, for a mark depends on it.
        """
        student = ModelStudent(**self._functions)
        try:
            with quiet(), tracing(Trace(())):
                prop.body(student, **copy.deepcopy(dict(example)))
        except Exception:
            return False
        return True

    def differs(self, call: Call, answer: Answer) -> bool:
        """
        Whether the answer is another one than the model's; never where lots may be drawn.

        Raises NotRecorded where a pack does not hold the model's.
        """
        if call.timed or call.draws:
            return False
        right = returned(call, self.answer(call))
        own = likeness(self._sheet).get(call.function)
        return not alike(returned(call, answer), right, right, own)


class Replays:
    """
    A property run again on one example, with the model's answers for some of the student's.

    ``known`` says whether it can be: a law about time cannot, nor what was no run of a property.
    """

    def __init__(self, prop: Property, example_run: ExampleRun, right: RightAnswers) -> None:
        self.known = not (prop.declared.measured or example_run.asked_twice)
        self._body = prop.body
        self._run = example_run
        self._right = right
        self._held = example_run.trace.assertions if example_run.trace else 0
        self._said: dict[tuple[int, ...], str | None] = {}

    def said(self, places: Iterable[int]) -> str | None:
        """
        What it fails with where only these answers are the student's; None where it does not.

        Assertions that held on all of the student's answers are passed over, since others might
        fail there with a mixture; the one that failed is on trial.
        """
        key = tuple(sorted(places))
        if key not in self._said:
            kept = {place: self._run.exchanges[place] for place in key}
            self._said[key] = self._failure(kept, self._held)
        return self._said[key]

    def breaks(self, place: int) -> bool:
        """Whether one of the student's answers breaks the law by itself, the rest being right."""
        return self._failure({place: self._run.exchanges[place]}) is not None

    def without(self, place: int) -> str | None:
        """What it fails with where one of the student's answers was another one."""
        kept = dict(enumerate(self._run.exchanges))
        call, answer = kept[place]
        kept[place] = call, answer._replace(value=_changed(answer.value, call.echo))
        return self._failure(kept, self._held)

    def _failure(self, kept: dict[int, tuple[Call, Answer]], forgiven: int = 0) -> str | None:
        count = 0

        def ask(calls: Sequence[Call]) -> list[Answer]:
            nonlocal count
            answers = []
            for call in calls:
                before = kept.get(count)
                same = before is not None and request_of(before[0]) == request_of(call)
                answers.append(before[1] if before and same else self._right.answer(call))
                count += 1
            return answers

        try:
            with quiet(), tracing(Trace((), forgiven)):
                self._body(Student(ask, expected_by(self._body)), **self._run.example)
        except NotRecorded:
            raise
        except Exception as failure:
            return f"{type(failure).__name__}: {failure}"
        return None


def _changed(value: Any, echo: bool = False) -> Any:
    """Another value of the same kind; the same where there is none."""
    if echo and isinstance(value, tuple):
        return _changed(value[0]), value[1]
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}?"
    if isinstance(value, (list, tuple)):
        return type(value)(map(_changed, value))
    if isinstance(value, dict):
        return {key: _changed(entry) for key, entry in value.items()}
    if isinstance(value, np.ndarray):
        return ~value if value.dtype.kind == "b" else (value + 1).astype(value.dtype)
    return value + 1 if isinstance(value, (int, float, np.number)) else value
