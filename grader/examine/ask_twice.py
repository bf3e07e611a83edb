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
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from grader.authoring.same_values import POINTS, numbers, same_values, values_at
from grader.examine.asking.batches import ask_in_batches
from grader.examine.asking.scheduler import Scheduler
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import OutOfTime, StudentFault, StudentRaised, same_fault
from grader.examine.student.replies import RepeatedCall, Reply, Request
from grader.examine.student.session import Session
from grader.language import Message
from grader.model import Outcome
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.keys import key_text
from grader.sandbox.wire.parts import parts
from grader.sandbox.wire.values import Expression

__all__ = [
    "Contradiction",
    "TwoAnswers",
    "answers_again",
    "ask_again",
    "repeated_calls",
]

AT_ONCE = 3  # inputs of a property that are asked again while the process is there
AFRESH = 1  # and in another process, and as many that it refused; a function has three properties
AFRESH_OF_FEW = 4  # where there are but a few answers: any two agree by chance too often
FEW = 4
RELATIVE, OF_LARGEST = 1e-9, 1e-12
_KINDS = {"u": "i", "O": "i"}  # of dtypes; an int that is too large for any is an object


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
    What a fresh process is to be asked about a property: where it refused, too, if it ever did.

    Where the answers are a few words, yes and no among them, it is more, with different answers.
    """
    groups, are_words = _by_answer(scheduler, index)
    most = AFRESH_OF_FEW if are_words and len(groups) > 1 else AFRESH * len(groups)
    drawn = [session.chance.sample(group, min(most, len(group))) for group in groups]
    in_turn = (each for turn in itertools.zip_longest(*drawn) for each in turn if each is not None)
    return tuple(_repeated(scheduler, index, each) for each in itertools.islice(in_turn, most))


def _by_answer(scheduler: Scheduler, index: int) -> tuple[list[list[Request]], bool]:
    """What was asked about a property: what was refused, and all else, or that by a few words."""
    refused, answered = list[Request](), list[Request]()
    for request in scheduler.requests(index):
        (refused if scheduler.known[request].is_refusal else answered).append(request)
    words = _by_word(answered, scheduler.known)
    groups = [refused, *([answered] if words is None else words)]
    return [each for each in groups if each], words is not None


def _by_word(
    requests: Sequence[Request], known: Mapping[Request, Reply]
) -> list[list[Request]] | None:
    """Calls by the word that was answered, in whatever bytes; None where not all are a few."""
    found: dict[bool | str, list[Request]] = {}
    for request in requests:
        word = _word(known[request])
        if word is None:
            return None
        found.setdefault(word, []).append(request)
    return list(found.values()) if len(found) <= FEW else None


def _word(reply: Reply) -> bool | str | None:
    """The word that a reply is; None where it is none."""
    value = decode(reply.structure, reply.blob) if reply.kind == Kind.RETURNED else None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return str(value) if isinstance(value, str) else None


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
    """What is wrong with a second answer: it is none, or no law takes it for the first one."""
    if asked.reply.same_bytes(now):
        return None
    call = asked.call()
    first, second = session.read(call, asked.reply), session.read(call, now)
    lost = isinstance(second.value, StudentFault) and not isinstance(second.value, StudentRaised)
    values = first.value, second.value
    if not lost and (_same(*values) or (_same_value(*values) and asked.holds_with(now))):
        return None
    both = [(call, first), (call, second)]
    return Contradiction(both, second.value if lost else TwoAnswers())


def _chosen(scheduler: Scheduler, index: int, count: int, session: Session) -> list[RepeatedCall]:
    """Some of what was asked about a property."""
    requests = scheduler.requests(index)
    chosen = session.chance.sample(requests, min(count, len(requests)))
    return [_repeated(scheduler, index, request) for request in chosen]


def _repeated(scheduler: Scheduler, index: int, request: Request) -> RepeatedCall:
    def holds_with(reply: Reply) -> bool:
        runs = (each for each in scheduler.example_runs(index) if request in each.asked)
        return all(each.holds_with(request, reply) for each in runs)

    call = scheduler.call_for(index, request)
    return RepeatedCall(request, scheduler.known[request], call, holds_with)


def _same(before: Any, now: Any) -> bool:
    """Whether two answers are the same to every law: of one value, and spelled alike."""
    return _same_value(before, now) and _spelling(before) == _spelling(now)


def _same_value(before: Any, now: Any) -> bool:
    """Whether two answers have one value: the same parts, and numbers within the margin."""
    if isinstance(before, StudentFault) or isinstance(now, StudentFault):
        return same_fault(before, now)  # of what it says nothing counts, as in replies.key
    return same_values(before, now, _as_numbers)


def _as_numbers(before: Any, now: Any) -> bool | None:
    """Whether two are the same numbers, formulas or texts; None for what has entries, and else."""
    both, is_one_kind = (before, now), type(before) is type(now)
    if any(isinstance(each, Expression) for each in both):
        at_points = (_close_at(point, before, now) for point in POINTS)
        return (is_one_kind and before == now) or all(at_points)
    for kind in (str, bytes):  # NumPy's are derived from these
        if all(isinstance(each, kind) for each in both):
            return bool(before == now)
    if all(isinstance(each, (list, tuple)) for each in both):
        return None
    a, b = map(numbers, both if is_one_kind else map(_inexact, both))
    return None if a is None or b is None else _close(a, b)


def _inexact(value: Any) -> Any:
    """A fraction or a decimal as a float; anything else, and what is too large, as it is."""
    try:
        return float(value) if isinstance(value, (Fraction, Decimal)) else value
    except (OverflowError, ValueError):
        return value


def _close_at(point: float, before: Any, now: Any) -> bool:
    """Whether two formulas have the same values where their symbols have values."""
    a, b = (values_at(each, point) for each in (before, now))
    return a is not None and b is not None and _close(np.array(a), np.array(b))


def _close(before: np.ndarray[Any, Any], now: np.ndarray[Any, Any]) -> bool:
    """Whether numbers agree, each way round, whatever holds them; True is no number."""
    kinds = {_KINDS.get(each.dtype.kind, each.dtype.kind) for each in (before, now)}
    if before.shape != now.shape or ("b" in kinds and len(kinds) > 1):
        return False
    if not kinds & {"f", "c"}:
        return bool(before.tolist() == now.tolist())  # exactly, whatever their dtypes
    wide = np.result_type(before, now, np.float64)
    a, b = before.astype(wide), now.astype(wide)
    with np.errstate(all="ignore"):
        sizes = np.maximum(np.abs(a), np.abs(b))
        least = OF_LARGEST * float(sizes.max(initial=0.0, where=np.isfinite(sizes)))
        near = np.isfinite(sizes) & (np.abs(a - b) <= least + RELATIVE * sizes)
        return bool((near | (a == b) | ((a != a) & (b != b))).all())


def _spelling(value: Any) -> Any:
    """
    What a law can tell apart in answers of one value, and another one may not.

    That is whether numbers are whole by their kind, what holds the entries, in which order keys
    come, and how a formula is written.  Who made a number, Python or NumPy, and with how many bits,
    tells no law anything.
    """
    if isinstance(value, dict):
        return list(map(key_text, value)), [_spelling(each) for each in value.values()]
    if isinstance(value, (list, tuple)):
        names = getattr(value, "_fields", None)
        return isinstance(value, list), names, [_spelling(each) for each in value]
    inner = parts(value)
    if inner is not None:
        return type(value), [_spelling(each) for _, each in inner[1]]
    if isinstance(value, (int, float, complex, np.generic, np.ndarray)):
        kind = np.asarray(value).dtype.kind
        return isinstance(value, np.ndarray) and value.ndim > 0, _KINDS.get(kind, kind)
    return value if isinstance(value, Expression) else type(value)
