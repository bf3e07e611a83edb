"""
All examples of a question's properties, asked many at a time.

The student's process works while we compare, and neither waits for the other.  What comes
of it is what asking one example after the other would give: of each property a dialogue
counts only if all smaller ones held, and after a process was lost whatever still matters is
asked again.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from grader.examine.answer_tree import Scene, learnt
from grader.examine.batches import TOO_LONG, heard_together
from grader.examine.example_run import Body, Dialogue
from grader.examine.student.proxy import Call
from grader.examine.student.replies import Heard, Request
from grader.examine.student.session import Session

__all__ = ["Conversation"]

UNDER_WAY = 48  # calls sent ahead of their answers


class _Waiter(NamedTuple):
    """Who needs an answer: which dialogue, at which step, and for which place in it."""

    dialogue: int
    step: int
    place: int


class _Topic(NamedTuple):
    """A property: its first dialogue, and its script for each example."""

    body: Body
    first: int
    scripts: list[Scene | None]


class Conversation:
    """
    Everything that is said with a submission about one question.

    Attributes
    ----------
    known : dict from a request to what was heard
        Everything that was answered; an equal request is not sent twice.
    """

    def __init__(self, session: Session) -> None:
        self.known: dict[Request, Heard] = {}
        self._session = session
        self._dialogues: list[Dialogue] = []
        self._topic_of: list[int] = []  # of each dialogue
        self._topics: list[_Topic] = []
        self._lasts: list[int] = []  # of each topic, the last dialogue that matters
        self._requests: list[dict[Request, int]] = []  # and, once wanted, what was heard about it
        self._ready: deque[int] = deque()
        self._under_way: dict[Request, list[_Waiter]] = {}  # oldest first
        self._seconds = 0.0  # that the last answer was waited for

    def about(
        self,
        body: Body,
        examples: Sequence[Mapping[str, Any]],
        scripts: list[Scene | None] | None = None,
    ) -> int:
        """
        Take up a property with its examples, smallest first; the number of the topic.

        ``scripts``, one for each example, learn what satisfies the property.
        """
        topic, first = len(self._topics), len(self._dialogues)
        scripts = [None] * len(examples) if scripts is None else scripts
        self._dialogues += [
            Dialogue(example, scene=scene) for example, scene in zip(examples, scripts, strict=True)
        ]
        self._topic_of += [topic] * len(examples)
        self._topics.append(_Topic(body, first, scripts))
        self._lasts.append(len(self._dialogues) - 1)
        self._requests.append({})
        self._ready.extend(range(first, len(self._dialogues)))
        return topic

    def hold(self) -> None:
        """Talk until every topic is settled."""
        while heard := heard_together(self._wanted(), self._session):
            self.known |= heard
        while self._ready or self._under_way:
            while self._ready and len(self._under_way) < UNDER_WAY:
                number = self._ready.popleft()
                if self._goes_on_to_want(number):
                    self._send_missing(number)
            if self._under_way:
                self._receive()

    def dialogues(self, topic: int) -> list[Dialogue]:
        """What was said about a topic, up to and including the first dialogue that failed."""
        return self._dialogues[self._topics[topic].first : self._lasts[topic] + 1]

    def requests(self, topic: int) -> list[Request]:
        """What was heard about a topic, in the order of its examples."""
        return list(self._asked_about(topic))

    def call_for(self, topic: int, request: Request) -> Callable[[], Call]:
        """How to find the call that a request about a topic was made of."""
        dialogue = self._dialogues[self._asked_about(topic)[request]]
        return partial(dialogue.call_for, request, self._topics[topic].body, self._session.read)

    def _asked_about(self, topic: int) -> dict[Request, int]:
        """Everything that was heard about a settled topic, and in which dialogue first."""
        found = self._requests[topic]
        if not found:
            for number, dialogue in enumerate(self.dialogues(topic), self._topics[topic].first):
                for request in dialogue.asked:
                    if request in self.known:  # after a fault the rest of a step is not waited for
                        found.setdefault(request, number)
        return found

    def _wanted(self) -> list[Request]:
        """What the dialogues want next that is not known yet."""
        wanting = [number for number in self._ready if self._goes_on_to_want(number)]
        asked = (r for number in wanting for r in self._dialogues[number].wanted)
        return [request for request in dict.fromkeys(asked) if request not in self.known]

    def _matters(self, number: int) -> bool:
        return number <= self._lasts[self._topic_of[number]]

    def _still_waits(self, waiter: _Waiter) -> bool:
        step = self._dialogues[waiter.dialogue].step
        return step == waiter.step and self._matters(waiter.dialogue)

    def _advance(self, number: int) -> None:
        """Take a dialogue as far as its answers go."""
        dialogue, topic = self._dialogues[number], self._topics[self._topic_of[number]]
        dialogue.advance(topic.body, self._session.read)
        if dialogue.failure is not None:
            self._lasts[self._topic_of[number]] = number
        if self._session.waiting < len(self._under_way):  # an answer could not be read
            self._resume()
        if dialogue.finished and dialogue.failure is None and dialogue.scene is None:
            place = number - topic.first
            topic.scripts[place] = learnt(topic.scripts[place], dialogue.path)

    def _goes_on_to_want(self, number: int) -> bool:
        """Take a dialogue as far as what is known goes; whether it wants more."""
        dialogue = self._dialogues[number]
        while not dialogue.finished and self._matters(number):
            if not dialogue.wanted:
                self._advance(number)
            elif not dialogue.take_all(self.known):
                return True
        return False

    def _send_missing(self, number: int) -> None:
        """Send what a dialogue wants, but for what is known or under way."""
        dialogue = self._dialogues[number]
        step = dialogue.step
        for place in dialogue.missing():
            request, waiter = dialogue.wanted[place], _Waiter(number, step, place)
            if request in self._under_way:
                self._under_way[request].append(waiter)
                continue
            heard = self.known.get(request) or self._session.send(request)
            if heard is None:
                self._under_way[request] = [waiter]
                continue
            self._heard(waiter, request, heard)
            if dialogue.step != step:
                return

    def _progress(self) -> tuple[int, int]:
        """How many dialogues that matter are finished, and how many are not."""
        mattering = [each for number, each in enumerate(self._dialogues) if self._matters(number)]
        done = sum(each.finished for each in mattering)
        return done, len(mattering) - done

    def _receive(self) -> None:
        oldest = next(iter(self._under_way.values()))
        if self._seconds > TOO_LONG and not any(map(self._still_waits, oldest)):
            self._session.abandon()
            self._seconds = 0.0
            self._resume()
            return
        began = time.monotonic()
        request, heard = self._session.receive()
        self._seconds = time.monotonic() - began
        if self._seconds > TOO_LONG:
            self._session.look_ahead(*self._progress())
        for waiter in self._under_way.pop(request):
            self._heard(waiter, request, heard)
        if self._session.waiting < len(self._under_way):
            self._resume()

    def _heard(self, waiter: _Waiter, request: Request, heard: Heard) -> None:
        if not self._still_waits(waiter):
            return
        self.known[request] = heard
        if self._dialogues[waiter.dialogue].take(waiter.place, heard):
            self._ready.appendleft(waiter.dialogue)

    def _resume(self) -> None:
        """After the process was lost: ask again what it had not answered, where it matters."""
        waiters = [waiter for each in self._under_way.values() for waiter in each]
        self._under_way.clear()
        for number, step in dict.fromkeys((each.dialogue, each.step) for each in waiters):
            if self._matters(number) and self._dialogues[number].step == step:
                self._send_missing(number)
