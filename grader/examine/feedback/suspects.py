"""Asking a submission's function more, to find out which of several wrong functions it is."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from grader.errors import NotRecorded
from grader.examine.feedback.claims.fresh_examples import fresh_examples
from grader.examine.feedback.mistakes.suspect import Finding, Judge, Suspect, Suspects
from grader.examine.feedback.retold import is_unassumed
from grader.examine.feedback.same_answer import same_answers
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.replies import Request, request_of
from grader.examine.student.session import Session
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property, Sheet

__all__ = ["Inquiry"]

EXAMPLES = 12  # of each property, spread over its sizes
CALLS = 48  # asked in all
TOGETHER = 16  # calls sent ahead of their answers
FURTHER_CALLS = 8  # asked where several suspects are left
ERRING_CALLS = 16  # of a property at which a suspect errs, asked before it is named
FRESH, SEED = 48, 23  # examples drawn for that, of all properties together
MOST_CALLS = 40  # of one example; properties that make more judge chance

Function = Callable[..., Any]


class Inquiry:
    """
    What a student's function answered, beside what would have been right.

    Parameters
    ----------
    sheet : Sheet
    name : str
        The function of the submission.
    right : callable
        The model's function.
    properties : sequence of Property
        Those that judge it.
    own : callable or None
        The sheet's comparison of two answers of this function.
    judge : Judge
        Who knows what the suspects would answer.
    """

    def __init__(
        self,
        sheet: Sheet,
        name: str,
        right: Function,
        properties: Sequence[Property],
        own: Callable[[Any, Any], bool] | None,
        judge: Judge,
    ) -> None:
        self._sheet, self._name = sheet, name
        self._judge = judge
        self._properties = [prop for prop in properties if not prop.declared.measured]
        self._own = own
        self._right = {name: right}
        self._model = InProcessStudent.of_sheet(sheet, self._right)
        self._answers: dict[Request, tuple[Call, Answer]] = {}
        self._asked: dict[str, dict[Request, None]] = {}  # by property, in order
        self._findings: dict[tuple[Suspect, Request], Finding] = {}
        self._refuted = Counter[Request]()  # how many suspects each answer spoke against
        self._calls: dict[tuple[str, int | None], list[Call]] = {}
        self._drawn: list[tuple[Property, Call]] | None = None

    def hear(self, prop: Property, said: Iterable[tuple[Call, Answer]], session: Session) -> None:
        """
        Take in what was said already about a property.

        Where several calls were made at once, one fault stands for all: those are asked again.
        """
        own = [(c, a) for c, a in said if c.functions == {self._name} and not c.timed]
        reply = [(c, a) for c, a in own if not isinstance(a.value, StudentFault)]
        self._answers |= {request_of(c): (c, a) for c, a in reply}
        self._ask([(prop, call) for call, _ in own], session)

    def ask(self, corpus: Corpus, session: Session) -> None:
        """Ask some of the frozen examples."""
        calls = [*self.calls(corpus, EXAMPLES)]
        self._ask(calls[:: max(1, len(calls) // CALLS)], session)

    def wrong(self, props: Sequence[Property]) -> bool:
        """Whether any of the student's answers to these properties is wrong."""
        return any(map(self._is_wrong, self._requests(props)))

    def explained(self, by: Suspects, props: Sequence[Property]) -> bool:
        """
        Whether all of the student's answers to these properties are as the suspects would have it.

        Where one of two errs, the answer has to be the one that errs gives; where both do, either.
        """
        # What has told others apart is looked at first: most suspects are no others than those.
        requests = sorted(self._requests(props), key=self._refuted.__getitem__, reverse=True)
        refuting = next((r for r in requests if not self._is_explained(by, r)), None)
        if refuting is not None:
            self._refuted[refuting] += 1
        return refuting is None

    def _is_explained(self, by: Suspects, request: Request) -> bool:
        found = [self._found(suspect, request) for suspect in by]
        erring = [each for each in found if each.errs]
        return any(each.agrees for each in erring or found)

    def _found(self, suspect: Suspect, request: Request) -> Finding:
        key = suspect, request
        if key not in self._findings:
            call, answer = self._answers[request]
            self._findings[key] = self._judge.finding(suspect, call, request, answer)
        return self._findings[key]

    def settled(
        self, suspects: list[Suspect], props: Sequence[Property], corpus: Corpus, session: Session
    ) -> list[Suspect]:
        """Those of several suspects that are left after calls that tell them apart."""
        calls = self.calls(corpus, None)
        telling = ((p, c) for p, c in calls if self._judge.tells(c, request_of(c), suspects))
        self._ask([*islice(telling, FURTHER_CALLS)], session)
        return [each for each in suspects if self.explained((each,), props)]

    def borne_out(
        self, by: Suspects, props: Sequence[Property], corpus: Corpus, session: Session
    ) -> bool:
        """
        Whether suspects still explain all answers after calls at which one of them errs.

        They are of all frozen examples and, where there is a model, of fresh ones: what agrees on
        the few that were asked may be another mistake, which is made in fewer places or in more.
        """
        calls = {request_of(c): (p, c) for p, c in (*self.calls(corpus, None), *self._fresh())}
        new = [(r, of) for r, of in calls.items() if r not in self._answers]
        erring = [of for r, of in new if any(self._judge.errs(each, of[1], r) for each in by)]
        for prop in self._properties:
            own = [of for of in erring if of[0] is prop]
            self._ask(own[:: -(-len(own) // ERRING_CALLS) or 1], session)
        return self.explained(by, props)

    def _fresh(self) -> list[tuple[Property, Call]]:
        """What the properties ask of the right function in examples drawn afresh."""
        if self._sheet.pack is None and self._drawn is None:
            each = FRESH // max(len(self._properties), 1)
            self._drawn = [
                (prop, call)
                for prop in self._properties
                for call in self._calls_in(prop, fresh_examples(prop, each, SEED, runs=1))
            ]
        return self._drawn or []

    def _requests(self, props: Sequence[Property]) -> list[Request]:
        """What was asked about these properties and answered."""
        asked = {r: None for prop in props for r in self._asked.get(prop.key, ())}
        return [request for request in asked if request in self._answers]

    def _ask(self, calls: Sequence[tuple[Property, Call]], session: Session) -> None:
        asked: dict[Request, Call] = {}
        for prop, call in calls:
            asked[request_of(call)] = call
            self._asked.setdefault(prop.key, {})[request_of(call)] = None
        new = deque((r, call) for r, call in asked.items() if r not in self._answers)
        while new:
            self._answers |= _answered(
                [new.popleft() for _ in range(min(len(new), TOGETHER))], session
            )

    def calls(self, corpus: Corpus, examples: int | None) -> Iterator[tuple[Property, Call]]:
        """What the properties ask of the right function, in some of their examples or in all."""
        for prop in self._properties:
            key = prop.key, examples
            if key not in self._calls:
                self._calls[key] = self._calls_of(prop, corpus, examples)
            yield from ((prop, call) for call in self._calls[key])

    def _calls_of(self, prop: Property, corpus: Corpus, examples: int | None) -> list[Call]:
        return self._calls_in(prop, _spread(corpus.examples(prop), examples))

    def _calls_in(self, prop: Property, examples: Iterable[Any]) -> list[Call]:
        in_process = InProcessStudent.of_sheet(self._sheet, self._right)
        for example in examples:
            before = len(in_process.replies)
            try:
                prop.body(in_process.student, **example)
            except Exception as failure:
                if not is_unassumed(failure):
                    raise
            if len(in_process.replies) - before > MOST_CALLS:
                break
        calls = (call for call, _ in in_process.replies.values())
        return [call for call in calls if call.functions == {self._name}]

    def _is_wrong(self, request: Request) -> bool:
        """Whether an answer is another one than the model's, as far as that is known."""
        call, answer = self._answers[request]
        try:
            right = self._model.answer(call, request)
        except NotRecorded:
            return False
        return not same_answers(call, answer, right, right, self._own)


def _answered(
    asked: Sequence[tuple[Request, Call]], session: Session
) -> dict[Request, tuple[Call, Answer]]:
    """Calls made all at once, with their answers; without those over which a process was lost."""
    waiting: deque[tuple[Request, Call]] = deque()
    answered: dict[Request, tuple[Call, Answer]] = {}
    for request, call in asked:
        reply = session.send(request)
        if reply is None:
            waiting.append((request, call))
        else:
            answered[request] = call, session.read(call, reply)
    while waiting and session.waiting:
        request, call = waiting.popleft()
        answered[request] = call, session.read(call, session.receive()[1])
    return answered


def _spread(examples: Sequence[Any], count: int | None) -> Iterator[Any]:
    step = max(1, len(examples) // count) if count else 1
    return iter(examples[::step])
