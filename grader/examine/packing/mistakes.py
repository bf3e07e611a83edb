"""What the known mistakes answer to the calls of the laws, as digests."""

from collections.abc import Mapping, Sequence

from grader.examine.feedback.mistakes.answer_digest import AnswerDigest, digest_of, request_key
from grader.examine.feedback.mistakes.computed import Computed, computed
from grader.examine.feedback.mistakes.digested import UNKNOWN, Asked, Mistake, MistakesOf
from grader.examine.feedback.mistakes.suspect import Known, Suspect
from grader.examine.feedback.same_answer import likeness
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import quiet
from grader.examine.student.replies import Request
from grader.sandbox.wire.codec import encode
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Sheet

__all__ = ["mistakes_of"]

MOST_WRONG = 250  # answers to one call that are told apart


def mistakes_of(sheet: Sheet, asked: Mapping[str, Mapping[Request, Call]]) -> dict[str, MistakesOf]:
    """By function, its mistakes and what they answer to the calls that are made of it."""
    model = vars(model_student(sheet))
    found: dict[str, MistakesOf] = {}
    for name, calls in asked.items():
        known = computed(sheet, name, model[name], likeness(sheet).get(name))
        if known is not None:
            with quiet():
                found[name] = _digested(known, calls, whole=name in likeness(sheet))
    return found


def _digested(known: Known, calls: Mapping[Request, Call], *, whole: bool) -> MistakesOf:
    suspects = [*known.single, *known.chained]
    assert isinstance(known.judge, Computed)
    asked = {
        request_key(request): _asked(known.judge, suspects, call, request, whole=whole)
        for request, call in calls.items()
    }
    return MistakesOf([_in_words(each, known) for each in suspects], asked)


def _in_words(suspect: Suspect, known: Known) -> Mistake:
    if not suspect.parts:
        return Mistake(suspect.mistake.template, suspect.unrefused)
    places = [known.single.index(part) for part in suspect.parts]
    return Mistake("", suspect.unrefused, places)


def _asked(
    judge: Computed, suspects: Sequence[Suspect], call: Call, request: Request, *, whole: bool
) -> Asked:
    """What all suspects answer to a call, equal answers under one number."""
    right = judge.right(call, request)
    codes, wrong = bytearray(), list[AnswerDigest]()
    numbers: list[tuple[Answer, int]] = []
    for suspect in suspects:
        said = judge.said(suspect, call, request)
        if judge.alike(call, said, right, right):
            codes.append(0)
            continue
        number = next((n for other, n in numbers if judge.alike(call, said, other, right)), None)
        if number is None:
            digest = _digest(call, request, said, right, whole=whole)
            number = UNKNOWN
            if digest is not None and len(wrong) < MOST_WRONG:
                wrong.append(digest)
                number = len(wrong)
            numbers.append((said, number))
        codes.append(number)
    return Asked(bytes(codes), wrong)


def _digest(
    call: Call, request: Request, said: Answer, right: Answer, *, whole: bool
) -> AnswerDigest | None:
    """The digest of an answer; the answer itself where the sheet compares it in its own way."""
    if whole and not isinstance(said.value, StudentFault):
        return AnswerDigest(b"", b"", [], False, False, encode(said.value))
    return digest_of(call, request, said, right)
