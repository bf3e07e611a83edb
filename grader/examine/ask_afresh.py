"""
Asks a little of what held once more, of a process that was never asked anything.

A function that goes by the number of the call, that remembers what it said, or that drew lots
when the file was loaded, can be consistent within one process; in another, asked in another
order, it is not.  A second process that is late shows nothing of the kind: a busy machine is slow
for who is right, too, so what it did not answer in time is open.
"""

from collections.abc import Sequence

from grader.errors import SandboxFailed
from grader.examine.ask_twice import Contradiction, answers_again
from grader.examine.example_run import ExampleRun
from grader.examine.student.faults import CallTimedOut, GivenUp, OutOfTime, Unconfirmed
from grader.examine.student.replies import RepeatedCall
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined, judged
from grader.sheets.sheet import Property

__all__ = ["confirmed"]


def confirmed(
    examined: Sequence[tuple[Property, Examined]], session: Session, telling: Telling
) -> list[tuple[Property, Examined]]:
    """The same verdicts, but for properties that hold in one process and not in the next."""
    asked = [
        (place, each) for place, (_, found) in enumerate(examined) for each in found.repeated_calls
    ]
    if not asked:
        return list(examined)
    session.chance.shuffle(asked)
    asked.sort(key=lambda each: each[1].request.function in session.slow)  # they hold up nobody
    session.begin_confirming()
    contradictions: dict[int, ExampleRun] = {}
    for (place, _), contradiction in zip(
        asked, _contradictions([each for _, each in asked], session), strict=True
    ):
        if contradiction is not None:
            contradictions.setdefault(place, contradiction)
    return [
        (prop, judged(prop, contradictions[place], found.verdict.calls, telling))
        if place in contradictions
        else (prop, found)
        for place, (prop, found) in enumerate(examined)
    ]


def _contradictions(asked: Sequence[RepeatedCall], session: Session) -> list[ExampleRun | None]:
    try:
        return [
            contradiction and _lost(contradiction)
            for contradiction in answers_again(asked, session)
        ]
    except SandboxFailed as error:  # ours, so the points stay open
        return [ExampleRun({}, error, finished=True) for _ in asked]


def _lost(contradiction: Contradiction) -> ExampleRun:
    fault = contradiction.fault
    if isinstance(fault, OutOfTime | CallTimedOut | GivenUp):  # it had been right in time
        call, _ = contradiction.exchanges[0]
        return ExampleRun({}, Unconfirmed(call.function), finished=True)
    lost = ExampleRun({}, finished=True)
    lost.contradicted(*contradiction)
    return lost
