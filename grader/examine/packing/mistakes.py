"""What the known mistakes answer to the calls of the laws, as digests."""

from collections.abc import Container, Mapping, Sequence

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
    judge = known.judge
    unforetold = {each for each in suspects if _is_by_chance(each, judge, calls)}
    asked = {
        request_key(request): _asked(
            judge, suspects, unforetold if call.draws else set(), call, request, whole=whole
        )
        for request, call in calls.items()
    }
    return MistakesOf([_in_words(each, known) for each in suspects], asked)


def _is_by_chance(suspect: Suspect, judge: Computed, calls: Mapping[Request, Call]) -> bool:
    """
    Whether a suspect draws by itself: nobody will ever answer what it did.

    Asked twice it may draw the same, and at one call what another suspect answers every time; so
    all calls are looked at, and none of its answers is kept.
    """
    drawing = ((call, request) for request, call in calls.items() if call.draws)
    return any(_differs(suspect, judge, call, request) for call, request in drawing)


def _differs(suspect: Suspect, judge: Computed, call: Call, request: Request) -> bool:
    """Whether a suspect answers a call otherwise when it is asked again."""
    said, again = (judge.said(suspect, call, request) for _ in range(2))
    return said.raw != again.raw and not judge.alike(call, said, again, judge.right(call, request))


def _in_words(suspect: Suspect, known: Known) -> Mistake:
    if not suspect.parts:
        return Mistake(suspect.mistake.template, suspect.unrefused)
    places = [known.single.index(part) for part in suspect.parts]
    return Mistake("", suspect.unrefused, places)


class _Asking:
    """What all suspects answer to one call, equal answers under one number."""

    def __init__(self, judge: Computed, call: Call, request: Request, *, whole: bool) -> None:
        self.wrong: list[AnswerDigest] = []
        self._judge, self._call, self._request, self._whole = judge, call, request, whole
        self._right = judge.right(call, request)
        self._numbers: list[tuple[Answer, int]] = [(self._right, 0)]
        self._known = {self._right.raw: 0} if any(self._right.raw) else {}

    def code(self, suspect: Suspect) -> int:
        """0 where a suspect answers rightly, else the number of its wrong answer."""
        said = self._judge.said(suspect, self._call, self._request)
        if said.raw in self._known:  # most are equal to the last byte
            return self._known[said.raw]
        alike = (n for other, n in self._numbers if self._is_alike(said, other))
        number = next(alike, None)
        if number is None:
            number = self._new(said)
            self._numbers.append((said, number))
        if any(said.raw):
            self._known[said.raw] = number
        return number

    def _is_alike(self, said: Answer, other: Answer) -> bool:
        return self._judge.alike(self._call, said, other, self._right)

    def _new(self, said: Answer) -> int:
        digest = _digest(self._call, self._request, said, self._right, whole=self._whole)
        if digest is None or len(self.wrong) == MOST_WRONG:
            return UNKNOWN
        self.wrong.append(digest)
        return len(self.wrong)


def _asked(
    judge: Computed,
    suspects: Sequence[Suspect],
    unforetold: Container[Suspect],
    call: Call,
    request: Request,
    *,
    whole: bool,
) -> Asked:
    """What suspects answer to one call, but for those whose answer nobody can foretell."""
    asking = _Asking(judge, call, request, whole=whole)
    codes = [UNKNOWN if each in unforetold else asking.code(each) for each in suspects]
    return Asked(bytes(codes), asking.wrong)


def _digest(
    call: Call, request: Request, said: Answer, right: Answer, *, whole: bool
) -> AnswerDigest | None:
    """The digest of an answer; the answer itself where the sheet compares it in its own way."""
    if whole and not isinstance(said.value, StudentFault):
        return AnswerDigest(b"", b"", [], False, False, encode(said.value))
    return digest_of(call, request, said, right)
