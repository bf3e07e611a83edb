"""
One property on one submission: from its recorded examples to a verdict.

Everything that can happen while a property runs ends here, sorted into outcomes.  What
a submission did is its own; what went wrong in the property or in the machinery is ours,
and leaves the points open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.conversation import Conversation
from grader.dialogue import Dialogue, run
from grader.errors import SandboxFailed, StudentFault, StudentRaised
from grader.model import Outcome, Verdict
from grader.session import Session
from grader.sheet import Property
from grader.student import Answer
from grader.wording import spoken

__all__ = ["Examined", "examine", "judged", "outcome_of"]

ASKED_TWICE = 3  # requests of each property that are asked again at the end


class TwoAnswers(StudentFault):
    """The same input led to different answers."""

    outcome = Outcome.WRONG

    def __init__(self) -> None:
        super().__init__("gave two answers to the same input; use nothing but the arguments")


@dataclass(frozen=True, slots=True)
class Examined:
    """A verdict, and the dialogue that it rests on where the property was lost."""

    verdict: Verdict
    failed: Dialogue | None = None


def examine(
    prop: Property, examples: Sequence[Mapping[str, Any]], session: Session, *, full: bool
) -> Examined:
    """
    Judge a property by its recorded examples, smallest first.

    ``full`` lets the feedback say what should have come back.
    """
    if not examples:
        failure = Dialogue({}, LookupError("the corpus has no example of it"), finished=True)
        return judged(prop, failure, 0, full=full)
    try:
        dialogues = _converse(prop, examples, session)
    except SandboxFailed as error:
        return judged(prop, Dialogue({}, error, finished=True), 0, full=full)
    calls = sum(len(dialogue.said) for dialogue in dialogues)
    return judged(prop, dialogues[-1], calls, full=full)


def judged(prop: Property, last: Dialogue, calls: int, *, full: bool) -> Examined:
    """The verdict that the last dialogue of a property leads to."""
    declared = prop.declared
    outcome = outcome_of(last.failure)
    verdict = Verdict(
        property=prop.name,
        function=declared.function,
        points=declared.points,
        outcome=outcome,
        law=prop.law,
        calls=calls,
        **(spoken(last, full=full) if outcome is not Outcome.PASSED else {}),
    )
    return Examined(verdict, None if outcome is Outcome.PASSED else last)


def outcome_of(failure: BaseException | None) -> Outcome:
    """What a property's failure means for the submission."""
    if failure is None:
        return Outcome.PASSED
    if isinstance(failure, StudentFault):
        return failure.outcome
    if isinstance(failure, AssertionError):
        return Outcome.WRONG
    return Outcome.UNDECIDED


def _converse(
    prop: Property, examples: Sequence[Mapping[str, Any]], session: Session
) -> list[Dialogue]:
    if prop.declared.measured:
        return _one_by_one(prop, examples, session)
    conversation = Conversation(prop.body, examples, session)
    dialogues = conversation.hold()
    if dialogues[-1].failure is None:
        _ask_again(conversation, session, dialogues)
    return dialogues


def _one_by_one(
    prop: Property, examples: Sequence[Mapping[str, Any]], session: Session
) -> list[Dialogue]:
    """Each call alone, so that the clock of the student's process counts nothing else."""
    dialogues = []
    for example in examples:
        dialogues.append(run(prop.body, example, session))
        if dialogues[-1].failure is not None:
            break
    return dialogues


def _ask_again(conversation: Conversation, session: Session, dialogues: list[Dialogue]) -> None:
    """Ask a few requests once more, last first: a result must not depend on earlier calls."""
    requests = list(conversation.known)
    places = sorted({len(requests) - 1, len(requests) // 2, 0}, reverse=True) if requests else []
    asked = [requests[place] for place in places]
    sent = [session.send(conversation.known[request][0], request) for request in asked]
    again = [answer or (session.receive()[1] if session.waiting else None) for answer in sent]
    for request, now in zip(asked, again, strict=True):
        call, before = conversation.known[request]
        if now is not None and not _same(before, now):
            dialogues[-1].said = [(call, before), (call, now)]
            dialogues[-1].failure = now.value if _lost(now) else TwoAnswers()
            return


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
