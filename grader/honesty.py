"""
Asking a few things twice: a result must not depend on earlier calls.

A property asks each input once, so a function that counts, remembers or draws at random
could be right by luck.  At the end some inputs are asked again, in another order, and a
second answer that differs from the first costs the property.
"""

from collections.abc import Sequence

import numpy as np

from grader.conversation import Conversation
from grader.errors import StudentFault, StudentRaised
from grader.model import Outcome
from grader.session import Request, Session
from grader.student import Answer

__all__ = ["TwoAnswers", "ask_again"]


class TwoAnswers(StudentFault):
    """The same input led to different answers."""

    outcome = Outcome.WRONG

    def __init__(self) -> None:
        super().__init__("gave two answers to the same input; use nothing but the arguments")


def ask_again(conversation: Conversation, topics: Sequence[int], session: Session) -> None:
    """Ask three inputs of each topic once more, last first; a topic that differs has failed."""
    asked = [(topic, request) for topic in topics for request in _chosen(conversation, topic)]
    sent = [session.send(conversation.known[request][0], request) for _, request in asked]
    again = [answer or (session.receive()[1] if session.waiting else None) for answer in sent]
    for (topic, request), now in zip(asked, again, strict=True):
        call, before = conversation.known[request]
        last = conversation.dialogues(topic)[-1]
        if now is not None and last.failure is None and not _same(before, now):
            last.said = [(call, before), (call, now)]
            last.failure = now.value if _lost(now) else TwoAnswers()


def _chosen(conversation: Conversation, topic: int) -> list[Request]:
    """The last, the middle and the first request of a topic."""
    requests = conversation.requests(topic)
    places = {len(requests) - 1, len(requests) // 2, 0} if requests else set()
    return [requests[place] for place in sorted(places, reverse=True)]


def _lost(answer: Answer) -> bool:
    """Whether the process was lost over a call: a timeout, a crash, a broken protocol."""
    return isinstance(answer.value, StudentFault) and not isinstance(answer.value, StudentRaised)


def _same(before: Answer, now: Answer) -> bool:
    """Whether two answers agree; the last bits of a float may depend on where arrays lie."""
    if before.raw == now.raw:
        return True
    if isinstance(before.value, np.ndarray) and isinstance(now.value, np.ndarray):
        same_kind = before.value.dtype == now.value.dtype and before.value.shape == now.value.shape
        return same_kind and np.allclose(before.value, now.value, rtol=1e-9, atol=0, equal_nan=True)
    if isinstance(before.value, float) and isinstance(now.value, float):
        return bool(np.isclose(before.value, now.value, rtol=1e-9, atol=0, equal_nan=True))
    return False
