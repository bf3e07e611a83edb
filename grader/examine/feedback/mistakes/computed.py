"""Mistakes that are there as functions: what they would answer is computed."""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

from grader.authoring.misconceive import Misconception
from grader.examine.feedback.mistakes.suspect import Finding, Known, Suspect, side_by_side
from grader.examine.feedback.same_answer import same_answers
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import RaisedValueError, StudentFault
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.replies import Request
from grader.language import Message
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import Sheet

__all__ = ["Computed", "computed"]

Function = Callable[..., Any]


def computed(
    sheet: Sheet, name: str, right: Function, own: Callable[[Any, Any], bool] | None
) -> Known | None:
    """The mistakes that a sheet knows in a function, of all questions that ask for it."""
    known = [
        each
        for question in sheet.questions
        if name in question.functions
        for each in misconceptions(sheet, question)
        if each.function == name
    ]
    if not known:
        return None
    single = [_suspect(each, right, place) for place, each in enumerate(known)]
    pairs = [(a, b) for a, b in permutations(range(len(known)), 2) if _chains(known[a], known[b])]
    chained = [
        _chain((known[a], known[b]), (single[a], single[b]), right, len(known) + place)
        for place, (a, b) in enumerate(pairs)
    ]
    return Known(single, chained, Computed(sheet, name, right, own))


def _suspect(known: Misconception, right: Function, place: int) -> Suspect:
    return Suspect(Message(known.sentence), known.planted(right), known.unrefused, (), place)


def _chains(one: Misconception, other: Misconception) -> bool:
    """
    Whether two mistakes may be made one after the other.

    What is not refused may be missing beneath any mistake that may be made together with others.
    """
    if not one.takes_right:
        return False
    combines = one.combines or other.combines
    return combines and (other.takes_right or other.unrefused)


def _chain(
    known: tuple[Misconception, Misconception],
    parts: tuple[Suspect, Suspect],
    right: Function,
    place: int,
) -> Suspect:
    """Two mistakes made one after the other."""
    one, other = known
    chained = one.planted(other.planted(right))
    return Suspect(side_by_side(parts), chained, parts=parts, place=place)


class Computed:
    """
    What mistakes answer, computed.

    Parameters
    ----------
    sheet : Sheet
    name : str
        The function of the submission.
    right : callable
        The model's function.
    own : callable or None
        The sheet's comparison of two answers of this function.
    """

    def __init__(
        self,
        sheet: Sheet,
        name: str,
        right: Function,
        own: Callable[[Any, Any], bool] | None,
    ) -> None:
        self._sheet, self._name = sheet, name
        self._own = own
        self._model = InProcessStudent.of_sheet(sheet, {name: right})
        self._said: dict[tuple[Suspect, Request], Answer] = {}

    def finding(self, suspect: Suspect, call: Call, request: Request, answer: Answer) -> Finding:
        """Whether a suspect errs at a call, and whether the student's answer is the suspect's."""
        said, right = self._says(suspect, call, request), self.right(call, request)
        errs = not self.alike(call, said, right, right)
        unrefused = suspect.unrefused and isinstance(right.value, RaisedValueError) and errs
        if unrefused and not isinstance(said.value, StudentFault):
            return Finding(errs, not isinstance(answer.value, StudentFault))
        return Finding(errs, self.alike(call, answer, said, right))

    def errs(self, suspect: Suspect, call: Call, request: Request) -> bool:
        """Whether a suspect errs at a call."""
        said, right = self._says(suspect, call, request), self.right(call, request)
        return not self.alike(call, said, right, right)

    def tells(self, call: Call, request: Request, suspects: Sequence[Suspect]) -> bool:
        """Whether the suspects do not all answer the same."""
        first, *others = [self._says(each, call, request) for each in suspects]
        right = self.right(call, request)
        return not all(self.alike(call, first, other, right) for other in others)

    def said(self, suspect: Suspect, call: Call, request: Request) -> Answer:
        """What a suspect answers."""
        assert suspect.function is not None
        student = InProcessStudent.of_sheet(self._sheet, {self._name: suspect.function})
        return student.answer(call, request)

    def _says(self, suspect: Suspect, call: Call, request: Request) -> Answer:
        """What a suspect answers, asked but once what does not depend on chance."""
        if call.draws:
            return self.said(suspect, call, request)
        key = suspect, request
        if key not in self._said:
            self._said[key] = self.said(suspect, call, request)
        return self._said[key]

    def right(self, call: Call, request: Request) -> Answer:
        """What the model answers."""
        return self._model.answer(call, request)

    def alike(self, call: Call, one: Answer, other: Answer, right: Answer) -> bool:
        """Whether two answers to a call are the same."""
        return same_answers(call, one, other, right, self._own)
