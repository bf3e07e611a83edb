"""
One example of one property, and what has been said about it so far.

A property is written as if each call were answered on the spot.  Waiting for every answer
would leave two processes taking turns; so a property is run until it asks for what is
not there yet, is put aside, and is run again from its start when the answer has come.

Running a property twice is safe because a property is a function of its example and the
answers, and it costs little because answers that came are only looked up.  For the same reason
it need not be run at all as long as its tree knows the answers.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.authoring.trace import Trace, tracing
from grader.examine.answer_tree import AnswerNode
from grader.examine.student.calls import Answer, Ask, Call
from grader.examine.student.faults import StudentFault, Unsendable
from grader.examine.student.objects.model_of import expected_by
from grader.examine.student.proxy import Student
from grader.examine.student.replies import Reply, Request, key_of, request_of
from grader.examine.student.unreadable import blamed

__all__ = ["Body", "ExampleRun", "run"]

Body = Callable[..., Any]
Read = Callable[[Call, Reply], Answer]


class _NeedsAnswers(BaseException):
    """Calls that a property needs answered before it can go on; not for a property to catch."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = calls


@dataclass(slots=True)
class ExampleRun:
    """
    A property on one example, as far as it has run.

    Attributes
    ----------
    example : mapping
        The property's arguments.
    failure : BaseException or None
        What the property failed with; None while it runs, and where it held.
    finished : bool
        Whether the property has run to its end, or failed.
    exchanges : list of (Call, Answer)
        The calls that the property made in its last run, in order.
    pending : sequence of Request
        The calls of the step that is under way.
    node : AnswerNode or None
        Where in its tree it stands; None once it has left that, or if it has none.
    trace : Trace or None
        What the property looked at in its last run.
    asked_twice : bool
        Whether its exchanges are one call with its two answers, and not what the property made.
    """

    example: Mapping[str, Any]
    failure: BaseException | None = None
    finished: bool = False
    exchanges: list[tuple[Call, Answer]] = field(default_factory=list)
    pending: Sequence[Request] = ()
    node: AnswerNode | None = None
    trace: Trace | None = None
    asked_twice: bool = False
    _asked: list[Sequence[Request]] = field(default_factory=list)
    _steps: list[Sequence[Reply]] = field(default_factory=list)
    _arrived: dict[int, Reply] = field(default_factory=dict)
    _performed_by: tuple[Body, Read] | None = None

    @property
    def step(self) -> int:
        """How many steps have been answered."""
        return len(self._steps)

    @property
    def calls(self) -> int:
        """How many calls it rests on."""
        return len(self.exchanges) or sum(map(len, self._steps))

    @property
    def asked(self) -> Iterator[Request]:
        """All that was asked and answered, in order."""
        return itertools.chain.from_iterable(self._asked)

    @property
    def path(self) -> list[tuple[Sequence[Request], bytes]]:
        """What was asked and answered, step by step, for its tree to remember."""
        return [(a, key_of(step)) for a, step in zip(self._asked, self._steps, strict=True)]

    def advance(self, body: Body, read: Read) -> None:
        """Go as far as the answers go: to the end, or to what is ``pending``."""
        self._performed_by = body, read
        if self.node is None:
            self._perform(body, read)
        else:
            self._follow(self.node)

    def call_for(self, request: Request, body: Body, read: Read) -> Call:
        """The call that a request was made of."""
        if not self.exchanges:
            self._perform(body, read)
        return next(call for call, _ in self.exchanges if request_of(call) == request)

    def holds_with(self, request: Request, reply: Reply) -> bool:
        """Whether the property holds as well where what it asked is answered so."""
        both = zip(self._asked, self._steps, strict=True)
        steps: list[Sequence[Reply]] = [
            [reply if each == request else heard for each, heard in zip(asked, step, strict=True)]
            for asked, step in both
        ]
        other = ExampleRun(self.example, _steps=steps)
        if self._performed_by is not None:
            other._perform(*self._performed_by)
        return other.finished and other.failure is None

    def contradicted(self, exchanges: list[tuple[Call, Answer]], fault: StudentFault) -> None:
        """Note that one call was answered otherwise the second time."""
        self.exchanges, self.failure, self.asked_twice = exchanges, fault, True

    def missing(self) -> list[int]:
        """Places of the wanted calls that have no answer yet."""
        return [place for place in range(len(self.pending)) if place not in self._arrived]

    def take(self, place: int, reply: Reply) -> bool:
        """
        Note the answer to one of the wanted calls; whether the property can go on.

        It can with a fault too: that ends the property, so the rest need not be waited for.
        """
        self._arrived[place] = reply
        if len(self._arrived) < len(self.pending) and reply.fault is None:
            return False
        fault = reply.fault
        places = range(len(self.pending))
        self._take([self._arrived.get(p) or Reply.unheard(fault) for p in places])
        return True

    def take_all(self, known: Mapping[Request, Reply]) -> bool:
        """Note the answers to all wanted calls, if they are known and no fault; whether so."""
        step = []
        for request in self.pending:
            reply = known.get(request)
            if reply is None or reply.fault is not None:
                return False
            step.append(reply)
        self._take(step)
        return True

    def _take(self, step: Sequence[Reply]) -> None:
        """Go one step further, and where the tree leads from there."""
        self._asked.append(self.pending)
        self._steps.append(step)
        self._arrived, self.pending = {}, ()
        if self.node is not None:
            self.node = self.node.then.get(key_of(step))
        if self.node is not None:
            self._follow(self.node)

    def _follow(self, node: AnswerNode) -> None:
        self.pending = node.requests
        self.finished = not self.pending

    def _perform(self, body: Body, read: Read) -> None:
        """Run the property from its start."""
        self.exchanges, self.pending = [], ()
        self.trace = Trace(self.exchanges)
        steps = iter(self._steps)

        def ask(calls: Sequence[Call]) -> Sequence[Answer]:
            return self._look_up(calls, steps, read)

        try:
            with tracing(self.trace):
                body(Student(ask, expected_by(body)), **self.example)
        except _NeedsAnswers as needs:
            try:
                self.pending = [request_of(call) for call in needs.calls]
                return
            except Unsendable as failure:
                self.failure = failure
        except Exception as failure:
            self.failure = blamed(failure, self.exchanges)
        self.finished = True

    def _look_up(
        self, calls: Sequence[Call], steps: Iterator[Sequence[Reply]], read: Read
    ) -> Sequence[Answer]:
        step = next(steps, None)
        if step is None:
            raise _NeedsAnswers(calls)
        answers = [read(call, reply) for call, reply in zip(calls, step, strict=True)]
        self.exchanges.extend(zip(calls, answers, strict=True))
        return answers


def run(body: Body, example: Mapping[str, Any], ask: Ask) -> ExampleRun:
    """One example from start to end, each call answered before the next is made."""
    example_run = ExampleRun(example)

    def ask_and_note(calls: Sequence[Call]) -> Sequence[Answer]:
        answers = ask(calls)
        example_run.exchanges.extend(zip(calls, answers, strict=True))
        return answers

    example_run.trace = Trace(example_run.exchanges)
    try:
        with tracing(example_run.trace):
            body(Student(ask_and_note, expected_by(body)), **example)
    except Exception as failure:
        example_run.failure = blamed(failure, example_run.exchanges)
    example_run.finished = True
    return example_run
