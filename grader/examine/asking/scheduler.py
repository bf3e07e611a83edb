"""
All examples of a question's properties, asked many at a time.

The student's process works while we compare, and neither waits for the other.  What comes
of it is what asking one example after the other would give: of each property an example run
counts only if all smaller ones held, and after a process was lost whatever still matters is
asked again.

In which order, and in which round, calls are sent (``call_order``, ``call_rounds``) is not that of
the laws, and what cannot be sent together is sent a step at a time: from calls that a process can
read ahead of its answers, and from their order, it could tell what the answers should be.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from grader.examine.answer_tree import AnswerNode, with_path
from grader.examine.asking.batches import TOO_LONG, Answers, ask_in_batches
from grader.examine.asking.call_order import rank
from grader.examine.asking.call_rounds import CallRounds
from grader.examine.example_run import Body, ExampleRun
from grader.examine.student.calls import Call
from grader.examine.student.replies import Reply, Request
from grader.examine.student.session import Session
from grader.sandbox.processes.channel import Silent

__all__ = ["Scheduler"]


class _Waiter(NamedTuple):
    """Who needs an answer: which example run, at which step, and for which place in it."""

    example_run: int
    step: int
    place: int


class _Property(NamedTuple):
    """A property: its first example run, and its answer tree for each example."""

    body: Body
    first: int
    trees: list[AnswerNode | None]


class Scheduler:
    """
    Everything that is said with a submission about one question, in these ``rounds``.

    ``known`` holds by request all that was answered; an equal request is not sent twice.
    """

    def __init__(self, session: Session, rounds: CallRounds | None = None) -> None:
        self.known: dict[Request, Reply] = {}
        self._session = session
        self._runs: list[ExampleRun] = []
        self._index_of: list[int] = []  # of each example run
        self._properties: list[_Property] = []
        self._lasts: list[int] = []  # of each property, the last example run that matters
        self._requests: list[dict[Request, int]] = []  # and, once wanted, what was heard about it
        self._ready: deque[int] = deque()
        self._under_way: dict[Request, list[_Waiter]] = {}  # oldest first
        self._slow = set[str]()
        self._rounds = rounds or CallRounds(session.salt)
        self._later: dict[int, None] = {}  # example runs that want something of one
        self._seconds = 0.0  # that the last answer was waited for

    def add(
        self,
        body: Body,
        examples: Sequence[Mapping[str, Any]],
        trees: list[AnswerNode | None] | None = None,
    ) -> int:
        """
        Take up a property with its examples, smallest first; the number of the property.

        ``trees``, one for each example, learn what satisfies the property.
        """
        index, first = len(self._properties), len(self._runs)
        trees = [None] * len(examples) if trees is None else trees
        self._runs += [
            ExampleRun(example, node=node) for example, node in zip(examples, trees, strict=True)
        ]
        self._index_of += [index] * len(examples)
        self._properties.append(_Property(body, first, trees))
        self._lasts.append(len(self._runs) - 1)
        self._requests.append({})
        self._ready.extend(range(first, len(self._runs)))
        return index

    @property
    def slow(self) -> list[str]:
        """Functions that were put off, in the order in which they are to be asked."""
        wanting = [number for number in sorted(self._later) if self._matters(number)]
        pending = [r.function for number in wanting for r in self._runs[number].pending]
        return [name for name in dict.fromkeys(pending) if name in self._slow]

    def run_slow(self, put_off: Sequence[str]) -> None:
        """Talk about what was put off, but for functions that still are."""
        self._slow = self._session.put_off = set(put_off)
        self._ready.extend(sorted(self._later))
        self._later.clear()
        self.run()

    def prepare(self) -> None:
        """Find out in which order is sent what is asked first."""
        self._rounds.prepare(self._pending())

    def run(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """
        Talk until every property is settled, or needs a function that is put off.

        ``meanwhile`` is called when the process has got what is asked first.
        """
        slow, self._slow = -1, self._session.put_off
        while self._ask_together(meanwhile) or slow < len(self._slow):
            slow, meanwhile = len(self._slow), lambda: None
        while self._ready or self._under_way:
            while self._ready and not self._under_way:
                number = self._ready.popleft()
                if self._is_pending(number):
                    self._send_missing(number)
            if self._under_way:
                self._receive()

    def _ask_together(self, meanwhile: Callable[[], None]) -> bool:
        """
        Ask what is known to be wanted, many calls at a time; whether anything was heard.

        An example run goes on as soon as all that it waits for has come, while the process answers
        what was sent behind it.
        """
        wanted = self._rounds.next_round(
            self._pending(), [self._runs[n].pending for n in self._ready]
        )
        places = {request: place for place, request in enumerate(wanted)}
        waiting: dict[Request, list[int]] = {}  # by the last call that they wait for
        for number in self._ready:
            last = max(self._runs[number].pending, key=lambda each: places.get(each, -1))
            waiting.setdefault(last, []).append(number)

        def heard(answers: Answers) -> None:
            self.known.update(answers)
            for request, _ in answers:
                for number in waiting.get(request, ()):
                    self._is_pending(number)

        return bool(ask_in_batches(wanted, self._session, heard, meanwhile))

    def example_runs(self, index: int) -> list[ExampleRun]:
        """What was said about a property, up to and including the first example run that failed."""
        return self._runs[self._properties[index].first : self._lasts[index] + 1]

    def requests(self, index: int) -> list[Request]:
        """What was heard about a property, in the order of its examples."""
        return list(self._asked_about(index))

    def call_for(self, index: int, request: Request) -> Callable[[], Call]:
        """How to find the call that a request about a property was made of."""
        example_run = self._runs[self._asked_about(index)[request]]
        return partial(
            example_run.call_for, request, self._properties[index].body, self._session.read
        )

    def _asked_about(self, index: int) -> dict[Request, int]:
        """Everything that was heard about a settled property, and in which example run first."""
        found = self._requests[index]
        if not found:
            for number, example_run in enumerate(
                self.example_runs(index), self._properties[index].first
            ):
                for request in example_run.asked:
                    if request in self.known:  # after a fault the rest of a step is not waited for
                        found.setdefault(request, number)
        return found

    def _pending(self) -> list[Request]:
        """What the example runs want next that is not known yet."""
        wanting = [number for number in self._ready if self._is_pending(number)]
        self._ready = deque(wanting)  # the others have ended, or matter no more
        asked = (r for number in wanting for r in self._runs[number].pending)
        return [request for request in dict.fromkeys(asked) if request not in self.known]

    def _matters(self, number: int) -> bool:
        return number <= self._lasts[self._index_of[number]]

    def _still_waits(self, waiter: _Waiter) -> bool:
        step = self._runs[waiter.example_run].step
        return step == waiter.step and self._matters(waiter.example_run)

    def _advance(self, number: int) -> None:
        """Take an example run as far as its answers go."""
        example_run, index = self._runs[number], self._properties[self._index_of[number]]
        example_run.advance(index.body, self._session.read)
        if example_run.failure is not None:
            self._lasts[self._index_of[number]] = number
        if self._session.waiting < len(self._under_way):  # an answer could not be read
            self._resume()
        if example_run.finished and example_run.failure is None and example_run.node is None:
            place = number - index.first
            index.trees[place] = with_path(index.trees[place], example_run.path)

    def _is_pending(self, number: int) -> bool:
        """Take an example run as far as what is known goes; whether it wants more."""
        example_run = self._runs[number]
        while not example_run.finished and self._matters(number):
            if not example_run.pending:
                self._advance(number)
            elif not example_run.take_all(self.known):
                return True
        return False

    def _send_missing(self, number: int) -> None:
        """Send what an example run wants, but for what is known or under way."""
        example_run = self._runs[number]
        step = example_run.step
        for place in sorted(
            example_run.missing(),
            key=lambda each: rank(self._session.salt, example_run.pending[each]),
        ):
            request, waiter = example_run.pending[place], _Waiter(number, step, place)
            if request.function in self._slow and request not in self.known:
                self._later[number] = None
                continue
            if request in self._under_way:
                self._under_way[request].append(waiter)
                continue
            reply = self.known.get(request) or self._session.send(request)
            if reply is None:
                self._under_way[request] = [waiter]
                continue
            self._take(waiter, request, reply)
            if example_run.step != step:
                return

    def _receive(self) -> None:
        oldest = next(iter(self._under_way.values()))
        if self._seconds > TOO_LONG and not any(map(self._still_waits, oldest)):
            self._session.abandon()
            self._seconds = 0.0
            self._resume()
            return
        began = time.monotonic()
        try:
            request, reply = self._session.receive(puts_off=True)
        except Silent:
            self._put_off(next(iter(self._under_way)).function)
            return
        self._seconds = time.monotonic() - began
        for waiter in self._under_way.pop(request):
            self._take(waiter, request, reply)
        if self._session.is_slow(request.function):
            self._put_off(request.function)
        if self._session.waiting < len(self._under_way):
            self._resume()

    def _put_off(self, function: str) -> None:
        """Ask nothing more of a function for now, and end the process that is busy with it."""
        self._session.put_off_function(function)
        if any(request.function == function for request in self._under_way):
            self._session.abandon()
            self._resume()

    def _take(self, waiter: _Waiter, request: Request, reply: Reply) -> None:
        if not self._still_waits(waiter):
            return
        self.known[request] = reply
        if self._runs[waiter.example_run].take(waiter.place, reply):
            self._ready.appendleft(waiter.example_run)

    def _resume(self) -> None:
        """After the process was lost: ask again what it had not answered, where it matters."""
        waiters = [waiter for each in self._under_way.values() for waiter in each]
        self._under_way.clear()
        for number, step in dict.fromkeys((each.example_run, each.step) for each in waiters):
            if self._matters(number) and self._runs[number].step == step:
                self._send_missing(number)
