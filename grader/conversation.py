"""
All examples of a question's properties, asked many at a time.

The student's process works while we compare, and neither waits for the other.  What comes
of it is what asking one example after the other would give: of each property a dialogue
counts only if all smaller ones held, and after a process was lost whatever still matters is
asked again.
"""

import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.dialogue import Body, Dialogue
from grader.session import Request, Session, request_of
from grader.student import Answer, Call

__all__ = ["Conversation"]

UNDER_WAY = 32  # calls sent ahead of their answers
TOO_LONG = 0.1  # seconds for an answer that nobody needs any more; a new process takes less


class _Sent(NamedTuple):
    """A call that is under way: for which dialogue, which step and which place in it."""

    dialogue: int
    step: int
    place: int
    request: Request


class Conversation:
    """
    Everything that is said with a submission about one question.

    Attributes
    ----------
    known : dict from a request to its call and answer
        Everything that was answered; an equal request is not sent twice.
    """

    def __init__(self, session: Session) -> None:
        self.known: dict[Request, tuple[Call, Answer]] = {}
        self._session = session
        self._dialogues: list[Dialogue] = []
        self._bodies: list[Body] = []
        self._topics: list[int] = []  # of each dialogue
        self._firsts: list[int] = []  # of each topic, its first dialogue
        self._lasts: list[int] = []  # and the last one that matters
        self._requests: list[dict[Request, None]] = []  # and what was asked about it
        self._ready: deque[int] = deque()
        self._under_way: deque[_Sent] = deque()
        self._seconds = 0.0  # that the last answer was waited for

    def about(self, body: Body, examples: Sequence[Mapping[str, Any]]) -> int:
        """Take up a property with its examples, smallest first; the number of the topic."""
        topic, first = len(self._firsts), len(self._dialogues)
        self._dialogues += map(Dialogue, examples)
        self._bodies.append(body)
        self._topics += [topic] * len(examples)
        self._firsts.append(first)
        self._lasts.append(len(self._dialogues) - 1)
        self._requests.append({})
        self._ready.extend(range(first, len(self._dialogues)))
        return topic

    def hold(self) -> None:
        """Talk until every topic is settled."""
        while self._ready or self._under_way:
            while self._ready and len(self._under_way) < UNDER_WAY:
                self._advance(self._ready.popleft())
            if self._under_way:
                self._receive()

    def dialogues(self, topic: int) -> list[Dialogue]:
        """What was said about a topic, up to and including the first dialogue that failed."""
        return self._dialogues[self._firsts[topic] : self._lasts[topic] + 1]

    def requests(self, topic: int) -> list[Request]:
        """What was asked about a topic, in the order of the answers."""
        return list(self._requests[topic])

    def _matters(self, number: int) -> bool:
        return number <= self._lasts[self._topics[number]]

    def _is_awaited(self, sent: _Sent) -> bool:
        """Whether a dialogue still needs the answer to what was sent for it."""
        return self._dialogues[sent.dialogue].step == sent.step and self._matters(sent.dialogue)

    def _advance(self, number: int) -> None:
        if not self._matters(number):
            return
        dialogue, topic = self._dialogues[number], self._topics[number]
        dialogue.advance(self._bodies[topic])
        if dialogue.failure is not None:
            self._lasts[topic] = number
        if not dialogue.finished:
            self._send_missing(number)

    def _send_missing(self, number: int) -> None:
        """Send what a dialogue wants; what is known already is answered at once."""
        dialogue = self._dialogues[number]
        step = dialogue.step
        for place in dialogue.missing():
            call = dialogue.wanted[place]
            request = request_of(call)
            known = self.known.get(request)
            answer = known[1] if known else self._session.send(call, request)
            sent = _Sent(number, step, place, request)
            if answer is None:
                self._under_way.append(sent)
            else:
                self._answered(sent, call, answer)
            if dialogue.step != step:
                return

    def _receive(self) -> None:
        if self._seconds > TOO_LONG and not self._is_awaited(self._under_way[0]):
            self._session.abandon()
            self._seconds = 0.0
            self._resume()
            return
        began = time.monotonic()
        sent = self._under_way.popleft()
        call, answer = self._session.receive(matters=self._is_awaited(sent))
        self._seconds = time.monotonic() - began
        self._answered(sent, call, answer)
        if self._session.waiting < len(self._under_way):
            self._resume()

    def _answered(self, sent: _Sent, call: Call, answer: Answer) -> None:
        if not self._is_awaited(sent):
            return
        dialogue = self._dialogues[sent.dialogue]
        self.known[sent.request] = call, answer
        self._requests[self._topics[sent.dialogue]][sent.request] = None
        if dialogue.take(sent.place, answer):
            self._ready.appendleft(sent.dialogue)

    def _resume(self) -> None:
        """After the process was lost: ask again what it had not answered, where it matters."""
        lost = dict.fromkeys((sent.dialogue, sent.step) for sent in self._under_way)
        self._under_way.clear()
        for number, step in lost:
            if self._matters(number) and self._dialogues[number].step == step:
                self._send_missing(number)
