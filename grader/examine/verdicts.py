"""
From what was said about a property to a verdict.

Everything that can happen while a property runs ends here, sorted into outcomes.  What
a submission did is its own, an error over its answers in a property that holds of the model too;
what else went wrong in the property or in the machinery is ours, and leaves the points open.
"""

from dataclasses import dataclass

from grader.examine.example_run import ExampleRun
from grader.examine.feedback.retold import retold
from grader.examine.student.faults import StudentFault
from grader.examine.student.replies import RepeatedCall
from grader.examine.verdict_text import Telling, verdict_fields
from grader.model import Outcome, Verdict
from grader.sheets.sheet import Property

__all__ = ["Examined", "judged", "outcome_of"]

MOST_KEPT = 1 << 20  # bytes of answers, for each property that was lost


@dataclass(frozen=True, slots=True)
class Examined:
    """
    A verdict; the example run that it rests on where the property was lost, and where it held
    some calls with their answers, to be asked again.
    """

    verdict: Verdict
    failed: ExampleRun | None = None
    repeated_calls: tuple[RepeatedCall, ...] = ()


def judged(prop: Property, last: ExampleRun, calls: int, telling: Telling) -> Examined:
    """The verdict that the last example run of a property leads to."""
    last.failure = retold(prop, last, telling.right)
    declared = prop.declared
    outcome = outcome_of(last.failure)
    verdict = Verdict(
        property=prop.name,
        function=declared.function,
        points=declared.points,
        outcome=outcome,
        law=prop.law,
        calls=calls,
        bonus=declared.bonus,
        **(verdict_fields(prop, last, telling) if outcome is not Outcome.PASSED else {}),
    )
    return Examined(verdict, None if outcome is Outcome.PASSED else _kept(last))


def _kept(last: ExampleRun) -> ExampleRun:
    """A lost example run without what only memory would be spent on, until the end of the run."""
    if last.failure is not None:
        last.failure.__traceback__ = None  # its frames hold every answer
    sent = sum(len(part) for _, answer in last.exchanges for part in answer.raw)
    said = last.exchanges if sent <= MOST_KEPT else []
    return ExampleRun(last.example, last.failure, finished=True, exchanges=said)


def outcome_of(failure: BaseException | None) -> Outcome:
    """What a property's failure means for the submission."""
    if failure is None:
        return Outcome.PASSED
    if isinstance(failure, StudentFault):
        return failure.outcome
    if isinstance(failure, AssertionError):
        return Outcome.WRONG
    return Outcome.UNDECIDED
