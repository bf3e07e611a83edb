"""Asking a submission's function more, to find out which of several wrong functions it is."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from grader.errors import StudentFault
from grader.examine.feedback.same_answer import same_answers
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.proxy import Answer, Call
from grader.examine.student.replies import Request, request_of
from grader.examine.student.session import Session
from grader.language import Message
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property

__all__ = ["Inquiry", "Suspect"]

EXAMPLES = 12  # of each property, spread over its sizes
CALLS = 48  # asked in all
TOGETHER = 16  # calls sent ahead of their answers
FURTHER_CALLS = 8  # asked where several suspects are left
MOST_CALLS = 40  # of one example; properties that make more judge chance

Function = Callable[..., Any]


class Suspect(NamedTuple):
    """A wrong function, and what is wrong with it in words."""

    mistake: Message
    function: Function


class Inquiry:
    """
    What a student's function answered, beside what would have been right.

    Parameters
    ----------
    name : str
        The function of the submission.
    right : callable
        The model's function.
    properties : sequence of Property
        Those that judge it.
    own : callable or None
        The sheet's comparison of two answers of this function.
    """

    def __init__(
        self,
        name: str,
        right: Function,
        properties: Sequence[Property],
        own: Callable[[Any, Any], bool] | None,
    ) -> None:
        self._name = name
        self._properties = [prop for prop in properties if not prop.declared.measured]
        self._own = own
        self._right = {name: right}
        self._model = InProcessStudent(self._right, {name: {}})
        self._answers: dict[Request, tuple[Call, Answer]] = {}

    def hear(self, said: Iterable[tuple[Call, Answer]], session: Session) -> None:
        """
        Take in what was said already.

        Where several calls were made at once, one fault stands for all: those are asked again.
        """
        own = [(c, a) for c, a in said if c.function == self._name and not c.timed]
        reply = [(c, a) for c, a in own if not isinstance(a.value, StudentFault)]
        self._answers |= {request_of(c): (c, a) for c, a in reply}
        self._ask((call for call, _ in own), session)

    def ask(self, corpus: Corpus, session: Session) -> None:
        """Ask some of the frozen examples."""
        calls = self._calls(corpus, EXAMPLES)
        self._ask(calls[:: max(1, len(calls) // CALLS)], session)

    def wrong(self) -> bool:
        """Whether any of the student's answers is wrong."""
        return not all(
            self._same(request, self._model.answer(call, request))
            for request, (call, _) in self._answers.items()
        )

    def agrees(self, suspect: Suspect) -> bool:
        """Whether a wrong function gives all of the student's answers."""
        rehearsal = InProcessStudent({self._name: suspect.function})
        return all(self._same(r, rehearsal.answer(c, r)) for r, (c, _) in self._answers.items())

    def settled(self, suspects: list[Suspect], corpus: Corpus, session: Session) -> list[Suspect]:
        """Those of several suspects that are left after calls that tell them apart."""
        telling = [call for call in self._calls(corpus, None) if self._tells(call, suspects)]
        self._ask(telling[:FURTHER_CALLS], session)
        return [each for each in suspects if self.agrees(each)]

    def _tells(self, call: Call, suspects: Sequence[Suspect]) -> bool:
        request = request_of(call)
        first, *others = [
            InProcessStudent({self._name: each.function}).answer(call, request) for each in suspects
        ]
        right = self._model.answer(call, request)
        return not all(self._alike(call, first, other, right) for other in others)

    def _ask(self, calls: Iterable[Call], session: Session) -> None:
        asked = {request_of(call): call for call in calls}
        new = deque((r, call) for r, call in asked.items() if r not in self._answers)
        while new:
            self._answers |= _answered(
                [new.popleft() for _ in range(min(len(new), TOGETHER))], session
            )

    def _calls(self, corpus: Corpus, examples: int | None) -> list[Call]:
        """What the properties ask of the right function, in some of their examples or in all."""
        rehearsal = InProcessStudent(self._right)
        for prop in self._properties:
            for example in _spread(corpus.examples(prop), examples):
                before = len(rehearsal.reply)
                prop.body(rehearsal.student, **example)
                if len(rehearsal.reply) - before > MOST_CALLS:
                    break
        return [call for call, _ in rehearsal.reply.values()]

    def _same(self, request: Request, other: Answer) -> bool:
        call, answer = self._answers[request]
        return self._alike(call, answer, other, self._model.answer(call, request))

    def _alike(self, call: Call, one: Answer, other: Answer, right: Answer) -> bool:
        return same_answers(call, one, other, right, self._own)


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
