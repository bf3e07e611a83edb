"""
Which of a student's answers are wrong, by the model's answers to the same calls.

Only for what is said about a mistake: a mark depends on the sheet's properties alone, and a sheet
may well allow more than one answer.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.errors import NotRecorded
from grader.examine.example_run import ExampleRun
from grader.examine.feedback.same_answer import alike, likeness, same_answers
from grader.examine.student.calls import Answer, Call
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.replies import Request, request_of
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["RightOrWrong", "draws", "steady"]

Function = Callable[..., Any]
Exchange = tuple[Call, Answer]


def draws(call: Call) -> bool:
    """Whether a call is given a generator, so that right answers to it are not all equal."""
    return call.draws


class RightOrWrong:
    """The model of a sheet, to hold answers against."""

    def __init__(self, sheet: Sheet) -> None:
        functions: dict[str, Function] = dict(vars(model_student(sheet)))
        self._functions = functions
        self._likeness = likeness(sheet)
        self._sheet = sheet
        self._model = InProcessStudent.of_sheet(sheet, functions)

    def parameters(self, function: str) -> list[str]:
        """The names of a function's parameters, as the sheet has them."""
        return list(inspect.signature(self._functions[function]).parameters)

    def right(self, call: Call) -> Answer:
        """What the model answers."""
        return self._model.answer(call, request_of(call))

    def calls(self, prop: Property, example: Mapping[str, Any]) -> list[Call]:
        """What a property asks of an example, where the answers are the model's."""
        asked = InProcessStudent.of_sheet(self._sheet, self._functions)
        prop.body(asked.student, **example)
        return [call for call, _ in asked.replies.values()]

    def is_right(self, call: Call, answer: Answer) -> bool:
        """Whether an answer is the model's; not known where the call draws at random."""
        right = self.right(call)
        return same_answers(call, answer, right, right, self._likeness.get(call.function))

    def wrong(self, exchanges: Sequence[Exchange]) -> list[Exchange]:
        """The exchanges that are known to be wrong."""
        known = [(call, answer) for call, answer in exchanges if not (draws(call) or call.timed)]
        return [(call, answer) for call, answer in known if self._is_wrong(call, answer)]

    def _is_wrong(self, call: Call, answer: Answer) -> bool:
        try:
            return not self.is_right(call, answer)
        except NotRecorded:
            return False


def steady(runs: Sequence[ExampleRun]) -> bool:
    """Whether equal calls were given equal answers."""
    first: dict[Request, Any] = {}
    for call, answer in (exchange for each in runs for exchange in each.exchanges):
        if call.timed:
            continue
        value = answer.value[0] if call.echo and isinstance(answer.value, tuple) else answer.value
        before = first.setdefault(request_of(call._replace(echo=False)), value)
        if not alike(before, value, value):
            return False
    return True
