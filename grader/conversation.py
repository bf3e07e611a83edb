"""
All examples of a property, asked many at a time.

The student's process works while we compare, and neither waits for the other.  What comes
of it is what asking one example after the other would give: a dialogue counts only if
all smaller ones held, and after a process was lost whatever still matters is asked again.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.dialogue import Body, Dialogue
from grader.session import Request, Session, request_of
from grader.student import Answer, Call

__all__ = ["Conversation"]

UNDER_WAY = 32  # calls sent ahead of their answers


class _Sent(NamedTuple):
    """A call that is under way: for which dialogue, which step and which place in it."""

    dialogue: int
    step: int
    place: int
    request: Request


class Conversation:
    """
    Attributes
    ----------
    known : dict from a request to its call and answer
        Everything that was answered; an equal request is not sent twice.
    """

    def __init__(self, body: Body, examples: Sequence[Mapping[str, Any]], session: Session) -> None:
        self.known: dict[Request, tuple[Call, Answer]] = {}
        self._body = body
        self._session = session
        self._dialogues = [Dialogue(example) for example in examples]
        self._ready = deque(range(len(examples)))
        self._under_way: deque[_Sent] = deque()
        self._last = len(examples) - 1  # the last dialogue that matters

    def hold(self) -> list[Dialogue]:
        """Talk until it is settled; the dialogues up to and including the first that failed."""
        while self._ready or self._under_way:
            while self._ready and len(self._under_way) < UNDER_WAY:
                self._advance(self._ready.popleft())
            if self._under_way:
                self._receive()
        return self._dialogues[: self._last + 1]

    def _advance(self, number: int) -> None:
        if number > self._last:
            return
        dialogue = self._dialogues[number]
        dialogue.advance(self._body)
        if dialogue.failure is not None:
            self._last = number
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
        sent = self._under_way.popleft()
        call, answer = self._session.receive()
        self._answered(sent, call, answer)
        if self._session.waiting < len(self._under_way):
            self._resume()

    def _answered(self, sent: _Sent, call: Call, answer: Answer) -> None:
        dialogue = self._dialogues[sent.dialogue]
        if sent.dialogue > self._last or dialogue.step != sent.step:
            return
        self.known[sent.request] = call, answer
        if dialogue.take(sent.place, answer):
            self._ready.appendleft(sent.dialogue)

    def _resume(self) -> None:
        """After the process was lost: ask again what it had not answered, where it matters."""
        lost = dict.fromkeys((sent.dialogue, sent.step) for sent in self._under_way)
        self._under_way.clear()
        for number, step in lost:
            if number <= self._last and self._dialogues[number].step == step:
                self._send_missing(number)
