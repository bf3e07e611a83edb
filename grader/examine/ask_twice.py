"""
Asking a few things twice: a result must not depend on earlier calls.

A property asks each input once, so a function that counts, remembers or draws at random
could be right by luck.  At the end of a question some inputs are asked again, and at the end
of all some once more of a fresh process, which has heard nothing yet.  Which ones, and in
which order, a submission cannot foretell; an answer that differs from the first costs the
property.

Two processes may differ in the last bits of a float, depending on where arrays lie, so numbers
are compared with a margin.
"""

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.examine.asking.batches import ask_in_batches
from grader.examine.asking.scheduler import Scheduler
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import (
    OutOfTime,
    RaisedValueError,
    StudentFault,
    StudentRaised,
)
from grader.examine.student.replies import RepeatedCall, Reply, Request
from grader.examine.student.session import Session
from grader.language import Message
from grader.model import Outcome
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.parts import equal, parts

__all__ = [
    "Contradiction",
    "TwoAnswers",
    "answers_again",
    "ask_again",
    "repeated_calls",
]

AT_ONCE = 3  # inputs of a property that are asked again while the process is there
AFRESH = 1  # and in another process; a function has three properties on average
AFRESH_OF_FEW = 4  # where there are but a few answers: any two agree by chance too often
FEW = 4
WORDS = bool, np.bool_, str
RELATIVE, OF_LARGEST = 1e-9, 1e-12


class TwoAnswers(StudentFault):
    """The same input led to different answers."""

    outcome = Outcome.WRONG

    def __init__(self) -> None:
        super().__init__(
            Message("gave two answers to the same input; use nothing but the arguments")
        )


class Contradiction(NamedTuple):
    """A call that was answered otherwise the second time, and what that is called."""

    exchanges: list[tuple[Call, Answer]]
    fault: StudentFault


def ask_again(scheduler: Scheduler, indices: Sequence[int], session: Session) -> None:
    """Ask some inputs of each property once more; a property that differs has failed."""
    asked = [
        (index, each) for index in indices for each in _chosen(scheduler, index, AT_ONCE, session)
    ]
    session.chance.shuffle(asked)
    contradictions = answers_again([each for _, each in asked], session)
    for (index, _), contradiction in zip(asked, contradictions, strict=True):
        last = scheduler.example_runs(index)[-1]
        if contradiction is None or isinstance(contradiction.fault, OutOfTime):
            continue  # time was up: the other process is asked all the same
        if last.failure is None:
            last.contradicted(*contradiction)
    unasked = session.settle()
    if unasked is not None and asked:
        last = scheduler.example_runs(asked[-1][0])[-1]
        last.failure = last.failure or unasked


def repeated_calls(scheduler: Scheduler, index: int, session: Session) -> tuple[RepeatedCall, ...]:
    """
    What a fresh process is to be asked about a property.

    Where the answers are a few words, yes and no among them, it is more, with different answers.
    """
    words = _by_word(scheduler, index)
    if not 2 <= len(words) <= FEW:
        return tuple(_chosen(scheduler, index, AFRESH, session))
    for requests in words:
        session.chance.shuffle(requests)
    in_turn = (each for turn in itertools.zip_longest(*words) for each in turn if each is not None)
    return tuple(
        _repeated(scheduler, index, each) for each in itertools.islice(in_turn, AFRESH_OF_FEW)
    )


def _by_word(scheduler: Scheduler, index: int) -> list[list[Request]]:
    """What was asked about a property, by the answer; nothing where those are not all words."""
    found: dict[tuple[bytes, bytes], list[Request]] = {}
    for request in scheduler.requests(index):
        reply = scheduler.known[request]
        found.setdefault((reply.structure, reply.blob), []).append(request)
        if reply.kind != Kind.RETURNED or len(found) > FEW:
            return []
    return list(found.values()) if all(isinstance(decode(*each), WORDS) for each in found) else []


def answers_again(asked: Sequence[RepeatedCall], session: Session) -> list[Contradiction | None]:
    """For each call what is doubtful about its answer, None where it is the same."""
    requests = list(dict.fromkeys(each.request for each in asked))
    again = ask_in_batches(requests, session)
    left = [request for request in requests if request not in again]
    while left:  # once, or once more for each process that was lost
        sent = [session.send(request) for request in left]
        for reply in sent:
            if reply is None and not session.waiting:
                break
            again[left.pop(0)] = reply or session.receive()[1]
    return [_contradiction(each, again[each.request], session) for each in asked]


def _contradiction(asked: RepeatedCall, now: Reply, session: Session) -> Contradiction | None:
    if asked.reply.same_bytes(now):
        return None
    call = asked.call()
    first, second = session.read(call, asked.reply), session.read(call, now)
    lost = isinstance(second.value, StudentFault) and not isinstance(second.value, StudentRaised)
    if not lost and _same(first.value, second.value):
        return None
    both = [(call, first), (call, second)]
    return Contradiction(both, second.value if lost else TwoAnswers())


def _chosen(scheduler: Scheduler, index: int, count: int, session: Session) -> list[RepeatedCall]:
    """Some of what was asked about a property."""
    requests = scheduler.requests(index)
    chosen = session.chance.sample(requests, min(count, len(requests)))
    return [_repeated(scheduler, index, request) for request in chosen]


def _repeated(scheduler: Scheduler, index: int, request: Request) -> RepeatedCall:
    return RepeatedCall(request, scheduler.known[request], scheduler.call_for(index, request))


def _same(before: Any, now: Any) -> bool:
    """Whether two answers agree: in kind and size exactly, in numbers within the margin."""
    if type(before) is not type(now):
        return False
    if isinstance(before, dict) and not _same(list(before), list(now)):
        return False  # their order counts as well
    a, b = parts(before), parts(now)
    if a is not None and b is not None:
        return a[0] == b[0] and _same([each for _, each in a[1]], [each for _, each in b[1]])
    if isinstance(before, (list, tuple)):
        return len(before) == len(now) and all(map(_same, before, now))
    if isinstance(before, (np.ndarray, np.generic, float, complex)):
        return _close(np.asarray(before), np.asarray(now))
    if isinstance(before, StudentRaised):  # of what it says nothing counts, as in replies.key
        return isinstance(before, RaisedValueError) or before.kind == now.kind
    if isinstance(before, StudentFault):
        return str(before) == str(now)
    return equal(before, now)


def _close(before: np.ndarray[Any, Any], now: np.ndarray[Any, Any]) -> bool:
    if before.dtype != now.dtype or before.shape != now.shape:
        return False
    if before.dtype.kind not in "fc":
        return bool((before == now).all())
    with np.errstate(all="ignore"):
        sizes = np.abs(before)
        margin = OF_LARGEST * float(sizes.max(initial=0.0, where=np.isfinite(sizes)))
        return np.allclose(before, now, rtol=RELATIVE, atol=margin, equal_nan=True)
