"""
One example of one property, and what has been said about it so far.

A property is written as if each call were answered on the spot.  Waiting for every answer
would leave two processes taking turns; so a property is run until it asks for what is
not there yet, is put aside, and is run again from its start when the answer has come.

Running a property twice is safe because a property is a function of its example and the
answers, and it costs little because answers that came are only looked up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.errors import StudentFault
from grader.session import Session
from grader.student import Answer, Call, Student

__all__ = ["Body", "Dialogue", "run"]

Body = Callable[..., Any]


class _Wanting(BaseException):
    """Calls that a property needs answered before it can go on; not for a property to catch."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = calls


@dataclass(slots=True)
class Dialogue:
    """
    Attributes
    ----------
    example : mapping
        The property's arguments.
    failure : BaseException or None
        What the property failed with; None while it runs, and where it held.
    finished : bool
        Whether the property has run to its end, or failed.
    said : list of (Call, Answer)
        The calls that the property made in its last run, in order.
    wanted : sequence of Call
        The calls of the step that is under way.
    """

    example: Mapping[str, Any]
    failure: BaseException | None = None
    finished: bool = False
    said: list[tuple[Call, Answer]] = field(default_factory=list)
    wanted: Sequence[Call] = ()
    _steps: list[Sequence[Answer]] = field(default_factory=list)
    _arrived: dict[int, Answer] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """How many steps have been answered."""
        return len(self._steps)

    def advance(self, body: Body) -> None:
        """Run the property as far as the answers go: to its end, or to what is ``wanted``."""
        self.said, self.wanted, self._arrived = [], (), {}
        steps = iter(self._steps)
        try:
            body(Student(lambda calls: self._look_up(calls, steps)), **self.example)
        except _Wanting as wanting:
            self.wanted = wanting.calls
            return
        except Exception as failure:
            self.failure = failure
        self.finished = True

    def missing(self) -> list[int]:
        """Places of the wanted calls that have no answer yet."""
        return [place for place in range(len(self.wanted)) if place not in self._arrived]

    def take(self, place: int, answer: Answer) -> bool:
        """
        Note the answer to one of the wanted calls; whether the property can go on.

        It can with a fault too: that ends the property, so the rest need not be waited for.
        """
        self._arrived[place] = answer
        if len(self._arrived) < len(self.wanted) and not isinstance(answer.value, StudentFault):
            return False
        self._steps.append([self._arrived.get(p, answer) for p in range(len(self.wanted))])
        return True

    def _look_up(
        self, calls: Sequence[Call], steps: Iterator[Sequence[Answer]]
    ) -> Sequence[Answer]:
        answers = next(steps, None)
        if answers is None:
            raise _Wanting(calls)
        self.said.extend(zip(calls, answers, strict=True))
        return answers


def run(body: Body, example: Mapping[str, Any], session: Session) -> Dialogue:
    """One example from start to end, each call answered before the next is made."""
    dialogue = Dialogue(example)

    def ask(calls: Sequence[Call]) -> Sequence[Answer]:
        answers = session.ask(calls)
        dialogue.said.extend(zip(calls, answers, strict=True))
        return answers

    try:
        body(Student(ask), **example)
    except Exception as failure:
        dialogue.failure = failure
    dialogue.finished = True
    return dialogue
